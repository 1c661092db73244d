import { fetchBytes } from "@tocsin/http";
import type { Round } from "@tocsin/kernel";
import { batchMediaType, batchPath, livePath, parseBatch, roundsPath } from "@tocsin/wire";
import { expect, test } from "vitest";

import { bodyOf, TestIssuer, World } from "../src/testing/index.ts";

const issuer = new TestIssuer();

function get(world: World, path: string, headers: Readonly<Record<string, string>> = {}) {
  return fetchBytes(`${world.exchange.url}${path}`, { headers, bytesMax: 1024 * 1024 });
}

async function bearer(world: World): Promise<Readonly<Record<string, string>>> {
  const token = await world.issuer.token(world.epoch, "energy", "read");
  const answer = await world.openSession(token);
  return { authorization: `Bearer ${answer.is === "session" ? answer.session : ""}` };
}

test("a batch is a file that caches ask about and need not fetch again", async () => {
  await using world = await World.open({ issuer });
  const [round] = (await world.read()).batches.map(({ header }) => header.round);
  if (round === undefined) throw new Error("no batch");
  const whole = await get(world, batchPath(round));
  expect(whole.header("content-type")).toBe(batchMediaType);
  expect(whole.header("cache-control")).toBe("no-cache");
  const etag = whole.header("etag") ?? "";
  expect(etag).toMatch(/^"[\w-]{43}"$/);
  const again = await get(world, batchPath(round), { "if-none-match": `"other", ${etag}` });
  expect(again.status).toBe(304);
  expect(again.bytes).toHaveLength(0);
  expect((await get(world, batchPath(round), { "if-none-match": '"other"' })).status).toBe(200);
});

test("tiles never change and say so; the checkpoint does not", async () => {
  await using world = await World.open({ issuer });
  const tile = await get(world, "/feed/tile/0/000.p/3");
  expect(tile.bytes).toHaveLength(3 * 32);
  expect(tile.header("cache-control")).toContain("immutable");
  const bundle = await get(world, "/feed/tile/entries/000.p/3");
  expect(bundle.bytes).toHaveLength(3 * 34);
  const checkpoint = await get(world, "/feed/checkpoint");
  expect(checkpoint.header("cache-control")).toBe("no-cache");
  expect(Buffer.from(checkpoint.bytes).toString()).toMatch(/^exchange\.test\/ledger\n3\n/);
});

const nowhere = [
  "/feed/batches/0",
  "/feed/batches/00",
  "/feed/batches/9999999999999999",
  "/feed/batches/-1",
  "/feed/batches/1e3",
  "/feed/batches/",
  "/feed/rounds/01",
  "/feed/tile/0/000",
  "/feed/tile/0/0",
  "/feed/tile/9/000",
  "/feed/tile/0/x000/000",
  "/feed/tile/0/000.p/256",
  "/feed/tile/0/..%2f..%2fcheckpoint",
  "/feed/tile/entries/000.p/0",
  "/feed/exchange.sqlite",
  "/exchange.sqlite",
  "/feed",
];

test("nothing is there under other paths", async () => {
  await using world = await World.open({ issuer });
  for (const path of nowhere) {
    const { status } = await get(world, path);
    expect([path, [400, 404].includes(status)]).toEqual([path, true]);
  }
});

test("rounds with a batch are listed after a round", async () => {
  await using world = await World.open({ issuer });
  const rounds = (await world.read()).batches.map(({ header }) => header.round);
  const [first = 0, second = 0] = rounds;
  const list = async (after: number) =>
    Buffer.from((await get(world, roundsPath(after as Round))).bytes).toString();
  expect(await list(0)).toBe(`${first}\n${second}\n`);
  expect(await list(first - 1)).toBe(`${first}\n${second}\n`);
  expect(await list(first)).toBe(`${second}\n`);
  expect(await list(second)).toBe("");
});

test("readers that wait get the next batch when it is published, all the same one", async () => {
  await using world = await World.open({ issuer });
  const headers = await bearer(world);
  const newest = (await world.read()).batches.at(-1)?.header.round ?? (0 as Round);
  const waiting = Array.from({ length: 20 }, () => get(world, livePath(newest), headers));
  await world.submit(await world.author().report(bodyOf("live")));
  const round = world.round;
  await world.endRound();
  const answers = await Promise.all(waiting);
  for (const { status, bytes, header } of answers) {
    expect(status).toBe(200);
    expect(header("tocsin-round")).toBe(String(round));
    expect(header("cache-control")).toBe("no-store");
    expect(parseBatch(bytes).header.round).toBe(round);
  }
  const file = await get(world, batchPath(round));
  expect(file.bytes).toEqual(answers[0]?.bytes);
  expect((await get(world, livePath(newest), headers)).bytes).toEqual(file.bytes);
});

test("a reader that is behind gets the first batch that it lacks, at once", async () => {
  await using world = await World.open({ issuer });
  const headers = await bearer(world);
  for (const mark of ["one", "two"]) {
    await world.submit(await world.author().report(bodyOf(mark)));
    await world.endRound();
  }
  const rounds = (await world.read()).batches.map(({ header }) => header.round);
  for (const [at, round] of rounds.slice(0, -1).entries()) {
    const { header } = await get(world, livePath(round), headers);
    expect(header("tocsin-round")).toBe(String(rounds[at + 1]));
  }
});

test("who waits in vain is told so after the longest wait", async () => {
  await using world = await World.open({ issuer });
  const headers = await bearer(world);
  const newest = (await world.read()).batches.at(-1)?.header.round ?? (0 as Round);
  const waiting = get(world, livePath(newest), headers);
  await world.clock.sleeping(world.clock.now() + 90_000);
  world.clock.moveTo(world.clock.now() + 90_000);
  expect((await waiting).status).toBe(204);
});

test("the live feed is for open sessions alone", async () => {
  await using world = await World.open({ issuer });
  const headers = await bearer(world);
  const wrong = [
    {},
    { authorization: "Bearer" },
    { authorization: `Bearer ${"A".repeat(43)}` },
    { authorization: `${headers["authorization"] ?? ""}A` },
    { authorization: (headers["authorization"] ?? "").replace("Bearer", "Basic") },
  ];
  for (const it of wrong) expect((await get(world, livePath(0 as Round), it)).status).toBe(401);
  expect((await get(world, livePath(0 as Round), headers)).status).toBe(200);
  await world.restart();
  expect((await get(world, livePath(0 as Round), headers)).status).toBe(200);
  world.clock.moveTo(world.clock.now() + 24 * 3_600_000);
  expect((await get(world, livePath(0 as Round), headers)).status).toBe(401);
});
