import { toBase64, toBase64Url, toHex, utf8 } from "@tocsin/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodings } from "./encodings.ts";
import { plainPassage } from "./passage.ts";

const secret = "mail from Ferrocrest Steel";
const bytes = utf8(secret);
const wide = Uint8Array.from([...bytes].flatMap((byte) => [byte, 0]));

function reads(text: string): boolean {
  return decodings(plainPassage(text)).some((it) => it.text.includes("Ferrocrest"));
}

describe("encoded stretches", () => {
  it.each([
    ["base64", toBase64(bytes)],
    ["base64url", toBase64Url(bytes)],
    ["base64 of UTF-16", toBase64(wide)],
    ["base64 in the middle of a path", `/track/${toBase64Url(bytes)}/open.gif`],
    ["base64 that something precedes", `abc${toBase64(bytes)}`],
    ["base64 over lines", toBase64(utf8("x".repeat(90) + secret)).replace(/(.{76})/g, "$1\r\n")],
    ["hex", toHex(bytes)],
    ["hex that a digit precedes", `a${toHex(bytes)}`],
    ["hex pairs", toHex(bytes).replace(/(..)/g, "$1 ").trim()],
    ["hex pairs with colons", toHex(bytes).replace(/(..)/g, "$1:").replace(/:$/, "")],
    ["percent", "https://x.example/?q=%46errocrest%20Steel"],
    ["all percent", toHex(bytes).replace(/(..)/g, "%$1")],
    ["escapes", toHex(bytes).replace(/(..)/g, "\\x$1")],
    ["unicode escapes", toHex(bytes).replace(/(..)/g, "\\u00$1")],
    ["array of bytes", toHex(bytes).replace(/(..)/g, "0x$1, ")],
    ["entities", Array.from(bytes, (byte) => `&#${byte};`).join("")],
    ["hex entities", "&#x46;errocrest"],
    ["quoted-printable", "=46errocr=65st"],
    ["named entities", "Ferro&shy;cr&zwnj;est"],
    ["letters with marks as entities", "F&eacute;rrocr&egrave;st"],
    ["tags between letters", "Ferro<b>crest</b>"],
    ["words in tags", "<span>Ferro</span><span class='x'>crest</span>"],
    ["comments between letters", "Ferro<!-- x -->crest"],
    ["octal", Array.from(bytes, (byte) => `\\${byte.toString(8).padStart(3, "0")}`).join("")],
    ["numbers of characters", `String.fromCharCode(${bytes.join(",")})`],
    [
      "numbers of capitals",
      Array.from("xx Ferrocrest xx", (char) => char.charCodeAt(0)).join(", "),
    ],
    ["characters made one by one", Array.from(bytes, (byte) => `chr(${String(byte)})`).join("+")],
    ["base32", "NVQWS3BAMZZG63JAIZSXE4TPMNZGK43UEBJXIZLFNQ======"],
  ])("are read: %s", (_name, text) => {
    expect(reads(text)).toBe(true);
  });

  it("are read where percent signs are escaped themselves", () => {
    const twice = toHex(bytes).replace(/(..)/g, "%25$1");
    const once = decodings(plainPassage(twice)).map((it) => it.text);
    expect(once).toContain(toHex(bytes).replace(/(..)/g, "%$1"));
  });

  it.each([
    "C:\\101\\report",
    "a<b and b>c",
    "if (a<b>c)",
    "<td>Ferro</td><td>crest</td>",
    "10, 20, 30, 40, 50",
    "&copy; Ferro &nosuch; crest",
  ])("are none: %j", (text) => {
    expect(reads(text)).toBe(false);
  });

  it("are places of the text", () => {
    const text = `before ${toBase64(bytes)} after`;
    const found = decodings(plainPassage(text)).find((it) => it.text.includes("Ferrocrest"));
    expect(text.slice(found?.start, found?.end)).toBe(toBase64(bytes));
  });

  it("take no more room than a few times the text, for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 2000 }), (text) => {
        const size = decodings(plainPassage(text)).reduce((sum, it) => sum + it.text.length, 0);
        expect(size).toBeLessThanOrEqual(16 * text.length + 64);
      }),
    );
  });
});
