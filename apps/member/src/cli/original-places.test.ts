import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { readPlainText } from "../documents/plain-text.ts";
import { originalPlaces } from "./original-places.ts";

describe("places in a file as it was given", () => {
  it("count what reading took away: line ends of Windows and the mark in front", async () => {
    const pieces = fc.constantFrom("a", "ü", "🦊", "\n", "\r\n", "\r", " ", "evil");
    await fc.assert(
      fc.asyncProperty(fc.array(pieces), fc.boolean(), async (parts, hasMark) => {
        const written = `${hasMark ? "\ufeff" : ""}${parts.join("")}evil.example`;
        const bytes = Buffer.from(written);
        const { text } = await readPlainText(bytes);
        const place = originalPlaces(bytes, text);
        const start = text.lastIndexOf("evil.example");
        expect(written.slice(place(start), place(text.length))).toBe("evil.example");
      }),
    );
  });

  it("stay as they are where the text is another than the file's", () => {
    const place = originalPlaces(Buffer.from("<p>a\r\nb</p>"), "a b");
    expect([place(0), place(3)]).toEqual([0, 3]);
  });
});
