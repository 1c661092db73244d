/**
 * Conditions of YARA rules: read by their grammar, with what each part is - true or false, a number, a text - so
 * that what is taken is what an engine takes. YARA documentation, "Conditions".
 */

import { RuleFault, ruleNestingMax } from "./rule.ts";
import type { YaraWords } from "./yara-tokens.ts";

/** What a condition may name. */
export interface YaraScope {
  readonly modules: ReadonlySet<string>;
  /** Rules that were read before. */
  readonly rules: ReadonlySet<string>;
  /** Names of strings without `$`. */
  readonly strings: ReadonlySet<string>;
}

/** `open`: what a module gives, whose sort is not known here. */
type Sort = "truth" | "number" | "text" | "expression" | "open";

const readers = /^u?int(?:8|16|32)(?:be)?$/;
const textTests = [
  "contains",
  "icontains",
  "startswith",
  "istartswith",
  "endswith",
  "iendswith",
  "iequals",
];
const orders = ["<", "<=", ">", ">=", "==", "!="];
/** What binds between numbers, from the loosest on. */
const arithmetic = [["|"], ["^"], ["&"], ["<<", ">>"], ["+", "-"], ["*", "\\", "%"]];

/** The names of the strings that it uses; `*` at the end stands for any ending. */
export function readYaraCondition(words: YaraWords, scope: YaraScope): ReadonlySet<string> {
  const reader = new Reader(words, scope);
  reader.either(0);
  return reader.used;
}

class Reader {
  readonly used = new Set<string>();
  readonly #words: YaraWords;
  readonly #scope: YaraScope;
  readonly #variables: string[] = [];

  constructor(words: YaraWords, scope: YaraScope) {
    this.#words = words;
    this.#scope = scope;
  }

  either(depth: number): Sort {
    return this.#joined("or", () => this.#joined("and", () => this.#not(depth)));
  }

  #joined(word: string, part: () => Sort): Sort {
    const first = part();
    if (!this.#words.isWord(word)) return first;
    refuseUnlessTruth(first);
    while (this.#words.takeWord(word)) refuseUnlessTruth(part());
    return "truth";
  }

  #not(depth: number): Sort {
    if (depth > ruleNestingMax) throw new RuleFault("is nested too deep");
    if (!this.#words.takeWord("not") && !this.#words.takeWord("defined")) {
      return this.#compared(depth);
    }
    refuseUnlessTruth(this.#not(depth + 1));
    return "truth";
  }

  #compared(depth: number): Sort {
    const left = this.#counted(depth, 0);
    const { kind, text } = this.#words.token;
    if (kind === "word" && text === "of") return this.#of(left, depth);
    if (kind === "word" && text === "matches") {
      this.#words.next();
      refuseUnless(left, "text");
      this.#words.take("expression");
      return "truth";
    }
    const isOrder = kind === "sign" && orders.includes(text);
    if (!isOrder && !(kind === "word" && textTests.includes(text))) return left;
    this.#words.next();
    const right = this.#counted(depth, 0);
    if (!isOrder) for (const side of [left, right]) refuseUnless(side, "text");
    else if (left !== "open" && right !== "open" && left !== right) throw wrongSort();
    else for (const side of [left, right]) refuseTruth(side);
    return "truth";
  }

  #counted(depth: number, level: number): Sort {
    const signs = arithmetic[level];
    if (signs === undefined) return this.#signed(depth);
    const first = this.#counted(depth, level + 1);
    let isNumber = false;
    for (;;) {
      const { kind, text } = this.#words.token;
      if (kind !== "sign" || !signs.includes(text)) return isNumber ? "number" : first;
      refuseUnless(first, "number");
      this.#words.next();
      // `50% of them`: the sign belongs to the number.
      if (text === "%" && this.#words.isWord("of")) return "number";
      refuseUnless(this.#counted(depth, level + 1), "number");
      isNumber = true;
    }
  }

  #signed(depth: number): Sort {
    if (depth > ruleNestingMax) throw new RuleFault("is nested too deep");
    if (!this.#words.takeSign("-") && !this.#words.takeSign("~")) return this.#side(depth);
    refuseUnless(this.#signed(depth + 1), "number");
    return "number";
  }

  #side(depth: number): Sort {
    const { kind, text } = this.#words.token;
    if (kind === "name") return this.#name(depth);
    if (kind === "word") return this.#word(text, depth);
    if (kind === "number" || kind === "text") {
      this.#words.next();
      return kind;
    }
    if (!this.#words.takeSign("(")) throw new RuleFault("has a condition that breaks off");
    const inner = this.either(depth + 1);
    this.#words.expectSign(")");
    return inner;
  }

  #word(text: string, depth: number): Sort {
    if (text === "for") return this.#for(depth + 1);
    if (["all", "any", "none"].includes(text)) {
      this.#words.next();
      if (!this.#words.isWord("of"))
        throw new RuleFault("has a word out of place in its condition");
      return "number";
    }
    if (text === "true" || text === "false") {
      this.#words.next();
      return "truth";
    }
    if (text === "filesize" || text === "entrypoint") {
      this.#words.next();
      return "number";
    }
    if (readers.test(text)) {
      this.#words.next();
      this.#words.expectSign("(");
      refuseUnless(this.#counted(depth + 1, 0), "number");
      this.#words.expectSign(")");
      return "number";
    }
    return this.#named(depth);
  }

  #named(depth: number): Sort {
    const { text } = this.#words.token;
    const { modules, rules } = this.#scope;
    if (this.#words.identifier() !== text) return "open";
    if (rules.has(text)) return "truth";
    const isVariable = this.#variables.includes(text);
    if (!isVariable && !modules.has(text)) throw new RuleFault("uses a name that is nowhere said");
    if (!isVariable && !this.#words.isSign(".")) throw new RuleFault("uses a module as a value");
    this.#members(depth);
    return "open";
  }

  #members(depth: number): void {
    for (;;) {
      if (this.#words.takeSign(".")) this.#words.identifier();
      else if (this.#words.takeSign("[")) {
        refuseTruth(this.#counted(depth + 1, 0));
        this.#words.expectSign("]");
      } else if (this.#words.takeSign("(")) {
        this.#given(depth + 1);
        if (this.#words.isSign("(")) throw new RuleFault("calls what is no function");
      } else return;
    }
  }

  /** What a function is given, up to the closing bracket. */
  #given(depth: number): void {
    if (this.#words.takeSign(")")) return;
    do {
      if (this.#words.token.kind === "expression") this.#words.next();
      else refuseTruth(this.#counted(depth, 0));
    } while (this.#words.takeSign(","));
    this.#words.expectSign(")");
  }

  /** A string is there or not; its count, place and length are numbers. */
  #name(depth: number): Sort {
    const { text } = this.#words.token;
    if (text.endsWith("*")) throw new RuleFault("has strings out of place in its condition");
    this.#use(text);
    this.#words.next();
    const sign = text.charAt(0);
    if (sign === "$") {
      if (this.#words.takeWord("at")) refuseUnless(this.#counted(depth + 1, 0), "number");
      else if (this.#words.takeWord("in")) this.#range(depth + 1);
      return "truth";
    }
    if (sign === "#") {
      if (this.#words.takeWord("in")) this.#range(depth + 1);
    } else if (this.#words.takeSign("[")) {
      refuseUnless(this.#counted(depth + 1, 0), "number");
      this.#words.expectSign("]");
    }
    return "number";
  }

  #use(text: string): void {
    const own = text.slice(1);
    const isThere = own.endsWith("*")
      ? [...this.#scope.strings].some((it) => it.startsWith(own.slice(0, -1)))
      : own === "" || this.#scope.strings.has(own);
    if (!isThere) throw new RuleFault("uses a string that it has not");
    this.used.add(own);
  }

  #range(depth: number): void {
    this.#words.expectSign("(");
    refuseUnless(this.#counted(depth, 0), "number");
    this.#words.expectSign("..");
    refuseUnless(this.#counted(depth, 0), "number");
    this.#words.expectSign(")");
  }

  #of(count: Sort, depth: number): Sort {
    refuseUnless(count, "number");
    this.#words.next();
    this.#set();
    if (this.#words.takeWord("in")) this.#range(depth + 1);
    return "truth";
  }

  /** What `of` chooses from. */
  #set(): void {
    if (this.#words.takeWord("them")) {
      if (this.#scope.strings.size === 0) throw new RuleFault("uses a string that it has not");
      this.used.add("*");
      return;
    }
    this.#words.expectSign("(");
    const isOfRules = this.#words.token.kind === "word";
    do {
      const { kind, text } = this.#words.token;
      if (!isOfRules && kind === "name" && text.startsWith("$")) this.#use(text);
      else if (!isOfRules || !this.#scope.rules.has(text)) {
        throw new RuleFault("chooses from what is neither strings nor rules");
      }
      this.#words.next();
    } while (this.#words.takeSign(","));
    this.#words.expectSign(")");
  }

  /** `for … of … : ( … )` and `for … i in … : ( … )`. */
  #for(depth: number): Sort {
    if (depth > ruleNestingMax) throw new RuleFault("is nested too deep");
    this.#words.next();
    const isWord = ["all", "any", "none"].some((it) => this.#words.takeWord(it));
    if (!isWord) refuseUnless(this.#counted(depth, 0), "number");
    const known = this.#variables.length;
    if (this.#words.takeWord("of")) this.#set();
    else {
      do this.#variables.push(this.#words.identifier());
      while (this.#words.takeSign(","));
      this.#words.expectWord("in");
      this.#among(depth);
    }
    this.#words.expectSign(":");
    this.#words.expectSign("(");
    refuseUnlessTruth(this.either(depth));
    this.#words.expectSign(")");
    this.#variables.length = known;
    return "truth";
  }

  /** What a variable goes through: a range, numbers, or what a module has. */
  #among(depth: number): void {
    if (!this.#words.takeSign("(")) {
      if (this.#named(depth) !== "open") throw wrongSort();
      return;
    }
    refuseUnless(this.#counted(depth, 0), "number");
    if (this.#words.takeSign("..")) refuseUnless(this.#counted(depth, 0), "number");
    else while (this.#words.takeSign(",")) refuseUnless(this.#counted(depth, 0), "number");
    this.#words.expectSign(")");
  }
}

/** Numbers count as true where they are not 0. */
function refuseUnlessTruth(sort: Sort): void {
  if (sort === "text" || sort === "expression") throw wrongSort();
}

function refuseTruth(sort: Sort): void {
  if (sort === "truth") throw wrongSort();
}

function refuseUnless(sort: Sort, wanted: Sort): void {
  if (sort !== wanted && sort !== "open") throw wrongSort();
}

function wrongSort(): RuleFault {
  return new RuleFault("compares or counts what cannot be");
}
