export type { Brand } from "./brand.ts";
export {
  compareBytes,
  concatBytes,
  equalBytes,
  fromBase64,
  fromBase64Url,
  fromHex,
  readUint,
  textOf,
  toBase64,
  toBase64Url,
  toHex,
  uintBytes,
  utf8,
} from "./bytes.ts";
export {
  type Day,
  dayMs,
  dayOf,
  type Epoch,
  epochOf,
  epochSpan,
  hourMs,
  nextEpoch,
  parseEpoch,
  parseRound,
  type Round,
  roundAt,
  roundMsMax,
  roundMsMin,
  roundSpan,
} from "./calendar.ts";
export { canonicalJson, jsonDepthMax, parseCanonicalJson, parseJson } from "./canonical-json.ts";
export { type Clock, systemClock } from "./clock.ts";
export { type ErrorCode, type ErrorEntry, errorCatalogue } from "./error-catalogue.ts";
export { assert, TocsinError, unreachable } from "./errors.ts";
export { type Random, randomId, systemRandom, uniformInt } from "./random.ts";
