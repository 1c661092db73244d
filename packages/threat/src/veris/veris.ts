/**
 * VERIS incidents as material for drafts: what was done and with what. Who was hit, how large they are
 * and what it cost identify a company, and are not taken over. VERIS 1.3.
 */

import { z } from "zod";

import type { Material, NotCarried } from "../stix/report/material.ts";

const text = z.string().max(100_000);
const names = z.union([text.transform((it) => [it]), z.array(text).max(1000)]);

const action = z.looseObject({
  variety: names.optional(),
  vector: names.optional(),
  name: names.optional(),
  cve: names.optional(),
  notes: text.optional(),
});

const incident = z.object({
  incident_id: z.string().min(1).max(200),
  schema_version: z.string().regex(/^1\.\d/),
  summary: text.optional(),
  security_incident: text.optional(),
  action: z.record(z.string().max(40), action),
  actor: z.record(z.string().max(40), z.looseObject({ name: names.optional() })).optional(),
  victim: z.unknown().optional(),
  impact: z.unknown().optional(),
});

export type VerisRead =
  { readonly ok: true; readonly material: Material } | { readonly ok: false; readonly why: string };

const identifying = ["victim", "impact"] as const;

export function readVeris(value: unknown): VerisRead {
  const parsed = incident.safeParse(value);
  if (!parsed.success) {
    const path = parsed.error.issues[0]?.path.map(String).join(".") ?? "";
    return { ok: false, why: `no VERIS incident: ${path.slice(0, 100)}` };
  }
  const { incident_id: id, summary, action: actions, actor } = parsed.data;
  const vulnerabilities = new Set<string>();
  const malware = new Set<string>();
  const actors = new Set<string>();
  const texts = summary === undefined ? [] : [summary];
  for (const [kind, { variety = [], vector = [], name = [], cve = [], notes }] of Object.entries(
    actions,
  )) {
    for (const found of cve.join(" ").matchAll(/CVE-\d{4}-\d{4,7}/gi)) {
      vulnerabilities.add(found[0].toUpperCase());
    }
    if (kind === "malware") for (const one of name) malware.add(one);
    const told = [...variety, ...vector].filter((it) => it !== "Unknown");
    texts.push(told.length === 0 ? kind : `${kind}: ${told.join(", ")}`);
    if (notes !== undefined) texts.push(notes);
  }
  const external = actor?.["external"]?.name ?? [];
  for (const one of external) actors.add(one);
  const notCarried: NotCarried[] = identifying
    .filter((name) => parsed.data[name] !== undefined)
    .map((name) => ({ id: `${id} ${name}`.slice(0, 300), why: "it identifies a company" }));
  return {
    ok: true,
    material: {
      values: [],
      techniques: [],
      vulnerabilities: [...vulnerabilities],
      malware: [...malware],
      actors: [...actors],
      texts,
      markings: { tlp: undefined, pap: undefined, others: [] },
      notCarried,
    },
  };
}
