/**
 * Reads bundles, TAXII envelopes and single objects: each object is parsed, checked for names that
 * come twice, and validated. One bad object does not hide the others. STIX 2.1 §8, RFC 7493.
 */

import { textOf } from "@tocsin/kernel";

import { typeOfId } from "../identifier.ts";
import type { Problem } from "../problems.ts";
import { type Fields, isFields } from "../spec/kinds.ts";
import { validateObject } from "../validate.ts";
import { BundleFault, BundleScanner, type ScannedObject } from "./scanner.ts";

export interface ReadObject {
  /** Place in the list. */
  readonly at: number;
  /** The object as it came; what is kept. */
  readonly text: string;
  /** Undefined where the text is not JSON. */
  readonly object: Fields | undefined;
  readonly valid: boolean;
  readonly problems: readonly Problem[];
}

export interface ReadEnd {
  readonly kind: "bundle" | "envelope" | "object" | "unreadable";
  readonly count: number;
  readonly problems: readonly Problem[];
  /** What stands around the objects, with 0 in the place of their list. */
  readonly header: Fields;
  /** A single object that stood without a bundle. */
  readonly single: ReadObject | undefined;
}

export interface BundleReader {
  /** The objects that end in this chunk; none after something unreadable. */
  push(chunk: Uint8Array): readonly ReadObject[];
  finish(): ReadEnd;
}

const faultTexts: Readonly<Record<BundleFault["why"], string>> = {
  json: "this is not one whole JSON object",
  "not-an-object": "an element of objects is not an object",
  "too-deep": "nested too deep",
  "too-large": "one object is larger than may be",
  "too-many": "more objects than may be",
};

export function createBundleReader(options: { readonly objectsMax?: number } = {}): BundleReader {
  const scanner = new BundleScanner();
  const objectsMax = options.objectsMax ?? Number.POSITIVE_INFINITY;
  let count = 0;
  let fault: Problem | undefined;
  return {
    push: (chunk) => {
      if (fault !== undefined) return [];
      try {
        const scanned = scanner.push(chunk);
        if (count + scanned.length > objectsMax) throw new BundleFault("too-many");
        return scanned.map((one) => readObject(one, count++));
      } catch (cause) {
        fault = problemOf(cause, count);
        return [];
      }
    },
    finish: () => {
      if (fault === undefined) {
        try {
          return readHeader(scanner.finish(), count);
        } catch (cause) {
          fault = problemOf(cause, count);
        }
      }
      return { kind: "unreadable", count, problems: [fault], header: {}, single: undefined };
    },
  };
}

/** Objects of a stream as they come, and at last what the whole was. */
export async function* readBundle(
  chunks: AsyncIterable<Uint8Array>,
  options: { readonly objectsMax?: number } = {},
): AsyncGenerator<ReadObject, ReadEnd> {
  const reader = createBundleReader(options);
  for await (const chunk of chunks) yield* reader.push(chunk);
  return reader.finish();
}

function readObject(scanned: ScannedObject, at: number): ReadObject {
  const parsed = parse(scanned);
  const { text } = parsed;
  if (!parsed.ok) {
    const problems = [{ path: `objects[${at}]`, ...parsed.problem }];
    return { at, text, object: undefined, valid: false, problems };
  }
  const { valid, problems } = validateObject(parsed.value, at);
  const object = isFields(parsed.value) ? parsed.value : undefined;
  if (countMembers(parsed.value) === scanned.members) return { at, text, object, valid, problems };
  return { at, text, object, valid: false, problems: [twice(`objects[${at}]`), ...problems] };
}

type Parsed =
  | { readonly ok: true; readonly text: string; readonly value: unknown }
  | { readonly ok: false; readonly text: string; readonly problem: Omit<Problem, "path"> };

function parse({ bytes }: ScannedObject): Parsed {
  const text = textOf(bytes);
  const problem = (why: string): Parsed => ({
    ok: false,
    text: text ?? "",
    problem: { code: "json", level: "error", text: why },
  });
  if (text === undefined) return problem("this is not UTF-8");
  try {
    const value: unknown = JSON.parse(text);
    return { ok: true, text, value };
  } catch {
    return problem("this is not JSON");
  }
}

/** Members in all objects of a value; the stack is bounded by the scanner's depth. */
function countMembers(value: unknown): number {
  let sum = 0;
  if (Array.isArray(value)) {
    for (const item of value) sum += countMembers(item);
    return sum;
  }
  if (!isFields(value)) return 0;
  for (const name of Object.keys(value)) {
    const item = value[name];
    sum += typeof item === "object" ? 1 + countMembers(item) : 1;
  }
  return sum;
}

function readHeader(
  end: { readonly header: ScannedObject; readonly hasList: boolean },
  count: number,
): ReadEnd {
  const parsed = parse(end.header);
  if (!parsed.ok) {
    return {
      kind: "unreadable",
      count,
      problems: [{ path: "", ...parsed.problem }],
      header: {},
      single: undefined,
    };
  }
  const header = isFields(parsed.value) ? parsed.value : {};
  const problems = countMembers(header) === end.header.members ? [] : [twice("")];
  if (header["type"] === "bundle") {
    problems.push(...bundleProblems(header, end.hasList, count));
    return { kind: "bundle", count, problems, header, single: undefined };
  }
  if (header["type"] === undefined) {
    if ("objects" in header && !end.hasList) problems.push(error("objects", "must be a list"));
    return { kind: "envelope", count, problems, header, single: undefined };
  }
  const { valid, problems: own } = validateObject(header);
  const all = [...problems, ...own];
  const isGood = valid && problems.length === 0;
  const text = parsed.text;
  const single = { at: 0, text, object: header, valid: isGood, problems: all };
  return { kind: "object", count: 1, problems: all, header, single };
}

function bundleProblems(header: Fields, hasList: boolean, count: number): Problem[] {
  const problems: Problem[] = [];
  const { id } = header;
  if (typeof id !== "string" || typeOfId(id) !== "bundle") {
    problems.push(error("id", "must be bundle--UUID", "identifier"));
  }
  if ("objects" in header && !hasList) problems.push(error("objects", "must be a list"));
  if (hasList && count === 0) problems.push(error("objects", "must not be empty", "empty"));
  for (const name of Object.keys(header)) {
    if (!["type", "id", "objects"].includes(name)) {
      const text = "is not of this standard";
      problems.push({ path: name.replace(/[^\w-]/g, "?"), code: "custom", level: "warning", text });
    }
  }
  return problems;
}

function twice(path: string): Problem {
  const text = "a property stands twice in one object";
  return { path, code: "duplicate-property", level: "error", text };
}

function error(path: string, text: string, code: Problem["code"] = "kind"): Problem {
  return { path, code, level: "error", text };
}

function problemOf(cause: unknown, count: number): Problem {
  if (!(cause instanceof BundleFault)) throw cause;
  const path = count === 0 ? "" : `objects[${count}]`;
  return { path, code: cause.why, level: "error", text: faultTexts[cause.why] };
}
