/**
 * Logs against everything that is known: names with what is below them, networks, URLs with what
 * continues them, hashes, paths, and whatever else a log can show. Pure; files are read elsewhere.
 */

import { type IgnoredIndicators, type Indicator, IndicatorIndex } from "./indicator-index.ts";
import type { LogMatch } from "./log-match.ts";
import { IndexScanner, type LogScanner } from "./log-scanner.ts";

export interface Matcher {
  /** Values that are looked for. */
  readonly size: number;
  readonly ignored: IgnoredIndicators;
  /** For one log. `emit` is called for each source of what is found. */
  scanner(emit: (match: LogMatch) => void): LogScanner;
}

export interface MatcherOptions {
  /** A number that who writes the indicators cannot know keeps them from making hashes collide. */
  readonly seed?: number;
}

const usualSeed = 0x811c9dc5;

export function createMatcher(
  indicators: Iterable<Indicator>,
  { seed = usualSeed }: MatcherOptions = {},
): Matcher {
  const index = new IndicatorIndex(indicators, seed | 0);
  return {
    size: index.records.count,
    ignored: index.ignored,
    scanner: (emit) => new IndexScanner(index, emit),
  };
}
