import { verifyDocument } from "@tocsin/crypto";
import { dayMs, hourMs, roundAt, systemRandom, toBase64Url } from "@tocsin/kernel";
import { memberStoreInMemory } from "@tocsin/store/member";
import { bytesOf, type RefundParcel } from "@tocsin/wire";
import { expect, test } from "vitest";

import { bodyOf } from "./world/samples.ts";
import { energy, quotas } from "./world/tiny-issuer.ts";
import { type Node, TinyWorld } from "./world/tiny-world.ts";

const toAll = { audience: "members", review: null } as const;
const start = Date.UTC(2026, 10, 3, 12);
const quota = quotas.report ?? 0;

async function sharing(world: TinyWorld, node: Node, value: string): Promise<string> {
  const { id } = await node.protocol.share({ body: bodyOf(value), ...toAll });
  await world.rounds(3);
  return id;
}

async function left({ protocol }: Node): Promise<number> {
  const { tokens } = await protocol.status();
  return tokens.find((it) => it.purpose === "report" && it.class === energy)?.left ?? -1;
}

/** The nodes are off meanwhile: an hour of theirs costs more than one of the exchange's. */
async function offFor(world: TinyWorld, nodes: readonly Node[], ms: number): Promise<void> {
  for (const node of nodes) await world.stop(node);
  await world.clock.runFor(ms);
  for (const node of nodes) await world.restart(node);
}

function asked({ exchange }: TinyWorld): RefundParcel[] {
  return exchange.underReports.flatMap((it) => (it.kind === "refund" ? it : []));
}

/** Each asks at a moment of two days that it draws. */
async function untilAsked(world: TinyWorld, times: number): Promise<void> {
  for (let at = 0; at < 16 && asked(world).length < times; at += 1) await world.rounds(1);
}

/** The leaf of a day with these requests among others', and the issuer's answer to it. */
async function giveBack(world: TinyWorld, refunds: readonly RefundParcel[]): Promise<void> {
  const { exchange, issuer, clock, roundMs } = world;
  const { keyId = "", request = "" } = refunds[0] ?? {};
  const other = bytesOf(request);
  other.set(systemRandom.bytes(200), 20);
  const requests = [...refunds.map((it) => it.request), toBase64Url(other)].sort();
  const keys = [{ keyId, requests }];
  // The last round is worked shortly after its end.
  await clock.runFor(1000);
  exchange.notices.push({ kind: "refunds", round: roundAt(clock.now(), roundMs), keys });
  const leaf = exchange.size;
  await world.rounds(2);
  const signed = issuer.signRefunds(leaf, keys);
  exchange.notices.push({ kind: "refunds-signed", refunds: signed });
  await world.rounds(3);
}

test("a token comes back after a fortnight, pays for another report, and links to nothing", async () => {
  await using world = await TinyWorld.open({ startMs: start, roundMs: hourMs });
  const alice = await world.ready("alice");
  const bob = await world.ready("bob");
  const report = await sharing(world, alice, "a.example");
  expect(await left(alice)).toBe(quota - 1);
  const standing = () => alice.protocol.talk.standing(report);
  expect((await standing()).stake).toBe("held");
  await offFor(world, [alice, bob], 14 * dayMs - 6 * hourMs);
  await world.rounds(2);
  expect(asked(world)).toEqual([]);
  await world.rounds(54);
  const [refund] = asked(world);
  expect(asked(world)).toHaveLength(1);
  if (refund === undefined) return;
  const { signature, ...said } = refund;
  const pkSign = (await bob.protocol.report(report))?.envelope.pkSign ?? "";
  expect(refund.pkSign).toBe(pkSign);
  expect(verifyDocument("refund", said, bytesOf(signature), bytesOf(pkSign))).toBe(true);
  expect((await standing()).stake).toBe("asked");
  await giveBack(world, asked(world));
  expect((await standing()).stake).toBe("returned");
  expect(await left(alice)).toBe(quota);

  // As many as the quota, one of them with the fresh token: all nodes take each of them.
  for (let at = 0; at < quota; at += 1) {
    const id = await sharing(world, alice, `b${at}.example`);
    expect((await bob.protocol.report(id))?.envelope.class).toBe(energy);
  }
  expect(await left(alice)).toBe(0);
  const tokens = world.exchange.accepted.flatMap(({ token }) => token ?? []);
  expect(new Set(tokens).size).toBe(quota + 1);
  // Nothing of the request is in any token, though both are public.
  for (const token of tokens) expect(token).not.toContain(refund.request.slice(10, 40));
  expect(asked(world)).toHaveLength(1);
});

test("what is in no leaf for days is asked for again, with the same request", async () => {
  await using world = await TinyWorld.open({ startMs: start, roundMs: hourMs });
  const alice = await world.ready("alice");
  await sharing(world, alice, "a.example");
  await offFor(world, [alice], 14 * dayMs);
  await world.rounds(50);
  await offFor(world, [alice], 3 * dayMs);
  await world.rounds(52);
  const requests = asked(world).map(({ request }) => request);
  expect(requests).toHaveLength(2);
  expect(new Set(requests).size).toBe(1);
});

test("a report that is ruled abuse has no claim, and may appeal, once for each ruling", async () => {
  await using world = await TinyWorld.open({ startMs: start, roundMs: hourMs });
  const alice = await world.ready("alice");
  const report = await sharing(world, alice, "a.example");
  const { talk } = alice.protocol;
  await expect(talk.plan.appeal(report, "Not ruled yet.")).rejects.toThrow();
  const ruling = {
    kind: "ruling",
    report,
    ruling: "abuse",
    reason: "Invented.",
    number: 1,
  } as const;
  world.exchange.notices.push(ruling);
  await world.rounds(2);
  expect(await talk.standing(report)).toMatchObject({ stake: "lost", appealed: false });
  const bob = await world.ready("bob");
  await expect(bob.protocol.talk.plan.appeal(report, "Not mine.")).rejects.toMatchObject({
    code: "not-ours",
  });
  for (const text of ["Two others saw it.", "Once more."]) {
    const plan = await talk.plan.appeal(report, text);
    const [id, outgoingHash] = [text.slice(0, 3), toBase64Url(systemRandom.bytes(32))];
    const shown = { outgoing: null, outgoingHash, findings: [], tells: [], capsules: 1 };
    await talk.keep({ view: { id, for: "appeal", to: report, ...shown, createdMs: 0 }, plan });
    await talk.send(id, outgoingHash);
  }
  expect((await talk.standing(report)).appealed).toBe(true);
  await world.rounds(3);
  const appeals = world.exchange.underReports.flatMap((it) => (it.kind === "appeal" ? it : []));
  expect(appeals.map(({ text, ruling: number }) => [text, number])).toEqual([
    ["Two others saw it.", 1],
  ]);
  await offFor(world, [alice, bob], 15 * dayMs);
  await world.stop(bob);
  await world.rounds(4);
  expect(await alice.store.stakes.get(report)).toBeUndefined();
  world.exchange.notices.push({ ...ruling, ruling: "no-abuse", reason: "Seen.", number: 2 });
  await world.rounds(4);
  expect(await alice.store.stakes.get(report)).toMatchObject({ stage: "asked" });
});

test("signatures that finish no token, or are not the issuer's, give none and are told", async () => {
  await using world = await TinyWorld.open({ startMs: start, roundMs: hourMs });
  const alice = await world.ready("alice");
  const report = await sharing(world, alice, "a.example");
  await offFor(world, [alice], 14 * dayMs);
  await world.rounds(50);
  const other = new TinyWorld();
  const { keyId = "", request = "" } = asked(world)[0] ?? {};
  const refunds = other.issuer.signRefunds(0, [{ keyId, requests: [request] }]);
  world.exchange.notices.push({ kind: "refunds-signed", refunds });
  world.issuer.spoil = true;
  await giveBack(world, asked(world).slice(0, 1));
  const codes = (await alice.protocol.status()).alarms.map(({ code }) => code);
  expect(codes).toEqual(expect.arrayContaining(["record-invalid", "tokens-invalid"]));
  expect((await alice.protocol.talk.standing(report)).stake).toBe("lost");
  expect(await left(alice)).toBe(quota - 1);
});

test("a node that was restored asks under its report's key once more, in vain, and uses nothing twice", async () => {
  await using world = await TinyWorld.open({ startMs: start, roundMs: 6 * hourMs });
  const alice = await world.ready("alice");
  const report = await sharing(world, alice, "a.example");
  const backup = await alice.protocol.backupKeys("a long enough passphrase");
  await offFor(world, [alice], 14 * dayMs);
  await untilAsked(world, 1);
  await world.stop(alice);
  const [lost] = asked(world);
  expect(lost).toBeDefined();
  // Her disk is gone while the stake is on its way; what the exchange and the issuer have goes on.
  const store = memberStoreInMemory(world.clock);
  const protocol = await world.protocolOn(store, "alice again");
  await protocol.enrol(world.issuer.invite("LEI alice again"));
  await protocol.restoreKeys(backup, "a long enough passphrase");
  const again: Node = {
    ...{ name: "alice again", store, blind: undefined, clock: world.clock },
    ...{ protocol, running: undefined },
  };
  world.nodes.push(again);
  world.start(again);
  await untilAsked(world, 2);
  const own = asked(world).filter(({ request }) => request !== lost?.request);
  expect(own.map(({ pkSign }) => pkSign)).toEqual([lost?.pkSign]);
  // The exchange knows the first request of a report alone.
  await giveBack(world, asked(world).slice(0, 1));
  expect(await left(again)).toBe(quota);
  expect((await again.protocol.talk.standing(report)).stake).toBe("asked");
  for (let at = 0; at < 4; at += 1) {
    await offFor(world, [again], 3 * dayMs);
    await world.rounds(9);
  }
  expect((await again.protocol.talk.standing(report)).stake).toBe("lost");
  const { alarms } = await again.protocol.status();
  expect(alarms.map(({ code }) => code)).not.toContain("tokens-invalid");
  const requests = new Set(asked(world).map(({ request }) => request));
  expect(requests.size).toBe(2);
});
