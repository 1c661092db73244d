import { writeFile } from "node:fs/promises";
import path from "node:path";

import { canonicalJson, systemRandom, toBase64Url, utf8 } from "@tocsin/kernel";
import { afterAll, beforeAll, expect, test } from "vitest";

import { leaveRuling, readQueue } from "../src/moderation/moderation-folder.ts";
import { bodyOf, envelopeHash, World } from "../src/testing/index.ts";

let world: World;
let disputed: string;

beforeAll(async () => {
  const keys = (["report", "read", "vote"] as const).map((purpose) => {
    return { class: "energy", purpose };
  });
  world = await World.open({ keys });
  const report = await world.author().report(bodyOf("disputed"));
  disputed = toBase64Url(envelopeHash(report));
  await world.submit(report);
  await world.endRound();
  const token = toBase64Url(await world.issuer.token(world.epoch, "energy", "vote"));
  const { pkSign } = report.envelope;
  await world.submitBytes(
    utf8(canonicalJson({ v: 1, kind: "vote", pkSign, vote: "abuse", token })),
  );
  await world.endRound();
});

afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

async function rulings() {
  const { leaves } = await world.read();
  return leaves.flatMap(({ leaf }) => (leaf.kind === "ruling" ? leaf : []));
}

/** Two: what is left is taken when a round is worked, and published with the next one. */
async function rounds(): Promise<void> {
  await world.endRound();
  await world.endRound();
}

test("a disputed report waits for the operator, by its id alone", async () => {
  const queue = await readQueue(world.stateDir);
  expect(queue).toEqual({
    items: [{ report: disputed, disputed: "1", ruling: null, appeal: null }],
  });
});

test("a ruling is a public leaf with its reason; the same again is one, another follows it", async () => {
  const ruling = { report: disputed, ruling: "abuse", reason: "Invented indicators." };
  await leaveRuling(world.stateDir, ruling, systemRandom);
  await leaveRuling(world.stateDir, ruling, systemRandom);
  await rounds();
  expect(await rulings()).toEqual([{ kind: "ruling", number: 1, ...ruling }]);
  expect((await readQueue(world.stateDir)).items).toMatchObject([{ ruling: { number: 1 } }]);
  const appeal = { report: disputed, ruling: "no-abuse", reason: "Seen by two others since." };
  await leaveRuling(world.stateDir, appeal, systemRandom);
  await rounds();
  expect((await rulings()).map(({ number, ruling: is }) => [number, is])).toEqual([
    [1, "abuse"],
    [2, "no-abuse"],
  ]);
});

test.each([
  ["of a report that nobody disputes", { report: "A".repeat(43) }],
  ["without a reason", { reason: "" }],
  ["that is none", { ruling: "ban" }],
  ["on a member", { member: "x" }],
])("a ruling %s is refused", async (_name, more) => {
  const good = { report: disputed, ruling: "abuse", reason: "Spam." };
  const left = leaveRuling(world.stateDir, { ...good, ...more }, systemRandom);
  await expect(left).rejects.toThrow();
});

test("a file that is no ruling is taken away and changes nothing", async () => {
  const before = await rulings();
  const file = path.join(world.stateDir, "moderation", "ruling-0123456789abcdef.json");
  await writeFile(file, "{", { mode: 0o600 });
  await rounds();
  expect(await rulings()).toEqual(before);
});
