/**
 * Who has read much by each of ten authors looks for the hand that wrote a report. What peers read is made
 * of fields by templates, the same for everyone; notes of 25 words are not, and free text is less so. The
 * writers are invented; where the published reports of the benchmarks are at hand, they are tried as
 * well. PROTOCOL §6.
 */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { narrative } from "@tocsin/disclosure";
import { bodyOf } from "@tocsin/exchange/testing";
import { parseJson } from "@tocsin/kernel";
import { noteWordsMax, type ReportBody } from "@tocsin/wire";

import type { Attack, Setting } from "../attack.ts";
import { aucFigure, type Finding, judge } from "../judge/finding.ts";
import { type Score, Tally } from "../judge/tally.ts";
import { Seeded } from "../seeded.ts";
import { StyleClassifier } from "../style/classifier.ts";
import { Writer } from "../style/writers.ts";

const authors = 10;
const knownTexts = 20;
const knownWords = 100;
const proseWords = 200;
const most = 0.6;
const texts = { short: 200, thorough: 1000 } as const;

interface Corpus {
  readonly known: readonly (readonly string[])[];
  /** A text and the place of its author. */
  readonly texts: readonly (readonly [string, number])[];
}

function scored({ known, texts: judged }: Corpus, styleOnly: boolean): Score {
  const classifier = new StyleClassifier(known, styleOnly);
  const tally = new Tally();
  for (const [text, author] of judged) tally.add(classifier.scores(text), author);
  return tally.score();
}

type Writes = (writer: Writer, random: Seeded) => string;

function invented({ seed, thorough }: Setting, writes: Writes): Corpus {
  const random = new Seeded(seed, "style");
  const writers = Array.from({ length: authors }, (_, index) => new Writer(seed, index));
  const known = writers.map((it) =>
    Array.from({ length: knownTexts }, () => it.text(knownWords, random)),
  );
  const length = thorough ? texts.thorough : texts.short;
  const written = Array.from({ length }, () => {
    const author = random.below(authors);
    const writer = writers[author];
    return [writer === undefined ? "" : writes(writer, random), author] as const;
  });
  return { known, texts: written };
}

/** What a peer reads of a report without notes, whoever wrote it. */
const fields: Writes = (_, random) => {
  const body: ReportBody = { ...bodyOf(`m${random.below(1000)}`, 1 + random.below(6)), notes: [] };
  const stages = ["delivery", "foothold", "control", "impact"] as const;
  return narrative({ ...body, stage: random.pick(stages) });
};

function row(
  note: string,
  corpus: Corpus,
  options: { readonly admitted?: boolean; readonly plant?: Corpus; readonly styleOnly?: boolean },
): Finding {
  const { admitted = false, plant, styleOnly = false } = options;
  return judge({
    attack: "style",
    note,
    view: "any reader",
    members: corpus.known.length,
    cases: corpus.texts.length,
    figure: aucFigure(scored(corpus, styleOnly)),
    threshold: { most },
    admitted,
    ...(plant && { plant: { what: "free text", figure: aucFigure(scored(plant, styleOnly)) } }),
  });
}

/** Sentences of published reports, by report: more alike in matter than notes are, so matter is left out. */
const publishedFile = join(
  import.meta.dirname,
  "../../../../shared/data/technique-tagging/tram-sentences.jsonl",
);
const sentencesMin = 46;

function publishedCorpus(): Corpus | undefined {
  if (!existsSync(publishedFile)) return undefined;
  const lines = readFileSync(publishedFile, "utf8").trim().split("\n");
  const all = lines.flatMap((line) => sentenceIn(parseJson(line)));
  const unique = [...new Map(all.map((it) => [it.text, it])).values()];
  const byReport = [...Map.groupBy(unique, ({ doc }) => doc).values()]
    .filter((own) => own.length >= sentencesMin)
    .slice(0, authors)
    .map((own) => own.map(({ text }) => text));
  return {
    known: byReport.map((own) => own.slice(0, own.length / 2)),
    texts: byReport.flatMap((own, author) =>
      own
        .slice(own.length / 2)
        .map((text) => [text.split(/\s+/).slice(0, noteWordsMax).join(" "), author] as const),
    ),
  };
}

function sentenceIn(value: unknown): { readonly text: string; readonly doc: string }[] {
  if (typeof value !== "object" || value === null) return [];
  if (!("text" in value) || !("doc" in value)) return [];
  const { text, doc } = value;
  return typeof text === "string" && typeof doc === "string" ? [{ text, doc }] : [];
}

function run(setting: Setting): Promise<readonly Finding[]> {
  const prose = invented(setting, (writer, random) => writer.text(proseWords, random));
  const notes = invented(setting, (writer, random) => writer.text(noteWordsMax, random));
  const findings = [
    row("what fields say", invented(setting, fields), { plant: prose }),
    row(`a note of ${noteWordsMax} words, invented writers`, notes, { admitted: true }),
  ];
  if (!setting.thorough) return Promise.resolve(findings);
  const corpus = publishedCorpus();
  if (corpus === undefined) setting.tell("style: published reports are not at hand, left out");
  else {
    const note = `${noteWordsMax} words of published reports`;
    findings.push(row(note, corpus, { admitted: true, styleOnly: true }));
  }
  return Promise.resolve(findings);
}

export const style: Attack = {
  name: "style",
  about: "the hand that wrote notes and free text",
  once: true,
  run,
};
