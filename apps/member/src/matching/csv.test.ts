import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { csvRows } from "./csv.ts";

const read = (text: string) => [...csvRows(text)];

describe("comma-separated values", () => {
  it("come with the line on which each row begins", () => {
    expect(read('a,b\r\n\n"c\nd","e ""f"""\ng,h')).toEqual([
      { line: 1, fields: ["a", "b"] },
      { line: 3, fields: ["c\nd", 'e "f"'] },
      { line: 5, fields: ["g", "h"] },
    ]);
  });

  it.each<[string, string]>([
    ["a quote that is never closed", 'a,"b\nc'],
    ["text behind a quoted field", 'a,"b"c'],
    ["more fields than anyone has", `${"x,".repeat(64)}x`],
  ])("with %s are refused", (_, text) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code: "message-invalid" }));
  });

  it("say again what was written with quotes", () => {
    const field = fc.string({ minLength: 1 });
    fc.assert(
      fc.property(fc.array(fc.array(field, { minLength: 2, maxLength: 5 })), (rows) => {
        const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const text = rows.map((row) => row.map(quoted).join(",")).join("\n");
        expect(read(text).map((it) => it.fields)).toEqual(rows);
      }),
    );
  });

  it("are read in a time that grows with their length alone", () => {
    expect(read('""'.repeat(200_000)).length).toBe(1);
    expect(read("\n".repeat(1_000_000)).length).toBe(0);
  });
});
