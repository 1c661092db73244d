/** The report that the decisions amount to, and which item each outgoing string comes from. */

import { canonicalJson } from "@tocsin/kernel";
import { canonicalise, isObservableType } from "@tocsin/threat";
import type { PartDetail, ReportFrame, ReviewItem, ShareTerms } from "@tocsin/wire";
import { type ReportBody, reportBody } from "@tocsin/wire/report";

export interface BodyParts {
  readonly frame: ReportFrame;
  readonly terms: ShareTerms;
  readonly regime: string | null;
  /** Only what is to be sent. */
  readonly items: readonly ReviewItem[];
}

export type Composed =
  | {
      readonly ok: true;
      readonly body: ReportBody;
      /** Item of the string at a path such as "observables.3.value". */
      readonly itemAt: ReadonlyMap<string, ReviewItem>;
    }
  | { readonly ok: false; readonly field: string };

const lists = {
  observable: "observables",
  technique: "techniques",
  vulnerability: "vulnerabilities",
  malware: "malware",
  actor: "actors",
  technology: "technologies",
  step: "steps",
  defence: "defences",
  outcome: "outcomes",
  impact: "impact",
  question: "questions",
  note: "notes",
} as const satisfies Record<Exclude<ReviewItem["part"], "prose">, keyof ReportBody>;

/**
 * Every list is put in the order of its values: the order of the source would be a trait of its author.
 * Steps alone keep theirs, because it is what they say. There is one free text at most.
 */
export function composeBody({ frame, terms, regime, items }: BodyParts): Composed {
  const itemAt = new Map<string, ReviewItem>();
  const content: Record<string, unknown[]> = {};
  for (const list of Object.values(lists)) content[list] = [];
  let prose: unknown = null;
  for (const item of [...items].sort(byPlace)) {
    if (item.part === "observable" && !isCanonical(item))
      return { ok: false, field: "observables" };
    if (item.part === "prose") {
      if (prose !== null) return { ok: false, field: "prose" };
      prose = { text: item.value, class: item.class };
      itemAt.set("prose.text", item);
      continue;
    }
    const list = lists[item.part];
    const entries = content[list] ?? [];
    itemAt.set(`${list}.${entries.length}`, item);
    entries.push(entryOf(item));
  }
  const { tlp, purposes, expires, recipients } = terms;
  const draft = {
    v: 1,
    ...frame,
    tlp,
    purposes: [...purposes].sort(),
    ...(recipients === null || recipients === undefined
      ? {}
      : { recipients: { ...recipients, to: [...new Set(recipients.to)].sort() } }),
    expires,
    regime,
    ...content,
    prose,
  };
  const parsed = reportBody.safeParse(draft);
  if (!parsed.success) {
    const path = parsed.error.issues[0]?.path.slice(0, 1).join(".") ?? "";
    return { ok: false, field: path };
  }
  return { ok: true, body: parsed.data, itemAt };
}

function byPlace(a: ReviewItem, b: ReviewItem): number {
  if (a.detail?.of === "step" && b.detail?.of === "step" && a.detail.place !== b.detail.place) {
    return a.detail.place - b.detail.place;
  }
  return order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0;
}

function order(item: ReviewItem): string {
  const { part, type, value, detail } = item;
  return canonicalJson([part, type, value, detail]);
}

function isCanonical({ type, value }: ReviewItem): boolean {
  return type !== null && isObservableType(type) && canonicalise(type, value) === value;
}

/** Refused by the schema of the body where a part has not the detail that it needs. */
function entryOf(item: ReviewItem): unknown {
  const { type, value, role, confidence } = item;
  if (item.detail !== null) return detailEntry(item, item.detail);
  switch (item.part) {
    case "observable":
      return { type, value, role, confidence, class: item.class };
    case "technique":
    case "vulnerability":
      return { id: value, class: item.class };
    case "note":
      return { text: value, class: item.class };
    case "malware":
    case "actor":
    case "technology":
      return { name: value, class: item.class };
    default:
      return undefined;
  }
}

function detailEntry(item: ReviewItem, detail: PartDetail): unknown {
  if (detail.of !== item.part) return undefined;
  const text = item.value === "" ? null : item.value;
  switch (detail.of) {
    case "step": {
      const { technique, did, on, time, result } = detail;
      return { technique, did, on, time, result, class: item.class };
    }
    case "defence":
      return { measure: detail.measure, effect: detail.effect, text, class: item.class };
    case "outcome":
      return { id: detail.id, result: detail.result, class: item.class };
    case "impact":
      return { kind: detail.kind, band: detail.band, class: item.class };
    case "question":
      return { about: detail.about, text, class: item.class };
  }
}
