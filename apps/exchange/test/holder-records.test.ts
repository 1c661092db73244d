import { ed25519SigningKey, signDocument } from "@tocsin/crypto";
import { fetchBytes } from "@tocsin/http";
import { nextEpoch, systemRandom, toBase64Url } from "@tocsin/kernel";
import type { HolderRecord, SignedHolderRecord } from "@tocsin/wire";
import { expect, test } from "vitest";

import { TestIssuer, testRoundMs, World } from "../src/testing/index.ts";

const issuer = new TestIssuer();
const keys = [1, 2, 3].map(() => ed25519SigningKey(systemRandom.bytes(32)));

async function worldWithHolders(): Promise<World> {
  const world = await World.open({ issuer });
  const { file } = issuer.community(world.ledger, testRoundMs, 2);
  const keyHolders = keys.map(({ publicKey }, at) => ({
    url: `http://holder-${at + 1}.test`,
    publicKey: toBase64Url(publicKey),
  }));
  const withHolders = { ...file, keyHolders };
  const signature = signDocument("community", withHolders, issuer.signingKey);
  await world.post({ file: withHolders, signature: toBase64Url(signature) });
  await world.endRound();
  return world;
}

function signed(record: HolderRecord, by = record.holder): SignedHolderRecord {
  const key = keys[by - 1];
  if (key === undefined) throw new Error("no key");
  return { record, signature: toBase64Url(signDocument("key-holder-record", record, key)) };
}

async function answerTo(world: World, notice: unknown): Promise<string> {
  const { status, bytes } = await fetchBytes(`${world.exchange.url}/notices`, {
    method: "POST",
    body: { mediaType: "application/json", bytes: Buffer.from(JSON.stringify(notice)) },
    bytesMax: 4096,
  });
  const told = JSON.parse(Buffer.from(bytes).toString()) as { position?: unknown; detail?: string };
  return `${status} ${told.detail ?? String(told.position)}`;
}

function givingUp(world: World, holder: 1 | 2 | 3, attempt = 1): HolderRecord {
  const { epoch } = world;
  return { is: "complaint", v: 1, epoch, attempt, holder, accused: holder, secretKey: null };
}

test("a key holder's record becomes a public leaf, once", async () => {
  await using world = await worldWithHolders();
  const record = signed(givingUp(world, 2));
  expect(await answerTo(world, record)).toBe("200 null");
  await world.endRound();
  expect(await answerTo(world, record)).toMatch(/^200 \d+$/);
  await world.endRound();
  const { leaves } = await world.read();
  const found = leaves.filter(({ leaf }) => leaf.kind === "key-holder");
  expect(found.map(({ leaf }) => leaf)).toEqual([{ kind: "key-holder", record }]);
});

test("a record of a stranger, for another holder, or of an unknown epoch is refused", async () => {
  await using world = await worldWithHolders();
  expect(await answerTo(world, signed(givingUp(world, 2), 1))).toMatch(/^403/);
  const altered = signed(givingUp(world, 2));
  const moved = { ...altered, record: givingUp(world, 2, 3) };
  expect(await answerTo(world, moved)).toMatch(/^403/);
  const later = { ...givingUp(world, 2), epoch: nextEpoch(world.epoch) };
  expect(await answerTo(world, signed(later))).toBe("409 epoch");
});

test("a holder says each thing once: what differs later is refused", async () => {
  await using world = await worldWithHolders();
  const first = givingUp(world, 1);
  const second = { ...first, accused: 3, secretKey: toBase64Url(new Uint8Array(32)) } as const;
  const answers = await Promise.all([first, second].map((it) => answerTo(world, signed(it))));
  expect(answers).toEqual(["200 null", "409 said before"]);
  expect(await answerTo(world, signed(givingUp(world, 1, 2)))).toBe("200 null");
  expect(await answerTo(world, signed(givingUp(world, 3)))).toBe("200 null");
});

test("without key holders in the community file nobody's record is taken", async () => {
  await using world = await World.open({ issuer });
  expect(await answerTo(world, signed(givingUp(world, 1)))).toMatch(/^403/);
});
