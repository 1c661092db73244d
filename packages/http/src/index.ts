export {
  type Answer,
  bytesAnswer,
  type BytesAnswer,
  emptyAnswer,
  type EncodedAnswer,
  jsonAnswer,
} from "./answers.ts";
export {
  type App,
  type AppOptions,
  type Bindings,
  createApp,
  type Credentials,
  type RequestFacts,
} from "./app.ts";
export { batched, pieceBytesMin } from "./batching.ts";
export {
  eitherBody,
  jsonBody,
  noBody,
  rawBody,
  type RawBody,
  readBody,
  type RequestBody,
} from "./bodies.ts";
export { type Answered, type Ask, fetchBytes, fetchJson, refusalOf } from "./client.ts";
export { eventAnswer, EventHub, type EventStreamLimits } from "./event-stream.ts";
export { healthRoutes } from "./health.ts";
export {
  listen,
  type Listening,
  type ListenLimits,
  listenLimits,
  type ListenOptions,
} from "./listen.ts";
export {
  createLog,
  type Log,
  type LogFields,
  logOptions,
  type LogSink,
  silentLog,
  whereOf,
} from "./log.ts";
export { authorisationCells, type Cell, verdictOf } from "./matrix.ts";
export { type OpenApiInfo, openApiRoute } from "./openapi.ts";
export {
  bodyOf,
  openOutside,
  type Outside,
  type OutsideAnswer,
  type OutsideOptions,
  outsideUrl,
} from "./outside.ts";
export {
  DayTokens,
  type DayTokensOptions,
  type DayTokenVerdict,
  type LearnOutcome,
  privateTokenOf,
} from "./private-token.ts";
export { isPublicAddress } from "./public-address.ts";
export { type Problem, problem, problemMediaType, problemOf } from "./problem.ts";
export { type AccessRow, defineRoles, type Permission, Roles, type Verdict } from "./roles.ts";
export {
  type CachePolicy,
  type Call,
  declareRoute,
  type Method,
  type Params,
  type Route,
  type RouteOutline,
} from "./route.ts";
export { secretHash, secretIn } from "./secrets.ts";
export { cacheHeader, documentHeaders, pageHeaders, securityHeaders } from "./security-headers.ts";
export { loadStaticFiles, type StaticFiles, type StaticOptions } from "./static-files.ts";
export { answerStraight } from "./straight.ts";
export {
  certificateHash,
  clientCertificateHash,
  readTls,
  type Tls,
  type TlsFiles,
  tlsOf,
} from "./tls.ts";
