/**
 * The part of YAML that detection rules are written in: mappings and lists in blocks, lists in brackets, plain,
 * quoted and literal texts. Anchors, tags, several documents and whatever else can surprise are refused. All
 * plain values but true, false, null and whole numbers are texts. YAML 1.2.2.
 */

import { RuleFault, ruleNestingMax } from "./rule.ts";

export type Yaml = string | number | boolean | null | readonly Yaml[] | YamlFields;
export interface YamlFields {
  readonly [name: string]: Yaml;
}

interface Line {
  readonly indent: number;
  /** Without its indent; what stands behind ` #` is left out where it is a comment. */
  readonly text: string;
  readonly raw: string;
}

const linesMax = 5000;

/** Throws `RuleFault`. */
export function readYaml(text: string): Yaml {
  const raw = text.replaceAll(/\r\n?/g, "\n").split("\n");
  if (raw.length > linesMax) throw new RuleFault(`has more than ${linesMax} lines`);
  return new Reader(raw.map(lineOf)).document();
}

function lineOf(raw: string): Line {
  const indent = raw.length - raw.trimStart().length;
  return { indent, text: raw.trim(), raw };
}

class Reader {
  readonly #lines: Line[];
  #at = 0;

  constructor(lines: Line[]) {
    this.#lines = lines;
  }

  document(): Yaml {
    if (this.#next()?.text === "---") this.#at += 1;
    const first = this.#next();
    if (first === undefined) throw new RuleFault("is empty");
    const value = this.#block(first.indent, 0);
    if (this.#next() !== undefined) throw new RuleFault("goes on after its end");
    return value;
  }

  /** The next line that says something. */
  #next(): Line | undefined {
    for (; this.#at < this.#lines.length; this.#at += 1) {
      const line = this.#lines[this.#at];
      if (line === undefined || line.text === "" || line.text.startsWith("#")) continue;
      if (/[^ ]/.test(line.raw.slice(0, line.indent))) {
        throw new RuleFault("is indented with something else than spaces");
      }
      return line;
    }
    return undefined;
  }

  #block(indent: number, depth: number): Yaml {
    if (depth > ruleNestingMax) throw new RuleFault("is nested too deep");
    const line = this.#next();
    if (line === undefined || line.indent !== indent) throw new RuleFault("is indented unevenly");
    if (isItem(line.text)) return this.#list(indent, depth);
    return keyOf(line.text) === undefined ? this.#lone(line) : this.#mapping(indent, depth);
  }

  #lone({ text }: Line): Yaml {
    this.#at += 1;
    return scalarOf(text);
  }

  #list(indent: number, depth: number): Yaml[] {
    const items: Yaml[] = [];
    for (;;) {
      const line = this.#next();
      if (line === undefined || line.indent < indent) return items;
      if (line.indent > indent || !isItem(line.text)) throw new RuleFault("is indented unevenly");
      items.push(this.#item(line, depth));
    }
  }

  #item(line: Line, depth: number): Yaml {
    const inner = line.text.slice(1).trimStart();
    if (inner === "" || inner.startsWith("#")) {
      this.#at += 1;
      return this.#under(line.indent, depth, false);
    }
    if (keyOf(inner) === undefined && !isItem(inner)) return this.#value(inner, line.indent, depth);
    // What stands behind the hyphen is the first line of a block of its own.
    const indent = line.indent + line.text.length - inner.length;
    this.#lines[this.#at] = { indent, text: inner, raw: " ".repeat(indent) + inner };
    return this.#block(indent, depth + 1);
  }

  #mapping(indent: number, depth: number): YamlFields {
    const fields = new Map<string, Yaml>();
    for (;;) {
      const line = this.#next();
      if (line === undefined || line.indent < indent) return Object.fromEntries(fields);
      const found = line.indent === indent ? keyOf(line.text) : undefined;
      if (found === undefined) throw new RuleFault("is indented unevenly");
      const { key, rest } = found;
      if (key === "__proto__" || fields.has(key)) throw new RuleFault("says one thing twice");
      if (rest !== "" && !rest.startsWith("#")) fields.set(key, this.#value(rest, indent, depth));
      else {
        this.#at += 1;
        fields.set(key, this.#under(indent, depth, true));
      }
    }
  }

  /** The block under a key or hyphen; a list may stand at its key's own indent. */
  #under(indent: number, depth: number, isOfKey: boolean): Yaml {
    const line = this.#next();
    if (line === undefined) return null;
    const isBeside = isOfKey && line.indent === indent && isItem(line.text);
    return line.indent > indent || isBeside ? this.#block(line.indent, depth + 1) : null;
  }

  #value(text: string, indent: number, depth: number): Yaml {
    this.#at += 1;
    const [, style, keep] = /^([|>])(-?)(?: +#.*)?$/.exec(text) ?? [];
    if (style !== undefined) return this.#literal(indent, style, keep ?? "");
    if (text.startsWith("[")) return flowList(this.#whole(text, "]"), depth);
    return scalarOf(this.#continued(text, indent));
  }

  /** A list in brackets may go over several lines. */
  #whole(text: string, end: string): string {
    let last = withoutComment(text);
    const parts = [last];
    while (!last.endsWith(end)) {
      const line = this.#next();
      if (line === undefined) throw new RuleFault("has brackets without an end");
      last = withoutComment(line.text);
      parts.push(last);
      this.#at += 1;
    }
    return parts.join(" ");
  }

  /** A plain or quoted text goes on in lines that are indented deeper. */
  #continued(text: string, indent: number): string {
    let whole = text;
    const isOpen = (): boolean => /^["']/.test(whole) && quotedEnd(whole) === undefined;
    for (;;) {
      const from = this.#at;
      const line = this.#next();
      if (line === undefined || line.indent <= indent) break;
      if (!isOpen() && /^["']/.test(whole)) break;
      const blanks = this.#lines.slice(from, this.#at).filter((it) => it.text === "").length;
      const gap = blanks === 0 ? " " : "\n".repeat(blanks);
      whole = `${isOpen() ? whole : withoutComment(whole)}${gap}${line.text}`;
      this.#at += 1;
    }
    return whole;
  }

  #literal(indent: number, style: string, keep: string): string {
    const lines: string[] = [];
    let own: number | undefined;
    for (; this.#at < this.#lines.length; this.#at += 1) {
      const line = this.#lines[this.#at];
      if (line === undefined) break;
      if (line.text !== "" && line.indent <= indent) break;
      if (line.text !== "") own ??= line.indent;
      if (line.text !== "" && line.indent < (own ?? 0)) throw new RuleFault("is indented unevenly");
      lines.push(line.raw.slice(own ?? line.raw.length));
    }
    while (lines.at(-1) === "") lines.pop();
    const whole = style === "|" ? lines.join("\n") : folded(lines);
    return keep === "-" ? whole : `${whole}\n`;
  }
}

/** Lines become one; blank lines between them stay line ends, and so do those around what is indented. */
function folded(lines: readonly string[]): string {
  let whole = "";
  let blanks = 0;
  let before = "";
  for (const line of lines) {
    if (line === "") {
      blanks += 1;
      continue;
    }
    const isKept = line.startsWith(" ") || before.startsWith(" ");
    const ends = blanks + (isKept && before !== "" ? 1 : 0);
    whole += before === "" || ends > 0 ? "\n".repeat(ends) : " ";
    whole += line;
    before = line;
    blanks = 0;
  }
  return whole;
}

function isItem(text: string): boolean {
  return text === "-" || text.startsWith("- ");
}

/** A key and what stands behind its colon. */
function keyOf(text: string): { key: string; rest: string } | undefined {
  if (text.startsWith("'") || text.startsWith('"')) {
    const end = quotedEnd(text);
    const rest = end === undefined ? "" : text.slice(end).trimStart();
    if (end === undefined || !/^:(?: |$)/.test(rest)) return undefined;
    return { key: quotedText(text.slice(0, end)), rest: rest.slice(1).trim() };
  }
  const inner = text.indexOf(": ");
  const colon = inner >= 0 ? inner : text.endsWith(":") ? text.length - 1 : -1;
  const key = text.slice(0, Math.max(0, colon)).trim();
  if (key === "" || /^[#&*!|>%@`?]|[{}[\],"]| #/.test(key)) return undefined;
  return { key, rest: text.slice(colon + 1).trim() };
}

function scalarOf(text: string): Yaml {
  if (/^["']/.test(text)) {
    const end = quotedEnd(text);
    if (end === undefined) throw new RuleFault("has quotes without an end");
    if (!/^\s*(?:#.*)?$/.test(text.slice(end))) throw new RuleFault("goes on after quotes");
    return quotedText(text.slice(0, end));
  }
  const plain = withoutComment(text);
  if (/^(?:[&*!|>%@`{}[\],?]|- )/.test(plain) || /:\s|:$/.test(plain)) {
    throw new RuleFault("uses a part of YAML that rules do not need");
  }
  if (plain === "" || plain === "~" || plain === "null") return null;
  if (plain === "true" || plain === "false") return plain === "true";
  return /^-?(?:0|[1-9]\d{0,14})$/.test(plain) ? Number(plain) : plain;
}

function flowList(text: string, depth: number): Yaml[] {
  if (depth > ruleNestingMax) throw new RuleFault("is nested too deep");
  const items: Yaml[] = [];
  let at = 1;
  for (;;) {
    while (/\s/.test(text.charAt(at))) at += 1;
    if (text.charAt(at) === "]" && at === text.length - 1) return items;
    const rest = text.slice(at, -1);
    const end = /^["']/.test(rest) ? quotedEnd(rest) : /^[^,[\]{}]*/.exec(rest)?.[0].length;
    if (end === undefined || end === 0)
      throw new RuleFault("has a list in brackets that breaks off");
    items.push(scalarOf(rest.slice(0, end).trim()));
    at += end;
    while (/\s/.test(text.charAt(at))) at += 1;
    if (text.charAt(at) === ",") at += 1;
    else if (at !== text.length - 1) throw new RuleFault("has a list in brackets that breaks off");
  }
}

/** Just behind the closing quote. */
function quotedEnd(text: string): number | undefined {
  const quote = text.charAt(0);
  for (let at = 1; at < text.length; at += 1) {
    const letter = text.charAt(at);
    if (quote === '"' && letter === "\\") at += 1;
    else if (letter === quote) {
      if (quote === '"' || text.charAt(at + 1) !== quote) return at + 1;
      at += 1;
    }
  }
  return undefined;
}

function quotedText(text: string): string {
  const inner = text.slice(1, -1);
  if (text.startsWith("'")) return inner.replaceAll("''", "'");
  try {
    const parsed: unknown = JSON.parse(`"${inner.replaceAll(/\\x([0-9a-fA-F]{2})/g, "\\u00$1")}"`);
    if (typeof parsed === "string") return parsed;
  } catch {
    // Told below.
  }
  throw new RuleFault("has an escape that is none");
}

function withoutComment(text: string): string {
  const at = text.search(/\s#/);
  return (at < 0 ? text : text.slice(0, at)).trim();
}
