import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { DocumentFormat } from "./document.ts";
import { formatOfLabels } from "./labels.ts";
import { sniffDocument } from "./sniff.ts";
import { paragraph, writeDocx } from "./test/docx-writer.ts";
import { textAt, writePdf } from "./test/pdf-writer.ts";
import { writeZip } from "./test/zip-writer.ts";

const binary = "binary data; a text must be in UTF-8, UTF-16 or Windows-1252";
const wide = (text: string, more = ""): Buffer =>
  Buffer.concat([Buffer.from(text, "utf16le"), Buffer.from(more)]);
const pdf = writePdf([textAt(72, 700, "x")]);
const docx = writeDocx(paragraph("x"));
const mail = "Received: from a\r\nFrom: a@e.example\r\nTo: b@e.example\r\nSubject: s\r\n\r\nbody";

function bytesOf(content: Uint8Array | string): Uint8Array {
  return typeof content === "string" ? Buffer.from(content, "latin1") : content;
}

function outcome(content: Uint8Array | string, hint?: DocumentFormat): string {
  const found = sniffDocument(bytesOf(content), hint);
  if (found.is === "unsupported") return found.what;
  return found.is === "document" ? found.format : found.is;
}

describe("what a file is", () => {
  it.each<[string, Uint8Array | string, DocumentFormat | undefined, string]>([
    ["text", "a line\n", undefined, "text"],
    ["text called Markdown", "# head\n", "markdown", "markdown"],
    ["text called CSV", "a,b\n1,2\n", "csv", "csv"],
    ["text called PDF", "a line\n", "pdf", "text"],
    ["text with a few control characters", `${"line\n".repeat(30)}\0\x01`, undefined, "text"],
    ["a coloured log", "\x1b[31mred\x1b[0m\n", undefined, "text"],
    ["UTF-16", Buffer.from("\ufeffwide", "utf16le"), undefined, "text"],
    ["UTF-16 without a mark", Buffer.from("some wide text", "utf16le"), undefined, "text"],
    ["JSON", ' {"a": [1]} ', undefined, "json"],
    ["a JSON list", "[1, 2]", undefined, "json"],
    ["a citation", "[1] see above", undefined, "text"],
    ["HTML", "<!DOCTYPE html><p>x", undefined, "html"],
    ["HTML after a comment", "<!-- x --><html><p>x", undefined, "html"],
    ["XHTML", '<?xml version="1.0"?>\n<html>', undefined, "html"],
    ["HTML in UTF-16", Buffer.from("\ufeff<html><p>x", "utf16le"), undefined, "html"],
    ["HTML called PDF", "<html>", "pdf", "html"],
    ["a fragment called HTML", "Hello <b>you</b>", "html", "html"],
    ["the same fragment", "Hello <b>you</b>", undefined, "text"],
    ["other XML", "<rss><a/></rss>", undefined, "text"],
    ["a mail", mail, undefined, "eml"],
    ["a mail in a mailbox", `From a@e.example Tue\n${mail}`, undefined, "eml"],
    ["a pasted mail head", "From: a\nTo: b\nSubject: c\n\nx", undefined, "text"],
    ["the same called EML", "From: a\nTo: b\nSubject: c\n\nx", "eml", "eml"],
    ["PDF", pdf, undefined, "pdf"],
    ["PDF called DOCX", pdf, "docx", "pdf"],
    ["PDF after junk", Buffer.concat([Buffer.from("junk\n"), pdf]), undefined, "pdf"],
    ["DOCX", docx, undefined, "docx"],
    ["DOCX called text", docx, "text", "docx"],
    ["an encrypted zip", writeZip([{ name: "a", content: "x", flags: 1 }]), undefined, "encrypted"],
    ["a zip", writeZip([{ name: "a", content: "x" }]), "docx", "zip archive"],
    ["an empty zip", writeZip([]), undefined, "zip archive"],
    [
      "a spreadsheet",
      writeZip([{ name: "xl/workbook.xml", content: "x" }]),
      undefined,
      "spreadsheet",
    ],
    ["a picture", "\x89PNG\r\n\x1a\n\0\0", undefined, "picture"],
    ["a program", "MZ\x90\0\x03\0", undefined, "program"],
    ["words that begin like a program", "MZ is short for Mark Z.", undefined, "text"],
    ["a gzip", "\x1f\x8b\x08\0\0", undefined, "gzip archive"],
    ["RTF", "{\\rtf1 x}", undefined, "RTF"],
    [
      "an encrypted Word file",
      `\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1${Buffer.from("EncryptedPackage", "utf16le").toString("latin1")}`,
      "docx",
      "encrypted",
    ],
    [
      "an old Word file",
      "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0",
      undefined,
      "old Office file (before 2007); save it as DOCX",
    ],
    ["UTF-32", "\xff\xfe\0\0a\0\0\0", undefined, "UTF-32 text"],
    ["a PGP message", "-----BEGIN PGP MESSAGE-----\n", undefined, "encrypted"],
    [
      "binary data",
      Uint8Array.from({ length: 2_000 }, (_, at) => (at * 7919) % 256),
      undefined,
      binary,
    ],
    ["text with some zeros", "a short line\0 and more\0", undefined, "text"],
    ["fields between zeros", "HOME=/root\0SHELL=/bin/sh\0", undefined, "text"],
    ["text padded with zeros", `name\0\0\0\0other\0\0\0\0`, undefined, binary],
    ["zeros among broken bytes", "\xfe\0\x80abc\0\xffxyz\0", undefined, binary],
    ["numbers of two bytes", Buffer.from("\x01\0\x02\0\x07\0\x0e\0\x41\0"), undefined, binary],
    ["numbers of four bytes", Buffer.from("\x41\0\0\0\x42\0\0\0\x43\0\0\0"), undefined, binary],
    ["wide text of odd length", wide("some wide text", "\n"), undefined, "text"],
    ["wide Cyrillic text", wide("Быстрая лиса видела 45.77.12.9\r\n"), undefined, "text"],
    ["wide Greek text", wide("Η γρήγορη αλεπού είδε 45.77.12.9\r\n"), undefined, "text"],
    ["nothing", "", undefined, "empty"],
    ["white space", " \r\n\t\n".repeat(5_000), undefined, "empty"],
    ["a byte order mark", "\xef\xbb\xbf\n", undefined, "empty"],
    ["zeros", new Uint8Array(100), undefined, "empty"],
  ])("takes %s for what it is", (_name, content, hint, expected) => {
    expect(outcome(content, hint)).toBe(expected);
  });

  it("marks files that are valid as two formats", () => {
    const both = [
      Buffer.concat([pdf, docx]),
      Buffer.concat([Buffer.from("<html>"), pdf]),
      writeZip([{ name: "[Content_Types].xml", content: "%PDF-1.7 word/", stored: true }]),
    ];
    for (const bytes of both) {
      expect(sniffDocument(bytes)).toMatchObject({ is: "document", polyglot: true });
    }
  });

  it("never throws, whatever the bytes", () => {
    const start = fc.constantFrom(
      "%PDF-",
      "PK\u0003\u0004",
      "\xff\xfe",
      "<html",
      "From: a\nTo: b\n",
      "{",
    );
    fc.assert(
      fc.property(start, fc.uint8Array({ maxLength: 200 }), (head, tail) => {
        sniffDocument(Buffer.concat([Buffer.from(head, "latin1"), tail]));
        sniffDocument(tail);
      }),
    );
  });

  it.each([
    ["report.PDF", undefined, "pdf"],
    ["../../etc/passwd", "text/html; charset=utf-8", "html"],
    ["a.pdf.txt", "application/pdf", "text"],
    ["__proto__", "constructor", undefined],
    ["x.__proto__", undefined, undefined],
    [undefined, "TEXT/CSV", "csv"],
  ])("takes the label of %s, %s for %s", (name, type, format) => {
    expect(formatOfLabels(name, type)).toBe(format);
  });
});
