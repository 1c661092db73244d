/** What a small exchange makes of messages, votes, sealed sightings, and what authors ask under their reports' keys. */

import { parseToken, sightingLock, spentTokenId, takenMark } from "@tocsin/crypto";
import {
  compareBytes,
  concatBytes,
  parseCanonicalJson,
  type Round,
  textOf,
  toBase64Url,
} from "@tocsin/kernel";
import {
  type AppealParcel,
  bytesOf,
  parcel,
  parseMessage,
  type RefundParcel,
  type SealedSighting,
  type SightingsLeaf,
  submissionCountOf,
  type TieOffParcel,
  type TieParcel,
} from "@tocsin/wire";

/** What is sealed and not taken back, and what of it came since the last leaf. */
export class TinySightings {
  readonly alive: SealedSighting[] = [];
  readonly fresh: SealedSighting[] = [];
  /** Alters what everyone is told: what a dishonest exchange would say. */
  tamper: (leaf: SightingsLeaf) => SightingsLeaf = (leaf) => leaf;

  /** Of the round; undefined where nothing came. */
  leaf(round: Round): SightingsLeaf | undefined {
    const fresh = this.fresh.splice(0);
    if (fresh.length === 0) return undefined;
    const tags = [...new Set(fresh.map(({ tag }) => tag))].sort();
    const matches = tags.flatMap((tag) => {
      const keys = new Map(this.alive.filter((it) => it.tag === tag).map((it) => [it.pk, it.mac]));
      if (keys.size < 2) return [];
      const pairs = [...keys]
        .sort(([a], [b]) => compareBytes(bytesOf(a), bytesOf(b)))
        .flatMap(([pk, mac]) => [bytesOf(pk), bytesOf(mac)]);
      const count = submissionCountOf(keys.size);
      return [{ tag, count, pairs: toBase64Url(concatBytes(...pairs)) }];
    });
    const taken = fresh.map(({ token }) => takenMark(bytesOf(token))).sort(compareBytes);
    return this.tamper({
      ...{ v: 1, kind: "sightings", round, matches, left: 0 },
      taken: toBase64Url(concatBytes(...taken)),
    });
  }

  take(sighting: SealedSighting): void {
    this.fresh.push(sighting);
    this.alive.push(sighting);
  }

  takeBack(pk: string, secret: string): void {
    const lock = toBase64Url(sightingLock(bytesOf(secret)));
    const at = this.alive.findIndex((it) => it.pk === pk && it.lock === lock);
    if (at >= 0) this.alive.splice(at, 1);
  }
}

export interface TakenParcels {
  readonly sightings: TinySightings;
  readonly spent: Set<string>;
  readonly votes: { readonly pkSign: string; readonly vote: string }[];
  readonly underReports: (RefundParcel | AppealParcel)[];
  /** What was said of two reports, and taken back, as it came. */
  readonly ties: (TieParcel | TieOffParcel)[];
}

/** Canonical JSON of a submission begins with its body. */
export function isParcel(bytes: Uint8Array): boolean {
  return textOf(bytes.subarray(0, 8)) !== '{"body":';
}

/** The sealed bytes of a message; votes are kept for the test that looks at them. */
export function acceptParcel(
  bytes: Uint8Array,
  { spent, votes, underReports, sightings, ties }: TakenParcels,
): string[] {
  const it = parseMessage(parcel, parseCanonicalJson(textOf(bytes) ?? ""));
  if (it.kind === "refund" || it.kind === "appeal") underReports.push(it);
  if (it.kind === "tie" || it.kind === "tie-off") ties.push(it);
  if (it.kind === "tag-off") sightings.takeBack(it.pk, it.secret);
  if (it.kind !== "message" && it.kind !== "vote" && it.kind !== "tag") return [];
  const token = toBase64Url(spentTokenId(parseToken(bytesOf(it.token))));
  if (spent.has(token)) return [];
  spent.add(token);
  if (it.kind === "message") return [it.sealed];
  if (it.kind === "tag") {
    sightings.take(it);
    return [];
  }
  votes.push({ pkSign: it.pkSign, vote: it.vote });
  return [];
}
