import { readdirSync, readFileSync, writeFileSync } from "node:fs";

import { type Epoch, type Round, utf8 } from "@tocsin/kernel";
import { expect, test } from "vitest";

import { exchangeStoreContract } from "../../contract/exchange.contract.ts";
import { exchangeStakesContract } from "../../contract/exchange-stakes.contract.ts";
import { exchangeTagsContract } from "../../contract/exchange-tags.contract.ts";
import { exchangeTiesContract } from "../../contract/exchange-ties.contract.ts";
import { exchangeVotesContract } from "../../contract/exchange-votes.contract.ts";
import { nothingElse } from "../../quiet-round.ts";
import { scratchFolder } from "../engine/scratch-folder.ts";
import { storeInFile } from "../engine/testing/store-in-file.ts";
import { openExchangeStore } from "./store.ts";

const create = () => storeInFile((file) => openExchangeStore({ file }));

exchangeStoreContract(create);
exchangeTagsContract(create);
exchangeVotesContract(create);
exchangeTiesContract(create);
exchangeStakesContract(create);

test("what was withdrawn is in no byte of the database's files", async () => {
  using folder = scratchFolder();
  const store = await openExchangeStore({ file: folder.file("exchange.sqlite") });
  const secret = "withdrawn-indicator.example";
  const leaf = {
    commitment: new Uint8Array(32),
    audience: "members",
    salt: new Uint8Array(32),
    keys: new Uint8Array(16).fill(0xee),
  } as const;
  const rest = { ...nothingElse, tiles: [], checkpoint: "note" };
  await store.commitRound({
    ...rest,
    round: 1 as Round,
    expected: { size: 0, round: null },
    leaves: [{ ...leaf, detail: utf8(secret.repeat(1000)), previous: null }],
    withdrawals: [],
  });
  const found = () =>
    readdirSync(folder.path).filter((name) => readFileSync(folder.file(name)).includes(secret));
  expect(found()).not.toEqual([]);
  await store.commitRound({
    ...rest,
    round: 2 as Round,
    expected: { size: 1, round: 1 as Round },
    leaves: [{ ...leaf, detail: utf8("{}"), previous: 0 }],
    withdrawals: [1],
  });
  await store.scour();
  expect(found()).toEqual([]);
  await store[Symbol.asyncDispose]();
});

test("a bit that flips in the spent set is found", async () => {
  using folder = scratchFolder();
  const file = folder.file("exchange.sqlite");
  const first = await openExchangeStore({ file });
  const id = utf8("a-token-that-is-spent-only-once!");
  await first.openSession({ epoch: "2026-11" as Epoch, id }, new Uint8Array(32), 1);
  await first.verifySpent();
  await first[Symbol.asyncDispose]();
  const content = readFileSync(file);
  const row = Buffer.concat([utf8("2026-11"), id]);
  const last = content.indexOf(row) + row.length - 1;
  content[last] = (content[last] ?? 0) ^ 1;
  writeFileSync(file, content);
  await using second = await openExchangeStore({ file });
  await expect(second.verifySpent()).rejects.toMatchObject({ code: "store-damaged" });
});
