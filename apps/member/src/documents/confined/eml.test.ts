import { createHash } from "node:crypto";

import { describe, expect, it } from "vitest";

import { paragraph, writeDocx } from "../test/docx-writer.ts";
import { textAt, writePdf } from "../test/pdf-writer.ts";
import { createAnswer, type Frame } from "./answer.ts";
import { readFile } from "./read-file.ts";

const limits = { textCharsMax: 1_000_000, partDepthMax: 2, partsMax: 3, partBytesMax: 1_000_000 };

interface Read {
  readonly frames: readonly Frame[];
  readonly text: (at: number) => string;
  readonly notes: Readonly<Record<string, number | undefined>>;
}

async function read(mail: string | Uint8Array): Promise<Read> {
  const bytes = new Uint8Array(typeof mail === "string" ? Buffer.from(mail, "latin1") : mail);
  const frames: Frame[] = [];
  const answer = createAnswer(
    (line) => frames.push(JSON.parse(line) as Frame),
    limits.textCharsMax,
  );
  await readFile({ format: "eml", bytes: bytes.length, ...limits }, bytes, answer);
  return {
    frames,
    text: (at) =>
      frames.map((frame) => (frame.k === "text" && frame.at === at ? frame.text : "")).join(""),
    notes: Object.fromEntries(
      frames.flatMap((frame) =>
        frame.k === "note" && frame.at === 0 ? [[frame.note, frame.count]] : [],
      ),
    ),
  };
}

function mailOf(headers: string, body: string): string {
  return `From: a@evil.example\r\nTo: b@ours.example\r\n${headers}\r\n\r\n${body}`;
}

function mixed(...parts: readonly string[]): string {
  return mailOf(
    "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=BB",
    `${parts.map((part) => `--BB\r\n${part}\r\n`).join("")}--BB--\r\n`,
  );
}

function attached(
  name: string,
  content: Uint8Array | string,
  type = "application/octet-stream",
): string {
  const encoded = Buffer.from(content).toString("base64");
  return (
    `Content-Type: ${type}; name="${name}"\r\nContent-Disposition: attachment; filename="${name}"\r\n` +
    `Content-Transfer-Encoding: base64\r\n\r\n${encoded}`
  );
}

describe("a mail as text", () => {
  it("keeps the headers that matter in their order and counts the rest", async () => {
    const mail = await read(
      "Return-Path: <x@evil.example>\r\nReceived: from mx.evil.example\r\n\t([203.0.113.9])\r\n" +
        "X-Secret: one\r\nX-Originating-IP: [203.0.113.8]\r\nFrom: =?utf-8?q?J=C3=BCrgen?= <x@evil.example>\r\n" +
        "To: b@ours.example\r\nSubject: =?iso-8859-1?q?gr=FC=DFe?=\r\nReply-To: y@evil.example\r\n" +
        "Authentication-Results: mx; spf=fail\r\nMessage-ID: <1@evil.example>\r\nDate: Tue, 3 Mar 2026 10:00:00 +0000\r\n" +
        "\r\nHello\r\nthere\r\n",
    );
    expect(mail.text(0)).toBe(
      "Return-Path: <x@evil.example>\nReceived: from mx.evil.example ([203.0.113.9])\n" +
        "X-Originating-IP: [203.0.113.8]\nFrom: Jürgen <x@evil.example>\nTo: b@ours.example\nSubject: grüße\n" +
        "Reply-To: y@evil.example\nAuthentication-Results: mx; spf=fail\nMessage-ID: <1@evil.example>\n" +
        "Date: Tue, 3 Mar 2026 10:00:00 +0000\n\nHello\nthere\n\n",
    );
    expect(mail.notes).toEqual({ "headers-dropped": 1 });
  });

  it.each([
    ["text/plain; charset=windows-1251", "8bit", "\xcf\xf0\xe8", "При"],
    ["text/plain; charset=utf-8", "quoted-printable", "gr=C3=BC=\r\n=C3=9Fe", "grüße"],
    ["text/plain; charset=iso-2022-jp", "7bit", "\x1b$B$3\x1b(B", "こ"],
    ["text/plain", "base64", "aGVsbG8=", "hello"],
    ["text/html; charset=utf-8", "base64", Buffer.from("<p>a<p>ü").toString("base64"), "a\n\nü"],
  ])("decodes %s in %s", async (type, encoding, body, text) => {
    const mail = mailOf(`Content-Type: ${type}\r\nContent-Transfer-Encoding: ${encoding}`, body);
    expect((await read(mail)).text(0)).toContain(`\n\n${text}\n`);
  });

  it("shows the version that a reader would see, and says when the other differs", async () => {
    const both = (plain: string): string =>
      mailOf(
        "Content-Type: multipart/alternative; boundary=B",
        `--B\r\nContent-Type: text/plain\r\n\r\n${plain}\r\n--B\r\nContent-Type: text/html\r\n\r\n` +
          '<p>Dear <a href="https://evil.example/">you</a><span hidden>unseen</span></p>\r\n--B--\r\n',
      );
    const other = await read(both("a decoy"));
    expect(other.text(0)).toContain("\n\nDear you <https://evil.example/>\n");
    expect(other.text(0)).not.toContain("decoy");
    expect(other.notes).toMatchObject({ "hidden-text": 6, "alternative-dropped": 6 });
    expect((await read(both("Dear you"))).notes).not.toHaveProperty("alternative-dropped");
  });

  it("names attachments with their hashes, and reads those that it can", async () => {
    const pdf = writePdf([textAt(72, 700, "in the pdf")]);
    const mail = await read(
      mixed(
        "Content-Type: text/plain\r\n\r\nbody",
        attached("../../etc/passwd", pdf),
        attached("invoice.pdf", writeDocx(paragraph("in the docx")), "application/pdf"),
        attached("a.zip", "PK\u0003\u0004 not a document"),
        attached("note.html", "<p>in the page"),
        attached("more.txt", "one too many"),
      ),
    );
    const sha256 = createHash("sha256").update(pdf).digest("hex");
    const parts = mail.frames.flatMap((frame) => (frame.k === "part" ? [frame] : []));
    expect(parts.map(({ name, format }) => [name, format])).toEqual([
      ["../../etc/passwd", "pdf"],
      ["invoice.pdf", "docx"],
      ["a.zip", null],
      ["note.html", "html"],
      ["more.txt", null],
    ]);
    expect(parts[0]).toMatchObject({ depth: 1, bytes: pdf.length, sha256 });
    expect(mail.text(0)).toContain(`Attachment: ../../etc/passwd (${pdf.length} bytes, MD5 `);
    expect([1, 2, 3, 4, 5].map((at) => mail.text(at).trim())).toEqual([
      "in the pdf",
      "in the docx",
      "",
      "in the page",
      "",
    ]);
    expect(mail.notes).toEqual({ "headers-dropped": 2, "part-unread": 2 });
  });

  it("reads a mail in the mail, down to the allowed depth", async () => {
    const nest = (inner: string): string => mixed(`Content-Type: message/rfc822\r\n\r\n${inner}`);
    const innermost =
      "From: z@evil.example\r\nTo: b@ours.example\r\nMessage-ID: <z>\r\n\r\ninnermost";
    const inner = nest(innermost.replaceAll("BB", "CC")).replaceAll("BB", "CC");
    const middle = nest(inner).replaceAll("--BB", "--DD").replaceAll("=BB", "=DD");
    const mail = await read(mixed(`Content-Type: message/rfc822\r\n\r\n${middle}`));
    const parts = mail.frames.flatMap((frame) => (frame.k === "part" ? [frame] : []));
    expect(parts.map(({ depth, format }) => [depth, format])).toEqual([
      [1, "eml"],
      [2, "eml"],
      [3, null],
    ]);
  });

  it("keeps the mail when an attachment is damaged", async () => {
    const docx = writeDocx(paragraph("x")).slice(0, -30);
    const mail = await read(mixed("\r\nbody", attached("a.docx", docx)));
    expect(mail.text(0)).toContain("body");
    expect(mail.frames).toContainEqual({ k: "failed", at: 1, why: "damaged" });
    expect(mail.frames.at(-1)).toEqual({ k: "done" });
  });

  it.each([
    [
      "too deep",
      () => {
        let body = "x";
        for (let n = 0; n < 100; n += 1)
          body = `Content-Type: multipart/mixed; boundary=B${n}\r\n\r\n--B${n}\r\n${body}\r\n--B${n}--`;
        return `From: a@evil.example\r\n${body}`;
      },
    ],
    ["too much head", () => `From: a@evil.example\r\n${"X-A: b\r\n".repeat(200_000)}\r\nx`],
    [
      "too many attachments",
      () => mixed(...Array.from({ length: 1_100 }, () => attached("a", "b"))),
    ],
  ])("refuses %s", async (_name, make) => {
    expect((await read(make())).frames).toContainEqual({ k: "failed", at: 0, why: "limit" });
  });

  it("answers every truncation", async () => {
    const whole = mixed(
      "Content-Type: text/html\r\n\r\n<p>x</p>",
      attached("a.html", "<p>in the page"),
    );
    for (let end = 0; end < whole.length; end += 10) {
      expect((await read(whole.slice(0, end))).frames.at(-1)).toEqual({ k: "done" });
    }
  });
});
