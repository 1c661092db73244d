import { readdirSync, readFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

import type { Day, Epoch } from "@tocsin/kernel";
import { everyone } from "@tocsin/wire";
import { expect, test } from "vitest";

import { issuerStoreContract } from "../../contract/issuer.contract.ts";
import { scratchFolder } from "../engine/scratch-folder.ts";
import { storeInFile } from "../engine/testing/store-in-file.ts";
import { openIssuerStore } from "./store.ts";

issuerStoreContract(() => storeInFile((file) => openIssuerStore({ file })));

const member = {
  id: "m1",
  name: "Company",
  legalId: "LEI 1",
  class: everyone,
  state: "invited",
  key: null,
  invitedDay: "2026-11-21" as Day,
  enrolledDay: null,
} as const;
const invitation = { member: "m1", secretHash: new Uint8Array(32).fill(1), expiresMs: 9e12 };

test("a destroyed key is in no byte of the database's files", async () => {
  using folder = scratchFolder();
  const store = await openIssuerStore({ file: folder.file("issuer.sqlite") });
  const sealed = new Uint8Array(1300).fill(0xee);
  const epoch = "2026-11" as Epoch;
  const id = new Uint8Array(32).fill(7);
  await store.addDirectory({ kind: "key-directory", epoch, revision: 1, document: "{}" }, [
    { id, epoch, class: everyone, purpose: "read", sealed },
  ]);
  await store.destroyKeys("2026-12" as Epoch);
  await store.scour();
  const files = readdirSync(folder.path).map((name) => readFileSync(folder.file(name)));
  expect(files.some((bytes) => bytes.includes(Buffer.alloc(64, 0xee)))).toBe(
    // The reserve is filled with other bytes; only a trace of the key would be found.
    false,
  );
  await store[Symbol.asyncDispose]();
});

test("a member's row that was altered on the disk is noticed", async () => {
  using folder = scratchFolder();
  const file = folder.file("issuer.sqlite");
  {
    await using store = await openIssuerStore({ file });
    await store.addClass({ id: everyone, title: "Everyone", parent: null });
    await store.addMember(member, invitation);
  }
  const raw = new DatabaseSync(file);
  raw.exec("UPDATE member SET state = 'active'");
  raw.close();
  await using store = await openIssuerStore({ file });
  await expect(store.member("m1")).rejects.toMatchObject({ code: "store-damaged" });
});
