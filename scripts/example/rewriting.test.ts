import { describe, expect, it } from "vitest";
import { readRewriting, rewritten } from "./rewriting.ts";

const rules = {
  advisory: "a1",
  from: "DETAILS",
  without: ["Note:"],
  title: "At Acme",
  replace: [["the victim", "Acme"]],
  insert: [["Access", "Ann Lee opened it."]],
  end: "It cost 5 EUR.",
  mustGo: ["Acme"],
  mustStay: ["T1566"],
};
const report = { id: "a1", text: "SUMMARY\nno\nDETAILS\nNote: x\nAccess\nthe victim [T1566]\n" };
const lines = `${JSON.stringify({ id: "a0", text: "other" })}\n${JSON.stringify(report)}\n`;

describe("an advisory as an incident", () => {
  it("begins at its details, has the company's words in it, and the end", () => {
    expect(rewritten(lines, readRewriting(rules))).toBe(
      "At Acme\n\nAccess\nAnn Lee opened it.\nAcme [T1566]\n\nIt cost 5 EUR.\n",
    );
  });

  it.each([
    ["an advisory that is not there", { ...rules, advisory: "a2" }],
    ["words that it does not say", { ...rules, replace: [["the bank", "Acme"]] }],
    ["a heading that it has not", { ...rules, insert: [["Exit", "x"]] }],
    ["a beginning that it has not", { ...rules, from: "ANNEX" }],
  ])("is refused with %s", (_, wrong) => {
    expect(() => rewritten(lines, readRewriting(wrong))).toThrow();
  });

  it.each([
    ["nothing", null],
    ["a list too few", { ...rules, mustGo: undefined }],
    ["half a pair", { ...rules, replace: [["the victim"]] }],
    ["a number", { ...rules, title: 5 }],
  ])("is not read from %s", (_, wrong) => {
    expect(() => readRewriting(wrong)).toThrow();
  });
});
