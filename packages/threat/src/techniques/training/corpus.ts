/**
 * Reads the files that the table is made from. Sentences of reports: TRAM. Procedures and
 * descriptions: ATT&CK. Phrases: our own. Ordinary text: tweets, filings, made-up customers.
 */

import { z } from "zod";
import type { Example } from "./examples.ts";

export interface TechniqueSources {
  /** JSON lines {text, technique, doc}. */
  readonly reports: string;
  /** JSON lines {text, technique}. */
  readonly procedures: string;
  /** {techniques: [{id, name, desc}], mitigations: [{desc}], groups: [{desc}]}. */
  readonly catalogue: string;
  /** Lines of a technique and phrases: data/technique-phrases.txt. */
  readonly phrases: string;
  /** JSON lines {text, template?} each. */
  readonly ordinary: readonly { readonly name: string; readonly lines: string }[];
}

const reportSchema = z.object({ text: z.string(), technique: z.string(), doc: z.string() });
const procedureSchema = z.object({ text: z.string(), technique: z.string() });
const catalogueSchema = z.object({
  techniques: z.array(z.object({ id: z.string(), name: z.string(), desc: z.string() })),
  mitigations: z.array(z.object({ desc: z.string() })),
  groups: z.array(z.object({ desc: z.string() })),
});
const ordinarySchema = z.object({ text: z.string(), template: z.number().optional() });

/** What a mistake counts where the text is no labelled sentence of a report. */
const weights = { procedures: 0.3, catalogue: 0.3, phrases: 1, ordinary: 0.3, joined: 0.15 };

/** DLL side-loading had an id of its own until ATT&CK 17; reports name it, so it is suggested. */
const formerIds: ReadonlyMap<string, string> = new Map([["T1574.001", "T1574.002"]]);

/** Neighbouring lines of a file are often from one text. */
const linesPerDocument = 20;

export function readExamples(sources: TechniqueSources): Example[] {
  const reports = lines(reportSchema, sources.reports).map(({ text, technique, doc }): Example => ({
    text,
    techniques: [technique],
    weight: 1,
    document: doc,
    set: "reports",
  }));
  const known = new Set(reports.flatMap((it) => it.techniques));
  const labelOf = (id: string): string => {
    const label = formerIds.get(id) ?? id;
    const parent = label.slice(0, 5);
    // Who labels reports names the parent of these, whatever the variant.
    return !known.has(label) && known.has(parent) ? parent : label;
  };
  return [
    ...reports,
    ...lines(procedureSchema, sources.procedures).map(({ text, technique }) =>
      training(text, [labelOf(technique)], "procedures"),
    ),
    ...catalogueExamples(sources.catalogue, labelOf),
    ...phraseExamples(sources.phrases, labelOf),
    ...sources.ordinary.flatMap(({ name, lines: text }) => ordinaryExamples(name, text)),
  ];
}

function training(
  text: string,
  techniques: readonly string[],
  set: "procedures" | "catalogue" | "phrases",
): Example {
  return { text, techniques, weight: weights[set], set };
}

function catalogueExamples(catalogue: string, labelOf: (id: string) => string): Example[] {
  const { techniques, mitigations, groups } = catalogueSchema.parse(JSON.parse(catalogue));
  return [
    ...techniques.flatMap(({ id, name, desc }) => [
      training(name, [labelOf(id)], "catalogue"),
      training(`${name}. ${desc}`, [labelOf(id)], "catalogue"),
    ]),
    ...mitigations.map(({ desc }, at) => ordinary(desc, `mitigation ${at}`)),
    // Who they are; what they do comes after the first sentence.
    ...groups.map(({ desc }, at) => ordinary(desc.split(". ")[0] ?? "", `group ${at}`)),
  ];
}

function phraseExamples(phrases: string, labelOf: (id: string) => string): Example[] {
  const examples: Example[] = [];
  for (const line of phrases.split("\n")) {
    const [, id, rest] = /^(none|any|T[0-9.]+) (.+)$/.exec(line) ?? [];
    if (id === undefined || rest === undefined) continue;
    if (id === "any") {
      for (const text of joinedPhrases(rest)) examples.push(joined(text));
      continue;
    }
    const techniques = id === "none" ? [] : [labelOf(id)];
    for (const text of rest.split(" | ")) examples.push(training(text, techniques, "phrases"));
  }
  return examples;
}

/** Of all pairs one in so many, evenly: each first meets several of the others. */
const pairStep = 7;

function joinedPhrases(line: string): string[] {
  const [firsts = [], lasts = []] = line.split(" + ").map((part) => part.split(" | "));
  return firsts.flatMap((first, at) =>
    lasts.filter((_, lastAt) => (at + lastAt) % pairStep === 0).map((last) => `${first} ${last}`),
  );
}

function ordinaryExamples(name: string, text: string): Example[] {
  return lines(ordinarySchema, text).map(({ text, template }, at) =>
    ordinary(text, `${name} ${template ?? Math.floor(at / linesPerDocument)}`),
  );
}

function ordinary(text: string, document: string): Example {
  return { text, techniques: [], weight: weights.ordinary, document, set: "ordinary" };
}

/** For training only. */
function joined(text: string): Example {
  return { text, techniques: [], weight: weights.joined, set: "ordinary" };
}

function lines<T>(schema: z.ZodType<T>, text: string): T[] {
  return text
    .trim()
    .split("\n")
    .map((line) => schema.parse(JSON.parse(line)));
}
