/** A change of the verified ledger, made ready for matching and for search. */

import type { FeedChange, WatchedObservable } from "@tocsin/store";
import type { Observable } from "@tocsin/wire";
import { dayMs } from "@tocsin/kernel";
import type { ReportChange } from "../protocol.ts";
import type { Relevance } from "./relevance.ts";
import { searchWords } from "./search-words.ts";
import { type BenignPolicy, watchable } from "./watchable.ts";

export function feedChange(
  change: ReportChange,
  relevance: Relevance,
  policy: BenignPolicy,
): FeedChange {
  const { arrival, id, mine, body, envelope } = change;
  const facts = { arrival, report: id, mine };
  // The body of what was withdrawn since is gone: its earlier changes say nothing any more.
  if (change.kind === "withdrawal" || body === null) {
    return { ...facts, withdrawn: true, untilMs: 0, observables: [], words: [], reasons: [] };
  }
  return {
    ...facts,
    withdrawn: false,
    untilMs: Date.parse(body.expires) + dayMs,
    observables: body.observables
      .map((it) => roleWeighed(it, watchable(it.type, it.value, policy)))
      .filter((it) => it !== undefined),
    words: searchWords(body),
    reasons: mine ? [] : relevance.reasons(body, envelope.class),
  };
}

/** Whoever scans the whole internet is in everybody's log: that alone says nothing of us. */
function roleWeighed(
  { role }: Observable,
  watched: WatchedObservable | undefined,
): WatchedObservable | undefined {
  if (watched === undefined || role !== "scanning") return watched;
  return { ...watched, strength: "weak" };
}
