/**
 * What a report says: fields, pick lists and short notes, because prose names its author. Everyone
 * in the audience reads it; every part carries the class of information that the law names.
 * PRODUCT "Cyber threat indicator classes", PROTOCOL §6.
 */

import { z } from "zod";
import { csfOutcomes } from "./csf-outcomes.ts";
import { stepActions } from "./step-actions.ts";

export { csfOutcomes } from "./csf-outcomes.ts";
export { stepActions } from "./step-actions.ts";

export const reportBytesMax = 192 * 1024;
export const observablesMax = 1000;
export const listMax = 64;
export const noteWordsMax = 25;
export const noteCharsMax = 240;
export const proseCharsMax = 8000;

/** 6 USC 650(5) A-H, and DM for a defensive measure. */
export const fieldClasses = ["A", "B", "C", "D", "E", "F", "G", "H", "DM"] as const;
export const fieldClass = z.enum(fieldClasses);
/** In words that fit a line. */
export const fieldClassWords: Readonly<Record<(typeof fieldClasses)[number], string>> = {
  A: "malicious reconnaissance",
  B: "method of defeating a control or exploiting a vulnerability",
  C: "vulnerability",
  D: "causing a user to enable it unwittingly",
  E: "malicious command and control",
  F: "actual or potential harm",
  G: "other attribute of a threat",
  H: "combination of these",
  DM: "defensive measure",
};
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

/** Under which the operator of the exchange names a recipient outside of the community. */
export const recipientId = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/);
/** Kinds of recipients that can be chosen as a whole; all others must be named. */
export const recipientGroups = ["government", "peer-community"] as const;
/** A whole kind, or one by its name: "recipient:ID". */
export const recipientChoice = z.union([
  z.enum(recipientGroups),
  z.string().regex(/^recipient:[a-z][a-z0-9-]{0,31}$/),
]);
export type RecipientChoice = z.output<typeof recipientChoice>;

/** Who beside the audience may have the report. Everyone in the audience reads this too. */
export const reportRecipients = z.strictObject({
  to: z.array(recipientChoice).min(1).max(16),
  /** Told to government: it is commercial, financial and proprietary information. 6 USC 1504(d)(2). */
  proprietary: z.boolean(),
});
export type ReportRecipients = z.output<typeof reportRecipients>;

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
    "is written like 2026-11-21T20Z, 2026-11-21, 2026-W47 or 2026-11",
  );

/** Where a member is, as coarse as the operator names it. */
export const region = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{0,31}$/,
    "is written in small letters, digits and hyphens, such as us-east",
  );
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

export const techniqueId = z.string().regex(/^T\d{4}(?:\.\d{3})?$/);
export const technique = z.strictObject({ id: techniqueId, class: fieldClass });

export const vulnerability = z.strictObject({
  id: z.string().regex(/^CVE-\d{4}-\d{4,7}$/),
  class: fieldClass,
});

const named = z.strictObject({ name: plainText(80), class: fieldClass });

/** A product or technology that was attacked, not who runs it. */
export const technology = named;

/** A text so short that it hardly tells who wrote it. */
export const shortText = plainText(noteCharsMax).refine(
  (text) => text.split(/\s+/).length <= noteWordsMax,
  `more than ${noteWordsMax} words`,
);
export const note = z.strictObject({ text: shortText, class: fieldClass });

export const systemKinds = [
  "mail",
  "web-server",
  "remote-access",
  "workstation",
  "server",
  "identity-service",
  "cloud",
  "network-device",
  "database",
  "backup",
  "virtualisation",
  "industrial-control",
  "mobile",
  "supplier",
  "other",
] as const;
export const stepResults = ["worked", "blocked", "detected", "unknown"] as const;

/** One step of the attack; their order in the list is the order in which they happened. */
export const step = z.strictObject({
  technique: techniqueId.nullable(),
  did: z.enum(stepActions),
  on: z.enum(systemKinds).nullable(),
  time: coarseTime.nullable(),
  result: z.enum(stepResults),
  class: fieldClass,
});

export const defenceMeasures = [
  "block",
  "detect",
  "patch",
  "configure",
  "reset-credentials",
  "isolate",
  "restore",
  "monitor",
  "train",
  "other",
] as const;
export const defenceEffects = ["stopped", "slowed", "detected", "no-effect", "untried"] as const;

/** What was done against it on own systems, and what came of it. 6 USC 650(8). */
export const defence = z.strictObject({
  measure: z.enum(defenceMeasures),
  effect: z.enum(defenceEffects),
  text: shortText.nullable(),
  class: z.literal("DM"),
});

export const csfResults = ["held", "partly", "failed"] as const;
export const csfId = z
  .string()
  .refine((id) => csfOutcomes.some((it) => it.id === id), "no subcategory of CSF 2.0");

/** An outcome of CSF 2.0 that held against the attack, or failed. */
export const outcome = z.strictObject({ id: csfId, result: z.enum(csfResults), class: fieldClass });

/** Bands, because a number is a trait of its company. */
export const impactBands = {
  downtime: ["none", "under-a-day", "days", "weeks"],
  systems: ["none", "one", "few", "tens", "hundreds-or-more"],
  data: ["none", "seen", "taken", "altered", "destroyed"],
  recovery: ["under-a-day", "days", "weeks", "months"],
} as const;
export const impactKinds = ["downtime", "systems", "data", "recovery"] as const;
export const impact = z
  .strictObject({
    kind: z.enum(impactKinds),
    band: z.string().max(20),
    class: fieldClass,
  })
  .refine(({ kind, band }) => impactBands[kind].some((it) => it === band), "band");

export const questionTopics = [
  "detection",
  "containment",
  "attribution",
  "recovery",
  "tooling",
  "other",
] as const;
/** What the author asks its peers. */
export const question = z.strictObject({
  about: z.enum(questionTopics),
  text: shortText.nullable(),
  class: fieldClass,
});

export const reportBody = z.strictObject({
  v: z.literal(1),
  /** Of the single fields down to `region` and `size`. */
  class: fieldClass,
  kind: z.enum(["incident", "near-miss"]),
  determination: z.enum(determinations),
  stage: z.enum(stages).nullable(),
  firstSeen: coarseTime.nullable(),
  /** When the author noticed it, and when it was over. */
  noticed: coarseTime.nullable(),
  ended: coarseTime.nullable(),
  /** Of the author: each makes the crowd smaller, so they are left out as a rule. */
  region: region.nullable(),
  size: sizeBand.nullable(),
  tlp: z.enum(tlps),
  purposes: z.array(z.enum(purposes)).max(purposes.length),
  /** Absent: nobody outside of the audience. */
  recipients: reportRecipients.optional(),
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
  steps: z.array(step).max(listMax),
  defences: z.array(defence).max(listMax),
  outcomes: z.array(outcome).max(csfOutcomes.length),
  impact: z.array(impact).max(impactKinds.length),
  questions: z.array(question).max(listMax),
  notes: z.array(note).max(listMax),
  /** Free text: it names its author more often than not, and leaves only after a warning. */
  prose: z.strictObject({ text: plainText(proseCharsMax), class: fieldClass }).nullable(),
});
export type ReportBody = z.output<typeof reportBody>;

/** The single fields of a report of which nothing is known yet. */
export const bareFrame = {
  class: "G",
  kind: "incident",
  determination: "suspected",
  stage: null,
  firstSeen: null,
  noticed: null,
  ended: null,
  region: null,
  size: null,
} as const satisfies Partial<ReportBody>;

/** A report that says nothing beside what is given. */
export function bareReport(given: Partial<ReportBody> & Pick<ReportBody, "expires">): ReportBody {
  return {
    v: 1,
    ...bareFrame,
    tlp: "amber",
    purposes: ["cybersecurity"],
    regime: null,
    technologies: [],
    observables: [],
    techniques: [],
    vulnerabilities: [],
    malware: [],
    actors: [],
    steps: [],
    defences: [],
    outcomes: [],
    impact: [],
    questions: [],
    notes: [],
    prose: null,
    ...given,
  };
}
