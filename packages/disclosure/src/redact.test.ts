import { describe, expect, it } from "vitest";
import { inspect } from "./inspect.ts";
import { redactText } from "./redact.ts";
import { findingsOf } from "./replacements.ts";
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

  it("replaces the same thing by the same words, however it is written", () => {
    expect(
      redacted("See ferrocrest.example, ferrocrest[.]example and mail.ferrocrest.example."),
    ).toBe("See [our domain 1], [our domain 1] and [our domain 2].");
    expect(redacted("We saw 172.30.4.4, 172[.]30[.]4[.]4 and 172.30.44.4.")).toBe(
      "We saw [our address 1], [our address 1] and [our address 2].",
    );
    expect(redacted("Ferrocrest Steel Corp., Ferrocrest  Steel and FCST are one.")).toBe(
      "[our company], [our company] and [our company] are one.",
    );
  });

  it("knows a person by the family name alone, unless two are called so", () => {
    expect(redacted("Dr. Jane Roe called Dr. Max Moe. Ms Roe opened the attachment.")).toBe(
      "[a person 1] called [a person 2]. [a person 1] opened the attachment.",
    );
    expect(redacted("The mail reached Dr. Jane Roe and Dr. Max Roe. Ms Roe opened it.")).toBe(
      "The mail reached [a person 1] and [a person 2]. [a person 3] opened it.",
    );
  });

  it("keeps a person and the address behind the name apart", () => {
    expect(redacted("It began with Jane Roe (jane.roe@ferrocrest.example).")).toBe(
      "It began with [a person] ([our domain]).",
    );
  });

  it("takes the whole sentence where all of it is held", () => {
    expect(redacted("Fine. Outside counsel of Ferrocrest advised to wait. Fine.")).toBe(
      "Fine. [privileged text] Fine.",
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
