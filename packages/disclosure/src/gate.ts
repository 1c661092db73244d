/**
 * The gate: the one way from a draft to bytes that may leave. Every string in the exact outgoing
 * bytes is inspected again, as it is and decoded. Deny by default: what is undecided, unclassified,
 * found and not answered for, or not inspected because something broke, blocks the whole.
 */

import { createHash } from "node:crypto";
import { canonicalJson, parseCanonicalJson, toBase64Url, utf8 } from "@tocsin/kernel";
import type { Draft, ReportBody, ReviewItem } from "@tocsin/wire";
import { type BodyParts, composeBody } from "./compose-body.ts";
import { lintMeasure } from "./defensive-measures.ts";
import type { Detection, Detector } from "./detector.ts";
import { groupOf, findingKinds, type FindingKind } from "./finding-kinds.ts";
import type { CompanyIdentity } from "./identity/company-identity.ts";
import { inspect } from "./inspect.ts";
import { isLooser } from "./review/marking.ts";
import { ruleSetHash } from "./rule-set.ts";

export interface GateDraft extends BodyParts {
  /** All items of the draft, decided or not. */
  readonly items: readonly ReviewItem[];
  readonly identity: CompanyIdentity;
  /** Whether the author has read what free text gives away, for the text as it is. */
  readonly proseAccepted: boolean;
  /** How others have marked the source; null or absent where nobody has. */
  readonly marked?: BodyParts["terms"]["tlp"] | null;
  /** The day on which it would leave, "2026-11-21". */
  readonly today: string;
  readonly detectors?: readonly Detector[];
}

export type Blocker = Draft["blockers"][number];

export type GateVerdict =
  | {
      readonly ok: true;
      readonly body: ReportBody;
      /** Canonical JSON of the body: exactly these bytes leave. */
      readonly bytes: Uint8Array<ArrayBuffer>;
      /** SHA-256 of the bytes, base64url. */
      readonly hash: string;
      /** What was found in items that are sent nevertheless, by item id. */
      readonly overridden: ReadonlyMap<string, readonly FindingKind[]>;
      /** The detectors that let it pass, as {@link ruleSetHash} names them. */
      readonly ruleSet: string;
    }
  | { readonly ok: false; readonly blockers: readonly Blocker[] };

/** Canonical JSON of a body above this does not fit the capsules of a report. */
export const outgoingBytesMax = 192 * 1024;
export const reasonCharsMin = 3;
/** What names the company needs more than a word. */
export const ownReasonCharsMin = 10;
const blockersMax = 100;

export function gate(draft: GateDraft): GateVerdict {
  const blockers = [...undecided(draft.items), ...termsBlockers(draft)];
  const sent = draft.items.filter((item) => item.decision === "send");
  blockers.push(...sent.flatMap(itemBlockers), ...sent.flatMap(measureBlockers));
  if (!draft.proseAccepted) blockers.push(...sent.flatMap(proseBlockers));
  if (sent.length === 0 && blockers.length === 0) {
    blockers.push({ code: "empty", why: "Nothing is to be sent. Send at least one part." });
  }
  if (blockers.length > 0) return { ok: false, blockers: blockers.slice(0, blockersMax) };
  const composed = composeBody({ ...draft, items: sent });
  if (!composed.ok) {
    const why = `The field "${composed.field}" does not have its form. Correct or remove it.`;
    return { ok: false, blockers: [{ code: "field-invalid", why }] };
  }
  return inspectBytes(draft, composed.body, composed.itemAt);
}

function undecided(items: readonly ReviewItem[]): Blocker[] {
  const open = items.filter((item) => item.decision === null).length;
  if (open === 0) return [];
  const wait = open === 1 ? "1 part waits" : `${String(open)} parts wait`;
  return [{ code: "undecided", why: `${wait} for a decision. Send or remove each.` }];
}

function termsBlockers({ terms, today, marked }: GateDraft): Blocker[] {
  const blockers: Blocker[] = [];
  if (terms.expires < today) {
    blockers.push({ code: "expired", why: "The last day lies in the past. Choose a later one." });
  }
  if (terms.purposes.length === 0) {
    blockers.push({ code: "no-purpose", why: "No purpose is chosen. Choose at least one." });
  }
  if (marked !== null && marked !== undefined && isLooser(terms.tlp, marked)) {
    const why = `The source is marked TLP:${marked.toUpperCase()}. Choose that marking or a stricter one.`;
    blockers.push({ code: "marking-loosened", why });
  }
  return blockers;
}

function itemBlockers(item: ReviewItem): Blocker[] {
  const blockers: Blocker[] = [];
  if (item.class === null) {
    blockers.push({
      code: "unclassified",
      item: item.id,
      why: `${nameOf(item)} has no class. Choose one of A to H.`,
    });
  }
  if (item.proposal === "remove" && !isAnswered(item, reasonCharsMin)) {
    blockers.push({
      code: "reason-needed",
      item: item.id,
      why: `${nameOf(item)} was to be removed. Remove it, or say why it leaves.`,
    });
  }
  return blockers;
}

/** No reason lets it pass: the law excludes it from what a defensive measure is. */
function measureBlockers(item: ReviewItem): Blocker[] {
  const verdict = item.class === "DM" && texts.has(item.part) ? lintMeasure(item.value) : undefined;
  if (verdict === undefined) return [];
  const why = `${nameOf(item)}: ${verdict.why} Change or remove it.`;
  return [{ code: "hack-back", item: item.id, why }];
}

const texts: ReadonlySet<string> = new Set(["defence", "note", "prose", "question"]);

/** The figures of PROTOCOL §6. */
function proseBlockers(item: ReviewItem): Blocker[] {
  if (item.part !== "prose") return [];
  const words = item.value.split(/\s+/).length;
  const why =
    `Free text of ${words} words names its author: of 10 authors plain programs find the right one in ` +
    "20-38 % of texts of 25 words and in 31-66 % of 200. Use fields and notes, or accept this risk.";
  return [{ code: "prose-risk", item: item.id, why }];
}

function isAnswered({ reason }: ReviewItem, charsMin: number): boolean {
  return (reason ?? "").replace(/\s/g, "").length >= charsMin;
}

/** For the reviewer's own screen; names the part, never its value. */
function nameOf(item: ReviewItem): string {
  return `Part ${item.id} (${item.type ?? item.part})`;
}

function inspectBytes(
  draft: GateDraft,
  body: ReportBody,
  itemAt: ReadonlyMap<string, ReviewItem>,
): GateVerdict {
  const text = canonicalJson(body);
  const bytes = utf8(text);
  if (bytes.length > outgoingBytesMax) {
    const why = `The report has ${bytes.length} bytes, at most ${outgoingBytesMax} fit. Remove parts.`;
    return { ok: false, blockers: [{ code: "too-large", why }] };
  }
  const blockers: Blocker[] = [];
  const overridden = new Map<string, readonly FindingKind[]>();
  // Not the body is walked but what its bytes say: what is inspected is what leaves.
  for (const { path, text: outgoing } of strings(parseCanonicalJson(text), "")) {
    const item = itemAt.get(path.split(".").slice(0, 2).join("."));
    const inspection = inspect(outgoing, { ...draft, isLeaving: true });
    if (!inspection.ok) {
      const why = `The detector "${inspection.detector}" broke, so nothing leaves. Report this.`;
      return { ok: false, blockers: [{ code: "detector-failed", why }] };
    }
    const grave = inspection.detections.filter((it) => counts(it, item));
    if (grave.length === 0) continue;
    if (item === undefined || !answersFor(item, grave)) blockers.push(foundBlocker(item, grave));
    else overridden.set(item.id, kindsOf(grave, overridden.get(item.id)));
  }
  if (blockers.length > 0) return { ok: false, blockers: blockers.slice(0, blockersMax) };
  const hash = toBase64Url(createHash("sha256").update(bytes).digest());
  return { ok: true, body, bytes, hash, overridden, ruleSet: ruleSetHash(draft.detectors) };
}

function* strings(value: unknown, path: string): Generator<{ path: string; text: string }> {
  if (typeof value === "string") yield { path, text: value };
  else if (typeof value === "object" && value !== null) {
    for (const [key, part] of Object.entries(value)) {
      yield* strings(part, path === "" ? key : `${path}.${key}`);
    }
  }
}

/** Names are what these parts are for; a list or the reviewer vouches for them. */
const namedParts: ReadonlySet<string> = new Set(["malware", "actor", "technology"]);

/**
 * What a person must answer for. The reviewer has seen the value and decided, which is enough for what
 * is only held; it is not for what is sure, nor for anything that may name the company.
 */
function counts(detection: Detection, item: ReviewItem | undefined): boolean {
  if (item === undefined) return true;
  if (groupOf(detection.kind) === "own-identity") return true;
  if (detection.kind === "unexplained-name" && namedParts.has(item.part)) return false;
  return !detection.needsReview;
}

function answersFor(item: ReviewItem, grave: readonly Detection[]): boolean {
  const own = grave.some((it) => groupOf(it.kind) === "own-identity");
  return isAnswered(item, own ? ownReasonCharsMin : reasonCharsMin);
}

function foundBlocker(item: ReviewItem | undefined, grave: readonly Detection[]): Blocker {
  const labels = kindsOf(grave)
    .map((kind) => findingKinds[kind].label)
    .join(", ");
  if (item === undefined) {
    return { code: "found", why: `In a field of the report: ${labels}. Change the field.` };
  }
  const own = grave.some((it) => groupOf(it.kind) === "own-identity");
  return {
    code: own ? "found-own" : "found",
    item: item.id,
    why: `${nameOf(item)}: ${labels}. Remove it, or say why it leaves all the same.`,
  };
}

function kindsOf(
  detections: readonly Detection[],
  known: readonly FindingKind[] = [],
): FindingKind[] {
  return Array.from(new Set([...known, ...detections.map((it) => it.kind)])).sort();
}
