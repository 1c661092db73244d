/**
 * How much of what is in a report, a sentence or a list extraction finds, and how much it makes up,
 * on texts that others labelled. Prints a table; the texts are not in this repository.
 */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { canonicalise, isObservableType, type ObservableType } from "@tocsin/threat";
import { extract, type Observation } from "@tocsin/threat/extraction";
import { z } from "zod";
import type { Bench, BenchRow } from "../bench.ts";

/** Optional, beside the repository. */
export const dataFolder = join(import.meta.dirname, "../../../../shared/data");

const reportSchema = z.object({
  id: z.string(),
  text: z.string(),
  truth: z.array(z.object({ type: z.string(), value: z.string() })),
});
const lineSchema = z.object({ file: z.string(), line: z.string() });
const sentenceSchema = z.object({
  text: z.string(),
  spans: z.array(
    z.object({ start: z.number(), end: z.number(), type: z.string(), value: z.string() }),
  ),
});

export interface Score {
  readonly set: string;
  readonly type: string;
  readonly wanted: number;
  readonly found: number;
  /** Observations of this kind, and those of them that are right; undefined where not all is labelled. */
  readonly given: number | undefined;
  readonly right: number | undefined;
}

function readLines<T>(schema: z.ZodType<T>, file: string): T[] {
  return readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => schema.parse(JSON.parse(line)));
}

/** Compared without case and final slash, as peers write them. */
function key(type: string, value: string): string {
  return `${type} ${value.toLowerCase().replace(/\/$/, "")}`;
}

class Tally {
  readonly rows = new Map<
    string,
    { wanted: number; found: number; given: number; right: number }
  >();

  row(type: string): { wanted: number; found: number; given: number; right: number } {
    const row = this.rows.get(type) ?? { wanted: 0, found: 0, given: 0, right: 0 };
    this.rows.set(type, row);
    return row;
  }

  scores(set: string, isFullyLabelled: boolean): Score[] {
    const all = { wanted: 0, found: 0, given: 0, right: 0 };
    for (const row of this.rows.values()) {
      for (const name of ["wanted", "found", "given", "right"] as const) all[name] += row[name];
    }
    return [...this.rows, ["all", all] as const].map(([type, { wanted, found, given, right }]) => ({
      set,
      type,
      wanted,
      found,
      given: isFullyLabelled ? given : undefined,
      right: isFullyLabelled ? right : undefined,
    }));
  }
}

/** Recall only: the labels are those of samples and of the published event, not of the whole text. */
export function scoreReports(folder: string): Score[] {
  const tally = new Tally();
  const absent = new Tally();
  for (const { text, truth } of readLines(
    reportSchema,
    join(folder, "reports/eset-reports.jsonl"),
  )) {
    const found = new Set(extract(text).map(({ type, value }) => key(type, value)));
    const isHashIn = text.toLowerCase();
    for (const { type, value } of truth) {
      const isAbsent = /^[0-9a-f]{32,}$/.test(value) && !isHashIn.includes(value);
      const row = (isAbsent ? absent : tally).row(type);
      row.wanted += 1;
      if (found.has(key(type, value))) row.found += 1;
    }
  }
  return [
    ...tally.scores("reports", false),
    ...absent.scores("reports, label not in the text", false),
  ];
}

/** One value a line: the whole line must come back, as the kind it is, and nothing besides. */
export function scoreValues(folder: string): Score[] {
  const tally = new Tally();
  for (const { line } of readLines(
    lineSchema,
    join(folder, "ioc-extraction/iocsearcher-valid.jsonl"),
  )) {
    const [, first = "", second] = /^([a-z]+)[\t ](.+)$/.exec(line) ?? [];
    const [type, value] = second === undefined ? ["onion", line] : [named(first), second];
    if (!isObservableType(type)) continue;
    const got = extract(value);
    const right = got.filter((one) => isSame(one, type, value));
    const row = tally.row(type);
    row.wanted += 1;
    row.found += Math.min(1, right.length);
    row.given += got.length;
    row.right += right.length;
  }
  return tally.scores("values", true);
}

const otherNames: Readonly<Record<string, string>> = {
  registry: "registry-key",
  bitcoincash: "bitcoin-cash",
  dashcoin: "dash",
};

function named(type: string): string {
  return otherNames[type] ?? type;
}

function isSame(one: Observation, type: ObservableType, value: string): boolean {
  return (
    one.type === type &&
    (one.value === value || canonicalise(type, value) === canonicalise(type, one.value))
  );
}

/** What a labelled span is, when it is one of the kinds that everybody means by an indicator. */
function kindOf(value: string): ObservableType | undefined {
  const plain = value
    .replace(/\s*\[\s*\.\s*\]\s*/g, ".")
    .replace(/^hxxp/i, "http")
    .replace(/\s+/g, "");
  if (/^[0-9a-f]+$/i.test(plain)) {
    return ({ 32: "md5", 40: "sha1", 64: "sha256" } as const)[plain.length];
  }
  if (/^https?:\/\/[^/]+\.[a-z0-9-]+/i.test(plain)) return "url";
  if (/^(?:[0-9]{1,3}\.){3}[0-9]{1,3}$/.test(plain)) return "ipv4";
  if (/^[^@\s]+@[^@\s]+\.[a-z]+$/i.test(plain)) return "email";
  return /^(?:[a-z0-9-]+\.)+(?:com|net|org|info|biz|ru|cn|top|xyz|date|today)$/i.test(plain)
    ? "domain"
    : undefined;
}

const sentenceKinds: ReadonlySet<string> = new Set([
  "md5",
  "sha1",
  "sha256",
  "url",
  "ipv4",
  "email",
  "domain",
]);

/** Spans of sentences. A find is right where it touches a labelled indicator. */
export function scoreSentences(folder: string): Score[] {
  const tally = new Tally();
  for (const { text, spans } of readLines(
    sentenceSchema,
    join(folder, "ioc-extraction/cyner-train.jsonl"),
  )) {
    const got = extract(text).filter(({ type }) => sentenceKinds.has(type));
    for (const span of spans) {
      const kind = span.type === "Indicator" ? kindOf(span.value) : undefined;
      if (kind === undefined) continue;
      const row = tally.row(kind);
      row.wanted += 1;
      if (got.some((one) => touches(one, span))) row.found += 1;
    }
    for (const one of got) {
      const row = tally.row(one.type);
      row.given += 1;
      if (spans.some((span) => touches(one, span))) row.right += 1;
    }
  }
  return tally.scores("sentences", true);
}

function touches(
  one: { start: number; end: number },
  span: { start: number; end: number },
): boolean {
  return one.start < span.end && span.start < one.end;
}

const wrappings: readonly (readonly [string, (url: string) => string])[] = [
  ["bare", (url) => `See ${url} for it.`],
  ["end of sentence", (url) => `It was fetched from ${url}.`],
  ["parentheses", (url) => `the gate (${url}), then`],
  ["quotes", (url) => `opens "${url}", waits`],
  ["markdown link", (url) => `see [the page](${url}) and`],
  ["markdown code", (url) => `- \`${url}\``],
  ["markdown bold", (url) => `**${url}** is`],
  ["markdown table", (url) => `| ${url} | 2024-01-01 |`],
  ["markdown autolink", (url) => `<${url}>`],
  ["asciidoc link", (url) => `${url}[the page] and`],
  ["asciidoc passthrough", (url) => `* \`++${url}++\``],
  ["asciidoc cell", (url) => `|\`${url}\` |C&C server`],
  ["asciidoc escape", (url) => `\`\\${url}\``],
  ["html", (url) => `<a href="${url.replaceAll("&", "&amp;")}">x</a>`],
  ["json", (url) => JSON.stringify({ url: url.replaceAll("/", "\\/") }).replaceAll("\\\\", "\\")],
  ["csv", (url) => `2024-01-01,${url},malware`],
];

/** Real URLs of the labels, each inside every wrapping, plain and defanged. */
export function scoreWrappedUrls(folder: string): Score[] {
  const urls = new Set<string>();
  for (const { truth } of readLines(reportSchema, join(folder, "reports/eset-reports.jsonl"))) {
    for (const { type, value } of truth)
      if (type === "url" && !/[,'()]/.test(value)) urls.add(value);
  }
  const tally = new Tally();
  for (const [name, wrap] of wrappings) {
    const row = tally.row(name);
    for (const url of urls) {
      for (const written of [url, defang(url)]) {
        const got = extract(wrap(written)).filter(({ type }) => type === "url");
        const right = got.filter((one) => one.value === url);
        row.wanted += 1;
        row.found += Math.min(1, right.length);
        row.given += got.length;
        row.right += right.length;
      }
    }
  }
  return tally.scores("wrapped URLs", true);
}

function defang(url: string): string {
  const [scheme = "", rest = ""] = url.split("://");
  const [host = "", ...path] = rest.split("/");
  const dot = host.lastIndexOf(".");
  const safe = dot < 0 ? host : `${host.slice(0, dot)}[.]${host.slice(dot + 1)}`;
  return [`${scheme.replace("http", "hxxp")}://${safe}`, ...path].join("/");
}

export function scoreIoc(folder: string): Score[] {
  return [
    ...scoreReports(folder),
    ...scoreValues(folder),
    ...scoreSentences(folder),
    ...scoreWrappedUrls(folder),
  ];
}

export function tableOf(scores: readonly Score[]): string {
  const percent = (part: number | undefined, whole: number | undefined) =>
    part === undefined || whole === undefined || whole === 0
      ? "-"
      : `${((100 * part) / whole).toFixed(1)} %`;
  const rows = scores.map(({ set, type, wanted, found, given, right }) =>
    [
      set.padEnd(32),
      type.padEnd(22),
      String(wanted).padStart(7),
      percent(found, wanted).padStart(9),
      percent(right, given).padStart(10),
    ].join(" "),
  );
  const head = [
    "set".padEnd(32),
    "type".padEnd(22),
    "wanted".padStart(7),
    "recall".padStart(9),
    "precision".padStart(10),
  ];
  return [head.join(" "), ...rows].join("\n");
}

function report(scores: readonly Score[], row: (row: BenchRow) => void): void {
  for (const { set, type, wanted, found, given, right } of scores) {
    if (type !== "all" || wanted === 0) continue;
    row({ metric: `${set}: recall`, unit: "%", values: [(100 * found) / wanted] });
    if (given !== undefined && right !== undefined && given > 0) {
      row({ metric: `${set}: precision`, unit: "%", values: [(100 * right) / given] });
    }
  }
}

export const benches: Bench[] = [
  {
    name: "quality.ioc",
    about: "extraction against labelled reports, values, sentences and wrapped URLs",
    run(row) {
      if (!existsSync(dataFolder))
        console.error("quality.ioc: no data folder beside the repository, skipped");
      else {
        const scores = scoreIoc(dataFolder);
        console.error(tableOf(scores));
        report(scores, row);
      }
      return Promise.resolve();
    },
  },
];
