/**
 * Everything that a company must keep to stay the author of its reports: 32 bytes a year. All keys of a
 * report come from it by HKDF, so a backup of the master key restores the rights to amend, to open
 * mail and to prove authorship; whoever has it can do the same. RFC 5869.
 */

import { assert, concatBytes, type Random, uintBytes, utf8 } from "@tocsin/kernel";
import { type Ed25519SigningKey, ed25519SigningKey } from "./ed25519.ts";
import { hkdfSha256 } from "./hash.ts";
import { deriveHpkeKeyPair, type HpkeKeyPair } from "./hpke.ts";

export const masterKeyBytes = 32;
/** Bytes of the opening of an author commitment. */
export const openingBytes = 32;
/** Reports of one year that can have keys: indices are six bytes. */
export const reportIndexMax = 2 ** 48 - 1;
/** Amendments of one report. */
export const reportSequenceMax = 2 ** 32 - 1;

export interface ReportKeys {
  /** Signs the report and all its amendments. */
  readonly signing: Ed25519SigningKey;
  /** Opens mail to the report; a new one with each amendment. */
  readonly hpke: HpkeKeyPair;
  /** Opens the author commitment. */
  readonly opening: Uint8Array<ArrayBuffer>;
}

/** A fresh master key. */
export function generateMasterKey(random: Random): Uint8Array<ArrayBuffer> {
  return random.bytes(masterKeyBytes);
}

/**
 * The keys of report `index` of the master key's year after `sequence` amendments. Signing key and
 * opening stay for the report's life; the HPKE key depends on `sequence`.
 */
export async function deriveReportKeys(
  master: Uint8Array,
  index: number,
  sequence: number,
): Promise<ReportKeys> {
  assert(master.length === masterKeyBytes, "master key has 32 bytes");
  assert(sequence <= reportSequenceMax, "sequence of a report");
  const report = uintBytes(index, 6);
  const amendment = concatBytes(report, uintBytes(sequence, 4));
  return {
    signing: ed25519SigningKey(derive(master, "tocsin/report-sign/v1", report)),
    hpke: await deriveHpkeKeyPair(derive(master, "tocsin/report-hpke/v1", amendment)),
    opening: derive(master, "tocsin/report-opening/v1", report),
  };
}

/** No label starts another, and what follows one has one length: so no two infos are equal. */
function derive(master: Uint8Array, label: string, context: Uint8Array): Uint8Array<ArrayBuffer> {
  return hkdfSha256(master, new Uint8Array(), concatBytes(utf8(label), context), 32);
}
