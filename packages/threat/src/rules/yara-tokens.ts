/** The words of YARA rules, one at a time, in one pass. YARA documentation, "Writing YARA rules". */

import { RuleFault } from "./rule.ts";

export type YaraTokenKind =
  "word" | "name" | "text" | "expression" | "bytes" | "number" | "sign" | "end";

export interface YaraToken {
  readonly kind: YaraTokenKind;
  readonly text: string;
  readonly at: number;
  /** Where it ends. */
  readonly end: number;
}

export const yaraKeywords = new Set(
  (
    "all and any ascii at base64 base64wide condition contains defined endswith entrypoint false filesize for " +
    "fullword global icontains iendswith iequals import in include int16 int16be int32 int32be int8 int8be " +
    "istartswith matches meta nocase none not of or private rule startswith strings them true uint16 uint16be " +
    "uint32 uint32be uint8 uint8be wide xor"
  ).split(" "),
);
const signs = ["..", "==", "!=", "<=", ">=", "<<", ">>"];
/** `before`: the token before: after `=` a brace begins bytes. Throws `RuleFault`. */
export function readYaraToken(
  text: string,
  from: number,
  before: YaraToken | undefined,
): YaraToken {
  const at = skipped(text, from);
  const made = (kind: YaraTokenKind, end: number): YaraToken => {
    return { kind, text: text.slice(at, end), at, end };
  };
  const letter = text.charAt(at);
  if (letter === "") return made("end", at);
  const rest = text.slice(at, at + 130);
  if (letter === '"') return made("text", endOfText(text, at));
  if (letter === "/") return made("expression", endOfExpression(text, at));
  if (letter === "{" && before?.text === "=") return made("bytes", endOfBytes(text, at));
  const [number] =
    /^(?:0x[0-9a-fA-F]+|0o[0-7]+|\d+(?:\.\d+|KB|MB)?)(?![A-Za-z0-9_])/.exec(rest) ?? [];
  if (number !== undefined) return made("number", at + number.length);
  const [word] = /^[A-Za-z_][A-Za-z0-9_]{0,127}(?![A-Za-z0-9_])/.exec(rest) ?? [];
  if (word !== undefined) return made("word", at + word.length);
  const [name] =
    /^(?:\$(?:[A-Za-z0-9_]{1,128})?\*?|[#@!](?:[A-Za-z0-9_]{1,128})?)(?![A-Za-z0-9_])/.exec(rest) ??
    [];
  const isName = name !== undefined && !rest.startsWith("!=");
  if (isName) return made("name", at + name.length);
  const two = text.slice(at, at + 2);
  if (signs.includes(two)) return made("sign", at + 2);
  if (!"(){}[]:=,.<>+-*\\%&|^~".includes(letter))
    throw new RuleFault("has a character out of place");
  return made("sign", at + 1);
}

function skipped(text: string, from: number): number {
  let at = from;
  for (;;) {
    while (/\s/.test(text.charAt(at))) at += 1;
    if (text.startsWith("//", at)) {
      const end = text.indexOf("\n", at);
      at = end < 0 ? text.length : end;
    } else if (text.startsWith("/*", at)) {
      const end = text.indexOf("*/", at + 2);
      if (end < 0) throw new RuleFault("has a comment without an end");
      at = end + 2;
    } else return at;
  }
}

function endOfText(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    const letter = text.charAt(at);
    if (letter === "\n") break;
    if (letter === '"') return at + 1;
    if (letter !== "\\") continue;
    if (!/^(?:["\\tnrf]|x[0-9a-fA-F]{2})/.test(text.slice(at + 1, at + 4))) {
      throw new RuleFault("has an escape that is none");
    }
    at += 1;
  }
  throw new RuleFault("has quotes without an end");
}

function endOfExpression(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    const letter = text.charAt(at);
    if (letter === "\n") break;
    if (letter === "\\") at += 1;
    else if (letter === "/") {
      const [flags = ""] = /^[is]{0,2}/.exec(text.slice(at + 1, at + 3)) ?? [];
      return at + 1 + flags.length;
    }
  }
  throw new RuleFault("has an expression without an end");
}

function endOfBytes(text: string, from: number): number {
  const end = text.indexOf("}", from);
  if (end < 0) throw new RuleFault("has bytes without an end");
  return end + 1;
}

/** The tokens of a text, of which one is looked at. */
export class YaraWords {
  readonly #text: string;
  #token: YaraToken;
  #last = 0;

  constructor(text: string) {
    this.#text = text;
    this.#token = readYaraToken(text, 0, undefined);
  }

  get token(): YaraToken {
    return this.#token;
  }

  /** Where the token before this one ends. */
  get last(): number {
    return this.#last;
  }

  slice(from: number): string {
    return this.#text.slice(from, this.#last);
  }

  next(): void {
    this.#last = this.#token.end;
    this.#token = readYaraToken(this.#text, this.#token.end, this.#token);
  }

  isWord(word: string): boolean {
    return this.#token.kind === "word" && this.#token.text === word;
  }

  takeWord(word: string): boolean {
    const isIt = this.isWord(word);
    if (isIt) this.next();
    return isIt;
  }

  expectWord(word: string): void {
    if (!this.takeWord(word)) throw new RuleFault(`has no "${word}" where it must be`);
  }

  isSign(sign: string): boolean {
    return this.#token.kind === "sign" && this.#token.text === sign;
  }

  takeSign(sign: string): boolean {
    const isIt = this.isSign(sign);
    if (isIt) this.next();
    return isIt;
  }

  expectSign(sign: string): void {
    if (!this.takeSign(sign)) throw new RuleFault(`has no ${sign} where it must be`);
  }

  take(kind: YaraTokenKind): string {
    const { kind: found, text } = this.#token;
    if (found !== kind) throw new RuleFault("breaks off");
    this.next();
    return text;
  }

  identifier(): string {
    const { kind, text } = this.#token;
    if (kind !== "word" || yaraKeywords.has(text)) throw new RuleFault("has a name that is none");
    this.next();
    return text;
  }
}
