/**
 * A person asks whether others saw what stands in a text. Each value waits for its turn at the constant
 * rate, then everything that the ledger tells of its tag is compared here; so nobody learns what was asked,
 * nor that anything was. Nothing is sealed unless the person says so: to ask is not to have seen. PROTOCOL §3.
 */

import {
  type Clock,
  type Epoch,
  epochOf,
  parseRound,
  type Random,
  roundSpan,
  toBase64Url,
  TocsinError,
} from "@tocsin/kernel";
import type { BlindPlace, BlindStore, CheckLine, CheckRow } from "@tocsin/store";
import { highPointsInBatch, lowPointsInBatch, submissionCountOf } from "@tocsin/wire";
import type { Check, CheckLineView, CheckList } from "@tocsin/wire/node-api";

import type { BlindJudge } from "./blind-value.ts";
import { confirmationOf } from "./matches.ts";

export interface CheckPorts {
  readonly blind: BlindStore;
  readonly judge: BlindJudge;
  readonly clock: Clock;
  readonly random: Random;
  readonly roundMs: () => number;
  readonly slotMs: () => number;
}

const idBytes = 12;

/** To be read before: who learns what of a question. */
export const asking: readonly string[] = [
  "Your node asks two of three key holders to evaluate each value. They see random points, the same number in every slot whether you ask or not, and learn neither the values nor that you asked.",
  "What comes back is compared on this machine with what all members download. The exchange and other members learn nothing.",
  "Private, reserved and well-known harmless values are not asked about.",
  "A value that one other member alone has sealed is told to nobody; sealing it as well would show you both the match.",
  "Counts are of submissions, not of members: one member can submit more than once.",
];

export const sealing: readonly string[] = [
  "Your node also says that it saw each value: one tag in a capsule of its own, in a round drawn at random, with a token that any member could have.",
  "The exchange learns that some member saw something that it cannot name. Members that saw the same value learn that one more submission has it, and a one-time key by which to offer a talk.",
  "It lives 30 days at most and can be taken back.",
];

export function tellsOf(seal: boolean): string[] {
  return seal ? [...asking.filter((_, at) => at !== 3), ...sealing] : [...asking];
}

/** Queues what the text names; resolves with the check as it stands now. */
export async function makeCheck(ports: CheckPorts, text: string, seal: boolean): Promise<Check> {
  const { blind, judge, clock, random } = ports;
  const { linesOf } = await import("./check-lines.ts");
  const found = linesOf(judge, text);
  const id = toBase64Url(random.bytes(idBytes));
  const row: CheckRow = { id, madeMs: clock.now(), seal, lines: found.map(({ line }) => line) };
  const epoch = epochOf(row.madeMs);
  const values = found.flatMap(({ queued }) => queued ?? []);
  await blind.queue(epoch, values, seal);
  await blind.addCheck(row);
  return viewOf(ports, row);
}

/** As `makeCheck` would begin, of which nothing is queued and nothing kept. */
export async function tryCheck(ports: CheckPorts, text: string, seal: boolean): Promise<Check> {
  const { linesOf } = await import("./check-lines.ts");
  const lines = linesOf(ports.judge, text).map(({ line }) => line);
  return viewOf(ports, { id: "", madeMs: ports.clock.now(), seal, lines });
}

/** Throws `not-found`. */
export async function checkView(ports: CheckPorts, id: string): Promise<Check> {
  const row = await ports.blind.check(id);
  if (row === undefined) throw new TocsinError("not-found");
  return viewOf(ports, row);
}

export async function checkList(ports: CheckPorts, limit: number): Promise<CheckList> {
  const items: CheckList["items"] = [];
  for (const row of await ports.blind.checks(limit)) {
    const { id, madeMs, seal, waiting, lines } = await viewOf(ports, row);
    const seen = lines.filter(({ state }) => state === "seen").length;
    items.push({ id, madeMs, seal, lines: lines.length, seen, waiting });
  }
  return { items, tells: { asking: [...asking], sealing: [...sealing] } };
}

async function viewOf(ports: CheckPorts, row: CheckRow): Promise<Check> {
  const epoch = epochOf(ports.clock.now());
  const asked = row.lines.flatMap(({ verdict, type, value }) =>
    verdict === "value" && type !== null && value !== null ? [{ type, value }] : [],
  );
  const places = await placesOf(ports, epoch, epochOf(row.madeMs), asked);
  const placeOf = new Map(asked.map((it, at) => [`${it.type}\n${it.value}`, places[at]]));
  const lines: CheckLineView[] = [];
  for (const line of row.lines) {
    const place = placeOf.get(`${line.type ?? ""}\n${line.value ?? ""}`);
    lines.push(await lineView(ports, line, line.verdict === "value" ? place : undefined));
  }
  const { id, madeMs, seal } = row;
  const waiting = lines.filter(({ state }) => state === "waiting").length;
  return { id, madeMs, seal, tells: tellsOf(seal), waiting, lines };
}

/** In the present epoch; what was asked in the last one and not since stands where it stood. */
async function placesOf(
  { blind }: CheckPorts,
  epoch: Epoch,
  before: Epoch,
  asked: readonly { readonly type: string; readonly value: string }[],
): Promise<readonly (BlindPlace | undefined)[]> {
  const now = await blind.places(epoch, asked);
  if (before === epoch) return now;
  const then = await blind.places(before, asked);
  return now.map((it, at) => it ?? then[at]);
}

async function lineView(
  ports: CheckPorts,
  { line, verdict, type, value }: CheckLine,
  place: BlindPlace | undefined,
): Promise<CheckLineView> {
  const nothing = { count: null, sinceRound: null, sinceMs: null, match: null, expectedMs: null };
  const sealed = isSealed(place);
  const base = { line, type, value, sealed, ...nothing, weak: false, confirmedBy: null };
  if (verdict !== "value") return { ...base, state: verdict };
  const match = place?.match ?? null;
  if (match !== null) {
    const { id, peers, firstRound } = match;
    return {
      ...base,
      state: "seen",
      count: submissionCountOf(peers.length),
      sinceRound: firstRound,
      sinceMs: roundSpan(parseRound(firstRound), ports.roundMs()).untilMs,
      ...(await confirmationOf(ports.blind, match, ports.roundMs())),
      match: id,
    };
  }
  if (place !== undefined && place.ahead === null) return { ...base, state: "not-seen" };
  return { ...base, state: "waiting", expectedMs: expectedMs(place, ports.slotMs()) };
}

/** One of ours is told, or about to be. */
export function isSealed(place: Pick<BlindPlace, "seal"> | undefined): boolean {
  const seal = place?.seal ?? null;
  return seal !== null && seal !== "withdrawn";
}

function expectedMs(place: BlindPlace | undefined, slotMs: number): number | null {
  if (place === undefined || place.ahead === null) return null;
  const each = place.key === "high" ? highPointsInBatch : lowPointsInBatch;
  return (Math.floor(place.ahead / each) + 1) * slotMs;
}
