import { readFileSync } from "node:fs";
import { observableRoles } from "@tocsin/wire";
import { describe, expect, it } from "vitest";
import { classOfObservable, classOfPart, classOfTechnique } from "./field-classes.ts";

const document = readFileSync(
  new URL("../../../../docs/field-classes.md", import.meta.url),
  "utf8",
);

/** Second column of the table row that begins with this word. */
function documented(word: string): string | undefined {
  const row = document.split("\n").find((line) => line.split("|")[1]?.trim() === word);
  return row?.split("|")[2]?.trim();
}

describe("suggested classes", () => {
  it.each(observableRoles)(
    "of a network observable that is %s are those of the document",
    (role) => {
      expect(classOfObservable("domain", role)).toBe(documented(role));
    },
  );

  it.each(Object.entries(classOfPart))("of a %s are those of the document", (part, suggested) => {
    expect(suggested ?? "none").toBe(documented(part));
  });

  it.each([
    ["sha256", "payload", "B"],
    ["sha256", "command-and-control", "G"],
    ["windows-path", "unknown", "G"],
    ["yara-rule", "tool", "DM"],
  ] as const)("of a %s that is %s is %s", (type, role, suggested) => {
    expect(classOfObservable(type, role)).toBe(suggested);
  });

  it.each([
    ["T1595.001", "A"],
    ["T1566.001", "D"],
    ["T1071", "E"],
    ["T1486", "F"],
    ["T1059.001", "B"],
    ["T0000", "B"],
  ])("of %s is %s", (id, suggested) => {
    expect(classOfTechnique(id)).toBe(suggested);
  });
});
