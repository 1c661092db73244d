/**
 * An appeal against a ruling, by the report's key. The exchange's operator alone reads it, and learns that the
 * author of the report is still there; who that is, nobody learns. PROTOCOL §7.
 */

import { sha256, signDocument } from "@tocsin/crypto";
import {
  canonicalJson,
  type Clock,
  dayMs,
  parseCanonicalJson,
  toBase64Url,
  TocsinError,
  utf8,
} from "@tocsin/kernel";
import type { MailStore, QueuedParcel, ReportStore } from "@tocsin/store";
import { parseMessage, rulingLeaf, type RulingLeaf } from "@tocsin/wire";
import type { ReportKeyring } from "../keys/report-keys.ts";
import { noPlan, type Plan } from "../rooms/plan.ts";

export interface AppealingPorts {
  readonly mail: Pick<MailStore, "ruling">;
  readonly reports: Pick<ReportStore, "own">;
  readonly keyring: ReportKeyring;
}

/** It has no token that would run out. */
const untilMs = 30 * dayMs;

/** Throws `not-ours`, and `wrong-state` where the report is not ruled abuse. */
export async function planAppeal(
  { mail, reports, keyring }: AppealingPorts,
  report: string,
  text: string,
): Promise<Plan> {
  const own = await reports.own(report);
  if (own === undefined) throw new TocsinError("not-ours");
  const ruling = rulingIn(await mail.ruling(report));
  if (ruling?.ruling !== "abuse") throw new TocsinError("wrong-state", { detail: "no ruling" });
  const { signing } = await keyring.keysOf(own, 0);
  const pkSign = toBase64Url(signing.publicKey);
  const said = { v: 1, kind: "appeal", pkSign, ruling: ruling.number, text };
  const signature = toBase64Url(signDocument("appeal", said, signing));
  const id = appealId(report, ruling.number);
  return { ...noPlan, letters: [], appeal: { id, text: canonicalJson({ ...said, signature }) } };
}

export function appealParcel(appeal: Plan["appeal"] & object, clock: Clock): QueuedParcel {
  const { id, text } = appeal;
  return { id, kind: "appeal", bytes: utf8(text), token: null, untilMs: clock.now() + untilMs };
}

/** One for each ruling: the same again is the same parcel. It never leaves the machine. */
export function appealId(report: string, ruling: number): string {
  return toBase64Url(sha256(utf8(`tocsin/own-appeal/v1 ${String(ruling)} ${report}`)));
}

export function rulingIn(json: string | undefined): RulingLeaf | undefined {
  return json === undefined ? undefined : parseMessage(rulingLeaf, parseCanonicalJson(json));
}
