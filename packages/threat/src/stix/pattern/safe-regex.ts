/**
 * Regular expressions of MATCHES in a time that hostile ones cannot stretch: no backtracking, all
 * paths are walked side by side. What cannot be done that way (back references, look-around) is
 * refused with its reason, not tried. STIX 2.1 §9.6.1 names PCRE; this is its regular part.
 */

import { RegexFault } from "./regex-fault.ts";
import { type Node, parseRegex } from "./regex-syntax.ts";

export type CompiledRegex =
  | { readonly ok: true; readonly test: (text: string) => boolean }
  /** `isMalformed` where PCRE would refuse it too. */
  | { readonly ok: false; readonly why: string; readonly isMalformed: boolean };

const instructionsMax = 2000;
/** Steps of one search; about a tenth of a second. */
const stepsMax = 20_000_000;

type Instruction =
  | { readonly op: "one"; readonly takes: (code: number) => boolean }
  | { readonly op: "at"; readonly holds: (text: string, at: number) => boolean }
  | { op: "split"; first: number; second: number }
  | { op: "jump"; to: number }
  | { readonly op: "found" };

export class RegexTooCostly extends Error {
  constructor() {
    super("the search takes too many steps");
    this.name = "RegexTooCostly";
  }
}

export function compileRegex(source: string): CompiledRegex {
  try {
    const program: Instruction[] = [];
    emit(program, parseRegex(source));
    program.push({ op: "found" });
    return { ok: true, test: (text) => search(program, text) };
  } catch (fault) {
    if (!(fault instanceof RegexFault)) throw fault;
    return { ok: false, why: fault.message, isMalformed: fault.isMalformed };
  }
}

function emit(program: Instruction[], node: Node): void {
  if (program.length > instructionsMax) throw new RegexFault("the expression is too large", false);
  switch (node.kind) {
    case "one":
      program.push({ op: "one", takes: node.takes });
      break;
    case "at":
      program.push({ op: "at", holds: node.holds });
      break;
    case "row":
      for (const part of node.parts) emit(program, part);
      break;
    case "either":
      emitEither(program, node.parts);
      break;
    case "repeat":
      emitRepeat(program, node.of, node.min, node.max);
  }
}

function emitEither(program: Instruction[], parts: readonly Node[]): void {
  const ends: { op: "jump"; to: number }[] = [];
  for (const [at, part] of parts.entries()) {
    const isLast = at === parts.length - 1;
    const split: Instruction = { op: "split", first: program.length + 1, second: 0 };
    if (!isLast) program.push(split);
    emit(program, part);
    if (isLast) continue;
    const end: { op: "jump"; to: number } = { op: "jump", to: 0 };
    ends.push(end);
    program.push(end);
    split.second = program.length;
  }
  for (const end of ends) end.to = program.length;
}

function emitRepeat(program: Instruction[], of: Node, min: number, max: number): void {
  for (let count = 0; count < min; count += 1) emit(program, of);
  if (max === Number.POSITIVE_INFINITY) {
    const split: Instruction = { op: "split", first: program.length + 1, second: 0 };
    const start = program.push(split) - 1;
    emit(program, of);
    program.push({ op: "jump", to: start });
    split.second = program.length;
    return;
  }
  const splits: { op: "split"; first: number; second: number }[] = [];
  for (let count = min; count < max; count += 1) {
    const split: Instruction = { op: "split", first: program.length + 1, second: 0 };
    splits.push(split);
    program.push(split);
    emit(program, of);
  }
  for (const split of splits) split.second = program.length;
}

/** Whether the expression is found anywhere in the text. */
function search(program: readonly Instruction[], text: string): boolean {
  const marks = new Int32Array(program.length).fill(-1);
  let now: number[] = [];
  let steps = 0;
  for (let at = 0; at <= text.length;) {
    const code = text.codePointAt(at) ?? -1;
    const waiting: number[] = [];
    // A search may begin at every place.
    const stack = [0, ...now.reverse()];
    while (stack.length > 0) {
      const place = stack.pop() ?? 0;
      if (marks[place] === at) continue;
      marks[place] = at;
      steps += 1;
      if (steps > stepsMax) throw new RegexTooCostly();
      const instruction = program[place];
      if (instruction === undefined) continue;
      if (instruction.op === "found") return true;
      if (instruction.op === "jump") stack.push(instruction.to);
      else if (instruction.op === "split") stack.push(instruction.second, instruction.first);
      else if (instruction.op === "at") {
        if (instruction.holds(text, at)) stack.push(place + 1);
      } else if (code >= 0 && instruction.takes(code)) waiting.push(place + 1);
    }
    now = waiting;
    at += code > 0xffff ? 2 : 1;
  }
  return false;
}
