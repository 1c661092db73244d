/**
 * The text that people read, made from a report's fields by templates on the reader's side: it is the
 * same whoever wrote the report, so it tells nothing of its author. PROTOCOL §6.
 */

import { isObservableType, observableTypes } from "@tocsin/threat";
import type { ReportBody } from "@tocsin/wire";
import {
  defencesText,
  outcomesText,
  questionsText,
  spaced,
  stepsText,
  timeText,
} from "./narrative-parts.ts";

const listedMax = 8;

const determinations: Readonly<Record<ReportBody["determination"], string>> = {
  confirmed: "It is confirmed.",
  suspected: "It is suspected, not confirmed.",
  blocked: "It was blocked.",
  "failed-attempt": "The attempt failed.",
};

const stages: Readonly<Record<NonNullable<ReportBody["stage"]>, string>> = {
  reconnaissance: "The attacker was looking around",
  delivery: "The attacker was delivering",
  foothold: "The attacker had a foothold",
  movement: "The attacker was moving inside",
  control: "The attacker had control of systems",
  collection: "The attacker was collecting",
  exfiltration: "The attacker was taking data out",
  impact: "The attacker did damage",
  recovered: "The victim has recovered",
};

const roleLabels: Readonly<Record<ReportBody["observables"][number]["role"], string>> = {
  "command-and-control": "command and control",
  delivery: "delivery",
  phishing: "phishing",
  payload: "payloads",
  exfiltration: "exfiltration",
  scanning: "scanning",
  tool: "tools",
  "victim-side": "seen on the victim's side",
  unknown: "role unknown",
};

export function narrative(body: ReportBody): string {
  return [
    opening(body),
    adversary(body),
    methods(body),
    stepsText(body),
    traces(body),
    harmText(body),
    defencesText(body),
    outcomesText(body),
    notes(body),
    questionsText(body),
    body.prose === null ? "" : `In the author's own words: “${body.prose.text}”`,
    terms(body),
  ]
    .filter((text) => text !== "")
    .join("\n\n");
}

function opening(body: ReportBody): string {
  const { kind, determination, stage, firstSeen, noticed, ended } = body;
  const what =
    kind === "incident" ? "A member reports an incident." : "A member reports a near miss.";
  const when = firstSeen === null ? "" : ` It was first seen ${timeText(firstSeen)}.`;
  const where = stage === null ? "" : ` ${stages[stage]} when it was noticed.`;
  const later = [
    ...(noticed === null ? [] : [` It was noticed ${timeText(noticed)}.`]),
    ...(ended === null ? [] : [` It was over ${timeText(ended)}.`]),
  ].join("");
  return `${what} ${determinations[determination]}${when}${where}${later}${author(body)}`;
}

function author({ region, size }: ReportBody): string {
  const where = region === null ? "" : ` in the region ${region}`;
  const people = size === null ? "" : ` with ${spaced(size)} people`;
  return where + people === "" ? "" : ` The author is a company${where}${people}.`;
}

function adversary({ malware, actors }: ReportBody): string {
  const parts: string[] = [];
  if (actors.length > 0) parts.push(`It is ascribed to ${listed(actors.map((it) => it.name))}.`);
  if (malware.length > 0) {
    parts.push(`Malware and tools: ${listed(malware.map((it) => it.name))}.`);
  }
  return parts.join(" ");
}

function methods({ techniques, vulnerabilities, technologies }: ReportBody): string {
  const parts: string[] = [];
  if (technologies.length > 0) {
    parts.push(`It was aimed at ${listed(technologies.map((it) => it.name))}.`);
  }
  if (vulnerabilities.length > 0) {
    parts.push(`Vulnerabilities: ${listed(vulnerabilities.map((it) => it.id))}.`);
  }
  if (techniques.length > 0) {
    parts.push(`ATT&CK techniques: ${listed(techniques.map((it) => it.id))}.`);
  }
  return parts.join(" ");
}

function traces({ observables }: ReportBody): string {
  if (observables.length === 0) return "";
  const byRole = new Map<string, Map<string, number>>();
  for (const { role, type } of observables) {
    const label = isObservableType(type) ? observableTypes[type].label : type;
    const types = byRole.get(roleLabels[role]) ?? new Map<string, number>();
    types.set(label, (types.get(label) ?? 0) + 1);
    byRole.set(roleLabels[role], types);
  }
  const groups = Array.from(byRole, ([role, types]) => {
    const counts = Array.from(types, ([label, count]) => `${label} (${count})`);
    return `${role}: ${listed(counts)}`;
  });
  const total = observables.length === 1 ? "One observable" : `${observables.length} observables`;
  return `${total} – ${groups.join("; ")}.`;
}

function notes({ notes: texts }: ReportBody): string {
  return texts.map((it) => `“${it.text}”`).join("\n");
}

function harmText({ impact }: ReportBody): string {
  if (impact.length === 0) return "";
  return `Harm: ${impact.map(({ kind, band }) => `${kind} ${spaced(band)}`).join(", ")}.`;
}

function terms({ tlp, expires }: ReportBody): string {
  return `TLP:${tlp.toUpperCase()}. To be acted on until ${expires}.`;
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, listedMax);
  const rest = names.length - shown.length;
  if (rest > 0) return `${shown.join(", ")} and ${rest} more`;
  const last = shown.at(-1) ?? "";
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(", ")} and ${last}`;
}
