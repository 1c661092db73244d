/** A node's blind side but for the network and the holders: what these would answer is computed of the value. */

import { sightingKeys, takenMark } from "@tocsin/crypto";
import {
  assert,
  canonicalJson,
  concatBytes,
  type Epoch,
  parseCanonicalJson,
  type Round,
  systemRandom,
  textOf,
  toBase64Url,
  utf8,
} from "@tocsin/kernel";
import {
  type BlindStore,
  blindStoreInMemory,
  type QueuedValue,
  type StoredToken,
} from "@tocsin/store";
import { memberStoreInMemory } from "@tocsin/store/member";
import {
  bytesOf,
  parcel,
  parseMessage,
  type SealedSighting,
  type SightingsLeaf,
  type SightingWithdrawal,
  submissionCountOf,
} from "@tocsin/wire";

import { BlindRoom } from "../../src/blind/blind-desk.ts";
import { blindInput, blindValueOf } from "../../src/blind/blind-value.ts";
import { readLines } from "../../src/blind/matches.ts";
import { Sealer } from "../../src/blind/sealer.ts";
import { createSightingKeyring } from "../../src/keys/sighting-keys.ts";

export const epoch = "2026-11" as Epoch;
export const nowMs = Date.UTC(2026, 10, 20, 12);
const roundMs = 60_000;
const clock = { now: () => nowMs, sleep: () => Promise.resolve() };
/** `tokens`: probe tokens that it has. */
export function blindNode(tokens = 1000) {
  const blind = blindStoreInMemory(clock);
  const store = memberStoreInMemory(clock);
  let held = 0;
  let lost = false;
  const keyring = createSightingKeyring(store.keys, systemRandom);
  const told: string[] = [];
  const room = new BlindRoom();
  const shared = { blind, keyring, clock, random: systemRandom, roundMs: () => roundMs };
  const queued: (SealedSighting | SightingWithdrawal)[] = [];
  const places: { dueRound: number | undefined; order: number | undefined }[] = [];
  const sealer = new Sealer({
    ...shared,
    judge: blindValueOf,
    parcels: {
      waitingCount: () => Promise.resolve(queued.length),
      get: (id) => Promise.resolve({ id, kind: "tag", state: lost ? "lost" : "sent", round: 1 }),
      queue: (parcels) => {
        for (const { bytes, dueRound, order } of parcels) {
          const read = parseMessage(parcel, parseCanonicalJson(textOf(bytes) ?? ""));
          if (read.kind === "tag" || read.kind === "tag-off") queued.push(read);
          places.push({ dueRound, order });
        }
        return Promise.resolve();
      },
    },
    tokens: {
      hold: (purpose, of) => {
        assert(purpose === "probe" && of === "everyone", "a probe token of all members");
        held += 1;
        return Promise.resolve(held > tokens ? undefined : tokenOf(held));
      },
      release: () => Promise.resolve(),
    },
  });
  const postings: { index: number; round: number; kind: string; json: string }[] = [];
  const matching = {
    ...shared,
    postings: {
      after: (kind: string, index: number, limit: number) =>
        Promise.resolve(
          postings.filter((it) => it.kind === kind && it.index > index).slice(0, limit),
        ),
      drop: () => Promise.resolve(),
    },
    parcels: { found: () => Promise.resolve() },
    onMatch: (id: string) => {
      told.push(id);
      room.tell(id);
    },
  };
  room.use({
    ...shared,
    judge: blindValueOf,
    sealer,
    slotMs: () => 120_000,
    look: () => undefined,
  });
  const saw = async (of: Epoch, ...values: readonly (readonly [string, string])[]) => {
    const wanted = values.map(([type, value]) => valueOf(type, value));
    await blind.queue(of, wanted, true);
    await evaluate(blind, of, wanted);
  };
  const read = async (leaf: unknown, round = 9) => {
    postings.push({
      index: postings.length + 1,
      round,
      kind: "sightings",
      json: canonicalJson(leaf),
    });
    await readLines(matching);
  };
  const lose = (): void => {
    lost = true;
  };
  return { lose, blind, store, sealer, queued, places, room, told, saw, read };
}

function tokenOf(id: number): StoredToken {
  const token = new Uint8Array(354).fill(id);
  const rest = { day: null, master: null, number: null, keyId: "k", class: "everyone" };
  return { id, token, epoch, purpose: "probe", ...rest };
}

export function valueOf(type: string, value: string): QueuedValue {
  const verdict = blindValueOf(type, value);
  if (!verdict.ok) throw new Error(verdict.why);
  return verdict.value;
}

/** Stands for the key of the epoch. */
export function secretOf(of: Epoch, value: { type: string; value: string }) {
  const y = new Uint8Array(64);
  y.set(concatBytes(utf8(of), blindInput(value)).slice(0, 64));
  return sightingKeys(y);
}

export async function evaluate(blind: BlindStore, of: Epoch, values: readonly QueuedValue[]) {
  await blind.saveEvaluated(
    of,
    values.map(({ type, value }) => ({ type, value, ...secretOf(of, { type, value }) })),
  );
}

/** What an honest exchange writes of these sightings. */
export function leafOf(sightings: readonly SealedSighting[], round = 9): SightingsLeaf {
  const byTag = Map.groupBy(sightings, ({ tag }) => tag);
  return {
    v: 1,
    kind: "sightings",
    round: round as Round,
    taken: toBase64Url(concatBytes(...sightings.map(({ token }) => takenMark(bytesOf(token))))),
    matches: [...byTag].map(([tag, group]) => ({
      tag,
      count: submissionCountOf(group.length),
      pairs: toBase64Url(
        concatBytes(...group.flatMap(({ pk, mac }) => [bytesOf(pk), bytesOf(mac)])),
      ),
    })),
    left: 0,
  };
}

export const tagsOf = (queued: readonly (SealedSighting | SightingWithdrawal)[]) =>
  queued.filter((it) => it.kind === "tag");

export async function twoWhoSaw(...values: readonly (readonly [string, string])[]) {
  const [a, b] = [blindNode(), blindNode()];
  for (const it of [a, b]) {
    await it.saw(epoch, ...values);
    await it.sealer.seal(epoch);
  }
  return { a, b, sealed: [...tagsOf(a.queued), ...tagsOf(b.queued)] };
}
