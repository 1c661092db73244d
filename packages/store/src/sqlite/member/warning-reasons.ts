/** The reasons of a warning, as they are stored, and how much each matters. */

import { assert, parseJson } from "@tocsin/kernel";

import type { ReasonRow } from "../../member/warning-port.ts";
import { type Row, text } from "../engine/index.ts";

const reasonKinds = [
  "observable",
  "technology",
  "vulnerability",
  "sector",
  "watch",
  "campaign",
] as const;

export function isLoud({ strength, quiet }: ReasonRow): boolean {
  return strength === "strong" && quiet !== true;
}

/** What was seen here is never silent. */
export function isSilent({ kind, strength, quiet }: ReasonRow): boolean {
  return quiet === true && !(kind === "observable" && strength === "strong");
}

export function reasonsOf(row: Row): ReasonRow[] {
  const reasons = parseJson(text(row, "reasons"));
  assert(Array.isArray(reasons), "reasons of a warning");
  return reasons.map((reason) => reasonRow(reason));
}

function reasonRow(value: unknown): ReasonRow {
  assert(typeof value === "object" && value !== null, "a reason");
  const { kind, type, value: what, ours, strength, quiet } = { ...value } as Partial<ReasonRow>;
  assert(
    typeof kind === "string" && typeof what === "string" && typeof ours === "string",
    "a reason",
  );
  return {
    kind: reasonKindOf(kind),
    type: typeof type === "string" ? type : null,
    value: what,
    ours,
    strength: strength === "strong" ? "strong" : "weak",
    ...(quiet === true ? { quiet } : {}),
  };
}

export function reasonKindOf(kind: string): ReasonRow["kind"] {
  const known = reasonKinds.find((it) => it === kind);
  assert(known !== undefined, "kind of a reason");
  return known;
}
