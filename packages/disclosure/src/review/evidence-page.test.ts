import type { ReportEvidence } from "@tocsin/wire";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { item, reviewOf } from "../testing.ts";
import { evidencePage } from "./evidence-page.ts";
import { recordReview, reviewHash } from "./record.ts";

function evidence(value: string, reason: string | null = null): ReportEvidence {
  const items = [item(), item({ id: "i2", decision: "remove", proposal: "remove", value, reason })];
  const facts = reviewOf(items);
  const decision = {
    v: 1 as const,
    draft: "d",
    outgoing: facts.verdict.hash,
    decision: "approved" as const,
    note: "Seen <b>.",
    decidedMs: 3,
  };
  const signed = { decision, publicKey: "A".repeat(43), signature: "A".repeat(86) };
  const record = recordReview({ ...facts, second: { by: "counsel", signed } });
  const review = { record, publicKey: "A".repeat(43), signature: "A".repeat(86) };
  const hash = reviewHash(review);
  const ledger = { seq: 0, review: hash, body: record.outgoing, index: 49, round: 7 };
  return { reviews: [{ seq: 0, hash, review }], ledger };
}

const subject = {
  report: "R",
  madeMs: 0,
  outgoing: null,
  isSigned: () => true,
  isDecided: () => true,
};

describe("the page for counsel", () => {
  it("says all that a review record holds", () => {
    const page = evidencePage(evidence("x", "not ours"), subject);
    for (const words of [
      "yes: its hash is the one above",
      "<dt>Changes since it was shared</dt><dd>0</dd>",
      "good, by",
      "position 49, round 7: it names this record and these bytes",
      "counsel approved it 1970-01-01T00:00:00.003Z, signature good",
      "none in force",
      '<td data-of="kind">person</td><td data-of="rule">personal</td><td data-of="found">1</td>',
      "TLP:AMBER",
      "gate.malware.example",
      "not ours",
    ]) {
      expect(page).toContain(words);
    }
  });

  it("shows the bytes that left under the record that names their hash, and no others", () => {
    const { verdict } = reviewOf([item()]);
    const outgoing = new TextDecoder().decode(verdict.bytes);
    const shown = evidencePage(evidence("x"), { ...subject, outgoing });
    expect(shown).toContain("What left, byte for byte");
    expect(shown).toContain("{&quot;actors&quot;:[]");
    for (const others of [outgoing.replace("[]", "[ ]"), null]) {
      expect(evidencePage(evidence("x"), { ...subject, outgoing: others })).not.toContain("<pre>");
    }
  });

  it("says that a record was changed, or is not signed", () => {
    const { reviews, ledger } = evidence("x");
    const forged = reviews.map((it) => ({ ...it, hash: "B".repeat(43) }));
    const page = evidencePage(
      { reviews: forged, ledger },
      {
        ...subject,
        isSigned: () => false,
        isDecided: () => false,
      },
    );
    expect(page).toContain("NO: its hash differs");
    expect(page).toContain("it does NOT NAME this record");
    expect(page).toContain("<dd>NOT GOOD");
    expect(page).toContain("SIGNATURE NOT GOOD");
  });

  it("says which change the ledger shows, and which it does not yet", () => {
    const { reviews, ledger } = evidence("x");
    const page = (of: ReportEvidence["ledger"]) => evidencePage({ reviews, ledger: of }, subject);
    expect(page(null)).toContain("<dt>In the ledger</dt><dd>not yet</dd>");
    expect(page(ledger && { ...ledger, seq: 1 })).toContain(
      "replaced or withdrawn by a later change",
    );
  });

  it("has no tag, attribute or address in it but its own, whatever the values are", () => {
    const tags = (page: string) => page.match(/<[^>]*>/g)?.length;
    const plain = tags(evidencePage(evidence("x", "y"), subject));
    const nasty = fc.oneof(
      fc.string({ unit: "binary", minLength: 1, maxLength: 60 }),
      fc.constantFrom(
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "</style><svg/onload=x>",
        "\u202eabc",
        "</td>",
        "&lt;",
      ),
    );
    fc.assert(
      fc.property(nasty, (value) => {
        const page = evidencePage(evidence(value, value), subject);
        expect(tags(page)).toBe(plain);
        expect(page).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
        expect(page).not.toMatch(/\b(?:src|href|onerror|onload)=(?!")[^&]*>/);
      }),
      { numRuns: 60 },
    );
  });
});
