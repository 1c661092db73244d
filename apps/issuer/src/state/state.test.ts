import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { type Epoch, systemRandom } from "@tocsin/kernel";
import { createSecret } from "@tocsin/store";
import { everyone } from "@tocsin/wire";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import {
  destroySealingKeys,
  loadSealingKey,
  openTokenKey,
  sealingKey,
  sealTokenKey,
} from "./epoch-seal.ts";
import { createIdentity, loadIdentity } from "./identity.ts";
import { openStateFolder } from "./state-folder.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tocsin-issuer-state-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe("a state folder", () => {
  it("is its owner's alone, also where it was not", async () => {
    const made = join(folder, "a/b");
    await openStateFolder(made);
    expect(statSync(made).mode & 0o777).toBe(0o700);
  });
});

describe("the issuer's key", () => {
  it("is made once and read again", async () => {
    await expect(loadIdentity(folder)).rejects.toMatchObject({ code: "issuer-missing" });
    const made = await createIdentity(folder, systemRandom);
    expect((await loadIdentity(folder)).publicKey).toBe(made.publicKey);
    await expect(createIdentity(folder, systemRandom)).rejects.toMatchObject({
      code: "issuer-exists",
    });
  });

  it("of another length is damaged", async () => {
    await createSecret(folder, "issuer.key", new Uint8Array(31));
    await expect(loadIdentity(folder)).rejects.toMatchObject({ code: "key-file-damaged" });
  });
});

describe("sealing", () => {
  const epoch = "2026-11" as Epoch;
  const place = { id: new Uint8Array(32), epoch, class: everyone, purpose: "read" } as const;

  it("opens only for the same epoch, class, purpose and key", async () => {
    const key = await sealingKey(folder, epoch, systemRandom);
    expect(await sealingKey(folder, epoch, systemRandom)).toEqual(key);
    const secret = systemRandom.bytes(1200);
    const stored = { ...place, sealed: sealTokenKey(key, place, secret, systemRandom) };
    expect(openTokenKey(key, stored)).toEqual(secret);
    for (const moved of [
      { ...stored, purpose: "vote" as const },
      { ...stored, epoch: "2026-12" as Epoch },
      { ...stored, id: new Uint8Array(32).fill(1) },
      { ...stored, sealed: stored.sealed.slice(1) },
    ]) {
      expect(() => openTokenKey(key, moved)).toThrow(/damaged/);
    }
    expect(() => openTokenKey(new Uint8Array(32), stored)).toThrow(/damaged/);
  });

  it("is destroyed for the epochs before one", async () => {
    for (const it of ["2026-10", "2026-11", "2026-12"]) {
      await sealingKey(folder, it as Epoch, systemRandom);
    }
    await destroySealingKeys(folder, "2026-12" as Epoch);
    expect(await loadSealingKey(folder, "2026-11" as Epoch)).toBeUndefined();
    expect(await loadSealingKey(folder, "2026-12" as Epoch)).toBeDefined();
  });
});
