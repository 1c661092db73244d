/**
 * Incidents as lines of JSON: {id, sector?, first_seen?, indicators: [{type, value}], attributes?}.
 * A line that cannot be read is told with its cause and what to do; the others are still used.
 */

import { z } from "zod";

import type { Attribute, IncidentFacts } from "./facts.ts";
import { indicatorsMax } from "./features.ts";

export interface Incident extends IncidentFacts {
  readonly id: string;
}

export interface BadLine {
  /** From 1. */
  readonly line: number;
  readonly cause: string;
  readonly fix: string;
}

const idCharsMax = 256;
const valueCharsMax = 8192;
const attributeValuesMax = 100;

const scalar = z.union([z.string().max(valueCharsMax), z.number(), z.boolean(), z.null()]);
const attributeValue = z.union([scalar, z.array(scalar).max(attributeValuesMax)]);
const incidentSchema = z.object({
  id: z.union([z.string().min(1).max(idCharsMax), z.number()]).transform(String),
  first_seen: z.union([z.string().max(64), z.number(), z.null()]).optional(),
  indicators: z
    .array(
      z.object({ type: z.string().min(1).max(64), value: z.string().min(1).max(valueCharsMax) }),
    )
    .max(indicatorsMax),
  attributes: z.record(z.string().max(128), attributeValue).nullish(),
});

export type ReadLine =
  | { readonly ok: true; readonly incident: Incident }
  | { readonly ok: false; readonly cause: string; readonly fix: string };

export function readIncidentLine(text: string): ReadLine {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return {
      ok: false,
      cause: "this is not JSON",
      fix: "write each incident as one JSON object on a line of its own",
    };
  }
  const parsed = incidentSchema.safeParse(json);
  if (!parsed.success) return { ok: false, ...explain(parsed.error) };
  const { id, indicators, attributes, first_seen: seen } = parsed.data;
  return {
    ok: true,
    incident: {
      id,
      indicators,
      attributes: attributesOf(attributes ?? {}),
      seenMs: momentOf(seen),
    },
  };
}

function explain(error: z.ZodError): { cause: string; fix: string } {
  const [issue] = error.issues;
  const where = issue?.path.join(".") ?? "";
  const cause = where === "" ? "this is no JSON object" : `${where}: ${issue?.message ?? "wrong"}`;
  const fix =
    'an incident is {"id": "…", "indicators": [{"type": "domain", "value": "…"}], "attributes": {…}}, ' +
    `with at most ${indicatorsMax} indicators`;
  return { cause, fix };
}

function attributesOf(
  given: Readonly<Record<string, z.output<typeof attributeValue>>>,
): Attribute[] {
  return Object.entries(given).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).flatMap((one) =>
      one === null || one === "" || typeof one === "boolean" ? [] : [{ name, value: String(one) }],
    ),
  );
}

/** A year, a month or a day are moments as well; what is no date is left out. */
function momentOf(seen: string | number | null | undefined): number | undefined {
  if (seen === null || seen === undefined) return undefined;
  const ms = typeof seen === "number" ? seen : Date.parse(seen);
  return Number.isFinite(ms) && Math.abs(ms) < latestMs ? ms : undefined;
}

const latestMs = Date.UTC(2200, 0);

const byteOrderMark = /^\uFEFF/;

/** All lines of a file; empty ones are passed over, and of one id the first counts. */
export function readIncidentLines(text: string): {
  incidents: Incident[];
  bad: BadLine[];
} {
  const incidents: Incident[] = [];
  const bad: BadLine[] = [];
  const ids = new Set<string>();
  for (const [at, line] of text.replace(byteOrderMark, "").split("\n").entries()) {
    if (line.trim() === "") continue;
    const read = readIncidentLine(line);
    if (!read.ok) bad.push({ line: at + 1, cause: read.cause, fix: read.fix });
    else if (ids.has(read.incident.id)) {
      bad.push({
        line: at + 1,
        cause: "this id was used before",
        fix: "give each incident its own id",
      });
    } else {
      ids.add(read.incident.id);
      incidents.push(read.incident);
    }
  }
  return { incidents, bad };
}
