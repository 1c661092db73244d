export type {
  CommandInput,
  CommandName,
  CommandOutput,
  EpochView,
  MemberView,
} from "./admin/commands.ts";
export type { Finding } from "./admin/doctor.ts";
export {
  initIssuer,
  type IssuerConfig,
  type IssuerPorts,
  type RunningIssuer,
  startIssuer,
} from "./compose.ts";
export { epochGraceMs, prepareAheadMs, quotasDefault } from "./limits.ts";
// What is counted and published of the members, for the simulation.
export { ClassTree, planClasses } from "./classes/class-tree.ts";
export { crowdCells } from "./classes/crowd-cells.ts";
