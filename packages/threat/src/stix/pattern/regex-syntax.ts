/** The regular part of PCRE's syntax: what can be searched without backtracking. */

import { classEscape, readClass, type Takes } from "./regex-classes.ts";
import { RegexFault } from "./regex-fault.ts";

export type Node =
  | { readonly kind: "one"; readonly takes: Takes }
  | { readonly kind: "at"; readonly holds: (text: string, at: number) => boolean }
  | { readonly kind: "row" | "either"; readonly parts: readonly Node[] }
  | { readonly kind: "repeat"; readonly of: Node; readonly min: number; readonly max: number };

const sourceCharsMax = 2000;
const nestingMax = 50;
const repeatMax = 1000;

/** Throws `RegexFault`. */
export function parseRegex(source: string): Node {
  if (source.length > sourceCharsMax) throw new RegexFault("the expression is too long", false);
  const reader = new Reader(source);
  const node = reader.either(0);
  if (!reader.isDone) throw new RegexFault("a ) closes nothing", true);
  return node;
}

class Reader {
  readonly #source: string;
  #at = 0;
  #ignoresCase = false;
  #dotTakesAll = false;
  #linesHaveEnds = false;

  constructor(source: string) {
    this.#source = source;
  }

  get isDone(): boolean {
    return this.#at >= this.#source.length;
  }

  either(depth: number): Node {
    if (depth > nestingMax) throw new RegexFault("nested too deep", false);
    const parts = [this.#row(depth)];
    while (this.#take("|")) parts.push(this.#row(depth));
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: "either", parts };
  }

  #row(depth: number): Node {
    const parts: Node[] = [];
    while (!this.isDone && this.#peek() !== "|" && this.#peek() !== ")") {
      const one = this.#one(depth);
      if (one !== undefined) parts.push(this.#repeated(one));
    }
    return { kind: "row", parts };
  }

  #one(depth: number): Node | undefined {
    const letter = this.#next();
    if (letter === "(") return this.#group(depth);
    if (letter === "[") {
      const { takes, end } = readClass(this.#source, this.#at, this.#ignoresCase);
      this.#at = end;
      return { kind: "one", takes };
    }
    if (letter === ".") {
      const all = this.#dotTakesAll;
      return { kind: "one", takes: (code) => all || code !== 10 };
    }
    if (letter === "^") return at(this.#linesHaveEnds ? startsLine : (_text, place) => place === 0);
    if (letter === "$") return at(this.#linesHaveEnds ? endsLine : endsText);
    if (letter === "\\") return this.#escape();
    if (letter === "*" || letter === "+" || letter === "?") {
      throw new RegexFault("nothing to repeat", true);
    }
    return this.#letter(letter);
  }

  #group(depth: number): Node | undefined {
    if (this.#take("?")) {
      if (this.#take("P<") || (/^<[A-Za-z_]/.test(this.#rest()) && this.#take("<"))) this.#name();
      else if (!this.#take(":")) return this.#flags(depth);
    } else if (this.#peek() === "*") throw new RegexFault("verbs (*…) are not supported", false);
    return this.#closed(depth);
  }

  #closed(depth: number): Node {
    const flags = [this.#ignoresCase, this.#dotTakesAll, this.#linesHaveEnds] as const;
    const inner = this.either(depth + 1);
    if (!this.#take(")")) throw new RegexFault("a ( is not closed", true);
    [this.#ignoresCase, this.#dotTakesAll, this.#linesHaveEnds] = flags;
    return inner;
  }

  #name(): void {
    const name = /^[A-Za-z_][A-Za-z0-9_]{0,31}>/.exec(this.#rest())?.[0];
    if (name === undefined) throw new RegexFault("a group's name is malformed", true);
    this.#at += name.length;
  }

  /** `(?i)` for the rest of the group, `(?i:…)` for what is inside. */
  #flags(depth: number): Node | undefined {
    const flags = /^([ims]*)(?:-([ims]*))?([:)])/.exec(this.#rest());
    if (flags === null) {
      throw new RegexFault("look-around and other (?…) groups are not supported", false);
    }
    const [whole, on = "", off = "", end] = flags;
    this.#at += whole.length;
    const before = [this.#ignoresCase, this.#dotTakesAll, this.#linesHaveEnds] as const;
    const set = (flag: string, old: boolean): boolean =>
      on.includes(flag) || (old && !off.includes(flag));
    this.#ignoresCase = set("i", this.#ignoresCase);
    this.#dotTakesAll = set("s", this.#dotTakesAll);
    this.#linesHaveEnds = set("m", this.#linesHaveEnds);
    if (end === ")") return undefined;
    const inner = this.#closed(depth);
    [this.#ignoresCase, this.#dotTakesAll, this.#linesHaveEnds] = before;
    return inner;
  }

  #escape(): Node {
    if (this.isDone) throw new RegexFault("ends with a backslash", true);
    const letter = this.#next();
    if (/[1-9gk]/.test(letter)) throw new RegexFault("back references are not supported", false);
    if (letter === "b") return at((text, place) => isBoundary(text, place));
    if (letter === "B") return at((text, place) => !isBoundary(text, place));
    if (letter === "A") return at((_text, place) => place === 0);
    if (letter === "z") return at((text, place) => place === text.length);
    if (letter === "Z") return at(endsText);
    const { takes, end } = classEscape(this.#source, this.#at - 1, this.#ignoresCase);
    this.#at = end;
    return { kind: "one", takes };
  }

  #letter(letter: string): Node {
    const code = letter.codePointAt(0) ?? 0;
    if (!this.#ignoresCase) return { kind: "one", takes: (other) => other === code };
    const folded = letter.toLowerCase();
    return {
      kind: "one",
      takes: (other) => String.fromCodePoint(other).toLowerCase() === folded,
    };
  }

  #repeated(one: Node): Node {
    let node = one;
    let isRepeated = false;
    for (;;) {
      const range = this.#range();
      if (range === undefined) return node;
      if (isRepeated) throw new RegexFault("nothing to repeat", true);
      isRepeated = true;
      if (this.#take("+")) throw new RegexFault("possessive repeats are not supported", false);
      // Whether few or many are taken first does not change whether there is a match.
      this.#take("?");
      node = { kind: "repeat", of: node, ...range };
    }
  }

  #range(): { min: number; max: number } | undefined {
    if (this.#take("*")) return { min: 0, max: Number.POSITIVE_INFINITY };
    if (this.#take("+")) return { min: 1, max: Number.POSITIVE_INFINITY };
    if (this.#take("?")) return { min: 0, max: 1 };
    const braces = /^\{([0-9]{1,5})(,?)([0-9]{0,5})\}/.exec(this.#rest());
    if (braces === null) return undefined;
    const [whole, low = "0", comma, high = ""] = braces;
    this.#at += whole.length;
    const min = Number(low);
    const open = comma === "" ? min : Number.POSITIVE_INFINITY;
    const max = high === "" ? open : Number(high);
    if (max < min) throw new RegexFault("a repeat from more to fewer", true);
    if (min > repeatMax || (max > repeatMax && max !== Number.POSITIVE_INFINITY)) {
      throw new RegexFault(`repeats more than ${repeatMax} times`, false);
    }
    return { min, max };
  }

  #rest(): string {
    return this.#source.slice(this.#at, this.#at + 64);
  }

  #peek(): string {
    return this.#source.charAt(this.#at);
  }

  #next(): string {
    const letter = String.fromCodePoint(this.#source.codePointAt(this.#at) ?? 0);
    this.#at += letter.length;
    return letter;
  }

  #take(text: string): boolean {
    if (!this.#source.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }
}

function at(holds: (text: string, place: number) => boolean): Node {
  return { kind: "at", holds };
}

function startsLine(text: string, place: number): boolean {
  return place === 0 || text[place - 1] === "\n";
}

function endsLine(text: string, place: number): boolean {
  return place === text.length || text[place] === "\n";
}

function endsText(text: string, place: number): boolean {
  return place === text.length || (place === text.length - 1 && text[place] === "\n");
}

function isBoundary(text: string, place: number): boolean {
  return isWordAt(text, place - 1) !== isWordAt(text, place);
}

function isWordAt(text: string, place: number): boolean {
  return /^\w$/.test(text.charAt(place));
}
