export { type Member, type MemberPorts, startMember } from "./compose.ts";
export { type MemberConfig, memberPortDefault } from "./config.ts";
export { createProtocol, type ProtocolConfig, type ProtocolPorts } from "./create-protocol.ts";
export { httpNetwork, type Network, type NetworkAnswer, type NetworkRequest } from "./network.ts";
export type { Protocol, ReportChange, ReportId, ReportRecord } from "./protocol.ts";
// What decides moments, for the simulation of many members.
export { nextRound, sendingOffset, sendingTime } from "./rounds/schedule.ts";
export {
  fetchableEpochs,
  fetchingMoment,
  fractionRange,
  spendableEpochs,
  takenUntilMs,
} from "./tokens/token-times.ts";
export { drawnAskingRound } from "./stakes/stakes.ts";
export { Evaluator } from "./blind/evaluator.ts";
export { drawnPlace, sealSpreadRounds, tagsOnTheWayMax } from "./blind/sealer.ts";
// What rings, on its own: for the replay of many companies.
export { createCampaigns } from "./campaigns/campaigns.ts";
export { createWarningRooms } from "./desk/warning-rooms.ts";
