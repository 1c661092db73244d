/** Reading a source for the desk: findings and proposals under the company's profile. Pure. */

import { type CompanyIdentity, compileIdentity } from "@tocsin/disclosure/identity";
import {
  emptyProfile,
  findingKinds,
  findingsOf,
  groupOf,
  inspect,
  proposeReview,
  reviewItemsMax,
  suggestFields,
} from "@tocsin/disclosure/inspecting";
import type { BenignLookup } from "@tocsin/threat/benign";
import { extract, type Observation } from "@tocsin/threat/extraction";
import { suggestTechniques } from "@tocsin/threat/techniques";
import type { CompanyProfile, ReviewItem } from "@tocsin/wire";
import type { InspectionCalls, InspectionSetup, Judgement, Proposed } from "./inspection-calls.ts";

/** Findings of one source that are listed; the source does not leave, so the rest is only said. */
const findingsListedMax = 10_000;

/** Of a longer text the beginning is read for techniques: a report tells its story there. */
const suggestedCharsMax = 100_000;

/** A detector broke: nothing may be made of the text. */
export class InspectionBroken extends Error {
  readonly detector: string;

  constructor(detector: string) {
    super("inspection broken");
    this.detector = detector;
  }
}

export function createInspection(
  { ignoredBenignLists }: Pick<InspectionSetup, "ignoredBenignLists">,
  benign?: BenignLookup,
): InspectionCalls {
  const ignored = new Set(ignoredBenignLists);
  let profile: CompanyProfile = emptyProfile;
  let identity = compileIdentity(profile);
  return {
    useProfile: (next) => {
      identity = compileIdentity(next);
      profile = next;
      return null;
    },
    propose: (text, nowMs) => propose(text, nowMs, { identity, profile, ignored, benign }),
    judge: (part, value) => judge(part, value, identity),
    learn: async (files) => {
      const { learnProfile } = await import("@tocsin/disclosure/learning");
      return learnProfile(files, profile);
    },
    gate: async (draft) => {
      const { gate } = await import("@tocsin/disclosure/gate");
      return gate({ ...draft, identity });
    },
  };
}

/** What extraction finds, by the company's own lists where it has any, without those that are not to count. */
export function observationsIn(
  text: string,
  ignored: ReadonlySet<string>,
  benignOf?: BenignLookup,
): Observation[] {
  return extract(text).map((observation) => {
    const { benign: listed, ...rest } = observation;
    const benign = benignOf === undefined ? listed : benignOf(rest.type, rest.value);
    return benign === undefined || ignored.has(benign.list) ? rest : { ...rest, benign };
  });
}

interface Setting {
  readonly identity: CompanyIdentity;
  readonly profile: CompanyProfile;
  readonly ignored: ReadonlySet<string>;
  readonly benign: BenignLookup | undefined;
}

function propose(
  text: string,
  nowMs: number,
  { identity, profile, ignored, benign }: Setting,
): Proposed {
  const { technologies } = profile;
  const observations = observationsIn(text, ignored, benign);
  const inspection = inspect(text, { identity, observations });
  if (!inspection.ok) throw new InspectionBroken(inspection.detector);
  const findings = findingsOf(text, inspection.detections);
  const items = proposeReview({ text, observations, findings, identity, technologies });
  const fields = suggestFields(text, suggestTechniques(text.slice(0, suggestedCharsMax)), nowMs);
  const named = new Set(items.map((it) => `${it.part} ${it.value}`));
  const more = numbered(
    fields.items.filter((it) => it.part !== "technique" || !named.has(`technique ${it.value}`)),
    items.length,
  );
  const notes: string[] = [];
  if (findings.length > findingsListedMax) {
    notes.push(`${findingsListedMax} of ${findings.length} findings are listed.`);
  }
  if (items.length >= reviewItemsMax) {
    notes.push(`Only the first ${reviewItemsMax} parts are proposed; the others do not leave.`);
  }
  return {
    findings: findings.slice(0, findingsListedMax),
    items: [...items, ...more],
    suggestions: fields.frame,
    notes,
  };
}

function numbered(items: readonly ReviewItem[], before: number): ReviewItem[] {
  return items.map((item, at) => ({ ...item, id: `i${before + at + 1}` }));
}

function judge(part: string, value: string, identity: CompanyIdentity): Judgement {
  const observations = extract(value);
  const inspection = inspect(value, { identity, observations, isLeaving: true });
  if (!inspection.ok) throw new InspectionBroken(inspection.detector);
  const counted = inspection.detections.filter(
    (it) => part === "note" || it.kind !== "unexplained-name",
  );
  const kinds = Array.from(new Set(counted.map((it) => it.kind)));
  if (kinds.length === 0) {
    return { proposal: "send", why: "Nothing was found in it.", kinds };
  }
  const labels = kinds.map((kind) => findingKinds[kind].label).join(", ");
  const isSure = counted.some((it) => !it.needsReview || groupOf(it.kind) === "own-identity");
  return isSure
    ? { proposal: "remove", why: `It holds: ${labels}.`, kinds }
    : { proposal: "ask", why: `Look at it: ${labels}.`, kinds };
}
