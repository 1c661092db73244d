/** Warnings of what feeds say, with the desk that shows them, on a clock that a test sets. */

import type { Clock } from "@tocsin/kernel";
import { memberStoreInMemory } from "@tocsin/store/member";
import type { Concern } from "@tocsin/wire/node-api";

import { createWarningDesk } from "../../src/desk/warnings.ts";

export const concernsMs = Date.parse("2026-11-22T10:00:00Z");

/** A product of this company that CISA says is attacked, with long to mend it. */
export function concern(changes: Partial<Concern> = {}): Concern {
  return {
    id: "known-exploited CVE-2026-0001",
    kind: "known-exploited",
    title: "Acme Server flaw",
    what: "CVE-2026-0001",
    type: "cve",
    ours: "acme server",
    feeds: [],
    due: "2027-03-01",
    daysLeft: 98,
    action: "Apply updates.",
    ransomware: false,
    confidence: null,
    tlp: "clear",
    advisory: null,
    sinceMs: concernsMs,
    ...changes,
  };
}

export class ConcernRoom implements AsyncDisposable {
  ms = concernsMs;
  readonly slept: number[] = [];
  /** Whoever sleeps on it wakes up at once, when the time has passed. */
  readonly clock: Clock = {
    now: () => this.ms,
    sleep: (ms) => {
      this.ms += ms;
      this.slept.push(this.ms);
      return Promise.resolve();
    },
  };
  readonly store = memberStoreInMemory(this.clock);
  readonly desk = createWarningDesk({
    store: this.store.warnings,
    protocol: { report: () => Promise.resolve(undefined) },
    campaigns: {
      namesOf: () => Promise.resolve(new Map()),
      linkOf: () => Promise.resolve(null),
    },
    clock: this.clock,
    onChange: () => undefined,
  });

  async [Symbol.asyncDispose](): Promise<void> {
    await this.store[Symbol.asyncDispose]();
  }
}
