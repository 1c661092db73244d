import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { readPlainText } from "./plain-text.ts";
import { createReadableText } from "./readable-text.ts";

describe("plain text", () => {
  it.each<[string, string, string, string[]]>([
    ["UTF-8", "gr\xc3\xbc\xc3\x9fe", "grüße", []],
    ["UTF-8 with a mark", "\xef\xbb\xbfx", "x", []],
    ["UTF-16, low byte first", "\xff\xfeg\0\xfc\0", "gü", []],
    ["UTF-16, high byte first", "\xfe\xff\0g\0\xfc", "gü", []],
    ["UTF-16 without a mark", "g\0r\0\xfc\0n\0\n\0", "grün\n", ["charset-assumed"]],
    ["the same, high byte first", "\0g\0r\0\xfc\0n\0\n", "grün\n", ["charset-assumed"]],
    ["windows-1252", "gr\xfc\xdfe \x93x\x94", "grüße “x”", ["charset-assumed"]],
    ["damaged UTF-8", "\xc3\xbc\xc3\xbc \xff", "üü \ufffd", ["charset-broken"]],
    ["all line ends", "a\r\nb\rc\nd\x0ce\x0bf", "a\nb\nc\nd\ne\nf", []],
    ["control characters", "a\0b\x07c\x7fd", "a\ufffdb\ufffdc\ufffdd", ["control-characters"]],
    ["colours of a terminal", "\x1b[1;31mred\x1b[0m", "red", ["control-characters"]],
    ["invisible tag characters", "a\xf3\xa0\x81\x81\xf3\xa0\x81\x82b", "ab", ["hidden-text"]],
  ])("reads %s", async (_name, latin1, text, notes) => {
    const read = await readPlainText(Buffer.from(latin1, "latin1"));
    expect(read.text).toBe(text);
    expect(read.notes.map(({ note }) => note)).toEqual(notes);
  });

  it("keeps every character of UTF-8 text, however large", async () => {
    const line = "Быстрая лиса 203.0.113.9 🦊\n";
    const text = line.repeat(100_000);
    const seen: number[] = [];
    const read = await readPlainText(Buffer.from(text), { progress: (done) => seen.push(done) });
    expect(read.text).toBe(text);
    expect(read.notes).toEqual([]);
    expect(seen.at(-1)).toBe(Buffer.byteLength(text));
    expect(seen.length).toBeGreaterThan(3);
  });

  it("stops when asked", async () => {
    const stop = new AbortController();
    const reading = readPlainText(Buffer.alloc(5 * 1024 * 1024, "a"), {
      signal: stop.signal,
      progress: () => stop.abort(),
    });
    await expect(reading).rejects.toThrow("aborted");
  });

  it("gives the same text wherever the pieces are cut", () => {
    const piece = fc.constantFrom(
      "a",
      "\r",
      "\n",
      "\r\n",
      "\u001b[31m",
      "\u001b",
      "[",
      "\0",
      "🦊",
      "\u{e0041}",
      "\u0085",
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 60 }),
        fc.infiniteStream(fc.nat(5)),
        (pieces, sizes) => {
          const whole = pieces.join("");
          const atOnce = createReadableText();
          const inPieces = createReadableText();
          let cut = "";
          let at = 0;
          for (const size of sizes) {
            if (at >= whole.length) break;
            cut += inPieces.push(whole.slice(at, at + size + 1));
            at += size + 1;
          }
          expect(cut + inPieces.end()).toBe(atOnce.push(whole) + atOnce.end());
          expect(inPieces.counts).toEqual(atOnce.counts);
        },
      ),
    );
  });

  it("leaves no control character but tab and line end", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const readable = createReadableText();
        expect(readable.push(text) + readable.end()).toMatch(/^[\P{Cc}\t\n]*$/u);
      }),
    );
  });
});
