import { ristretto255_FROST } from "@noble/curves/ed25519.js";
import { concatBytes, systemRandom, toHex, utf8 } from "@tocsin/kernel";
import { describe, expect, it } from "vitest";

import rfc9591 from "../../../vectors/rfc9591-ristretto255-sharing.json" with { type: "json" };
import {
  complaintKey,
  dkgFinish,
  dkgOpening,
  type DkgOpenings,
  type DkgSecret,
  dkgShares,
  openingsHash,
  type SealedShare,
  type SecretShares,
} from "./dkg.ts";
import { hpkeSeal, type HpkeSealed, importHpkePublicKey } from "./hpke.ts";
import {
  type CeremonyEvent,
  ceremonyAttemptsMax,
  type CeremonyView,
  viewCeremony,
} from "./key-ceremony.ts";
import { loadRistretto, type Scalar } from "./ristretto.ts";
import { flipped, hex } from "./testing.ts";
import { type HolderIndex, holderIndices, interpolationFactor } from "./threshold-voprf.ts";

const group = await loadRistretto();
const epoch = "2026-12";

/** A holder: what it says follows from its seed and what it has heard. */
class Holder {
  readonly index: HolderIndex;
  readonly #seed = systemRandom.bytes(32);

  constructor(index: HolderIndex) {
    this.index = index;
  }

  secret(attempt: number): DkgSecret {
    return { place: { epoch, attempt }, holder: this.index, seed: this.#seed };
  }

  async opening(attempt: number): Promise<CeremonyEvent> {
    const opening = await dkgOpening(this.secret(attempt));
    return { is: "opening", attempt, holder: this.index, opening };
  }

  async shares(attempt: number, openings: DkgOpenings): Promise<CeremonyEvent> {
    const sealed = await dkgShares(this.secret(attempt), openings);
    return sharesEvent(this.index, attempt, openings, sealed);
  }

  async complaint(attempt: number, accused: HolderIndex): Promise<CeremonyEvent> {
    const secretKey = await complaintKey(this.secret(attempt));
    return { is: "complaint", attempt, holder: this.index, accused, secretKey };
  }

  finish(view: CeremonyView) {
    const { openings, place } = view;
    if (openings === undefined) throw new Error("not opened");
    const received = new Map<HolderIndex, HpkeSealed>();
    for (const [from, sealed] of view.shares) {
      const own = sealed.find(({ to }) => to === this.index);
      if (own !== undefined) received.set(from, own);
    }
    return dkgFinish(group, this.secret(place.attempt), openings, received);
  }
}

function sharesEvent(
  holder: HolderIndex,
  attempt: number,
  openings: DkgOpenings,
  sealed: readonly SealedShare[],
): CeremonyEvent {
  const hash = openingsHash({ epoch, attempt }, openings);
  return { is: "shares", attempt, holder, openings: hash, sealed };
}

function keysEvent(holder: HolderIndex, view: CeremonyView): CeremonyEvent {
  if (view.keys === undefined) throw new Error("no keys");
  return { is: "keys", attempt: view.place.attempt, holder, keys: view.keys };
}

function threeHolders(): [Holder, Holder, Holder] {
  return [new Holder(1), new Holder(2), new Holder(3)];
}

async function openAll(holders: readonly Holder[], attempt = 1): Promise<CeremonyEvent[]> {
  return Promise.all(holders.map((it) => it.opening(attempt)));
}

async function openingsOf(events: readonly CeremonyEvent[]): Promise<DkgOpenings> {
  const { openings } = await viewCeremony(group, epoch, events);
  if (openings === undefined) throw new Error("not opened");
  return openings;
}

/** A ceremony up to the shares, with those of `spoil` made wrong. */
async function shared(
  holders: readonly Holder[],
  attempt = 1,
  before: readonly CeremonyEvent[] = [],
  spoil?: { readonly from: HolderIndex; readonly to: HolderIndex },
): Promise<CeremonyEvent[]> {
  const events = [...before, ...(await openAll(holders, attempt))];
  const openings = await openingsOf(events);
  for (const holder of holders) {
    const event = await holder.shares(attempt, openings);
    if (event.is !== "shares" || spoil?.from !== holder.index) {
      events.push(event);
      continue;
    }
    const sealed: SealedShare[] = [];
    for (const it of event.sealed) {
      sealed.push(it.to === spoil.to ? await wrongShare(openings, it) : it);
    }
    events.push({ ...event, sealed });
  }
  return events;
}

/** Well sealed and not on the line. */
async function wrongShare(openings: DkgOpenings, { to }: SealedShare): Promise<SealedShare> {
  const opening = openings[to - 1];
  const recipient = await importHpkePublicKey(opening?.hpkeKey ?? new Uint8Array());
  const shares = concatBytes(group.randomScalar(systemRandom), group.randomScalar(systemRandom));
  const info = utf8("another");
  const sealed = await hpkeSeal(
    { recipient, info, random: systemRandom },
    shares,
    new Uint8Array(),
  );
  return { to, ...sealed };
}

function wholeKey(shares: readonly SecretShares[], name: "high" | "low"): Scalar {
  const [a, b] = shares;
  if (a === undefined || b === undefined) throw new Error("two shares");
  const sum = group.addScalars(
    group.multiplyScalars(interpolationFactor(group, 1, [1, 2]), a[name]),
    group.multiplyScalars(interpolationFactor(group, 2, [1, 2]), b[name]),
  );
  if (sum === undefined) throw new Error("no key");
  return sum;
}

/** One ceremony up to its shares, for the tests that go on from there. */
const holders = threeHolders();
const events = await shared(holders);
const openings = await openingsOf(events);
const view = await viewCeremony(group, epoch, events);

describe("a ceremony", () => {
  it("gives three holders shares of two keys that nobody has", async () => {
    expect(view).toMatchObject({ phase: "confirming", culprits: [], missing: [1, 2, 3] });
    const outcomes = await Promise.all(holders.map((it) => it.finish(view)));
    const shares = outcomes.flatMap((it) => (it.ok ? it.shares : []));
    expect(shares).toHaveLength(3);
    for (const name of ["high", "low"] as const) {
      const key = view.keys?.[name];
      expect(shares.map((it) => group.multiplyBase(it[name]))).toEqual(key?.shares);
      expect(group.multiplyBase(wholeKey(shares, name))).toEqual(key?.publicKey);
    }
    expect(view.keys?.high.publicKey).not.toEqual(view.keys?.low.publicKey);
    const confirmed = [...events, ...holderIndices.map((index) => keysEvent(index, view))];
    const done = await viewCeremony(group, epoch, confirmed);
    expect(done).toMatchObject({ phase: "done", missing: [] });
  });

  it("is said again word for word after a crash, from the seed alone", async () => {
    const [one] = holders;
    expect(await one.opening(1)).toEqual(events[0]);
    expect(await one.shares(1, openings)).toEqual(await one.shares(1, openings));
    expect(await one.opening(2)).not.toEqual(events[0]);
  });

  it("waits for those who are missing, and passes over what comes too early or twice", async () => {
    const holders = threeHolders();
    const [one, two] = holders;
    const events = await openAll([one, two]);
    const again = await new Holder(1).opening(1);
    const early: CeremonyEvent = {
      is: "shares",
      attempt: 1,
      holder: 1,
      openings: hex(""),
      sealed: [],
    };
    const view = await viewCeremony(group, epoch, [...events, again, early]);
    expect(view).toMatchObject({ phase: "opening", missing: [3], culprits: [] });
    const later = await openAll(holders, 2);
    expect(await viewCeremony(group, epoch, later)).toMatchObject({ missing: [1, 2, 3] });
  });

  it("names a holder whose proof of knowledge does not hold, and begins anew", async () => {
    const [one, bad] = events;
    if (one === undefined || bad?.is !== "opening") throw new Error("no opening");
    const { high } = bad.opening.keys;
    const spoilt = [
      {
        ...bad.opening,
        keys: { ...bad.opening.keys, high: { ...high, proof: flipped(high.proof, 40) } },
      },
      { ...bad.opening, keys: { high, low: high }, hpkeKey: new Uint8Array(32) },
      {
        ...bad.opening,
        keys: {
          ...bad.opening.keys,
          high: { ...high, points: [new Uint8Array(32), high.points[1]] as const },
        },
      },
      { ...bad.opening, holder: 1 as const },
    ];
    for (const opening of spoilt) {
      const { culprits, place } = await viewCeremony(group, epoch, [one, { ...bad, opening }]);
      expect(culprits).toEqual([{ attempt: 1, holder: 2, why: "proof" }]);
      expect(place.attempt).toBe(2);
    }
  });

  it("names a holder that sealed a wrong share, by the key that the other gives away", async () => {
    const spoilt = await shared(holders, 1, [], { from: 3, to: 1 });
    const seen = await viewCeremony(group, epoch, spoilt);
    expect(await holders[0].finish(seen)).toEqual({ ok: false, accused: 3 });
    spoilt.push(await holders[0].complaint(1, 3));
    const after = await viewCeremony(group, epoch, spoilt);
    expect(after.culprits).toEqual([{ attempt: 1, holder: 3, why: "wrong-share" }]);
    const second = await viewCeremony(group, epoch, await shared(holders, 2, spoilt));
    expect(second).toMatchObject({ phase: "confirming", place: { attempt: 2 } });
    expect((await holders[0].finish(second)).ok).toBe(true);
  });

  it("names a holder that complains falsely, with its key, another key or none", async () => {
    const honest = await holders[1].complaint(1, 3);
    const complaints: CeremonyEvent[] = [
      honest,
      { is: "complaint", attempt: 1, holder: 2, accused: 3, secretKey: systemRandom.bytes(32) },
      { is: "complaint", attempt: 1, holder: 2, accused: 3, secretKey: null },
    ];
    for (const complaint of complaints) {
      const after = await viewCeremony(group, epoch, [...events, complaint]);
      expect(after.culprits).toEqual([{ attempt: 1, holder: 2, why: "false-complaint" }]);
    }
  });

  it("names a holder that goes on from other openings, leaves one out, or confirms other keys", async () => {
    const opened = events.slice(0, 3);
    const event = events[3];
    if (event?.is !== "shares") throw new Error("no shares");
    const first = async (spoilt: CeremonyEvent) =>
      (await viewCeremony(group, epoch, [...opened, spoilt])).culprits;
    expect(await first({ ...event, openings: flipped(event.openings, 0) })).toEqual([
      { attempt: 1, holder: 1, why: "other-openings" },
    ]);
    for (const sealed of [event.sealed.slice(1), [...event.sealed].reverse(), []]) {
      expect(await first({ ...event, sealed })).toEqual([
        { attempt: 1, holder: 1, why: "wrong-recipients" },
      ]);
    }
    const wrong = keysEvent(2, view);
    if (wrong.is !== "keys") throw new Error("no keys");
    const swapped = { ...wrong, keys: { high: wrong.keys.low, low: wrong.keys.high } };
    expect((await viewCeremony(group, epoch, [...events, swapped])).culprits).toEqual([
      { attempt: 1, holder: 2, why: "wrong-keys" },
    ]);
  });

  it("goes on without a holder that says it has lost its seed, and ends after too many attempts", async () => {
    const losses: CeremonyEvent[] = [];
    for (let attempt = 1; attempt <= ceremonyAttemptsMax; attempt += 1) {
      losses.push({ is: "complaint", attempt, holder: 1, accused: 1, secretKey: null });
    }
    const some = await viewCeremony(group, epoch, losses.slice(0, 1));
    expect(some.culprits).toEqual([{ attempt: 1, holder: 1, why: "gave-up" }]);
    expect((await viewCeremony(group, epoch, losses)).phase).toBe("failed");
  });

  it("does not break when the last to open cancels the others' lines", async () => {
    const [one, two, last] = events;
    if (one === undefined || two === undefined || last?.is !== "opening")
      throw new Error("no opening");
    const slopes = [one, two].map((it) =>
      group.parsePoint((it.is === "opening" && it.opening.keys.high.points[1]) || hex("")),
    );
    const [a, b] = slopes;
    const sum = a && b && group.add(a, b);
    const minusOne = group.subtractScalars(group.smallScalar(1), group.smallScalar(2));
    if (!sum || !minusOne) throw new Error("no slopes");
    const { high, low } = last.opening.keys;
    const cancelling = {
      ...high,
      points: [high.points[0], group.multiply(minusOne, sum)] as const,
    };
    const opening = { ...last.opening, keys: { high: cancelling, low } };
    const after = await viewCeremony(group, epoch, [one, two, { ...last, opening }]);
    expect(after.culprits).toEqual([{ attempt: 1, holder: 3, why: "cancelled-key" }]);
  });
});

describe("the sharing of RFC 9591 E.3", () => {
  it("has the public shares that its commitments say", () => {
    const { groupSecretKey, coefficient, shares } = rfc9591;
    const { DKG, Identifier } = ristretto255_FROST;
    const line = [groupSecretKey, coefficient].map((text) => {
      const scalar = group.parseScalar(hex(text));
      if (scalar === undefined) throw new Error("no scalar");
      return group.multiplyBase(scalar);
    });
    const [constant, slope] = line;
    if (constant === undefined || slope === undefined) throw new Error("no line");
    for (const index of holderIndices) {
      const share = group.parseScalar(hex(shares[index - 1] ?? ""));
      const expected = group.add(constant, group.multiply(group.smallScalar(index), slope));
      expect(share && toHex(group.multiplyBase(share))).toBe(expected && toHex(expected));
    }
    const { commitment } = DKG.round1(
      Identifier.fromNumber(1),
      { min: 2, max: 3 },
      hex(groupSecretKey),
    ).public;
    expect(toHex(commitment[0] ?? hex(""))).toBe(rfc9591.groupPublicKey);
  });
});
