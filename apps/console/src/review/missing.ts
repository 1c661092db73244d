/** Where on the screens a person mends what keeps a draft from leaving. */

import type { Draft } from "@tocsin/wire/desk";

/** A part, a stretch of the review by its element's id, or the terms, which are on the next screen. */
export type MissingPlace =
  | { readonly at: "part"; readonly item: string }
  | { readonly at: "section"; readonly id: (typeof sectionIds)[keyof typeof sectionIds] }
  | { readonly at: "terms" };

export const sectionIds = {
  parts: "review-parts",
  fields: "review-fields",
  prose: "review-prose",
  crowd: "review-crowd",
  outgoing: "review-outgoing",
} as const;

const onTerms: ReadonlySet<string> = new Set([
  "expired",
  "no-purpose",
  "marking-loosened",
  "class-not-ours",
]);

export function missingPlace(
  { code, item }: Draft["blockers"][number],
  items: Draft["items"],
): MissingPlace {
  if (onTerms.has(code)) return { at: "terms" };
  if (code === "prose-risk") return { at: "section", id: sectionIds.prose };
  if (item !== undefined) return { at: "part", item };
  switch (code) {
    case "undecided": {
      const open = items.find((it) => it.decision === null);
      return open === undefined ? section("parts") : { at: "part", item: open.id };
    }
    case "empty":
    case "too-large":
      return section("parts");
    case "found":
    case "field-invalid":
      return section("fields");
    case "crowd-too-small":
      return section("crowd");
    default:
      return section("outgoing");
  }
}

function section(name: keyof typeof sectionIds): MissingPlace {
  return { at: "section", id: sectionIds[name] };
}
