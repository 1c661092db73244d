/** Sealed sightings for tests, as a member node makes them of what it had evaluated. */

import { pairMac, sightingLock } from "@tocsin/crypto";
import {
  canonicalJson,
  type Epoch,
  type Random,
  systemRandom,
  toBase64Url,
  utf8,
} from "@tocsin/kernel";
import {
  parseMessage,
  type SealedSighting,
  sealedSighting,
  sightingWithdrawal,
} from "@tocsin/wire";

import type { TestIssuer } from "./issuer.ts";

export interface TestSighting {
  readonly sighting: SealedSighting;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The parcel that takes it back. */
  readonly withdrawal: Uint8Array<ArrayBuffer>;
}

/** `of`: the same for all who saw the same value. */
export async function testSighting(
  issuer: TestIssuer,
  epoch: Epoch,
  of: number,
  alter: Partial<SealedSighting> = {},
  random: Random = systemRandom,
): Promise<TestSighting> {
  const pairKey = new Uint8Array(32).fill(of);
  const pk = random.bytes(32);
  const secret = random.bytes(16);
  const tag = toBase64Url(new Uint8Array(32).fill(of + 100));
  const sighting = parseMessage(sealedSighting, {
    v: 1,
    kind: "tag",
    epoch,
    tag,
    pk: toBase64Url(pk),
    mac: toBase64Url(pairMac(pairKey, pk)),
    lock: toBase64Url(sightingLock(secret)),
    expires: `${epoch}-28`,
    token: alter.token ?? toBase64Url(await issuer.token(epoch, "everyone", "probe")),
    ...alter,
  });
  const off = parseMessage(sightingWithdrawal, {
    v: 1,
    kind: "tag-off",
    tag,
    pk: sighting.pk,
    secret: toBase64Url(secret),
  });
  return {
    sighting,
    bytes: utf8(canonicalJson(sighting)),
    withdrawal: utf8(canonicalJson(off)),
  };
}
