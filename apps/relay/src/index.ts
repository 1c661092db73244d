export { type Relay, type RelayPorts, startRelay } from "./compose.ts";
export type { RelayConfig } from "./config.ts";
