/** What of a report is compared with others, and by what its campaign is called. */

import type { IncidentFacts } from "@tocsin/correlation";
import { parseJson } from "@tocsin/kernel";
import { parseMessage, type ReportBody } from "@tocsin/wire";
import { z } from "zod";

/** Of each kind so many are kept for lists. */
const labelsMax = 12;

/** What stands at the victim's is not the attacker's, and scanners meet everybody. */
const untelling: ReadonlySet<string> = new Set(["victim-side", "scanning"]);

const labels = z.strictObject({
  malware: z.array(z.string()),
  actors: z.array(z.string()),
  techniques: z.array(z.string()),
});
export type ReportLabels = z.output<typeof labels>;

export function factsOf(body: ReportBody): IncidentFacts {
  const named = (name: string, list: readonly { readonly name: string }[]) =>
    list.map((it) => ({ name, value: it.name }));
  return {
    indicators: body.observables.filter(({ role }) => !untelling.has(role)),
    attributes: [
      ...named("malware", body.malware),
      ...named("actor", body.actors),
      ...named("product", body.technologies),
      ...techniquesOf(body).map((value) => ({ name: "technique", value })),
      ...body.vulnerabilities.map(({ id }) => ({ name: "cve", value: id })),
    ],
    seenMs: body.firstSeen === null ? undefined : momentOf(body.firstSeen),
  };
}

export function techniquesOf(body: ReportBody): string[] {
  const steps = body.steps.flatMap(({ technique }) => technique ?? []);
  return Array.from(new Set([...body.techniques.map(({ id }) => id), ...steps]));
}

export function labelsOf(body: ReportBody): string {
  const names = (list: readonly { readonly name: string }[]): string[] =>
    list.slice(0, labelsMax).map(({ name }) => name);
  const written: ReportLabels = {
    malware: names(body.malware),
    actors: names(body.actors),
    techniques: techniquesOf(body).slice(0, labelsMax),
  };
  return JSON.stringify(written);
}

export function readLabels(text: string): ReportLabels {
  return parseMessage(labels, parseJson(text));
}

const weekMs = 7 * 86_400_000;

/** The beginning of a coarse time: of an hour, a day, a week (ISO 8601) or a month. */
function momentOf(coarse: string): number | undefined {
  const week = /^(\d{4})-W(\d{2})$/.exec(coarse);
  // The fourth of January is in the first week of its year.
  if (week !== null) return Date.UTC(Number(week[1]), 0, 4) + (Number(week[2]) - 1) * weekMs;
  const day = coarse.slice(0, 10);
  const ms = Date.parse(day.length === 7 ? `${day}-01` : day);
  return Number.isFinite(ms) ? ms : undefined;
}
