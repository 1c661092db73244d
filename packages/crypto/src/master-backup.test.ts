import { armor, Encrypter, generateX25519Identity, identityToRecipient } from "age-encryption";
import { canonicalJson, systemRandom, TocsinError, toBase64Url } from "@tocsin/kernel";
import { describe, expect, it } from "vitest";
import {
  backUpMasterKeys,
  indexAfterRestore,
  restoreMasterKeys,
  restoreSkipIndices,
} from "./master-backup.ts";
import { reportIndexMax } from "./master-key.ts";

const passphrase = "correct horse battery staple";
const keys = [
  { year: 2025, key: systemRandom.bytes(32), nextIndex: 41 },
  { year: 2026, key: systemRandom.bytes(32), nextIndex: 0 },
];

async function sealed(contents: string, workFactor = 2): Promise<string> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(workFactor);
  return armor.encode(await encrypter.encrypt(contents));
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof TocsinError ? error.code : String(error);
}

describe("a backup of master keys", () => {
  it("restores the keys of every year and the first free index", async () => {
    const backup = await backUpMasterKeys(keys, passphrase, 2);
    expect(backup.startsWith("-----BEGIN AGE ENCRYPTED FILE-----\n")).toBe(true);
    expect(await restoreMasterKeys(backup, passphrase)).toEqual(keys);
    expect(await restoreMasterKeys(`\r\n${backup.replaceAll("\n", "\r\n")}`, passphrase)).toEqual(
      keys,
    );
  });

  it("takes a passphrase in either Unicode form", async () => {
    const backup = await backUpMasterKeys(keys, "Trébuchet-Trébuchet".normalize("NFD"), 2);
    expect(await restoreMasterKeys(backup, "Trébuchet-Trébuchet".normalize("NFC"))).toEqual(keys);
  });

  it("says that the passphrase is wrong, and nothing else", async () => {
    const backup = await backUpMasterKeys(keys, passphrase, 2);
    expect(await codeOf(restoreMasterKeys(backup, "correct horse battery stable"))).toBe(
      "backup-passphrase-wrong",
    );
  });

  it("is not made with a short passphrase", async () => {
    expect(await codeOf(backUpMasterKeys(keys, "hunter2", 2))).toBe("passphrase-too-short");
    expect(await codeOf(backUpMasterKeys(keys, "🔥🔥🔥🔥🔥🔥", 2))).toBe("passphrase-too-short");
  });

  it.each([
    ["no years", []],
    ["a year twice", [keys[0], keys[0]]],
    ["a short key", [{ ...keys[0], key: new Uint8Array(31) }]],
    ["a year of long ago", [{ ...keys[0], year: 1999 }]],
    ["an index below zero", [{ ...keys[0], nextIndex: -1 }]],
  ])("is not made of %s", async (_name, list) => {
    const known = list.flatMap((key) => ("year" in { ...key } ? [{ ...keys[0], ...key }] : []));
    const complete = known.map((key) => ({
      year: 2026,
      key: new Uint8Array(),
      nextIndex: 0,
      ...key,
    }));
    expect(await codeOf(backUpMasterKeys(complete, passphrase, 2))).toBe("backup-invalid");
  });

  const key = toBase64Url(new Uint8Array(32));
  const year = { year: 2026, key, nextIndex: 1 };
  const format = "tocsin-master-keys/v1";
  it.each([
    ["another format", canonicalJson({ format: "tocsin-master-keys/v2", years: [year] })],
    ["a field more", canonicalJson({ extra: 1, format, years: [year] })],
    ["a field more in a year", canonicalJson({ format, years: [{ ...year, extra: 1 }] })],
    ["no years", canonicalJson({ format, years: [] })],
    ["years that are no list", canonicalJson({ format, years: { year } })],
    ["a year that is none", canonicalJson({ format, years: [null] })],
    ["a year as text", canonicalJson({ format, years: [{ ...year, year: "2026" }] })],
    ["a key of 31 bytes", canonicalJson({ format, years: [{ ...year, key: key.slice(2) }] })],
    ["a key that is no base64url", canonicalJson({ format, years: [{ ...year, key: `${key}=` }] })],
    ["an index of 2^53", canonicalJson({ format, years: [{ ...year, nextIndex: 2 ** 53 }] })],
    [
      "101 years",
      canonicalJson({
        format,
        years: Array.from({ length: 101 }, (_, at) => ({ ...year, year: 2000 + at })),
      }),
    ],
    ["JSON that is not canonical", `{"years":[],"format":"${format}"}`],
    ["duplicate keys", `{"format":"${format}","format":"${format}","years":[]}`],
    ["text", "hello"],
    ["nothing", ""],
  ])("is not restored from an age file of %s", async (_name, contents) => {
    expect(await codeOf(restoreMasterKeys(await sealed(contents), passphrase))).toBe(
      "backup-invalid",
    );
  });

  it.each([
    ["nothing", ""],
    ["text", "my keys"],
    ["an armour without contents", armor.encode(new Uint8Array())],
    ["an armour of something else", armor.encode(new Uint8Array(100))],
  ])("is not restored from %s", async (_name, backup) => {
    expect(await codeOf(restoreMasterKeys(backup, passphrase))).toBe("backup-invalid");
  });

  it("is not restored where it was altered or cut", async () => {
    const lines = (await backUpMasterKeys(keys, passphrase, 2)).split("\n");
    for (let at = 3; at < lines.length - 2; at += 1) {
      const cut = lines.filter((_line, index) => index !== at).join("\n");
      expect(await codeOf(restoreMasterKeys(cut, passphrase)), String(at)).toMatch(/^backup-/);
    }
    const middle = lines[lines.length - 4] ?? "";
    const altered = lines.with(lines.length - 4, `${middle.slice(1)}A`).join("\n");
    expect(await codeOf(restoreMasterKeys(altered, passphrase))).toBe("backup-invalid");
  });

  it("is refused before any work where it asks for more memory than one may ask for", async () => {
    const costly = Buffer.from(armor.decode(await sealed("x"))).toString("latin1");
    for (const workFactor of ["19", "20", "31", "99"]) {
      const hostile = costly.replace(/(-> scrypt \S+) 2\n/, `$1 ${workFactor}\n`);
      const backup = armor.encode(new Uint8Array(Buffer.from(hostile, "latin1")));
      await expect(restoreMasterKeys(backup, passphrase)).rejects.toThrow("work factor above 18");
    }
    const endless = costly.replace(/(-> scrypt \S+) 2\n/, "$1 200\n");
    const backup = armor.encode(new Uint8Array(Buffer.from(endless, "latin1")));
    expect(await codeOf(restoreMasterKeys(backup, passphrase))).toBe("backup-invalid");
  });

  it("is refused where it is sealed to a key instead of a passphrase, or too long", async () => {
    const encrypter = new Encrypter();
    encrypter.addRecipient(await identityToRecipient(await generateX25519Identity()));
    const backup = armor.encode(await encrypter.encrypt("x"));
    expect(await codeOf(restoreMasterKeys(backup, passphrase))).toBe("backup-invalid");
    expect(await codeOf(restoreMasterKeys("x".repeat(65_537), passphrase))).toBe("too-large");
  });

  it("makes the restored node pass over what may have been used since", () => {
    expect(indexAfterRestore(41)).toBe(41 + restoreSkipIndices);
    expect(indexAfterRestore(reportIndexMax)).toBe(reportIndexMax);
  });
});
