/**
 * YARA rules: read by the grammar, so that one rule is one rule and says what it means; a rule that would turn
 * others off, or reads what is outside of the file that is looked at, is not handed on.
 * YARA documentation, "Writing YARA rules".
 */

import { compileRegex } from "../stix/pattern/safe-regex.ts";
import { readRule, RuleFault, type RuleRead } from "./rule.ts";
import { readYaraCondition } from "./yara-condition.ts";
import { yaraKeywords, type YaraTokenKind, YaraWords } from "./yara-tokens.ts";

export interface YaraRules {
  readonly imports: readonly string[];
  readonly rules: readonly { readonly name: string; readonly text: string }[];
}

const rulesMax = 50;
/** Modules that look at the file alone. */
const modules = new Set([
  "dex",
  "dotnet",
  "elf",
  "hash",
  "lnk",
  "macho",
  "math",
  "pe",
  "string",
  "time",
]);
const modifiers = new Set([
  "ascii",
  "wide",
  "nocase",
  "fullword",
  "private",
  "xor",
  "base64",
  "base64wide",
]);
export function readYaraRules(text: string): RuleRead<YaraRules> {
  return readRule(text, (given) => new Reader(given).file());
}

class Reader {
  readonly #words: YaraWords;
  readonly #modules = new Set<string>();
  readonly #rules = new Set<string>();

  constructor(text: string) {
    this.#words = new YaraWords(text);
  }

  file(): YaraRules {
    while (this.#words.isWord("import")) this.#import();
    const rules: { name: string; text: string }[] = [];
    while (this.#words.token.kind !== "end") {
      if (rules.length >= rulesMax) throw new RuleFault(`is more than ${rulesMax} rules`);
      const from = this.#words.token.at;
      const name = this.#rule();
      rules.push({ name, text: this.#words.slice(from) });
      this.#rules.add(name);
    }
    if (rules.length === 0) throw new RuleFault("is no rule");
    return { imports: [...this.#modules], rules };
  }

  #import(): void {
    this.#words.next();
    const name = this.#words.take("text").slice(1, -1);
    if (!modules.has(name)) throw new RuleFault("imports a module that looks beyond the file");
    this.#modules.add(name);
  }

  #rule(): string {
    const words = this.#words;
    words.takeWord("private");
    if (words.isWord("global")) throw new RuleFault("is global, which turns other rules off");
    if (words.isWord("include")) throw new RuleFault("includes another file");
    words.expectWord("rule");
    const name = words.identifier();
    if (this.#rules.has(name)) throw new RuleFault("names two rules alike");
    if (words.takeSign(":")) {
      do words.identifier();
      while (words.token.kind === "word");
    }
    words.expectSign("{");
    if (this.#takeSection("meta")) this.#meta();
    const strings = this.#takeSection("strings") ? this.#strings() : new Set<string>();
    if (!this.#takeSection("condition")) throw new RuleFault("has no condition");
    const scope = { modules: this.#modules, rules: this.#rules, strings };
    const used = [...readYaraCondition(words, scope)];
    words.expectSign("}");
    const isUsed = (string: string): boolean =>
      used.some((it) => (it.endsWith("*") ? string.startsWith(it.slice(0, -1)) : it === string));
    if ([...strings].some((it) => !it.startsWith("_") && !isUsed(it))) {
      throw new RuleFault("has a string that its condition does not use");
    }
    return name;
  }

  #meta(): void {
    const words = this.#words;
    do {
      words.identifier();
      words.expectSign("=");
      if (words.takeSign("-")) words.take("number");
      else if (words.token.kind === "text" || words.token.kind === "number") words.next();
      else if (!words.takeWord("true") && !words.takeWord("false")) {
        throw new RuleFault("has a value in meta that is none");
      }
    } while (words.token.kind === "word" && !yaraKeywords.has(words.token.text));
  }

  #strings(): Set<string> {
    const words = this.#words;
    const strings = new Set<string>();
    do {
      const name = words.take("name");
      if (!name.startsWith("$") || name.endsWith("*")) {
        throw new RuleFault("has a string without a name");
      }
      const own = name.slice(1);
      if (own !== "" && strings.has(own)) throw new RuleFault("names two strings alike");
      strings.add(own);
      words.expectSign("=");
      const { kind } = words.token;
      this.#string();
      while (words.token.kind === "word" && modifiers.has(words.token.text)) this.#modifier(kind);
    } while (words.token.kind === "name");
    return strings;
  }

  #string(): void {
    const { kind, text } = this.#words.token;
    if (kind === "text") {
      if (text === '""') throw new RuleFault("has a string that is empty");
    } else if (kind === "expression") checkExpression(text);
    else if (kind === "bytes") checkBytes(text);
    else throw new RuleFault("has a string that is none");
    this.#words.next();
  }

  #modifier(of: YaraTokenKind): void {
    const words = this.#words;
    const { text } = words.token;
    const isOfTexts = text === "xor" || text.startsWith("base64");
    if (of === "bytes" ? text !== "private" : of === "expression" && isOfTexts) {
      throw new RuleFault("has a modifier that its string cannot have");
    }
    words.next();
    if (!words.takeSign("(")) return;
    if (text === "xor") {
      words.take("number");
      if (words.takeSign("-")) words.take("number");
    } else if (text.startsWith("base64")) words.take("text");
    else throw new RuleFault("has a modifier with a value that it has not");
    words.expectSign(")");
  }

  #takeSection(name: string): boolean {
    if (!this.#words.takeWord(name)) return false;
    this.#words.expectSign(":");
    return true;
  }
}

/** Only what is malformed is told: the engine that runs it bounds the rest. */
function checkExpression(text: string): void {
  const source = text.slice(1, text.lastIndexOf("/")).replaceAll("\\/", "/");
  const compiled = compileRegex(source);
  if (source === "" || (!compiled.ok && compiled.isMalformed)) {
    throw new RuleFault("has a malformed expression");
  }
}

/** What never closes reaches to the end: looked for again behind each opening, it would take quadratic time. */
const comment = /\/\*[^]*?(?:\*\/|$)|\/\/[^\n]*/g;

function blanked(found: string): string {
  return found.startsWith("/*") && (found.length < 4 || !found.endsWith("*/")) ? found : " ";
}

/** Pairs of digits with `?` and `~`, jumps and alternatives. */
function checkBytes(text: string): void {
  const inner = text.slice(1, -1).replaceAll(comment, blanked);
  const parts = inner.split(/\s+|(?=[(|)[])|(?<=[(|)\]])/).filter((it) => it !== "");
  let depth = 0;
  for (const part of parts) {
    if (part === "(") depth += 1;
    else if (part === ")") depth -= 1;
    if (depth < 0 || depth > 8) break;
    const isByte = /^(?:~?[0-9a-fA-F?]{2})+$/.test(part);
    const isJump = /^\[(?:\d{1,9}|\d{0,9}-\d{0,9})\]$/.test(part);
    if (!isByte && !isJump && !"(|)".includes(part)) throw new RuleFault("has bytes that are none");
  }
  if (depth !== 0 || !/^(?:~?[0-9a-fA-F?]{2}|\()/.test(parts[0] ?? "")) {
    throw new RuleFault("has bytes that are none");
  }
}
