import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { loadRistretto } from "@tocsin/crypto";
import { type Epoch, systemRandom } from "@tocsin/kernel";
import { createSecret, openKeyHolderStore } from "@tocsin/store";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { createIdentity, loadIdentity } from "./identity.ts";
import { ShareVault } from "./share-vault.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "tocsin-keyholder-state-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe("the holder's key", () => {
  it("is in a folder that is its owner's alone", async () => {
    const inside = path.join(folder, "a");
    await createIdentity(inside, systemRandom);
    expect(statSync(inside).mode & 0o777).toBe(0o700);
  });

  it("is made once and read again", async () => {
    await expect(loadIdentity(folder)).rejects.toMatchObject({ code: "holder-missing" });
    const made = await createIdentity(folder, systemRandom);
    expect((await loadIdentity(folder)).publicKey).toBe(made.publicKey);
    await expect(createIdentity(folder, systemRandom)).rejects.toMatchObject({
      code: "file-exists",
    });
  });

  it("of another length is damaged", async () => {
    await createSecret(folder, "holder.key", new Uint8Array(31));
    await expect(loadIdentity(folder)).rejects.toMatchObject({ code: "key-file-damaged" });
  });
});

describe("a share", () => {
  const epoch = "2026-12" as Epoch;

  it("rests sealed, opens with its epoch's key file alone, and is gone with it", async () => {
    const group = await loadRistretto();
    const file = path.join(folder, "keyholder.sqlite");
    await using store = await openKeyHolderStore({ file });
    const vault = new ShareVault({ folder, store, random: systemRandom, group });
    const shares = {
      high: group.randomScalar(systemRandom),
      low: group.randomScalar(systemRandom),
    };
    expect(await vault.seed(epoch)).toBeUndefined();
    const seed = await vault.makeSeed(epoch);
    expect(await vault.makeSeed(epoch)).toEqual(seed);
    expect(await vault.seed(epoch)).toEqual(seed);
    await vault.keep(epoch, 2, shares);
    expect(await vault.held(epoch)).toEqual({ attempt: 2, shares });
    expect(await vault.held("2027-01" as Epoch)).toBeUndefined();
    await store.scour();
    const bytes = readFileSync(file);
    for (const secret of [shares.high, shares.low, seed]) {
      expect(bytes.includes(Buffer.from(secret))).toBe(false);
    }
    const [row] = await store.shares();
    await store.saveShare("2027-01" as Epoch, 2, row?.sealed ?? new Uint8Array());
    await createSecret(folder, "epoch-2027-01.key", systemRandom.bytes(32));
    await expect(vault.held("2027-01" as Epoch)).rejects.toMatchObject({
      code: "key-file-damaged",
    });
    await vault.destroy(epoch);
    expect(await vault.held(epoch)).toBeUndefined();
    expect(await vault.seed(epoch)).toBeUndefined();
    expect(readdirSync(folder)).not.toContain(`epoch-${epoch}.key`);
  });
});
