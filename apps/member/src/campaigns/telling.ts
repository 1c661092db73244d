/**
 * A correction that members are told: a vote on two reports. It leaves in a capsule like any other, so its moment
 * says nothing. The exchange learns that somebody of the class that pays said it, and, where it is taken back,
 * that the same one does; members read coarse counts of each class. On a report of ours nothing is said: its
 * author knows it best, and a vote would say of which class that is. PROTOCOL §4, §7.
 */

import { sha256, tieLock } from "@tocsin/crypto";
import {
  canonicalJson,
  type Clock,
  dayMs,
  parseCanonicalJson,
  toBase64Url,
  TocsinError,
  utf8,
} from "@tocsin/kernel";
import type { CorrectionRow, ParcelStore, ReportRow, ReportStore, TokenStore } from "@tocsin/store";
import {
  type ClassId,
  type Envelope,
  envelope,
  parseMessage,
  readersOfBoth,
  tieOffParcel,
  tieParcel,
} from "@tocsin/wire";
import { heldToken, paidBy } from "../mailbox/postage.ts";

export interface TellingPorts {
  readonly tokens: Pick<TokenStore, "hold" | "release">;
  readonly parcels: Pick<ParcelStore, "queue" | "get">;
  readonly reports: Pick<ReportStore, "get">;
  readonly clock: Clock;
  /** For which this node may speak, smallest first. */
  readonly classes: () => Promise<readonly ClassId[]>;
}

/** It needs no token; so long it is tried. */
const takenBackWithinMs = 30 * dayMs;

/**
 * Once for each secret. Throws `not-found`, `already-withdrawn`; `wrong-state` for a report of ours and where no
 * audience may read both; `class-not-ours`, `tokens-exhausted`.
 */
export async function tellMembers(
  ports: TellingPorts,
  { a, b, says }: Pick<CorrectionRow, "a" | "b" | "says">,
  secret: Uint8Array,
): Promise<void> {
  const id = parcelId(secret);
  if ((await ports.parcels.get(id)) !== undefined) return;
  const [one, other] = [await told(ports, a), await told(ports, b)];
  if (readersOfBoth(one.audience, other.audience) === undefined) {
    throw new TocsinError("wrong-state", { detail: "reports for different readers" });
  }
  const [smallest] = await ports.classes();
  if (smallest === undefined) throw new TocsinError("class-not-ours");
  const token = await heldToken(ports, "vote", smallest);
  try {
    const [first, second] = [one.pkSign, other.pkSign].sort();
    const parcel = parseMessage(tieParcel, {
      ...{ v: 1, kind: "tie", a: first, b: second, says },
      ...{ lock: toBase64Url(tieLock(secret)), token: toBase64Url(token.token) },
    });
    const bytes = utf8(canonicalJson(parcel));
    await ports.parcels.queue([{ ...paidBy(token), id, kind: "vote", bytes }]);
  } catch (error) {
    await ports.tokens.release(token.id);
    throw error;
  }
}

/** What has left is taken back by its secret; what still waits leaves and is then taken back. */
export async function takeBack(
  { parcels, clock }: Pick<TellingPorts, "parcels" | "clock">,
  secret: Uint8Array,
): Promise<void> {
  if ((await parcels.get(parcelId(secret))) === undefined) return;
  const parcel = parseMessage(tieOffParcel, {
    ...{ v: 1, kind: "tie-off", secret: toBase64Url(secret) },
  });
  const bytes = utf8(canonicalJson(parcel));
  const id = toBase64Url(sha256(bytes));
  const untilMs = clock.now() + takenBackWithinMs;
  await parcels.queue([{ id, kind: "vote", bytes, token: null, untilMs }]);
}

export type Told = "no" | "waiting" | "told";

export async function toldState(
  { parcels }: Pick<TellingPorts, "parcels">,
  secret: Uint8Array | null,
): Promise<Told> {
  const parcel = secret === null ? undefined : await parcels.get(parcelId(secret));
  if (parcel === undefined || parcel.state === "lost") return "no";
  return parcel.state === "waiting" ? "waiting" : "told";
}

async function told({ reports }: TellingPorts, id: string): Promise<Envelope> {
  const report: ReportRow | undefined = await reports.get(id);
  if (report === undefined || report.index === null) throw new TocsinError("not-found");
  if (report.withdrawn) throw new TocsinError("already-withdrawn");
  if (report.mine) throw new TocsinError("wrong-state", { detail: "a report of ours" });
  return parseMessage(envelope, parseCanonicalJson(report.envelope));
}

/** It never leaves the machine. */
function parcelId(secret: Uint8Array): string {
  return toBase64Url(tieLock(secret));
}
