/**
 * Follows the verified ledger and raises warnings. Each change is matched once, durably: the cursor
 * moves in the same transaction. Matching is here, at the edge; nobody is asked and nobody learns.
 */

import type { Clock } from "@tocsin/kernel";
import type { FeedPass, WarningStore } from "@tocsin/store";
import { HeapSweeper } from "@tocsin/kernel/heap-sweeper";
import { Looking } from "../looking.ts";
import type { Protocol } from "../protocol.ts";
import type { Relevance } from "./relevance.ts";
import type { BenignPolicy } from "./watchable.ts";

/** Changes of one transaction: small enough that others do not wait, large enough to be quick. */
const changesAtOnce = 100;
/** What a long pass leaves behind is swept away after so many transactions. */
const stepsSwept = 10;

export interface MatcherPorts {
  readonly protocol: Pick<Protocol, "changes" | "on" | "enrolled">;
  readonly warnings: WarningStore;
  readonly policy: BenignPolicy;
  readonly clock: Clock;
  /** The profile as it is now. */
  readonly relevance: () => Promise<Relevance>;
  readonly onRaised: (warnings: number) => void;
  readonly onReports: () => void;
  /** Told of failures that are tried again by themselves. */
  readonly onFailure: (error: unknown) => void;
}

export interface Matcher extends AsyncDisposable {
  /** Looks for changes now; resolves when all that were there are matched. */
  look(): Promise<void>;
  /** Matches the whole feed again, in the background: what concerns us has changed. */
  again(): Promise<void>;
}

export function createMatcher(ports: MatcherPorts): Matcher {
  return new FeedMatcher(ports);
}

class FeedMatcher implements Matcher {
  readonly #ports: MatcherPorts;
  readonly #looking: Looking;
  readonly #heap = new HeapSweeper();
  readonly #forget: () => void;

  constructor(ports: MatcherPorts) {
    this.#ports = ports;
    this.#looking = new Looking(ports, (signal) => this.#passes(signal));
    this.#forget = ports.protocol.on("changes", () => void this.look());
  }

  look(): Promise<void> {
    return this.#looking.look();
  }

  async again(): Promise<void> {
    await this.#ports.warnings.beginAgain();
    void this.look();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#forget();
    await this.#looking[Symbol.asyncDispose]();
  }

  /** New changes come first, also while the whole feed is gone through again. */
  async #passes(signal: AbortSignal): Promise<void> {
    if (!this.#ports.protocol.enrolled) return;
    for (let steps = 1; ; steps += 1) {
      const isMore = (await this.#step("new")) || (await this.#step("again"));
      if (!isMore || signal.aborted) return;
      if (steps % stepsSwept === 0) this.#heap.sweep();
    }
  }

  /** One transaction of a pass; false where there is nothing to do. */
  async #step(pass: FeedPass): Promise<boolean> {
    const { protocol, warnings, policy, clock, onRaised, onReports } = this.#ports;
    const from = await warnings.cursor(pass);
    if (from === undefined) return false;
    const found = await protocol.changes(from, changesAtOnce);
    const last = found.at(-1);
    if (last === undefined && pass === "new") return false;
    const relevance = await this.#ports.relevance();
    const { feedChange } = await import("./feed-change.ts");
    const changes = found.map((change) => feedChange(change, relevance, policy));
    const through = last?.arrival ?? null;
    const { raised, changed } = await warnings.settle({
      pass,
      changes,
      through,
      nowMs: clock.now(),
    });
    if (pass === "new") onReports();
    if (raised + changed > 0) onRaised(raised);
    return true;
  }
}
