export {
  initKeyHolder,
  type KeyHolderConfig,
  type KeyHolderPorts,
  type KeyStanding,
  type RunningKeyHolder,
  startKeyHolder,
} from "./compose.ts";
export type { Network } from "./network.ts";
