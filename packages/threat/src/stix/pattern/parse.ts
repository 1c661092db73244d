/**
 * Parser of STIX patterns: comparison expressions, observation expressions, qualifiers. One pass, no
 * backtracking, so that a hostile pattern costs what its length costs. STIX 2.1 §9.
 */

import { compareTimestamps, isTimestamp } from "../timestamp.ts";
import type {
  Comparator,
  Comparison,
  Literal,
  ObjectPath,
  Observation,
  ParsedPattern,
  Qualifier,
  Step,
} from "./ast.ts";
import { compileRegex } from "./safe-regex.ts";
import { patternCharsMax, PatternFault, readToken, type Token } from "./tokens.ts";

const nestingMax = 64;
const pathStepsMax = 64;
const setItemsMax = 10_000;
const observationWords = new Set(["AND", "OR", "FOLLOWEDBY"]);
const comparators: Readonly<Record<string, Comparator>> = {
  "=": "=",
  "==": "=",
  "!=": "!=",
  "<>": "!=",
  "<": "<",
  "<=": "<=",
  ">": ">",
  ">=": ">=",
  IN: "IN",
  LIKE: "LIKE",
  MATCHES: "MATCHES",
  ISSUBSET: "ISSUBSET",
  ISSUPERSET: "ISSUPERSET",
};
const stringOnly = new Set<Comparator>(["LIKE", "MATCHES", "ISSUBSET", "ISSUPERSET"]);

export function parsePattern(text: string): ParsedPattern {
  if (text.length > patternCharsMax) {
    return { ok: false, at: 0, why: `longer than ${patternCharsMax} characters` };
  }
  try {
    const parser = new Parser(text);
    const observation = parser.observation(0);
    parser.finish();
    return { ok: true, observation };
  } catch (fault) {
    if (!(fault instanceof PatternFault)) throw fault;
    return { ok: false, at: fault.at, why: fault.message };
  }
}

class Parser {
  readonly #text: string;
  #at = 0;
  #next: Token;

  constructor(text: string) {
    this.#text = text;
    this.#next = { kind: "end", text: "", at: 0, end: 0 };
    this.#advance();
  }

  finish(): void {
    if (this.#next.kind !== "end") this.#fail("nothing more was expected here");
  }

  /** FOLLOWEDBY binds loosest, then OR, then AND. */
  observation(depth: number): Observation {
    return this.#chain("FOLLOWEDBY", "followed-by", () =>
      this.#chain("OR", "or", () => this.#chain("AND", "and", () => this.#qualified(depth))),
    );
  }

  #chain(word: string, kind: "and" | "or" | "followed-by", inner: () => Observation): Observation {
    const first = inner();
    if (!this.#isWord(word)) return first;
    const parts = [first];
    while (this.#takeWord(word)) parts.push(inner());
    return { kind, parts };
  }

  #qualified(depth: number): Observation {
    let observation = this.#observed(depth);
    const kinds = new Set<Qualifier["kind"]>();
    for (;;) {
      const { at } = this.#next;
      const qualifier = this.#qualifier();
      if (qualifier === undefined) return observation;
      if (kinds.has(qualifier.kind)) throw new PatternFault(at, "a second qualifier of this kind");
      kinds.add(qualifier.kind);
      observation = { kind: "qualified", of: observation, qualifier };
    }
  }

  #observed(depth: number): Observation {
    if (depth > nestingMax) this.#fail(`nested deeper than ${nestingMax}`);
    if (this.#takeSign("(")) {
      const inner = this.observation(depth + 1);
      this.#expectSign(")");
      return inner;
    }
    const at = this.#next.at;
    this.#expectSign("[");
    const comparison = this.#either(depth);
    this.#expectSign("]");
    refuseMixedTypes(comparison, at);
    return { kind: "comparison", comparison };
  }

  #qualifier(): Qualifier | undefined {
    if (this.#takeWord("START")) {
      const start = this.#moment();
      if (!this.#takeWord("STOP")) this.#fail("STOP was expected");
      const stopAt = this.#next.at;
      const stop = this.#moment();
      if (compareTimestamps(start, stop) >= 0)
        throw new PatternFault(stopAt, "STOP must be after START");
      return { kind: "start-stop", start, stop };
    }
    if (this.#takeWord("WITHIN")) {
      const seconds = this.#positiveNumber();
      if (!this.#takeWord("SECONDS")) this.#fail("SECONDS was expected");
      return { kind: "within", seconds };
    }
    if (!this.#takeWord("REPEATS")) return undefined;
    if (this.#next.kind !== "integer") this.#fail("a whole number was expected");
    const times = this.#positiveNumber();
    if (!this.#takeWord("TIMES")) this.#fail("TIMES was expected");
    return { kind: "repeats", times };
  }

  #moment(): string {
    const { kind, text } = this.#next;
    if (kind !== "timestamp" || !isTimestamp(text)) this.#fail("a timestamp t'…' was expected");
    this.#advance();
    return text;
  }

  #positiveNumber(): number {
    const value = Number(this.#next.text);
    const isNumber = this.#next.kind === "integer" || this.#next.kind === "float";
    if (!isNumber || !(value > 0) || !Number.isFinite(value)) {
      this.#fail("a number above 0 was expected");
    }
    this.#advance();
    return value;
  }

  #either(depth: number): Comparison {
    return this.#comparisons("OR", "or", () =>
      this.#comparisons("AND", "and", () => this.#comparison(depth)),
    );
  }

  #comparisons(word: string, kind: "and" | "or", inner: () => Comparison): Comparison {
    const first = inner();
    if (!this.#isWord(word)) return first;
    const parts = [first];
    while (this.#takeWord(word)) parts.push(inner());
    return { kind, parts };
  }

  #comparison(depth: number): Comparison {
    if (depth > nestingMax) this.#fail(`nested deeper than ${nestingMax}`);
    if (this.#takeSign("(")) {
      const inner = this.#either(depth + 1);
      this.#expectSign(")");
      return inner;
    }
    const negatedExists = this.#isWord("NOT");
    if (negatedExists) this.#advance();
    if (this.#takeWord("EXISTS")) {
      return { kind: "exists", path: this.#path(), negated: negatedExists };
    }
    if (negatedExists) this.#fail("EXISTS was expected");
    const path = this.#path();
    const negated = this.#takeWord("NOT");
    const comparator = this.#comparator();
    const at = this.#next.at;
    const values = comparator === "IN" ? this.#set() : [this.#literal()];
    checkOperands(comparator, values, at);
    return { kind: "test", path, negated, comparator, values };
  }

  #comparator(): Comparator {
    const { kind, text } = this.#next;
    const isName = kind === "sign" || kind === "word";
    const comparator = isName && Object.hasOwn(comparators, text) ? comparators[text] : undefined;
    if (comparator === undefined) this.#fail("a comparison operator was expected");
    this.#advance();
    return comparator;
  }

  #path(): ObjectPath {
    if (this.#next.kind !== "word") this.#fail("a type was expected");
    const type = this.#next.text;
    if (!/^[a-z0-9-]+$/.test(type)) this.#fail("not the name of a type");
    this.#advance();
    this.#expectSign(":");
    const steps: Step[] = [this.#property()];
    for (;;) {
      if (steps.length > pathStepsMax) this.#fail("the path has too many steps");
      if (this.#takeSign(".")) steps.push(this.#property());
      else if (this.#takeSign("[")) {
        steps.push(this.#index());
        this.#expectSign("]");
      } else return { type, steps };
    }
  }

  #property(): Step {
    const { kind, text } = this.#next;
    // With a hyphen a name is quoted; SHA-1 after a dot is therefore 'SHA-1'.
    if (kind !== "string" && (kind !== "word" || text.includes("-"))) {
      this.#fail("a property's name was expected; quote it where it has a hyphen");
    }
    if (text === "") this.#fail("a property's name is empty");
    this.#advance();
    return { kind: "property", name: text };
  }

  #index(): Step {
    if (this.#takeSign("*")) return { kind: "any" };
    const at = Number(this.#next.text);
    if (this.#next.kind !== "integer" || at < 0) this.#fail("a list's index or * was expected");
    this.#advance();
    return { kind: "index", at };
  }

  #set(): Literal[] {
    this.#expectSign("(");
    const values: Literal[] = [];
    while (!this.#takeSign(")")) {
      if (values.length > 0) this.#expectSign(",");
      if (values.length >= setItemsMax) this.#fail(`a set may have ${setItemsMax} values`);
      values.push(this.#literal());
    }
    return values;
  }

  #literal(): Literal {
    const { at } = this.#next;
    const literal = literalOf(this.#next);
    if (literal === undefined) throw new PatternFault(at, "a value was expected");
    this.#advance();
    return literal;
  }

  #isWord(word: string): boolean {
    return this.#next.kind === "word" && this.#next.text === word;
  }

  #takeWord(word: string): boolean {
    if (!this.#isWord(word)) return false;
    this.#advance();
    return true;
  }

  #takeSign(sign: string): boolean {
    if (this.#next.kind !== "sign" || this.#next.text !== sign) return false;
    this.#advance();
    return true;
  }

  #expectSign(sign: string): void {
    if (!this.#takeSign(sign)) this.#fail(`${sign} was expected`);
  }

  #advance(): void {
    this.#next = readToken(this.#text, this.#at);
    this.#at = this.#next.end;
  }

  #fail(why: string): never {
    const after = observationWords.has(this.#next.text) ? " before this word" : "";
    throw new PatternFault(this.#next.at, `${why}${after}`);
  }
}

function literalOf({ kind, text, at }: Token): Literal | undefined {
  if (kind === "string") return { kind, value: text };
  if (kind === "word" && (text === "true" || text === "false")) {
    return { kind: "boolean", value: text === "true" };
  }
  if (kind === "integer" || kind === "float") {
    const value = Number(text);
    if (!Number.isFinite(value)) throw new PatternFault(at, "the number is too large");
    return { kind, value };
  }
  if (kind === "timestamp") {
    if (!isTimestamp(text)) throw new PatternFault(at, "not a timestamp");
    return { kind, value: text };
  }
  if (kind === "hex") {
    if (text.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(text)) {
      throw new PatternFault(at, "not hexadecimal");
    }
    return { kind, value: text.toLowerCase() };
  }
  if (kind !== "binary") return undefined;
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) {
    throw new PatternFault(at, "not base64");
  }
  return { kind, value: text };
}

function checkOperands(comparator: Comparator, values: readonly Literal[], at: number): void {
  const [first] = values;
  if (first === undefined) return;
  if (stringOnly.has(comparator) && first.kind !== "string") {
    throw new PatternFault(at, `${comparator} takes a string`);
  }
  if (/^[<>]/.test(comparator) && first.kind === "boolean") {
    throw new PatternFault(at, "true and false have no order");
  }
  if (comparator === "MATCHES" && first.kind === "string") {
    const compiled = compileRegex(first.value);
    if (!compiled.ok && compiled.isMalformed) throw new PatternFault(at, compiled.why);
  }
}

/** Parts joined by AND are tests of one object, so of one type. STIX 2.1 §9.5. */
function refuseMixedTypes(comparison: Comparison, at: number): void {
  if (typesOf(comparison).length === 0) {
    throw new PatternFault(at, "AND joins tests of one type; join observations for several");
  }
}

/** The types of which one object may fulfil the whole. */
function typesOf(comparison: Comparison): readonly string[] {
  if (comparison.kind === "test" || comparison.kind === "exists") return [comparison.path.type];
  let types: readonly string[] | undefined;
  for (const part of comparison.parts) {
    const itsTypes = typesOf(part);
    if (types === undefined) types = itsTypes;
    // The grammar's OR may join types; each alternative stands for itself.
    else if (comparison.kind === "or") types = union(types, itsTypes);
    else types = types.filter((type) => itsTypes.includes(type));
  }
  return types ?? [];
}

function union(a: readonly string[], b: readonly string[]): readonly string[] {
  const missing = b.filter((type) => !a.includes(type));
  return missing.length === 0 ? a : [...a, ...missing];
}
