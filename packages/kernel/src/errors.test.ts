import { readFileSync } from "node:fs";
import path from "node:path";

import { describe, expect, it } from "vitest";

import { errorCatalogue } from "./error-catalogue.ts";
import { assert, TocsinError } from "./errors.ts";

const document = readFileSync(path.resolve(import.meta.dirname, "../../../docs/errors.md"), "utf8");

describe("the catalogue of errors", () => {
  it("is what docs/errors.md says, row for row", () => {
    const rows = Object.entries(errorCatalogue)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([code, it]) => `| \`${code}\` | ${it.cause} | ${it.fix} | ${it.status} | ${it.exit} |`);
    expect(document.split("\n").filter((line) => line.startsWith("| `"))).toEqual(rows);
  });

  it("gives every error a cause, a fix, a status and an exit code", () => {
    for (const [code, { cause, fix, status, exit }] of Object.entries(errorCatalogue)) {
      expect([code, cause.endsWith("."), fix.endsWith(".")]).toEqual([code, true, true]);
      expect(status).toBeGreaterThanOrEqual(400);
      expect([1, 2, 3, 4, 5, 8]).toContain(exit);
    }
  });
});

describe("an error", () => {
  it("says its cause and the detail that narrows it", () => {
    const error = new TocsinError("too-large", { detail: "bodyBytesMax 100 bytes" });
    expect(error.message).toContain("bodyBytesMax 100 bytes");
    expect([error.code, error.status, error.exit]).toEqual(["too-large", 413, 2]);
  });

  it("is thrown where an invariant is broken", () => {
    expect(() => assert(1 + 1 === 3, "sum")).toThrow("sum");
  });
});
