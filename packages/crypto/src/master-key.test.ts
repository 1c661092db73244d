import { systemRandom, toHex } from "@tocsin/kernel";
import { describe, expect, it } from "vitest";
import { deriveReportKeys, generateMasterKey, reportIndexMax } from "./master-key.ts";

const master = new Uint8Array(32).fill(7);

describe("the keys of a report", () => {
  it("are the same for the same master, index and sequence", async () => {
    const [first, second] = [
      await deriveReportKeys(master, 5, 2),
      await deriveReportKeys(master, 5, 2),
    ];
    expect(toHex(first.signing.publicKey)).toBe(toHex(second.signing.publicKey));
    expect(first.hpke).toEqual(second.hpke);
    expect(first.opening).toEqual(second.opening);
  });

  it("stay what they were when this was written, so that old backups keep working", async () => {
    // From an independent HKDF and DeriveKeyPair in Python.
    const keys = await deriveReportKeys(master, 5, 2);
    expect(toHex(keys.signing.publicKey)).toBe(
      "541423c032ad4171ebe688825eb09789fb00e140516807796e1d92919155372d",
    );
    expect(toHex(keys.hpke.publicKey)).toBe(
      "b66e394fada9a9c06848124912718a5b9889da63efb13b783b239dbfa43dc061",
    );
    expect(toHex(keys.opening)).toBe(
      "6844e6bb2411d5bc8b1bebed6c697ae4a8772967f76c5d34e3fc7a712e0d9e53",
    );
  });

  it("change only the HPKE key with an amendment", async () => {
    const [before, after] = [
      await deriveReportKeys(master, 5, 0),
      await deriveReportKeys(master, 5, 1),
    ];
    expect(toHex(before.signing.publicKey)).toBe(toHex(after.signing.publicKey));
    expect(before.opening).toEqual(after.opening);
    expect(toHex(before.hpke.publicKey)).not.toBe(toHex(after.hpke.publicKey));
  });

  it("share nothing between reports, masters or purposes", async () => {
    const keys = [
      await deriveReportKeys(master, 0, 0),
      await deriveReportKeys(master, 1, 0),
      await deriveReportKeys(master, reportIndexMax, 0),
      await deriveReportKeys(generateMasterKey(systemRandom), 0, 0),
    ];
    const values = keys.flatMap((key) => [
      toHex(key.signing.publicKey),
      toHex(key.hpke.publicKey),
      toHex(key.hpke.secretKey),
      toHex(key.opening),
    ]);
    expect(new Set(values).size).toBe(values.length);
  });

  it.each([
    [-1, 0],
    [0.5, 0],
    [reportIndexMax + 1, 0],
    [0, -1],
    [0, 2 ** 32],
  ])("do not exist for index %d and sequence %d", async (index, sequence) => {
    await expect(deriveReportKeys(master, index, sequence)).rejects.toThrow();
  });

  it("come only from a master of 32 bytes", async () => {
    await expect(deriveReportKeys(master.subarray(1), 0, 0)).rejects.toThrow("32 bytes");
  });
});
