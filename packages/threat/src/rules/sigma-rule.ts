/**
 * Sigma rules: read as YAML, held against the specification, and written anew, so that what is handed on is one
 * rule that says what was read. Sigma Specification 2.1, "Rules".
 */

import { readRule, RuleFault, type RuleRead } from "./rule.ts";
import { readYaml, type Yaml, type YamlFields } from "./yaml.ts";

export interface SigmaRule {
  readonly title: string;
  readonly fields: YamlFields;
}

const titleCharsMax = 256;
const conditionWordsMax = 200;
const required = ["title", "logsource", "detection"];
/** Others are kept under `custom`-like names by nobody: what is not of the specification is left out. */
const known = new Set([
  "title",
  "id",
  "name",
  "taxonomy",
  "related",
  "status",
  "description",
  "license",
  "references",
  "author",
  "date",
  "modified",
  "tags",
  "scope",
  "logsource",
  "detection",
  "fields",
  "falsepositives",
  "level",
]);
const statuses = ["stable", "test", "experimental", "deprecated", "unsupported"];
const levels = ["informational", "low", "medium", "high", "critical"];
const modifiers = new Set(
  (
    "all cased contains startswith endswith exists fieldref neq re i m s base64 base64offset wide utf16 utf16le " +
    "utf16be windash cidr lt lte gt gte minute hour day week month year expand"
  ).split(" "),
);

export function readSigmaRule(text: string): RuleRead<SigmaRule> {
  return readRule(text, (given) => ruleOf(readYaml(given)));
}

/** One document. JSON's texts are YAML's double-quoted ones, so no line and no key can begin inside. */
export function sigmaRuleText({ fields }: SigmaRule): string {
  return `${linesOf(fields, "").join("\n")}\n`;
}

function ruleOf(value: Yaml): SigmaRule {
  if (!isYamlFields(value)) throw new RuleFault("is no mapping");
  for (const name of required) {
    if (!Object.hasOwn(value, name)) throw new RuleFault(`has no ${name}`);
  }
  const { title, status, level, logsource, detection } = value;
  if (typeof title !== "string" || title.length > titleCharsMax) {
    throw new RuleFault("has a title that is none");
  }
  if (status !== undefined && !statuses.some((it) => it === status)) {
    throw new RuleFault("has a status that is none");
  }
  if (level !== undefined && !levels.some((it) => it === level)) {
    throw new RuleFault("has a level that is none");
  }
  checkSource(logsource);
  checkDetection(detection);
  const kept = Object.entries(value).filter(([name]) => known.has(name));
  return { title, fields: Object.fromEntries(kept) };
}

function checkSource(source: Yaml | undefined): void {
  const isGood =
    isYamlFields(source) &&
    ["category", "product", "service"].some((name) => typeof source[name] === "string");
  if (!isGood) throw new RuleFault("has a logsource that says nothing");
}

function checkDetection(detection: Yaml | undefined): void {
  if (!isYamlFields(detection)) throw new RuleFault("has a detection that is none");
  const { condition } = detection;
  const names = Object.keys(detection).filter((it) => it !== "condition" && it !== "timeframe");
  if (names.length === 0) throw new RuleFault("searches for nothing");
  for (const name of names) {
    if (!/^[A-Za-z0-9_]{1,100}$/.test(name)) throw new RuleFault("names a search badly");
    checkSearch(detection[name]);
  }
  const conditions = Array.isArray(condition) ? condition : [condition];
  if (conditions.length === 0) throw new RuleFault("has no condition");
  for (const one of conditions) {
    if (typeof one !== "string") throw new RuleFault("has a condition that is none");
    new Condition(one, names).check();
  }
}

/** Fields with values, or a list of such, or a list of words. */
function checkSearch(search: Yaml | undefined): void {
  if (Array.isArray(search)) {
    if (search.length === 0) throw new RuleFault("searches for nothing");
    for (const one of search as readonly Yaml[]) {
      if (typeof one !== "string" && typeof one !== "number") checkSearch(one);
    }
    return;
  }
  if (!isYamlFields(search) || Object.keys(search).length === 0) {
    throw new RuleFault("has a search that is none");
  }
  for (const [field, value] of Object.entries(search)) {
    const [, ...used] = field.split("|");
    if (!used.every((it) => modifiers.has(it))) throw new RuleFault("uses a modifier that is none");
    const values: readonly Yaml[] = Array.isArray(value) ? value : [value];
    if (values.some((it) => typeof it === "object" && it !== null)) {
      throw new RuleFault("has a value that is none");
    }
  }
}

/** `and`, `or`, `not`, brackets, and `1 of`, `all of`. */
class Condition {
  readonly #words: readonly string[];
  readonly #names: readonly string[];
  #at = 0;

  constructor(text: string, names: readonly string[]) {
    this.#words = text.match(/[()|]|[^\s()|]+/g) ?? [];
    this.#names = names;
    if (this.#words.length > conditionWordsMax)
      throw new RuleFault("has a condition that is too long");
  }

  check(): void {
    this.#joined();
    if (this.#at < this.#words.length) throw new RuleFault("has a condition that does not end");
  }

  #joined(): void {
    do this.#part();
    while (this.#take("and") || this.#take("or"));
  }

  #part(): void {
    while (this.#take("not")) {
      // It may stand twice.
    }
    if (this.#take("(")) {
      this.#joined();
      if (!this.#take(")")) throw new RuleFault("has brackets that do not fit");
      return;
    }
    const word = this.#words[this.#at] ?? "";
    this.#at += 1;
    const isCount = /^(?:\d{1,4}|all|any)$/.test(word) && this.#take("of");
    const name = isCount ? (this.#words[this.#at++] ?? "") : word;
    if (isCount && name === "them") return;
    const isThere =
      isCount && name.includes("*") ? this.#names.some(fits(name)) : this.#names.includes(name);
    if (!isThere) throw new RuleFault("has a condition that names no search");
  }

  #take(word: string): boolean {
    const isIt = (this.#words[this.#at] ?? "").toLowerCase() === word;
    if (isIt) this.#at += 1;
    return isIt;
  }
}

function fits(pattern: string): (name: string) => boolean {
  const [start = "", ...rest] = pattern.split("*");
  const end = rest.at(-1) ?? "";
  return (name) => name.startsWith(start) && name.endsWith(end);
}

function linesOf(value: YamlFields, indent: string): string[] {
  return Object.entries(value).flatMap(([name, one]) => entryLines(quotedKey(name), one, indent));
}

function entryLines(key: string, value: Yaml, indent: string): string[] {
  if (Array.isArray(value)) {
    if (value.length === 0) return [`${indent}${key}: []`];
    return [
      `${indent}${key}:`,
      ...(value as readonly Yaml[]).flatMap((it) => itemLines(it, indent)),
    ];
  }
  if (!isYamlFields(value)) return [`${indent}${key}: ${scalarText(value)}`];
  return [`${indent}${key}:`, ...linesOf(value, `${indent}  `)];
}

function itemLines(value: Yaml, indent: string): string[] {
  if (Array.isArray(value)) throw new RuleFault("has a list in a list");
  if (!isYamlFields(value)) return [`${indent}  - ${scalarText(value)}`];
  const [first = "", ...rest] = linesOf(value, `${indent}    `);
  return [`${indent}  - ${first.trimStart()}`, ...rest];
}

function quotedKey(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? name : scalarText(name);
}

function scalarText(value: Yaml): string {
  return JSON.stringify(value).replace(/[\u007f-\u009f\u2028\u2029]/g, (letter) => {
    return `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

function isYamlFields(value: Yaml | undefined): value is YamlFields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
