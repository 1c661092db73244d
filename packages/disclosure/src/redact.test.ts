import { describe, expect, it } from "vitest";
import { findingsOf, inspect } from "./inspect.ts";
import { redactText } from "./redact.ts";
import { settle } from "./overlap.ts";
import { ferrocrestIdentity } from "./testing.ts";

function redacted(text: string): string {
  const inspection = inspect(text, { identity: ferrocrestIdentity });
  if (!inspection.ok) throw new Error(inspection.detector);
  return redactText(text, findingsOf(text, inspection.detections));
}

describe("redaction", () => {
  it("replaces what was found and keeps the rest as it was", () => {
    expect(redacted("At Ferrocrest the loader came from gate.malware.example.")).toBe(
      "At [our company] the loader came from gate.malware.example.",
    );
  });

  it("replaces the same words by the same words", () => {
    expect(redacted("Dr. Jane Roe called Dr. Max Moe. Dr. Jane Roe left.")).toBe(
      "[a person 1] called [a person 2]. [a person 1] left.",
    );
  });

  it("keeps a person and the address behind the name apart", () => {
    expect(redacted("It began with Jane Roe (jane.roe@ferrocrest.example).")).toBe(
      "It began with [a person] ([our domain]).",
    );
  });

  it("takes the whole sentence where all of it is held", () => {
    expect(redacted("Fine. Outside counsel of Ferrocrest advised to wait. Fine.")).toBe(
      "Fine. [privileged text]. Fine.",
    );
  });

  it("keeps findings about a sentence apart from those about words in it", () => {
    const found = settle([
      { kind: "health", start: 0, end: 20, why: "a", needsReview: true },
      { kind: "person", start: 5, end: 8, why: "b", needsReview: false },
      { kind: "company-name", start: 7, end: 10, why: "c", needsReview: true },
    ]);
    expect(found.map((it) => [it.kind, it.start, it.end, it.needsReview])).toEqual([
      ["health", 0, 20, true],
      ["company-name", 5, 10, false],
    ]);
  });
});
