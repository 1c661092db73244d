/** The report that the decisions amount to, and which item each outgoing string comes from. */

import { canonicalJson } from "@tocsin/kernel";
import { canonicalise, isObservableType } from "@tocsin/threat";
import {
  type ReportBody,
  reportBody,
  type ReportFrame,
  type ReviewItem,
  type ShareTerms,
} from "@tocsin/wire";

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
  note: "notes",
} as const satisfies Record<ReviewItem["part"], keyof ReportBody>;

/** Every list is put in the order of its values: the order of the source would be a trait of its author. */
export function composeBody({ frame, terms, regime, items }: BodyParts): Composed {
  const itemAt = new Map<string, ReviewItem>();
  const content: Record<string, unknown[]> = {};
  for (const list of Object.values(lists)) content[list] = [];
  for (const item of [...items].sort(byValue)) {
    if (item.part === "observable" && !isCanonical(item))
      return { ok: false, field: "observables" };
    const list = lists[item.part];
    const entries = content[list] ?? [];
    itemAt.set(`${list}.${entries.length}`, item);
    entries.push(entryOf(item));
  }
  const { tlp, purposes, expires } = terms;
  const draft = {
    v: 1,
    ...frame,
    tlp,
    purposes: [...purposes].sort(),
    expires,
    regime,
    ...content,
  };
  const parsed = reportBody.safeParse(draft);
  if (!parsed.success) {
    const path = parsed.error.issues[0]?.path.slice(0, 1).join(".") ?? "";
    return { ok: false, field: path };
  }
  return { ok: true, body: parsed.data, itemAt };
}

function byValue(a: ReviewItem, b: ReviewItem): number {
  return order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0;
}

function order(item: ReviewItem): string {
  return canonicalJson([item.part, item.type, item.value]);
}

function isCanonical({ type, value }: ReviewItem): boolean {
  return type !== null && isObservableType(type) && canonicalise(type, value) === value;
}

function entryOf(item: ReviewItem): unknown {
  const { type, value, role, confidence } = item;
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
  }
}
