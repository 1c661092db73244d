import { pairMac } from "@tocsin/crypto";
import { canonicalJson, type Epoch, systemRandom, toBase64Url } from "@tocsin/kernel";
import { bytesOf, type SealedSighting } from "@tocsin/wire";
import { describe, expect, it } from "vitest";

import {
  blindNode,
  epoch,
  evaluate,
  leafOf,
  secretOf,
  tagsOf,
  twoWhoSaw,
  valueOf,
} from "../../test/world/blind-node.ts";
import { drawnPlace, sealSpreadRounds, tagsOnTheWayMax } from "./sealer.ts";

const c2 = ["domain", "invented-portal-7.net"] as const;
const address = ["ipv4", "45.83.64.1"] as const;
describe("sealing", () => {
  it("says the same tag under another one-time key, and nothing else that two nodes share", async () => {
    const { sealed } = await twoWhoSaw(c2);
    const [one, two] = sealed;
    expect(one?.tag).toBe(two?.tag);
    expect(one?.pk).not.toBe(two?.pk);
    expect(one?.mac).not.toBe(two?.mac);
    expect(one?.lock).not.toBe(two?.lock);
    expect([one?.expires, two?.expires]).toEqual(["2026-12-20", "2026-12-20"]);
  });

  it("seals a value once in an epoch, also by a node that was restored", async () => {
    const first = blindNode();
    await first.saw(epoch, c2);
    expect(await first.sealer.seal(epoch)).toBe(1);
    await first.saw(epoch, c2);
    expect(await first.sealer.seal(epoch)).toBe(0);
    const masters = await first.store.keys.masters();
    const second = blindNode();
    await second.store.keys.restore(masters, []);
    await second.saw(epoch, c2);
    await second.sealer.seal(epoch);
    const [was, is] = [tagsOf(first.queued)[0], tagsOf(second.queued)[0]];
    expect([is?.tag, is?.pk, is?.mac]).toEqual([was?.tag, was?.pk, was?.mac]);
  });

  it("seals again under another token what was lost on its way, as the same sighting", async () => {
    const it = blindNode();
    await it.saw(epoch, c2);
    await it.sealer.seal(epoch);
    await it.sealer.sealLostAgain();
    expect(await it.sealer.seal(epoch)).toBe(0);
    it.lose();
    await it.sealer.sealLostAgain();
    expect(await it.sealer.seal(epoch)).toBe(1);
    const [first, second] = tagsOf(it.queued);
    expect(second?.pk).toBe(first?.pk);
    expect(second?.token).not.toBe(first?.token);
  });

  it("never seals what has become private or harmless since it was queued", async () => {
    const it = blindNode();
    const values = [
      { type: "ipv4", value: "10.0.0.7", key: "low" },
      { type: "ipv4", value: "8.8.8.8", key: "low" },
      { type: "ipv4", value: "45.83.64.9", key: "high" },
    ] as const;
    await it.blind.queue(epoch, values, true);
    await evaluate(it.blind, epoch, values);
    expect(await it.sealer.seal(epoch)).toBe(0);
    expect(await it.blind.sealable(epoch, 9)).toEqual([]);
    expect(it.queued).toEqual([]);
  });

  it("has so many on their way and no more, and stops where there are no tokens", async () => {
    const many = Array.from({ length: 50 }, (_, at) => ["ipv4", `45.83.65.${at}`] as const);
    const rich = blindNode();
    await rich.saw(epoch, ...many);
    expect(await rich.sealer.seal(epoch)).toBe(tagsOnTheWayMax);
    expect(await rich.sealer.seal(epoch)).toBe(0);
    const poor = blindNode(3);
    await poor.saw(epoch, ...many);
    expect(await poor.sealer.seal(epoch)).toBe(3);
    expect(new Set(rich.queued.map((it) => canonicalJson(it).length)).size).toBe(1);
  });

  it("draws round and place of each tag, whatever it is and whatever came with it", () => {
    const drawn = Array.from({ length: 4000 }, () => drawnPlace(systemRandom, 100));
    const rounds = Map.groupBy(drawn, ({ dueRound }) => dueRound);
    expect([...rounds.keys()].sort()).toEqual(
      Array.from({ length: sealSpreadRounds }, (_, at) => 101 + at),
    );
    for (const group of rounds.values()) expect(group.length).toBeGreaterThan(4000 / 8 / 2);
    expect(new Set(drawn.map(({ order }) => order)).size).toBeGreaterThan(3990);
  });
});

describe("matching", () => {
  it("tells both of the other's submission, with its key and not their own", async () => {
    const { a, b, sealed } = await twoWhoSaw(c2);
    for (const it of [a, b]) await it.read(leafOf(sealed));
    const [atA, atB] = await Promise.all(
      [a, b].map(async (it) => (await it.room.matches.list({ limit: 5 })).items[0]),
    );
    expect(a.told).toEqual([atA?.id]);
    expect(atA).toMatchObject({ type: c2[0], value: c2[1], count: "1", isWeak: false, epoch });
    expect(atA?.peers).toEqual([{ pk: atB?.own.publicKey, round: 9 }]);
    expect(atB?.peers).toEqual([{ pk: atA?.own.publicKey, round: 9 }]);
    expect(atA?.pairKey).toEqual(atB?.pairKey);
    const view = await a.room.matchView(atA?.id ?? "");
    expect(view).toMatchObject({ count: "1", sealed: true, sinceRound: 9, sinceMs: 600_000 });
  });

  it("is not told again by the same lines, and grows by new ones", async () => {
    const { a, sealed } = await twoWhoSaw(c2);
    await a.read(leafOf(sealed));
    await a.read(leafOf(sealed, 10), 10);
    expect(a.told).toHaveLength(1);
    const third = blindNode();
    await third.saw(epoch, c2);
    await third.sealer.seal(epoch);
    await a.read(leafOf([...sealed, ...tagsOf(third.queued)], 11), 11);
    expect(a.told).toHaveLength(2);
    const [found] = (await a.room.matches.list({ limit: 5 })).items;
    expect(found).toMatchObject({ count: "2-4", firstRound: 9, lastRound: 11 });
  });

  it("shows one match of a value that can be guessed as weak until a second confirms it", async () => {
    const { a, sealed } = await twoWhoSaw(address, c2);
    const of = (type: string) => {
      const { tag } = secretOf(epoch, valueOf(type, type === "ipv4" ? address[1] : c2[1]));
      return sealed.filter((it) => it.tag === toBase64Url(tag));
    };
    await a.read(leafOf(of("ipv4")));
    expect((await a.room.matches.list({ limit: 5 })).items[0]?.isWeak).toBe(true);
    await a.read(leafOf(of("domain"), 10), 10);
    const { items } = await a.room.matches.list({ limit: 5 });
    expect(items.map(({ isWeak }) => isWeak)).toEqual([false, false]);
  });

  it("says what confirms an address: its connection before any other match", async () => {
    const connection = ["connection", `${address[1]}:443 ${"e7".repeat(16)}`] as const;
    const { a, sealed } = await twoWhoSaw(address, connection, c2);
    const of = async (...of: (readonly [string, string])[]) => {
      const tags = of.map((it) => toBase64Url(secretOf(epoch, valueOf(...it)).tag));
      await a.read(leafOf(sealed.filter((it) => tags.includes(it.tag))));
      const { items } = await a.room.matches.list({ limit: 5 });
      return items.find(({ type }) => type === "ipv4")?.confirmedBy;
    };
    expect(await of(address)).toBeNull();
    expect(await of(c2)).toBe("second-match");
    expect(await of(connection)).toBe("connection");
    const { items } = await a.room.matches.list({ limit: 5 });
    expect(items.find(({ type }) => type === "feature:connection")).toMatchObject({
      value: connection[1],
      isWeak: false,
      confirmedBy: null,
    });
  });

  it.each([
    [
      "keys of its own",
      (it: SealedSighting) => ({ ...it, pk: toBase64Url(systemRandom.bytes(32)) }),
    ],
    [
      "an HMAC of its own",
      (it: SealedSighting) => ({ ...it, mac: toBase64Url(systemRandom.bytes(32)) }),
    ],
    [
      "a pair of another value",
      (it: SealedSighting) => {
        const { pairKey } = secretOf(epoch, valueOf("domain", "other-portal.net"));
        return { ...it, mac: toBase64Url(pairMac(pairKey, bytesOf(it.pk))) };
      },
    ],
    [
      "a pair of another epoch",
      (it: SealedSighting) => {
        const { pairKey } = secretOf("2026-10" as Epoch, valueOf(...c2));
        return { ...it, mac: toBase64Url(pairMac(pairKey, bytesOf(it.pk))) };
      },
    ],
  ])("the exchange cannot invent one with %s", async (_, forge) => {
    const { a, sealed } = await twoWhoSaw(c2);
    const [own, theirs] = sealed;
    if (own === undefined || theirs === undefined) throw new Error("two sightings");
    await a.read(leafOf([own, forge(theirs)]));
    expect(a.told).toEqual([]);
    expect(await a.room.matches.list({ limit: 5 })).toMatchObject({ items: [], total: 0 });
  });

  it("a leaf of another round, of another form or of our own pair alone changes nothing", async () => {
    const { a, sealed } = await twoWhoSaw(c2);
    await a.read(leafOf(sealed, 8), 9);
    await a.read({ ...leafOf(sealed), more: 1 });
    await a.read({ ...leafOf(sealed), matches: [{ tag: "x", count: "1", pairs: "" }] });
    await a.read(leafOf(sealed.slice(0, 1)));
    expect(a.told).toEqual([]);
  });

  it("pairs of another epoch under our tag, and a flood of others' lines, change nothing", async () => {
    const { a, b, sealed } = await twoWhoSaw(c2);
    const [ours, theirs] = sealed;
    const next = "2026-12" as Epoch;
    await b.saw(next, c2);
    await b.sealer.seal(next);
    const later = tagsOf(b.queued).at(-1);
    if (ours === undefined || theirs === undefined || later === undefined) throw new Error("tags");
    expect(later.tag).not.toBe(ours.tag);
    await a.read(leafOf([ours, { ...later, tag: ours.tag }]));
    const random = () => toBase64Url(systemRandom.bytes(32));
    const flood = Array.from({ length: 1000 }, () => {
      const tag = random();
      return [tag, tag].map((it) => ({ ...ours, tag: it, pk: random(), mac: random() }));
    });
    await a.read(leafOf(flood.flat()));
    expect(a.told).toEqual([]);
    expect((await a.room.matches.list({ limit: 5 })).total).toBe(0);
    await a.read(leafOf([ours, theirs]));
    expect(a.told).toHaveLength(1);
  });

  it("the count is of pairs that hold, whatever the exchange says", async () => {
    const { a, sealed } = await twoWhoSaw(c2);
    const leaf = leafOf(sealed);
    await a.read({ ...leaf, matches: leaf.matches.map((it) => ({ ...it, count: "10+" })) });
    expect((await a.room.matches.list({ limit: 5 })).items[0]?.count).toBe("1");
  });

  it("a sighting that is taken back goes out with its secret, and is not sealed again", async () => {
    const { a, sealed } = await twoWhoSaw(c2);
    await a.read(leafOf(sealed));
    const [{ id } = { id: "" }] = (await a.room.matches.list({ limit: 5 })).items;
    expect(await a.room.withdraw(id)).toMatchObject({ sealed: false });
    const off = a.queued.find((it) => it.kind === "tag-off");
    expect(off).toMatchObject({ tag: sealed[0]?.tag, pk: sealed[0]?.pk });
    await a.saw(epoch, c2);
    expect(await a.sealer.seal(epoch)).toBe(0);
  });
});
