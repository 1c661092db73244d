import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { systemClock } from "@tocsin/kernel";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { DocumentReading } from "./document.ts";
import { createDocumentReader, type DocumentRequest } from "./read-document.ts";
import { paragraph, writeDocx } from "./test/docx-writer.ts";
import { streamOf, textAt, writePdf } from "./test/pdf-writer.ts";
import { writeZip } from "./test/zip-writer.ts";

const { readDocument } = createDocumentReader({ clock: systemClock });
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tocsin-documents-"));
});
afterAll(() => rm(folder, { recursive: true }));

function read(
  content: Uint8Array | string,
  request: Partial<DocumentRequest> = {},
): Promise<DocumentReading> {
  return readDocument({ source: { bytes: new Uint8Array(Buffer.from(content)) }, ...request });
}

function kinds({ notes }: DocumentReading): string[] {
  return notes.map(({ kind }) => kind);
}

const mail =
  "From: a@evil.example\r\nTo: b@ours.example\r\nMIME-Version: 1.0\r\n" +
  "Content-Type: multipart/mixed; boundary=B\r\n\r\n--B\r\n\r\nsee attached\r\n";

describe("reading a document", () => {
  it.each<[string, Uint8Array | string, string]>([
    ["text", "plain text", "text"],
    ["html", "<html><p>plain text", "html"],
    ["pdf", writePdf([textAt(72, 700, "plain text")]), "pdf"],
    ["docx", writeDocx(paragraph("plain text")), "docx"],
    ["eml", `${mail}plain text\r\n--B--`, "eml"],
    ["json", '{"a":"plain text"}', "json"],
  ])("gives the text of %s", async (format, content, ending) => {
    const reading = await read(content, { name: `a.${ending}` });
    expect(reading.format).toBe(format);
    expect(reading.text).toContain("plain text");
    expect(kinds(reading)).not.toContain("mislabelled");
  });

  it("reads a mislabelled file as what it is, and says so", async () => {
    const html = await read("<html><p>a page</p>", { name: "../../invoice.pdf" });
    expect([html.format, html.text, kinds(html)]).toEqual(["html", "a page\n", ["mislabelled"]]);
    const text = await read("only text", { declaredType: "application/pdf" });
    expect([text.format, kinds(text)]).toEqual(["text", ["mislabelled"]]);
    expect(kinds(await read("# text", { name: "a.md", declaredType: "text/plain" }))).toEqual([]);
  });

  it("reads from a path, and no folder, pipe or missing file", async () => {
    const path = join(folder, "report.html");
    await writeFile(path, "<p>from disk");
    expect((await readDocument({ source: { path } })).text).toBe("from disk\n");
    await mkdir(join(folder, "sub"));
    for (const wrong of [join(folder, "sub"), join(folder, "none"), "/dev/zero", ""]) {
      const failing = readDocument({ source: { path: wrong } });
      await expect(failing).rejects.toMatchObject({ code: "document-missing" });
    }
  });

  it("reads a mail with its attachments, each told by name, size and hash", async () => {
    const attachment = Buffer.from(writeDocx(paragraph("in the attachment"))).toString("base64");
    const reading = await read(
      `${mail}--B\r\nContent-Type: application/pdf; name="..\\..\\a\u001b[2J.pdf"\r\n` +
        `Content-Transfer-Encoding: base64\r\n\r\n${attachment}\r\n--B--\r\n`,
      { name: "mail.eml" },
    );
    expect(reading.text).toMatch(/^From: a@evil\.example\n/);
    expect(reading.parts).toEqual([
      expect.objectContaining({ format: "docx", text: "in the attachment\n", depth: 1 }),
    ]);
    expect(reading.parts[0]?.name).not.toContain("\u001b");
  });

  it.each<[string, Uint8Array | string, string]>([
    ["nothing", "", "document-empty"],
    ["white space", " \n", "document-empty"],
    ["a page that shows nothing", "<html><p hidden>secret", "document-empty"],
    [
      "an unknown binary",
      Uint8Array.from({ length: 999 }, (_, at) => (at * 31) % 256),
      "document-unsupported",
    ],
    ["a zip", writeZip([{ name: "a", content: "x" }]), "document-unsupported"],
    [
      "half a PDF",
      Buffer.from(writePdf([textAt(72, 700, "x")])).subarray(0, 60),
      "document-damaged",
    ],
    ["half a DOCX", Buffer.from(writeDocx(paragraph("x"))).subarray(0, 900), "document-damaged"],
    ["an encrypted zip", writeZip([{ name: "a", content: "x", flags: 1 }]), "document-encrypted"],
    [
      "an external entity",
      writeDocx("", { document: '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>' }),
      "document-damaged",
    ],
  ])("refuses %s with its reason", async (_name, content, code) => {
    await expect(read(content)).rejects.toMatchObject({ name: "TocsinError", code });
  });

  it("names limits with their unit", async () => {
    const html = Buffer.alloc(25 * 1024 * 1024 + 1, "<p>x ");
    await expect(read(html)).rejects.toMatchObject({
      code: "too-large",
      detail: "at most 25 MB of this kind",
    });
    const text = new Uint8Array(50 * 1024 * 1024 + 1);
    await expect(readDocument({ source: { bytes: text } })).rejects.toMatchObject({
      code: "too-large",
      detail: "at most 50 MB of this kind",
    });
  });

  it("tells what an error is about, and nothing of the file", async () => {
    const path = join(folder, "secret-name.docx");
    await writeFile(path, Buffer.from(writeDocx(paragraph("secret-text"))).subarray(0, 900));
    const error: unknown = await readDocument({ source: { path } }).catch(
      (caught: unknown) => caught,
    );
    const told = `${String(error)} ${error instanceof Error ? String(error.cause) : ""}`;
    expect(told).toContain("damaged");
    expect(told).not.toContain("secret");
  });

  it("stops when asked, before and in the middle", async () => {
    await expect(read("<html>x", { signal: AbortSignal.abort() })).rejects.toThrow("aborted");
    const stop = new AbortController();
    const pages = Array.from({ length: 400 }, () => textAt(72, 700, "a page").repeat(50));
    const reading = read(writePdf(pages), { signal: stop.signal });
    setTimeout(() => stop.abort(), 100);
    await expect(reading).rejects.toThrow("aborted");
  });
});

describe("a hostile document", () => {
  const million = 1_000_000;
  it.each<[string, () => Uint8Array | string]>([
    ["600 kB of nested tags", () => "<html>" + "<div>".repeat(120_000)],
    [
      "style rules for every element",
      () => `<html><style>${"*{color:red}".repeat(5_000)}</style>${"<p>x".repeat(million)}`,
    ],
    [
      "a stream that inflates a thousandfold",
      () => writePdf([" ".repeat(300 * million)], { compress: true }),
    ],
    [
      "operators that inflate a thousandfold",
      () => writePdf(["q Q ".repeat(20 * million)], { compress: true }),
    ],
    ["states that are never left", () => writePdf(["q ".repeat(50_000)])],
    [
      "more pages than anyone reads",
      () => writePdf(Array.from({ length: 6_000 }, () => textAt(72, 700, "x"))),
    ],
    ["a mail of a hundred thousand parts", () => `${mail}${"--B\n\nx\n".repeat(100_000)}`],
    [
      "a part that inflates a thousandfold",
      () => writeDocx("", { document: " ".repeat(30 * million) }),
    ],
    [
      "a part that lies about its size",
      () =>
        writeDocx("", {
          relations: [{ id: "s", kind: "styles", target: "styles.xml" }],
          parts: [
            { name: "word/styles.xml", content: Buffer.alloc(50 * million), claimedSize: 1_000 },
          ],
        }),
    ],
  ])("of %s ends within the limits", async (_name, make) => {
    const error: unknown = await read(make()).catch((caught: unknown) => caught);
    expect(["document-over-limit", "document-damaged"]).toContain(
      Reflect.get(error as object, "code"),
    );
  });

  it("does not take the whole mail with it", async () => {
    const bomb = Buffer.from(writePdf([" ".repeat(300 * million)], { compress: true }));
    const reading = await read(
      `${mail}--B\r\nContent-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n` +
        `${bomb.toString("base64")}\r\n--B--\r\n`,
    );
    expect(reading.text).toContain("see attached");
    expect(kinds(reading)).toContain("part-unread");
    expect(reading.parts).toEqual([
      expect.objectContaining({
        name: "a.pdf",
        text: "",
        notes: [expect.objectContaining({ kind: "part-unread" })],
      }),
    ]);
  });

  it("is read while others are read too", async () => {
    const hostile = writePdf(["q ".repeat(50_000)]);
    const sound = Array.from({ length: 4 }, (_, n) => read(`<html><p>number ${n}`));
    const [first, ...rest] = await Promise.allSettled([read(hostile), ...sound]);
    expect(first).toMatchObject({ status: "rejected" });
    expect(rest.map((one) => one.status)).toEqual([
      "fulfilled",
      "fulfilled",
      "fulfilled",
      "fulfilled",
    ]);
  });

  it("that is valid as two formats is read as one, with a warning", async () => {
    const both = Buffer.concat([
      writePdf([textAt(72, 700, "the pdf")]),
      writeDocx(paragraph("the docx")),
    ]);
    const reading = await read(both, { name: "a.docx" });
    expect(reading.text).toContain("the pdf");
    expect(reading.text).not.toContain("the docx");
    expect(kinds(reading)).toEqual(expect.arrayContaining(["mislabelled", "polyglot"]));
  });

  it("with a picture of 24 MB is not decoded", async () => {
    const entries =
      "/Type /XObject /Subtype /Image /Width 5000 /Height 5000 /BitsPerComponent 8 /ColorSpace /DeviceRGB";
    const picture = streamOf("x".repeat(24 * million), false, entries).toString("latin1");
    const pdf = writePdf(
      [`q 600 0 0 700 0 0 cm /I Do Q ${textAt(72, 750, "beside the picture")}`],
      {
        resources: "/XObject << /I 10 0 R >>",
        objects: [picture],
      },
    );
    expect((await read(pdf)).text).toContain("beside the picture");
  });
});
