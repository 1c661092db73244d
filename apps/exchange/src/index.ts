export { type Exchange, type ExchangePorts, initExchange, startExchange } from "./compose.ts";
export { type ExchangeConfig, roundMsDefault } from "./config.ts";
export type { RoundOutcome } from "./round/round-worker.ts";
