/** The whole grammar: what is written of a pattern is read as that pattern. STIX 2.1 §9.2 to §9.7. */

import fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { Comparison, Literal, ObjectPath, Observation, Qualifier } from "./ast.ts";
import { parsePattern } from "./parse.ts";

const quoted = (text: string): string => `'${text.replaceAll(/[\\']/g, "\\$&")}'`;

const timestamps = fc.constantFrom(
  "2016-01-01T00:00:00Z",
  "2016-02-29T23:59:59.5Z",
  "2017-01-01T00:00:00.123456Z",
);
const literals: fc.Arbitrary<Literal> = fc.oneof(
  fc.record({ kind: fc.constant("string" as const), value: fc.string({ maxLength: 8 }) }),
  fc.record({ kind: fc.constant("integer" as const), value: fc.integer() }),
  fc.record({
    kind: fc.constant("float" as const),
    value: fc.integer({ min: -99_999, max: 99_999 }).map((it) => it + 0.5),
  }),
  fc.record({ kind: fc.constant("boolean" as const), value: fc.boolean() }),
  fc.record({ kind: fc.constant("timestamp" as const), value: timestamps }),
  fc.record({ kind: fc.constant("hex" as const), value: fc.constantFrom("", "00ff") }),
  fc.record({ kind: fc.constant("binary" as const), value: fc.constantFrom("", "YWI=") }),
);

function literalText({ kind, value }: Literal): string {
  if (kind === "string") return quoted(value);
  if (kind === "timestamp") return `t'${value}'`;
  if (kind === "hex") return `h'${value}'`;
  return kind === "binary" ? `b'${value}'` : String(value);
}

const names = fc.oneof(
  fc.constantFrom("value", "hashes", "from_ref", "x_a", "SHA-256", "a b", "it's"),
  fc.string({ minLength: 1, maxLength: 5 }),
);
const paths: fc.Arbitrary<ObjectPath> = fc.record({
  type: fc.constantFrom("file", "ipv4-addr", "x-acme-thing"),
  steps: fc
    .tuple(
      names,
      fc.array(
        fc.oneof(
          fc.record({ kind: fc.constant("property" as const), name: names }),
          fc.record({ kind: fc.constant("index" as const), at: fc.nat(20) }),
          fc.constant({ kind: "any" as const }),
        ),
        { maxLength: 3 },
      ),
    )
    .map(([name, rest]) => [{ kind: "property" as const, name }, ...rest]),
});

function pathText({ type, steps }: ObjectPath): string {
  const text = steps.map((step) => {
    if (step.kind === "any") return "[*]";
    if (step.kind === "index") return `[${step.at}]`;
    return `.${/^[A-Za-z_][A-Za-z0-9_]*$/.test(step.name) ? step.name : quoted(step.name)}`;
  });
  return `${type}:${text.join("").slice(1)}`;
}

const strings = literals.filter(({ kind }) => kind === "string");
const ordered = literals.filter(({ kind }) => kind !== "boolean");
const tests: fc.Arbitrary<Comparison> = fc.oneof(
  ...[
    { comparators: ["=", "!="] as const, values: fc.tuple(literals) },
    { comparators: ["<", "<=", ">", ">="] as const, values: fc.tuple(ordered) },
    { comparators: ["LIKE", "ISSUBSET", "ISSUPERSET"] as const, values: fc.tuple(strings) },
    { comparators: ["IN"] as const, values: fc.array(literals, { maxLength: 4 }) },
    {
      comparators: ["MATCHES"] as const,
      values: fc.tuple(fc.constant({ kind: "string" as const, value: "^a\\.b'$" })),
    },
  ].map(({ comparators, values }) =>
    fc.record({
      kind: fc.constant("test" as const),
      path: paths,
      negated: fc.boolean(),
      comparator: fc.constantFrom(...comparators),
      values: values as fc.Arbitrary<Literal[]>,
    }),
  ),
  fc.record({ kind: fc.constant("exists" as const), path: paths, negated: fc.boolean() }),
);

/** Of one type, so that AND may join them. */
const comparisons: fc.Arbitrary<Comparison> = fc
  .letrec<{ all: Comparison }>((tie) => ({
    all: fc.oneof(
      { maxDepth: 3 },
      tests,
      fc.record({
        kind: fc.constantFrom("and" as const, "or" as const),
        parts: fc.array(tie("all"), { minLength: 2, maxLength: 3 }),
      }),
    ),
  }))
  .all.map(typed);

function typed(it: Comparison): Comparison {
  if ("parts" in it) return { ...it, parts: it.parts.map(typed) };
  return { ...it, path: { ...it.path, type: "file" } };
}

function comparisonText(it: Comparison): string {
  if (it.kind === "exists") return `${it.negated ? "NOT " : ""}EXISTS ${pathText(it.path)}`;
  if (it.kind === "test") {
    const values = it.values.map(literalText);
    const operand = it.comparator === "IN" ? `(${values.join(", ")})` : (values[0] ?? "");
    return `${pathText(it.path)} ${it.negated ? "NOT " : ""}${it.comparator} ${operand}`;
  }
  // AND binds closer than OR, so an AND inside an OR needs no brackets.
  return it.parts
    .map((part) => {
      const isBare = !("parts" in part) || (it.kind === "or" && part.kind === "and");
      return isBare ? comparisonText(part) : `(${comparisonText(part)})`;
    })
    .join(it.kind === "and" ? " AND " : " OR ");
}

const qualifiers: fc.Arbitrary<Qualifier> = fc.oneof(
  fc.constant({
    kind: "start-stop" as const,
    start: "2016-01-01T00:00:00Z",
    stop: "2016-01-01T00:00:00.1Z",
  }),
  fc.record({
    kind: fc.constant("within" as const),
    seconds: fc.integer({ min: 1, max: 9999 }).map((it) => it / 2),
  }),
  fc.record({ kind: fc.constant("repeats" as const), times: fc.integer({ min: 1, max: 99 }) }),
);

const observations = fc.letrec<{ all: Observation }>((tie) => ({
  all: fc.oneof(
    { maxDepth: 3 },
    fc.record({ kind: fc.constant("comparison" as const), comparison: comparisons }),
    fc.record({
      kind: fc.constantFrom("and" as const, "or" as const, "followed-by" as const),
      parts: fc.array(tie("all"), { minLength: 2, maxLength: 3 }),
    }),
    fc.record({
      kind: fc.constant("qualified" as const),
      of: tie("all").filter((it) => it.kind !== "qualified"),
      qualifier: qualifiers,
    }),
  ),
})).all;

const joints = { and: " AND ", or: " OR ", "followed-by": " FOLLOWEDBY " } as const;
const looseness = { comparison: 0, qualified: 0, and: 1, or: 2, "followed-by": 3 } as const;

function observationText(it: Observation): string {
  if (it.kind === "comparison") return `[${comparisonText(it.comparison)}]`;
  if (it.kind === "qualified") {
    const of = it.of.kind === "comparison" ? observationText(it.of) : `(${observationText(it.of)})`;
    return `${of} ${qualifierText(it.qualifier)}`;
  }
  return it.parts
    .map((part) =>
      looseness[part.kind] < looseness[it.kind]
        ? observationText(part)
        : `(${observationText(part)})`,
    )
    .join(joints[it.kind]);
}

function qualifierText(it: Qualifier): string {
  if (it.kind === "start-stop") return `START t'${it.start}' STOP t'${it.stop}'`;
  return it.kind === "within" ? `WITHIN ${it.seconds} SECONDS` : `REPEATS ${it.times} TIMES`;
}

describe("the grammar of patterns", () => {
  test("a pattern that is written with as few brackets as can be is read as it was meant", () => {
    fc.assert(
      fc.property(observations, (observation) => {
        const text = observationText(observation);
        expect([text, parsePattern(text)]).toEqual([text, { ok: true, observation }]);
      }),
      { numRuns: 300 },
    );
  });

  test("inside the brackets and between them AND binds closest, then OR, then FOLLOWEDBY", () => {
    const parsed = parsePattern(
      "[a:b = 1] FOLLOWEDBY [a:b = 2] OR [a:b = 3] AND [a:b = 4 OR a:b = 5 AND a:b = 6]",
    );
    expect(parsed).toMatchObject({
      observation: {
        kind: "followed-by",
        parts: [
          { kind: "comparison" },
          {
            kind: "or",
            parts: [
              { kind: "comparison" },
              {
                kind: "and",
                parts: [
                  { kind: "comparison" },
                  { comparison: { kind: "or", parts: [{ kind: "test" }, { kind: "and" }] } },
                ],
              },
            ],
          },
        ],
      },
    });
  });

  test("a qualifier belongs to the observation before it, or to the brackets", () => {
    const one = parsePattern("[a:b = 1] AND [a:b = 2] WITHIN 5 SECONDS");
    expect(one).toMatchObject({
      observation: { kind: "and", parts: [{ kind: "comparison" }, { kind: "qualified" }] },
    });
    const both = parsePattern("([a:b = 1] AND [a:b = 2]) WITHIN 5 SECONDS REPEATS 2 TIMES");
    expect(both).toMatchObject({
      observation: {
        kind: "qualified",
        qualifier: { kind: "repeats" },
        of: { kind: "qualified", of: { kind: "and" } },
      },
    });
  });

  test("a long pattern costs what its length costs: its tokens are read once", () => {
    const part = "[file:name = 'a' AND file:size > 5]";
    for (const joint of Object.values(joints)) {
      const text = Array.from({ length: 5000 }, () => part).join(joint);
      expect(parsePattern(text).ok).toBe(true);
    }
    const many = `[file:name = 'x'${" OR file:name = 'x'".repeat(12_000)}]`;
    expect(parsePattern(many).ok).toBe(true);
  });
});
