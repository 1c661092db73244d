/**
 * From a source to the parts that could leave: each once, in its canonical form, with a class, a
 * proposal and the reason for it. Nothing is decided here; notes are only written by hand.
 */

import { canonicalise, lookupTechnique } from "@tocsin/threat";
import type { Observation } from "@tocsin/threat/extraction";
import type { Finding, ReviewItem } from "@tocsin/wire";
import type { CompanyIdentity } from "../identity/company-identity.ts";
import { readPassage } from "../text/passage.ts";
import { PhraseIndex } from "../identity/phrase-index.ts";
import { wordsOf } from "../text/words.ts";
import { firstFrom } from "../text/first-from.ts";
import { classOfObservable, classOfPart, classOfTechnique } from "./field-classes.ts";
import { generalised } from "./generalise.ts";
import { guessRole } from "./observable-roles.ts";
import { readHeadings } from "./headings.ts";
import { type Proposal, proposalOf } from "./proposal.ts";

export interface ReviewSource {
  readonly text: string;
  readonly observations: readonly Observation[];
  readonly findings: readonly Finding[];
  readonly identity: CompanyIdentity;
  /** Products in use, from the profile: named in the text they may have been attacked. */
  readonly technologies?: readonly string[];
}

/** Items of one source; more are set aside, and whoever shows them says so. */
export const reviewItemsMax = 5000;

type Part = ReviewItem["part"];

type CataloguePart = "vulnerability" | "technique" | "actor" | "malware" | "technology";

const partOf: Readonly<Partial<Record<Observation["type"], CataloguePart>>> = {
  cve: "vulnerability",
  "attack-technique": "technique",
  "attack-group": "actor",
  "attack-software": "malware",
  malware: "malware",
  tool: "malware",
  actor: "actor",
  cpe: "technology",
};

/** Catalogue numbers that say nothing of an incident. */
const setAside: ReadonlySet<Observation["type"]> = new Set<Observation["type"]>([
  "attack-tactic",
  "attack-mitigation",
  "attack-campaign",
  "cwe",
]);

const nameCharsMax = 80;
const valueCharsMax = 4096;

export function proposeReview(source: ReviewSource): ReviewItem[] {
  const headings = readHeadings(source.text);
  const items = new Map<string, ReviewItem>();
  for (const observation of source.observations) {
    if (setAside.has(observation.type)) continue;
    const item = itemOf(observation, source, headings.at(observation.start));
    if (item === undefined) continue;
    const key = `${item.part} ${item.type ?? ""} ${item.value.toLowerCase()}`;
    const known = items.get(key);
    if (known === undefined || strictness(item) > strictness(known)) items.set(key, item);
    if (items.size >= reviewItemsMax) break;
  }
  for (const item of technologies(source))
    items.set(`technology ${item.value.toLowerCase()}`, item);
  return Array.from(items.values(), (item, at) => ({ ...item, id: `i${at + 1}` }));
}

/** The same value seen twice: the stricter proposal stays. */
function strictness(item: ReviewItem): number {
  return ["send", "ask", "remove"].indexOf(item.proposal);
}

function itemOf(
  observation: Observation,
  source: ReviewSource,
  heading: string,
): ReviewItem | undefined {
  const { type } = observation;
  const canonical = canonicalise(type, observation.value);
  if (canonical === undefined || canonical.length > valueCharsMax) return undefined;
  const part = partOf[type];
  if (part !== undefined) return catalogueItem(part, observation, canonical, source);
  const value = generalised(type, canonical);
  const proposal = proposalOf(observation, canonical, overlapping(observation, source.findings), {
    identity: source.identity,
    heading,
  });
  const role = guessRole(observation, heading);
  return {
    ...bare("observable", value, proposal, observation),
    type,
    class: classOfObservable(type, role),
    role,
    confidence: observation.benign?.effect === "weak" ? "low" : "medium",
    ...(value === canonical ? {} : { why: `${proposal.why} The account name is left out.` }),
  };
}

function catalogueItem(
  part: CataloguePart,
  observation: Observation,
  canonical: string,
  source: ReviewSource,
): ReviewItem | undefined {
  const value = catalogueValue(part, observation, canonical);
  if (value === undefined) return undefined;
  const own = overlapping(observation, source.findings).find((it) =>
    it.kind.startsWith("company-"),
  );
  const proposal: Proposal =
    own === undefined
      ? { proposal: part === "technology" ? "ask" : "send", why: catalogueWhyOf(part, value) }
      : { proposal: "ask", why: own.why };
  return {
    ...bare(part, value, proposal, observation),
    class: part === "technique" ? classOfTechnique(value) : classOfPart[part],
  };
}

const catalogueWhy = {
  vulnerability: "A public catalogue number.",
  technique: "A public catalogue number.",
  malware: "A name on the list of malware and tools.",
  actor: "A name on the list of actors.",
  technology: "It tells what runs here: was it attacked?",
} as const;

/** People know techniques by their names, not by their numbers. */
function catalogueWhyOf(part: CataloguePart, value: string): string {
  const name = part === "technique" ? lookupTechnique(value)?.name : undefined;
  return name === undefined ? catalogueWhy[part] : `${name}: a public catalogue number.`;
}

function catalogueValue(part: Part, { value }: Observation, canonical: string): string | undefined {
  if (part === "technique" || part === "vulnerability") {
    return /^(?:T\d{4}(?:\.\d{3})?|CVE-\d{4}-\d{4,7})$/.test(canonical) ? canonical : undefined;
  }
  const name = part === "technology" ? cpeName(canonical) : value.normalize("NFC").trim();
  const isPlain =
    name !== "" && name.length <= nameCharsMax && !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(name);
  return isPlain ? name : undefined;
}

/** "vendor product" of a CPE. */
function cpeName(cpe: string): string {
  const fields = cpe.replace(/^cpe:(?:2\.3:|\/)/, "").split(":");
  return [fields[1], fields[2]]
    .filter((field) => field !== undefined && field !== "*" && field !== "-" && field !== "")
    .map((field) => (field ?? "").replaceAll("_", " ").replaceAll("\\", ""))
    .join(" ");
}

function* technologies({ text, technologies: names = [] }: ReviewSource): Generator<ReviewItem> {
  if (names.length === 0) return;
  const index = new PhraseIndex<string>();
  for (const name of names) if (name.length <= nameCharsMax) index.add(name, name);
  const passage = readPassage(text);
  for (const { start, end, value } of index.find(wordsOf(passage))) {
    const span = passage.spanOf(start, end);
    yield {
      ...bare("technology", value, { proposal: "ask", why: catalogueWhy.technology }, span),
      class: classOfPart.technology,
    };
  }
}

function bare(
  part: Part,
  value: string,
  { proposal, why }: Proposal,
  { start, end }: { readonly start: number; readonly end: number },
): ReviewItem {
  return {
    id: "",
    part,
    type: null,
    value,
    detail: null,
    class: null,
    role: null,
    confidence: null,
    source: { start, end },
    proposal,
    why,
    decision: null,
    reason: null,
  };
}

/** Findings that meet the observation; both are in order of their starts. */
function overlapping(observation: Observation, findings: readonly Finding[]): Finding[] {
  const found: Finding[] = [];
  const behind = firstFrom(findings, observation.end);
  // A finding about a sentence may begin well before; none is longer than what is looked back on.
  for (let at = behind - 1; at >= 0 && at >= behind - lookBackMax; at -= 1) {
    const finding = findings[at];
    if (finding !== undefined && finding.end > observation.start) found.unshift(finding);
  }
  return found;
}

const lookBackMax = 64;
