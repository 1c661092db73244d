/** People who share reports at a node and try again until it says that the report is kept. */

import { type Random, systemClock, toHex, uniformInt } from "@tocsin/kernel";
import { draft, type Draft } from "@tocsin/wire";

import { isDown, type NodeApi, Refused } from "./node-api.ts";

/** A report as its author knows it: by the hash of a file that nobody else has. */
export interface SharedReport {
  readonly marker: string;
  /** The node said that it is shared; where false, it may have left or not. */
  readonly acknowledged: boolean;
}

export interface SharingTally {
  readonly reports: SharedReport[];
  /** Requests to share that got no answer. */
  unanswered: number;
  /** Told with a node's folder as it is asked to share: the moment to kill it. */
  readonly onShare: Set<(home: string) => void>;
}

export function emptyTally(): SharingTally {
  return { reports: [], unanswered: 0, onShare: new Set() };
}

/** Resolves when this node is next asked to share, or after `msMax`. */
export async function nextShare({ onShare }: SharingTally, home: string, msMax: number) {
  const asked = Promise.withResolvers<undefined>();
  const hear = (at: string): void => {
    if (at === home) asked.resolve(undefined);
  };
  onShare.add(hear);
  await Promise.race([asked.promise, systemClock.sleep(msMax)]);
  onShare.delete(hear);
}

const pauseMs = 150;
const markerBytes = 32;

/** Shares until `isOver` or until no token is left; what was begun is brought to its end. */
export async function shareOnAndOn(
  api: NodeApi,
  random: Random,
  tally: SharingTally,
  isOver: () => boolean,
): Promise<void> {
  while (!isOver()) {
    const marker = toHex(random.bytes(markerBytes));
    const outcome = await shareMarked(api, marker, tally);
    if (outcome === "no-token") return;
    tally.reports.push({ marker, acknowledged: true });
    await systemClock.sleep(pauseMs + uniformInt(random, 4 * pauseMs));
  }
}

async function shareMarked(
  api: NodeApi,
  marker: string,
  tally: SharingTally,
): Promise<"kept" | "no-token"> {
  const text = `The loader's SHA-256 is ${marker}.`;
  const approved = await insistently(() => api.approved({ name: "note", text }));
  for (;;) {
    const outcome = await tryToShare(api, approved, tally);
    if (outcome !== undefined) return outcome;
    await systemClock.sleep(pauseMs);
  }
}

async function tryToShare(
  api: NodeApi,
  { id, outgoingHash }: Draft,
  tally: SharingTally,
): Promise<"kept" | "no-token" | undefined> {
  try {
    for (const hear of tally.onShare) hear(api.home);
    const { status, text } = await api.ask("POST", `drafts/${id}/share`, { outgoingHash });
    if (status < 300) return "kept";
    if (text.includes('"tokens-exhausted"')) return "no-token";
    // Where the first answer was lost it is shared already, and cannot be shared again.
    return (await api.get(draft, `drafts/${id}`)).state === "shared" ? "kept" : undefined;
  } catch (error) {
    if (!isPassing(error)) throw error;
    tally.unanswered += 1;
    return undefined;
  }
}

async function insistently<Value>(ask: () => Promise<Value>): Promise<Value> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!isPassing(error)) throw error;
      await systemClock.sleep(pauseMs);
    }
  }
}

/** Down, starting, or asked with the bearer of the life before. */
function isPassing(error: unknown): boolean {
  return isDown(error) || (error instanceof Refused && [401, 503].includes(error.status));
}
