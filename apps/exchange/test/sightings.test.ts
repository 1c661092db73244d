import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { takenMark } from "@tocsin/crypto";
import { fetchBytes, fetchJson } from "@tocsin/http";
import {
  assert,
  dayMs,
  dayOf,
  epochOf,
  fromBase64Url,
  roundAt,
  roundSpan,
  systemClock,
  toBase64Url,
} from "@tocsin/kernel";
import { bytesOf, noticePath, obliviousRequestMediaType, type SightingsLeaf } from "@tocsin/wire";
import { expect, test } from "vitest";
import { z } from "zod";

import {
  ExchangeProcess,
  gatewayIn,
  parseSessionAnswer,
  type readFeed,
  readFeed as readWhole,
  sealSession,
  sealSubmission,
  TestIssuer,
  testSighting,
  World,
} from "../src/testing/index.ts";

const keys = [
  { class: "everyone", purpose: "probe" },
  { class: "everyone", purpose: "read" },
] as const;
const issuer = new TestIssuer();

function sightingsIn({ leaves }: Pick<Awaited<ReturnType<typeof readFeed>>, "leaves">) {
  return leaves.flatMap(({ leaf }): SightingsLeaf[] => (leaf.kind === "sightings" ? [leaf] : []));
}

function isTaken({ taken }: SightingsLeaf, token: string): boolean {
  const mark = Buffer.from(takenMark(bytesOf(token)));
  return Buffer.from(bytesOf(taken)).includes(mark);
}

test("two sightings of one value are told to all members in the round of the second", async () => {
  await using world = await World.open({ issuer, keys });
  const [a, b, other] = await Promise.all([
    testSighting(issuer, world.epoch, 1),
    testSighting(issuer, world.epoch, 1),
    testSighting(issuer, world.epoch, 2),
  ]);
  for (const { bytes } of [a, other]) await world.submitBytes(bytes);
  await world.endRound();
  // Its capsule again, sealed anew: the token is spent, nothing is told.
  await world.submitBytes(a.bytes);
  await world.endRound();
  await world.submitBytes(b.bytes);
  await world.endRound();
  const leaves = sightingsIn(await world.read(await world.readKeys("everyone")));
  expect(leaves.map(({ matches }) => matches.length)).toEqual([0, 1]);
  const [first, second] = leaves;
  assert(first && second, "two rounds with sightings");
  expect([a, other].every(({ sighting }) => isTaken(first, sighting.token))).toBe(true);
  expect(isTaken(second, b.sighting.token)).toBe(true);
  expect(second.matches[0]).toMatchObject({ tag: a.sighting.tag, count: "2-4" });
  const pairs = Buffer.from(bytesOf(second.matches[0]?.pairs ?? "")).toString("hex");
  for (const { pk, mac } of [a.sighting, b.sighting]) {
    expect(pairs).toContain(Buffer.concat([bytesOf(pk), bytesOf(mac)]).toString("hex"));
  }
  // Only members read it: the batch has it in their section alone.
  expect(sightingsIn(await world.read())).toEqual([]);
});

test("a sighting that was taken back is not told with later ones", async () => {
  await using world = await World.open({ issuer, keys });
  const [a, b] = await Promise.all([1, 1].map((of) => testSighting(issuer, world.epoch, of)));
  assert(a && b, "two sightings");
  await world.submitBytes(a.bytes);
  await world.endRound();
  await world.submitBytes(a.withdrawal);
  await world.endRound();
  await world.submitBytes(b.bytes);
  await world.endRound();
  const leaves = sightingsIn(await world.read(await world.readKeys("everyone")));
  expect(leaves.map(({ matches }) => matches.length)).toEqual([0, 0]);
});

test("a sighting that was acknowledged is there after the exchange was killed", async () => {
  const stateDir = await mkdtemp(path.join(tmpdir(), "tocsin-sightings-"));
  const [roundMs, origin] = [1000, "kill.test/ledger"];
  const issuerKey = toBase64Url(issuer.publicKey);
  const settings = { stateDir, port: 0, origin, issuerKey, roundMs, threads: 1 };
  const epoch = epochOf(systemClock.now());
  const expires = dayOf(systemClock.now() + dayMs);
  const post = (url: string, bytes: Uint8Array) =>
    fetchBytes(url, {
      method: "POST",
      body: { mediaType: obliviousRequestMediaType, bytes },
      bytesMax: 100_000,
    });
  const [a, b] = await Promise.all(
    [1, 1].map((of) => testSighting(issuer, epoch, of, { expires })),
  );
  assert(a && b, "two sightings");
  try {
    {
      const child = new ExchangeProcess(settings);
      const { url, ledgerKey } = await child.ready;
      const key = fromBase64Url(ledgerKey);
      assert(key, "ledger key");
      const answer = z.strictObject({ position: z.number().nullable() });
      const directory = await issuer.directory(epoch, keys);
      for (const json of [issuer.community({ origin, publicKey: key }, roundMs), directory]) {
        await fetchJson(`${url}${noticePath}`, answer, { method: "POST", json, bytesMax: 4096 });
      }
      await new Promise<void>(
        (worked) =>
          (child.onRound = () => {
            worked();
          }),
      );
      const gateway = await gatewayIn(await readWhole(url, { origin, key }));
      const submitted = async (bytes: Uint8Array): Promise<boolean> => {
        const now = systemClock.now();
        const round = roundAt(now, roundMs);
        const [capsule] = await sealSubmission(gateway, round, bytes);
        assert(capsule, "capsule");
        // Killed in the middle of the round: nothing but the staged frame is there.
        await systemClock.sleep(roundSpan(round, roundMs).untilMs - now > 300 ? 0 : 300);
        const { status } = await post(`${url}/capsule`, capsule.bytes);
        // Whether it was taken is not told: no later than in the round after the one that it names.
        return status === 200 && roundAt(systemClock.now(), roundMs) - round <= 1;
      };
      // On a loaded machine a capsule may come after the rounds in which it is taken.
      for (const { bytes } of [a, b]) while (!(await submitted(bytes)));
      await child.kill();
    }
    await using child = new ExchangeProcess(settings);
    const { url, ledgerKey } = await child.ready;
    const key = fromBase64Url(ledgerKey);
    assert(key, "ledger key");
    await new Promise<void>(
      (worked) =>
        (child.onRound = () => {
          worked();
        }),
    );
    const open = await readWhole(url, { origin, key });
    const request = await sealSession(
      await gatewayIn(open),
      await issuer.token(epoch, "everyone", "read"),
    );
    const { bytes } = await post(`${url}/session`, request.bytes);
    const session = parseSessionAnswer(request.openResponse(bytes));
    assert(session.is === "session", "read session");
    const leaves = sightingsIn(await readWhole(url, { origin, key }, session.keys));
    for (const { sighting } of [a, b]) {
      expect(leaves.filter((leaf) => isTaken(leaf, sighting.token))).toHaveLength(1);
    }
    expect(leaves.flatMap(({ matches }) => matches.map(({ tag }) => tag))).toEqual([
      a.sighting.tag,
    ]);
  } finally {
    await rm(stateDir, { recursive: true, force: true });
  }
});
