/**
 * The kinds of features and how each is weighed. `spread` and `share` are the form of the
 * likelihood (how much one source repeats itself, and how much one item counts beside its
 * neighbours); how far a kind can be relied on is learned (data/weights.json) or, where no public
 * data has it, set here as `prior`.
 */

export const kindNames = [
  "value",
  "file",
  "registered-domain",
  "network",
  "name-server",
  "fingerprint",
  "similar-file",
  "signer",
  "registrant",
  "malware",
  "actor",
  "technique",
  "vulnerability",
  "product",
  "look-alike",
  "url-part",
  "file-shape",
  "label",
  "below",
  "naming",
  "suffix",
  "shape",
  "composition",
  "autonomous-system",
  "month",
  "attribute",
  "theme",
  "style",
] as const;

export type Kind = (typeof kindNames)[number];

/** What the evidence rests on; no more than `classMax` of log-odds comes from one of them. */
export type EvidenceClass = "infrastructure" | "files" | "people" | "naming" | "behaviour";

export interface KindRule {
  /** For a reader, before the shared values. */
  readonly says: string;
  readonly class: EvidenceClass;
  readonly spread: number;
  readonly share: number;
  /** Usual total of items in a feed of the training size: a small feed leans on it. */
  readonly usualTotal: number;
  /** A shared rare item makes two reports candidates. Habits alone do not: they only add. */
  readonly indexed: boolean;
  /** Log-odds for each unit of log(1 + evidence), where nothing could be learned. */
  readonly prior: number;
}

function rule(
  says: string,
  evidence: EvidenceClass,
  spread: number,
  share: number,
  usualTotal: number,
  prior: number,
  indexed = true,
): KindRule {
  return { says, class: evidence, spread, share, usualTotal, prior, indexed };
}

export const kindRules: Readonly<Record<Kind, KindRule>> = {
  value: rule("the same value", "infrastructure", 2000, 1, 30_000, 2),
  file: rule("the same file", "files", 2000, 1, 30_000, 3),
  "registered-domain": rule("names below", "infrastructure", 1000, 1, 15_000, 1),
  network: rule("addresses in", "infrastructure", 300, 1, 3000, 1.5),
  "name-server": rule("name server", "infrastructure", 50, 1, 3000, 1),
  fingerprint: rule("fingerprint", "files", 50, 1, 3000, 2),
  "similar-file": rule("similar files", "files", 2000, 0.3, 60_000, 1.2),
  signer: rule("code signer", "people", 5, 1, 3000, 3.6),
  registrant: rule("registrant", "people", 5, 1, 3000, 3.6),
  malware: rule("malware or tool", "behaviour", 10, 1, 1500, 3.8),
  actor: rule("actor", "people", 5, 1, 1000, 3.6),
  technique: rule("technique", "behaviour", 40, 0.5, 8000, 0.7, false),
  vulnerability: rule("vulnerability", "behaviour", 10, 1, 1500, 1.2),
  product: rule("targeted product", "behaviour", 10, 1, 1500, 0.6, false),
  "look-alike": rule("look-alike habit", "naming", 3, 1, 60, 0.6, false),
  "url-part": rule("URL path", "infrastructure", 100, 0.5, 5000, 1),
  "file-shape": rule("file name", "files", 100, 0.7, 5000, 0.8),
  label: rule("word in names", "naming", 500, 0.5, 30_000, 0.7),
  below: rule("name below the domain", "naming", 200, 0.5, 10_000, 0.5),
  naming: rule("names alike", "naming", 2000, 0.1, 150_000, 1),
  suffix: rule("top level or provider", "naming", 10, 0.5, 15_000, 0.7, false),
  shape: rule("form of names", "naming", 60, 0.6, 15_000, 0.4, false),
  composition: rule("mix of indicators", "naming", 2, 0.3, 30_000, 0.3, false),
  "autonomous-system": rule("autonomous system", "infrastructure", 20, 1, 3000, 0.8, false),
  month: rule("same time", "behaviour", 12, 1, 120, 0.4, false),
  attribute: rule("attribute", "behaviour", 10, 1, 3000, 1.5),
  // Only of a pile of incidents (pile.ts): nothing of them is counted or kept.
  theme: rule("words that keep company", "naming", 1, 1, 1, 0, false),
  style: rule("names made alike", "naming", 1, 1, 1, 0, false),
};
