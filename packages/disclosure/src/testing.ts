/** An invented company, and shorthands, for the tests of this package. */

import { extract } from "@tocsin/threat/extraction";
import {
  bareFrame,
  type CompanyProfile,
  type ReportFrame,
  type ReviewItem,
  type ShareTerms,
} from "@tocsin/wire";
import type { Detector } from "./detector.ts";
import { gate, type GateDraft } from "./gate.ts";
import { compileIdentity } from "./identity/company-identity.ts";
import { emptyProfile } from "./identity/empty-profile.ts";
import { inspect, type InspectOptions } from "./inspect.ts";
import type { ReviewFacts } from "./review/record.ts";

export const ferrocrest: CompanyProfile = {
  ...emptyProfile,
  names: ["Ferrocrest Steel Corp.", "FCST"],
  brands: ["CrestBar"],
  domains: ["ferrocrest.example"],
  products: ["Melt Manager"],
  hosts: ["fc-mes-01", "fc-eaf2-hmi.ferrocrest.example"],
  ranges: ["203.0.113.96/28", "172.30.0.0/16", "2001:db8:77::/48"],
  places: ["Gadston mill"],
  people: ["Dr. Darnell Pickering", "Lucía Hernández"],
  customers: ["Halloran Scrap"],
};

export const ferrocrestIdentity = compileIdentity(ferrocrest);

/** "kind: words" of everything found; "?" behind what is only held. */
export function foundIn(text: string, detectors?: readonly Detector[]): string[] {
  const inspection = inspect(text, {
    identity: ferrocrestIdentity,
    ...(detectors === undefined ? {} : { detectors }),
  });
  if (!inspection.ok) return [`broke: ${inspection.detector}`];
  return inspection.detections.map(
    ({ kind, start, end, needsReview }) =>
      `${kind}: ${text.slice(start, end)}${needsReview ? " ?" : ""}`,
  );
}

/** The words of everything found, in order. */
export function wordsFound(text: string, options: InspectOptions): string[] {
  const inspection = inspect(text, options);
  if (!inspection.ok) throw new Error(inspection.detector);
  return inspection.detections.map(({ start, end }) => text.slice(start, end));
}

/** "kind: words" of everything found in a text of which the attackers' values are known. */
export function foundBesideValues(text: string): string[] {
  const observations = extract(text);
  const inspection = inspect(text, { identity: ferrocrestIdentity, observations });
  if (!inspection.ok) return [`broke: ${inspection.detector}`];
  return inspection.detections.map(({ kind, start, end }) => `${kind}: ${text.slice(start, end)}`);
}

/** What is open of a text of which the attackers' values are known: nothing in it was found. */
export function leftBesideValues(text: string): string {
  const inspection = inspect(text, { identity: ferrocrestIdentity, observations: extract(text) });
  if (!inspection.ok) return inspection.detector;
  let out = "";
  let from = 0;
  for (const { start, end } of inspection.detections) {
    out += text.slice(from, start);
    from = Math.max(from, end);
  }
  return out + text.slice(from);
}

export const frame: ReportFrame = { ...bareFrame, determination: "confirmed" };

export const terms: ShareTerms = {
  audience: "members",
  class: null,
  tlp: "amber",
  purposes: ["cybersecurity"],
  expires: "2026-12-31",
};

/** An observable that is sent, unless said otherwise. */
export function item(changes: Partial<ReviewItem> = {}): ReviewItem {
  return {
    id: "i1",
    part: "observable",
    type: "domain",
    value: "gate.malware.example",
    detail: null,
    class: "E",
    role: "command-and-control",
    confidence: "medium",
    source: null,
    proposal: "send",
    why: "Nothing speaks against it.",
    decision: "send",
    reason: null,
    ...changes,
  };
}

/** These parts as a draft before the gate. */
export function draftOf(items: readonly ReviewItem[], changes: Partial<GateDraft> = {}): GateDraft {
  return {
    frame,
    terms,
    regime: null,
    proseAccepted: false,
    items,
    identity: ferrocrestIdentity,
    today: "2026-11-21",
    ...changes,
  };
}

/** A review of parts that the gate lets through. */
export function reviewOf(
  items: readonly ReviewItem[],
  changes: Partial<ReviewFacts> = {},
): ReviewFacts {
  const verdict = gate(draftOf(items));
  if (!verdict.ok) throw new Error("blocked");
  const finding = {
    id: "f1",
    kind: "person",
    start: 0,
    end: 1,
    why: "",
    replacement: "",
    needsReview: true,
  };
  return {
    source: { text: "the text before", format: "text" },
    findings: [finding],
    items,
    frame,
    terms,
    regime: null,
    verdict,
    role: "analyst",
    crowd: null,
    second: null,
    openedMs: 1,
    approvedMs: 2,
    salt: new Uint8Array(32),
    ...changes,
  };
}
