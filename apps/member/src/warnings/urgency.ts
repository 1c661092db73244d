/**
 * How soon a person should look. The rule, which docs/warnings.md repeats:
 * urgent: something of the attack has been seen here and is in use by it (command and control,
 * exfiltration), or two or more strong observables match; high: one strong observable matches, or a
 * product in use is attacked in a confirmed incident; normal: any other strong reason; low: the rest.
 * What a person has made quieter counts as weak, but nothing makes what is urgent less urgent.
 */

import type { ReasonRow } from "@tocsin/store";
import type { ReportBody } from "@tocsin/wire";
import type { Warning } from "@tocsin/wire/node-api";

const active: ReadonlySet<string> = new Set(["command-and-control", "exfiltration"]);

export function urgencyOf(
  reasons: readonly ReasonRow[],
  body: ReportBody | null,
): Warning["urgency"] {
  const whole = weighed(reasons, body);
  if (whole === "urgent") return whole;
  return weighed(
    reasons.filter((it) => it.quiet !== true),
    body,
  );
}

function weighed(reasons: readonly ReasonRow[], body: ReportBody | null): Warning["urgency"] {
  const strong = reasons.filter((it) => it.strength === "strong");
  const seen = strong.filter((it) => it.kind === "observable");
  if (seen.length >= 2 || seen.some((it) => isActive(it, body))) return "urgent";
  if (seen.length === 1) return "high";
  const isAttacked = strong.some((it) => it.kind === "technology" || it.kind === "vulnerability");
  if (isAttacked && body?.determination === "confirmed") return "high";
  return strong.length > 0 ? "normal" : "low";
}

function isActive({ type, value }: ReasonRow, body: ReportBody | null): boolean {
  const match = body?.observables.find((it) => it.type === type && it.value === value);
  return match !== undefined && active.has(match.role);
}
