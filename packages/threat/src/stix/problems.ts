/**
 * What is wrong with STIX content: where (a path), which rule (a closed code) and in words. Values are
 * never repeated, so a list of problems can be logged and sent back to a stranger.
 */

export const problemCodes = [
  "not-an-object",
  "too-deep",
  "too-large",
  "too-many",
  "json",
  "duplicate-property",
  "missing",
  "unexpected",
  "kind",
  "empty",
  "null",
  "name",
  "identifier",
  "identifier-not-derived",
  "reference",
  "timestamp",
  "order",
  "range",
  "vocabulary",
  "format",
  "pattern",
  "marking",
  "extension",
  "spec-version",
  "custom",
] as const;
export type ProblemCode = (typeof problemCodes)[number];

export interface Problem {
  /** Such as `objects[3].external_references[0].url`; empty for the whole. */
  readonly path: string;
  readonly code: ProblemCode;
  /** An error breaks a MUST of the standard, a warning a SHOULD. */
  readonly level: "error" | "warning";
  readonly text: string;
}

/** Problems told of one object; the first ones are enough to mend it. */
export const problemsMax = 50;
const pathCharsMax = 200;

/** Collects problems while a checker walks down an object. */
export class Findings {
  readonly problems: Problem[] = [];
  readonly #path: (string | number)[] = [];
  #errors = 0;

  get errorCount(): number {
    return this.#errors;
  }

  enter(step: string | number): void {
    this.#path.push(step);
  }

  leave(): void {
    this.#path.pop();
  }

  error(code: ProblemCode, text: string, at?: string): void {
    this.#errors += 1;
    this.#add("error", code, text, at);
  }

  warn(code: ProblemCode, text: string, at?: string): void {
    this.#add("warning", code, text, at);
  }

  #add(level: Problem["level"], code: ProblemCode, text: string, at: string | undefined): void {
    if (this.problems.length >= problemsMax) return;
    const steps = at === undefined ? this.#path : [...this.#path, at];
    this.problems.push({ path: pathText(steps), code, level, text });
  }
}

/** Names come from hostile input: what is not plain is shown as `?`. */
function pathText(steps: readonly (string | number)[]): string {
  let text = "";
  for (const step of steps) {
    if (typeof step === "number") text += `[${step}]`;
    else text += `${text === "" ? "" : "."}${step.slice(0, 60).replace(/[^\w. -]/g, "?")}`;
    if (text.length > pathCharsMax) return `${text.slice(0, pathCharsMax)}…`;
  }
  return text;
}
