import { readFileSync } from "node:fs";
import type { ReasonRow } from "@tocsin/store";
import { describe, expect, test } from "vitest";
import { bodyOf } from "../../test/world/samples.ts";
import { urgencyOf } from "./urgency.ts";

const body = bodyOf("gate.malware.example");
const phishing = bodyOf("gate.malware.example", {
  observables: [
    {
      type: "domain",
      value: "gate.malware.example",
      role: "phishing",
      confidence: "high",
      class: "D",
    },
  ],
});

function reason(kind: ReasonRow["kind"], strength: ReasonRow["strength"], value = "x"): ReasonRow {
  return { kind, value, type: kind === "observable" ? "domain" : null, ours: "us", strength };
}

const seen = reason("observable", "strong", "gate.malware.example");

describe("urgency", () => {
  test.each([
    ["command and control that was seen here", [seen], body, "urgent"],
    ["two strong observables", [seen, reason("observable", "strong", "other")], phishing, "urgent"],
    ["one strong observable", [seen], phishing, "high"],
    ["a product in use in a confirmed incident", [reason("technology", "strong")], body, "high"],
    [
      "a product in use in a suspected one",
      [reason("technology", "strong")],
      { ...body, determination: "suspected" as const },
      "normal",
    ],
    ["a watched word", [reason("watch", "strong")], body, "normal"],
    ["one weak observable", [reason("observable", "weak")], body, "low"],
    [
      "a product that is not relevant",
      [{ ...reason("technology", "strong"), quiet: true }],
      body,
      "low",
    ],
    ["a value that is not relevant", [{ ...seen, quiet: true }], phishing, "low"],
    ["command and control that is, all the same", [{ ...seen, quiet: true }], body, "urgent"],
    ["our class", [reason("sector", "weak")], body, "low"],
    ["a report that is gone", [seen], null, "high"],
  ] as const)("of %s", (_name, reasons, of, expected) => {
    expect(urgencyOf(reasons, of)).toBe(expected);
  });

  test("has its rule in the documents, word by word", () => {
    const document = readFileSync(new URL("../../../../docs/warnings.md", import.meta.url), "utf8");
    for (const word of ["urgent", "high", "normal", "low"]) {
      expect(document).toMatch(new RegExp(`^\\| ${word} +\\|`, "m"));
    }
  });
});
