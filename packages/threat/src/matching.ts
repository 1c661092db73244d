/** Logs against everything known. */

export { harmlessInLogs } from "./matching/harmless.ts";
export type { IgnoredIndicators, Indicator } from "./matching/indicator-index.ts";
export type { LogMatch, LogMatchKind, LogTotals } from "./matching/log-match.ts";
export type { LogScanner } from "./matching/log-scanner.ts";
export { createMatcher, type Matcher, type MatcherOptions } from "./matching/matcher.ts";
