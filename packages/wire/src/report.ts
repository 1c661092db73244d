/**
 * What a report says: fields, pick lists and short notes, because prose names its author. Everyone
 * in the audience reads it; every part carries the class of information that the law names.
 * PRODUCT "Cyber threat indicator classes", PROTOCOL §6.
 */

import { z } from "zod";

export const reportBytesMax = 192 * 1024;
export const observablesMax = 1000;
export const listMax = 64;
export const noteWordsMax = 25;
export const noteCharsMax = 240;

/** 6 USC 650(5) A-H, and DM for a defensive measure. */
export const fieldClasses = ["A", "B", "C", "D", "E", "F", "G", "H", "DM"] as const;
export const fieldClass = z.enum(fieldClasses);
export type FieldClass = z.output<typeof fieldClass>;

/** One line of printable text: no control, bidirectional or zero-width characters. */
export function plainText(max: number): z.ZodString {
  return z
    .string()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+$/u)
    .refine((text) => text === text.normalize("NFC") && text === text.trim());
}

export const tlps = ["clear", "green", "amber", "amber+strict"] as const;
/** CISA 2015 §105(d)(5)(A): the purposes for which government may use what it is given. */
export const purposes = [
  "cybersecurity",
  "threat-identification",
  "bodily-harm",
  "minors",
  "fraud-espionage",
] as const;

export const determinations = ["confirmed", "suspected", "blocked", "failed-attempt"] as const;
export const stages = [
  "reconnaissance",
  "delivery",
  "foothold",
  "movement",
  "control",
  "collection",
  "exfiltration",
  "impact",
  "recovered",
] as const;

/** A moment no finer than the crowd allows: "2026-11-21T20Z", "2026-11-21", "2026-W47" or "2026-11". */
export const coarseTime = z
  .string()
  .regex(
    /^\d{4}-(?:(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01])(?:T(?:[01]\d|2[0-3])Z)?)?|W(?:0[1-9]|[1-4]\d|5[0-3]))$/,
  );

/** Where a member is, as coarse as the operator names it. */
export const region = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/);
/** People who work there. */
export const sizeBands = ["under-50", "50-249", "250-999", "1000-4999", "5000-or-more"] as const;
export const sizeBand = z.enum(sizeBands);
export type SizeBand = z.output<typeof sizeBand>;

export const observableRoles = [
  "command-and-control",
  "delivery",
  "phishing",
  "payload",
  "exfiltration",
  "scanning",
  "tool",
  "victim-side",
  "unknown",
] as const;
export const confidences = ["low", "medium", "high"] as const;

/** `type` is one of the observable types; `value` is in that type's canonical form. */
export const observable = z.strictObject({
  type: z.string().regex(/^[a-z][a-z0-9-]{1,31}$/),
  value: z.string().min(1).max(4096),
  role: z.enum(observableRoles),
  confidence: z.enum(confidences),
  class: fieldClass,
});
export type Observable = z.output<typeof observable>;

export const technique = z.strictObject({
  id: z.string().regex(/^T\d{4}(?:\.\d{3})?$/),
  class: fieldClass,
});

export const vulnerability = z.strictObject({
  id: z.string().regex(/^CVE-\d{4}-\d{4,7}$/),
  class: fieldClass,
});

const named = z.strictObject({ name: plainText(80), class: fieldClass });

/** A product or technology that was attacked, not who runs it. */
export const technology = named;

export const note = z.strictObject({
  text: plainText(noteCharsMax).refine(
    (text) => text.split(/\s+/).length <= noteWordsMax,
    `more than ${noteWordsMax} words`,
  ),
  class: fieldClass,
});

export const reportBody = z.strictObject({
  v: z.literal(1),
  kind: z.enum(["incident", "near-miss"]),
  determination: z.enum(determinations),
  stage: z.enum(stages).nullable(),
  firstSeen: coarseTime.nullable(),
  tlp: z.enum(tlps),
  purposes: z.array(z.enum(purposes)).max(purposes.length),
  /** Last day on which peers should act on it. */
  expires: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  /** Id of the legal regime in force on the day of sharing, where the community names one. */
  regime: z
    .string()
    .regex(/^[a-z0-9.-]{1,40}$/)
    .nullable(),
  technologies: z.array(technology).max(listMax),
  observables: z.array(observable).max(observablesMax),
  techniques: z.array(technique).max(listMax),
  vulnerabilities: z.array(vulnerability).max(listMax),
  malware: z.array(named).max(listMax),
  actors: z.array(named).max(listMax),
  notes: z.array(note).max(listMax),
});
export type ReportBody = z.output<typeof reportBody>;
