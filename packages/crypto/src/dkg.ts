/**
 * Making the key that nobody has: Pedersen's distributed key generation with proofs of knowledge as in
 * FROST (Komlo and Goldberg 2020, figure 1), two of three, by @noble/curves. Shares travel under HPKE
 * (RFC 9180) to a key that each holder makes for this attempt alone, so a holder that got a wrong share
 * can show it to everyone by giving that key away: the attempt is dead, and no other is touched.
 *
 * Everything that a holder says follows from one seed and from what the ledger holds: after a crash it
 * says the same again.
 */

import type { ristretto255_FROST } from "@noble/curves/ed25519.js";
import { assert, concatBytes, equalBytes, TocsinError, uintBytes, utf8 } from "@tocsin/kernel";

import { sha256 } from "./hash.ts";
import {
  deriveHpkeKeyPair,
  hpkeOpen,
  hpkeSeal,
  type HpkeSealed,
  importHpkePublicKey,
  importHpkeRecipient,
} from "./hpke.ts";
import {
  type Point,
  pointBytes,
  type Ristretto,
  type Scalar,
  scalarBytes,
  sha512,
} from "./ristretto.ts";
import { seededRandom } from "./seeded-random.ts";
import {
  holderCount,
  type HolderIndex,
  holderIndices,
  holderThreshold,
} from "./threshold-voprf.ts";

/** Loaded by key holders when they make a key; who only reads a ceremony does without. */
type Frost = typeof ristretto255_FROST;
const signers = { min: holderThreshold, max: holderCount };
const none = new Uint8Array();
/** Context of its hashes, RFC 9591 §6.2. */
const ciphersuite = "FROST-RISTRETTO255-SHA512-v1";

/** Two keys are made at once: of values that are hard to guess, and of those that are not. */
export type BlindKeyName = "high" | "low";
const keyNames = ["high", "low"] as const;

/** What both sides of a message must mean: an attempt of an epoch. */
export interface CeremonyPlace {
  readonly epoch: string;
  readonly attempt: number;
}

/** Commitments to a line, and the proof that its value at zero is known. */
export interface KeyCommitment {
  readonly points: readonly [Uint8Array, Uint8Array];
  readonly proof: Uint8Array;
}

/** First broadcast of a holder. */
export interface DkgOpening {
  readonly holder: HolderIndex;
  readonly keys: Readonly<Record<BlindKeyName, KeyCommitment>>;
  /** X25519 public key of this attempt. */
  readonly hpkeKey: Uint8Array;
}

/** One opening of each holder, in their order. */
export type DkgOpenings = readonly [DkgOpening, DkgOpening, DkgOpening];

export interface SealedShare extends HpkeSealed {
  readonly to: HolderIndex;
}

export interface PublicBlindKey {
  readonly publicKey: Point;
  /** Public share of holder 1, 2, 3. */
  readonly shares: readonly [Point, Point, Point];
}
export type PublicBlindKeys = Readonly<Record<BlindKeyName, PublicBlindKey>>;
export type SecretShares = Readonly<Record<BlindKeyName, Scalar>>;

/** The holder's own side of one attempt. */
export interface DkgSecret {
  readonly place: CeremonyPlace;
  readonly holder: HolderIndex;
  readonly seed: Uint8Array;
}

export async function dkgOpening(secret: DkgSecret): Promise<DkgOpening> {
  const frost = await loadFrost();
  const commitment = (name: BlindKeyName): KeyCommitment => {
    const first = firstRound(frost, secret, name).public;
    const { commitment: points, proofOfKnowledge: proof } = first;
    const [a, b] = points;
    assert(a && b && points.length === holderThreshold, "a commitment to a line");
    return { points: [a, b], proof };
  };
  const { publicKey } = await oneTimeKey(secret);
  return {
    holder: secret.holder,
    keys: { high: commitment("high"), low: commitment("low") },
    hpkeKey: publicKey,
  };
}

/** Whether the points are points, the proofs of knowledge hold and the HPKE key can be sealed to. */
export async function isSoundOpening(group: Ristretto, opening: DkgOpening): Promise<boolean> {
  const { holder, keys, hpkeKey } = opening;
  const knows = keyNames.every((name) => provesKnowledge(group, holder, keys[name]));
  return knows && (await canSealTo(hpkeKey));
}

/** Not so for keys of small order. */
async function canSealTo(hpkeKey: Uint8Array): Promise<boolean> {
  try {
    const recipient = await importHpkePublicKey(hpkeKey);
    const random = seededRandom(sha256(hpkeKey), "probe");
    await hpkeSeal({ recipient, info: none, random }, none, none);
    return true;
  } catch (error) {
    if (error instanceof TocsinError) return false;
    throw error;
  }
}

/** The Schnorr proof of FROST's key generation, figure 1, step 5: z·G = R + c·φ. */
function provesKnowledge(
  group: Ristretto,
  holder: HolderIndex,
  { points: [constant, slope], proof }: KeyCommitment,
): boolean {
  const phi = group.parsePoint(constant);
  const nonce = group.parsePoint(proof.subarray(0, pointBytes));
  const response = group.parseScalar(proof.subarray(pointBytes));
  if (!phi || !nonce || !response || group.parsePoint(slope) === undefined) return false;
  const id = group.smallScalar(holder);
  const challenge = group.reduceHash(sha512(utf8(`${ciphersuite}dkg`), id, phi, nonce));
  const expected = group.add(nonce, group.multiply(challenge, phi));
  return expected !== undefined && equalBytes(group.multiplyBase(response), expected);
}

/** Hash that later messages name, so that nobody goes on from other openings. */
export function openingsHash(place: CeremonyPlace, openings: DkgOpenings): Uint8Array<ArrayBuffer> {
  const parts = openings.flatMap(({ keys, hpkeKey }) => [
    ...keyNames.flatMap((name) => [...keys[name].points, keys[name].proof]),
    hpkeKey,
  ]);
  return sha256(placeBytes("openings", place), ...parts);
}

/** Second broadcast: a share for each of the others that only it can open. */
export async function dkgShares(secret: DkgSecret, openings: DkgOpenings): Promise<SealedShare[]> {
  const frost = await loadFrost();
  const shares = {
    high: sharesFor(frost, secret, "high", openings),
    low: sharesFor(frost, secret, "low", openings),
  };
  const sealed: SealedShare[] = [];
  for (const to of others(secret.holder)) {
    const [high, low] = [shares.high.get(to), shares.low.get(to)];
    assert(high && low, "a share for each of the others");
    const options = {
      recipient: await importHpkePublicKey(openingOf(openings, to).hpkeKey),
      info: shareInfo(secret.place, openings, secret.holder, to),
      random: seededRandom(secret.seed, `share ${to}`),
    };
    sealed.push({ to, ...(await hpkeSeal(options, concatBytes(high, low), none)) });
  }
  return sealed;
}

export type DkgOutcome =
  | { readonly ok: true; readonly shares: SecretShares }
  /** A share does not open or is not on its line. */
  | { readonly ok: false; readonly accused: HolderIndex };

/** The holder's own shares of both keys, of what the two others have sealed to it. */
export async function dkgFinish(
  group: Ristretto,
  secret: DkgSecret,
  openings: DkgOpenings,
  received: ReadonlyMap<HolderIndex, HpkeSealed>,
): Promise<DkgOutcome> {
  const { secretKey } = await oneTimeKey(secret);
  const opened = new Map<HolderIndex, SecretShares>();
  for (const from of others(secret.holder)) {
    const sealed = received.get(from);
    assert(sealed, "a sealed share of each of the others");
    const delivery = { from, to: secret.holder, sealed };
    const shares = await openShare(group, secret.place, openings, delivery, secretKey);
    if (shares === undefined) return { ok: false, accused: from };
    opened.set(from, shares);
  }
  const frost = await loadFrost();
  const finish = (name: BlindKeyName): Scalar =>
    finalShare({ group, frost }, secret, name, openings, opened);
  return { ok: true, shares: { high: finish("high"), low: finish("low") } };
}

/** The secret half of the attempt's HPKE key, which a complaint gives away. */
export async function complaintKey(secret: DkgSecret): Promise<Uint8Array<ArrayBuffer>> {
  return (await oneTimeKey(secret)).secretKey;
}

/** Who is at fault: the accused, unless the share that it sealed was good or the key is not the one. */
export async function judgeComplaint(
  group: Ristretto,
  place: CeremonyPlace,
  openings: DkgOpenings,
  complaint: {
    readonly holder: HolderIndex;
    readonly accused: HolderIndex;
    readonly secretKey: Uint8Array;
    readonly sealed: HpkeSealed;
  },
): Promise<HolderIndex> {
  const { holder, accused, secretKey, sealed } = complaint;
  const { publicKey } = await importHpkeRecipient(secretKey);
  if (!equalBytes(publicKey, openingOf(openings, holder).hpkeKey)) return holder;
  const delivery = { from: accused, to: holder, sealed };
  const shares = await openShare(group, place, openings, delivery, secretKey);
  return shares === undefined ? accused : holder;
}

/**
 * Both public keys and the public shares, which anyone computes of sound openings. Undefined where they
 * cancel each other, which only the last to open can arrange.
 */
export function publicBlindKeys(
  group: Ristretto,
  openings: DkgOpenings,
): PublicBlindKeys | undefined {
  const ofKey = (name: BlindKeyName): PublicBlindKey | undefined => {
    const line = [0, 1].map((at) =>
      sumOf(
        group,
        openings.map((it) => pointOf(group, it.keys[name].points[at])),
      ),
    );
    const [constant, slope] = line;
    if (constant === undefined || slope === undefined) return undefined;
    const [a, b, c] = holderIndices.map((x) => onLine(group, constant, slope, x));
    return a && b && c && { publicKey: constant, shares: [a, b, c] };
  };
  const [high, low] = keyNames.map(ofKey);
  return high && low && { high, low };
}

interface Delivery {
  readonly from: HolderIndex;
  readonly to: HolderIndex;
  readonly sealed: HpkeSealed;
}

/** Undefined unless it opens and both shares lie on the sender's lines. */
async function openShare(
  group: Ristretto,
  place: CeremonyPlace,
  openings: DkgOpenings,
  { from, to, sealed }: Delivery,
  secretKey: Uint8Array,
): Promise<SecretShares | undefined> {
  const recipient = await importHpkeRecipient(secretKey);
  const info = shareInfo(place, openings, from, to);
  const plain = await hpkeOpen({ recipient, enc: sealed.enc, info }, sealed.ciphertext, none);
  if (plain?.length !== 2 * scalarBytes) return undefined;
  const high = group.parseScalar(plain.subarray(0, scalarBytes));
  const low = group.parseScalar(plain.subarray(scalarBytes));
  plain.fill(0);
  if (high === undefined || low === undefined) return undefined;
  const { keys } = openingOf(openings, from);
  const isOnLine = (share: Scalar, { points: [constant, slope] }: KeyCommitment): boolean => {
    const expected = onLine(group, pointOf(group, constant), pointOf(group, slope), to);
    return expected !== undefined && equalBytes(group.multiplyBase(share), expected);
  };
  return isOnLine(high, keys.high) && isOnLine(low, keys.low) ? { high, low } : undefined;
}

function finalShare(
  { group, frost }: { readonly group: Ristretto; readonly frost: Frost },
  secret: DkgSecret,
  name: BlindKeyName,
  openings: DkgOpenings,
  opened: ReadonlyMap<HolderIndex, SecretShares>,
): Scalar {
  const state = firstRound(frost, secret, name).secret;
  const theirs = packagesOf(frost, secret.holder, name, openings);
  frost.DKG.round2(state, theirs);
  const shares = [...opened].map(([from, parts]) => ({
    identifier: idOf(frost, from),
    signingShare: Uint8Array.from(parts[name]),
  }));
  const key = frost.DKG.round3(state, theirs, shares);
  const share = group.parseScalar(key.secret.signingShare);
  const expected = publicBlindKeys(group, openings)?.[name].shares[secret.holder - 1];
  assert(share && expected, "a share of the key");
  assert(equalBytes(group.multiplyBase(share), expected), "the share is that of the public key");
  return share;
}

/** Shares of the holder's own line for the others. */
function sharesFor(frost: Frost, secret: DkgSecret, name: BlindKeyName, openings: DkgOpenings) {
  const { secret: state } = firstRound(frost, secret, name);
  const packages = frost.DKG.round2(state, packagesOf(frost, secret.holder, name, openings));
  return new Map(others(secret.holder).map((to) => [to, packages[idOf(frost, to)]?.signingShare]));
}

function packagesOf(frost: Frost, holder: HolderIndex, name: BlindKeyName, openings: DkgOpenings) {
  return others(holder).map((from) => {
    const { points, proof } = openingOf(openings, from).keys[name];
    return {
      identifier: idOf(frost, from),
      commitment: points.map((it) => Uint8Array.from(it)),
      proofOfKnowledge: Uint8Array.from(proof),
    };
  });
}

/** The same each time, by the seed. */
function firstRound(frost: Frost, { seed, place, holder }: DkgSecret, name: BlindKeyName) {
  const random = seededRandom(seed, `line ${name} ${place.epoch} ${place.attempt}`);
  return frost.DKG.round1(idOf(frost, holder), signers, undefined, (length = 32) =>
    random.bytes(length),
  );
}

function oneTimeKey({ seed, place }: DkgSecret) {
  const random = seededRandom(seed, `hpke ${place.epoch} ${place.attempt}`);
  return deriveHpkeKeyPair(random.bytes(32));
}

function shareInfo(
  place: CeremonyPlace,
  openings: DkgOpenings,
  from: HolderIndex,
  to: HolderIndex,
): Uint8Array<ArrayBuffer> {
  return concatBytes(
    placeBytes("share", place),
    Uint8Array.of(from, to),
    openingsHash(place, openings),
  );
}

function placeBytes(what: string, { epoch, attempt }: CeremonyPlace): Uint8Array<ArrayBuffer> {
  return concatBytes(utf8(`tocsin/dkg-${what}/v1\n${epoch}\n`), uintBytes(attempt, 4));
}

/** The line's value at x, in the exponent; undefined where it is zero. */
function onLine(
  group: Ristretto,
  constant: Point,
  slope: Point,
  x: HolderIndex,
): Point | undefined {
  return group.add(constant, group.multiply(group.smallScalar(x), slope));
}

function sumOf(group: Ristretto, [first, ...rest]: readonly Point[]): Point | undefined {
  return rest.reduce<Point | undefined>((sum, point) => sum && group.add(sum, point), first);
}

function pointOf(group: Ristretto, bytes: Uint8Array | undefined): Point {
  const point = bytes && group.parsePoint(bytes);
  if (point === undefined) throw new TocsinError("message-invalid", { detail: "commitment" });
  return point;
}

function openingOf(openings: DkgOpenings, holder: HolderIndex): DkgOpening {
  const opening = openings.find((it) => it.holder === holder);
  assert(opening, "an opening of each holder");
  return opening;
}

function others(holder: HolderIndex): HolderIndex[] {
  return holderIndices.filter((it) => it !== holder);
}

function idOf({ Identifier }: Frost, holder: HolderIndex): string {
  return Identifier.fromNumber(holder);
}

async function loadFrost(): Promise<Frost> {
  const { ristretto255_FROST: frost } = await import("@noble/curves/ed25519.js");
  return frost;
}
