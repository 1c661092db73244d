import { fetchBytes } from "@tocsin/http";
import { nextEpoch } from "@tocsin/kernel";
import type { SignedCommunity, SignedDirectory } from "@tocsin/wire";
import { expect, test } from "vitest";

import { TestIssuer, testRoundMs, World } from "../src/testing/index.ts";

const issuer = new TestIssuer();

async function refusal(world: World, notice: unknown): Promise<string> {
  const { status, bytes } = await fetchBytes(`${world.exchange.url}/notices`, {
    method: "POST",
    body: { mediaType: "application/json", bytes: Buffer.from(JSON.stringify(notice)) },
    bytesMax: 4096,
  });
  if (status === 200) return "taken";
  const told = JSON.parse(Buffer.from(bytes).toString()) as { type: string; detail?: string };
  return `${status} ${told.type}${told.detail === undefined ? "" : `: ${told.detail}`}`;
}

test("a notice becomes a public leaf once, and its position is told", async () => {
  await using world = await World.open({ issuer });
  const community = issuer.community(world.ledger, testRoundMs, 2);
  expect(await world.post(community)).toBeNull();
  expect(await world.post(community)).toBeNull();
  await world.endRound();
  const position = await world.post(community);
  await world.endRound();
  const { leaves } = await world.read();
  const found = leaves.filter(({ leaf }) => leaf.kind === "community");
  expect(found).toHaveLength(2);
  expect(found.at(-1)).toMatchObject({ index: position, leaf: { community } });
});

test("many at once are kept one after the other: of two of one revision the first stays", async () => {
  await using world = await World.open({ issuer });
  const one = issuer.community(world.ledger, testRoundMs, 2);
  const file = { ...one.file, name: "Other name" };
  const other = issuer.community(world.ledger, testRoundMs, 2);
  const signedOther: SignedCommunity = { ...other, file };
  expect(await refusal(world, signedOther)).toBe("403 not-allowed");
  const answers = await Promise.all([refusal(world, one), refusal(world, one)]);
  expect(answers).toEqual(["taken", "taken"]);
});

test("what is not the issuer's, not of this ledger or not newer is refused", async () => {
  await using world = await World.open({ issuer });
  const { ledger } = world;
  const stranger = new TestIssuer();
  const cases: [string, SignedCommunity | SignedDirectory][] = [
    ["403 not-allowed", stranger.community(ledger, testRoundMs, 2)],
    [
      "409 notice-refused: ledger origin",
      issuer.community({ ...ledger, origin: "other.test/ledger" }, testRoundMs, 2),
    ],
    [
      "409 notice-refused: ledger key",
      issuer.community({ ...ledger, publicKey: new Uint8Array(32) }, testRoundMs, 2),
    ],
    ["409 notice-refused: round length", issuer.community(ledger, 5000, 2)],
    [
      "409 notice-refused: revision",
      await issuer.directory(world.epoch, [{ class: "energy", purpose: "report" }], 1),
    ],
  ];
  for (const [expected, notice] of cases) expect(await refusal(world, notice)).toBe(expected);
  await world.endRound();
  const { leaves } = await world.read();
  expect(leaves.filter(({ leaf }) => leaf.kind === "community")).toHaveLength(1);
});

test("a directory whose key is not its key id's is refused", async () => {
  await using world = await World.open({ issuer });
  const epoch = nextEpoch(world.epoch);
  const good = await issuer.directory(epoch, [{ class: "energy", purpose: "report" }]);
  const swapped = await issuer.directory(epoch, [{ class: "health", purpose: "report" }]);
  const [key] = good.directory.keys;
  const [other] = swapped.directory.keys;
  if (key === undefined || other === undefined) throw new Error("no keys");
  const directory = { ...good.directory, keys: [{ ...key, publicKey: other.publicKey }] };
  const signed = issuer.signDirectory(directory);
  expect(await refusal(world, signed)).toBe("409 notice-refused: token key");
});

test("what is no notice is refused", async () => {
  await using world = await World.open({ issuer });
  for (const notice of [null, {}, { file: {}, directory: {}, signature: "" }]) {
    expect(await refusal(world, notice)).toMatch(/^400 message-invalid/);
  }
});
