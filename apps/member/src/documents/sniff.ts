/**
 * What a file is, by its content alone: names and declared types are what an attacker chooses. They
 * only decide between kinds of plain text.
 */

import { isUtf8 } from "node:buffer";

import type { DocumentFormat } from "./document.ts";
import { byteOrderMark, detectCharset } from "./charset.ts";
import { foreignKind } from "./foreign-kinds.ts";
import type { Sniffed } from "./sniffed.ts";

const startBytes = 4096;
const pdfHeadBytes = 1024;
const zipTailBytes = 65_557;
const binaryPercent = 3;
const binaryWhat = "binary data; a text must be in UTF-8, UTF-16 or Windows-1252";
/** A large file is looked at in so many places, evenly spread. */
const samplesMax = 64;
const sampleBytes = 16 * 1024;

export function sniffDocument(bytes: Uint8Array, hint?: DocumentFormat): Sniffed {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (isBlank(buffer)) return { is: "empty" };
  const head = buffer.subarray(0, pdfHeadBytes);
  if (startsWith(buffer, "%PDF-")) {
    const tail = buffer.subarray(Math.max(0, buffer.length - zipTailBytes));
    return document("pdf", tail.includes("PK\u0005\u0006", 0, "latin1"));
  }
  if (startsWith(buffer, "PK\u0003\u0004") || startsWith(buffer, "PK\u0005\u0006")) {
    return sniffZip(buffer, head.includes("%PDF-"));
  }
  const foreign = foreignKind(buffer);
  if (foreign !== undefined) return foreign;
  if (head.includes("%PDF-")) return document("pdf", true);
  return sniffText(buffer, hint);
}

function document(format: DocumentFormat, polyglot = false): Sniffed {
  return { is: "document", format, polyglot };
}

function startsWith(buffer: Buffer, magic: string): boolean {
  return buffer.subarray(0, magic.length).equals(Buffer.from(magic, "latin1"));
}

/** Nothing but white space, zeros and a byte order mark. */
function isBlank(buffer: Buffer): boolean {
  const { markBytes } = byteOrderMark(buffer);
  for (let at = markBytes; at < buffer.length; at += 1) {
    const byte = buffer[at] ?? 0;
    if (byte > 0x20 || (byte !== 0 && byte < 0x09) || (byte > 0x0d && byte < 0x20)) return false;
  }
  return true;
}

function sniffZip(buffer: Buffer, polyglot: boolean): Sniffed {
  const encrypted = ((buffer[6] ?? 0) & 1) === 1;
  if (encrypted) return { is: "encrypted" };
  const has = (name: string): boolean => buffer.includes(name, 0, "latin1");
  if (has("[Content_Types].xml") && has("word/")) return document("docx", polyglot);
  if (has("xl/workbook")) return { is: "unsupported", what: "spreadsheet" };
  if (has("ppt/presentation")) return { is: "unsupported", what: "presentation" };
  if (has("mimetypeapplication/vnd.oasis")) return { is: "unsupported", what: "OpenDocument" };
  return { is: "unsupported", what: "zip archive" };
}

function sniffText(buffer: Buffer, hint: DocumentFormat | undefined): Sniffed {
  const charset = detectCharset(buffer);
  const wide = charset.label.startsWith("utf-16");
  if (!wide && isBinary(buffer)) return { is: "unsupported", what: binaryWhat };
  const sample = buffer.subarray(charset.markBytes, charset.markBytes + startBytes * 4);
  const start = new TextDecoder(charset.label).decode(sample);
  if (looksLikeMail(start, hint === "eml")) return document("eml");
  if (looksLikeHtml(start, hint === "html")) return document("html");
  if (hint === "markdown" || hint === "csv") return document(hint);
  return document(looksLikeJson(start, buffer) ? "json" : "text");
}

/** Single zeros stand between the fields of some programs' output, and in logs that were cut off. */
const zerosPercent = 20;
const zerosInRowMax = 2;

/** Control characters other than line ends, tabs and the escape of coloured logs, in a sample. */
function isBinary(buffer: Buffer): boolean {
  const step = Math.max(sampleBytes, Math.floor(buffer.length / samplesMax));
  let [controls, zeros, looked] = [0, 0, 0];
  let isPadded = false;
  for (let from = 0; from < buffer.length; from += step) {
    const end = Math.min(buffer.length, from + sampleBytes);
    let inRow = 0;
    for (let at = from; at < end; at += 1) {
      const byte = buffer[at] ?? 0;
      inRow = byte === 0 ? inRow + 1 : 0;
      if (inRow > zerosInRowMax) isPadded = true;
      if (byte === 0) zeros += 1;
      else if (isControl(byte)) controls += 1;
    }
    looked += end - from;
  }
  if (controls * 100 > looked * binaryPercent) return true;
  if ((controls + zeros) * 100 <= looked * binaryPercent) return false;
  return isPadded || zeros * 100 > looked * zerosPercent || !isUtf8(buffer);
}

function isControl(byte: number): boolean {
  const layout = byte === 0x09 || byte === 0x0a || byte === 0x0c || byte === 0x0d || byte === 0x1b;
  return byte < 0x20 && !layout;
}

const headerLine = /^([!-9;-~]{1,76}):/;
const mailHeaders = new Set(
  (
    "arc-seal authentication-results bcc cc content-transfer-encoding content-type date delivered-to " +
    "dkim-signature envelope-to from importance in-reply-to message-id mime-version received " +
    "received-spf references reply-to return-path sender subject thread-topic to user-agent x-mailer " +
    "x-originating-ip x-received"
  ).split(" "),
);
/** Headers that only machines write: a pasted "From: … To: … Subject: …" is no mail file. */
const machineHeaders = new Set(
  "content-type message-id mime-version received return-path delivered-to dkim-signature".split(
    " ",
  ),
);

/** A block of header lines, RFC 5322 §2.2, with enough that only mail has. */
function looksLikeMail(start: string, hinted: boolean): boolean {
  const seen = new Set<string>();
  const lines = start.split(/\r?\n/, 200);
  if (lines[0]?.startsWith("From ") === true) lines.shift();
  for (const line of lines) {
    if (line === "") break;
    if (/^[ \t]/.test(line) && seen.size > 0) continue;
    const name = headerLine.exec(line)?.[1]?.toLowerCase();
    if (name === undefined) break;
    seen.add(name);
  }
  const known = [...seen].filter((name) => mailHeaders.has(name)).length;
  const machine = [...seen].filter((name) => machineHeaders.has(name)).length;
  return hinted ? known >= 2 : known >= 3 && machine >= 1;
}

/** WHATWG MIME Sniffing §7.1, after comments, white space and an XML declaration. */
function looksLikeHtml(start: string, hinted: boolean): boolean {
  const text = start.slice(0, startBytes).replace(/^\s*(?:<\?xml[^>]{0,200}\?>\s*)?/, "");
  if (
    /^<(?:!doctype\s+html|html|head|body|script|iframe|style|table|title|meta|div|font|h[1-6]|br|p|a|b)[\s>]/i.test(
      text,
    )
  ) {
    return true;
  }
  if (text.startsWith("<!--"))
    return /<(?:!doctype\s+html|html|head|body|div|p|table)[\s>]/i.test(text);
  return hinted && /<\/?(?:html|body|div|p|span|table|a|br|b|i|h[1-6]|ul|li)\b[^<>]*>/i.test(text);
}

function looksLikeJson(start: string, buffer: Buffer): boolean {
  if (!/^\s*(?:\{\s*["}]|\[\s*(?:["{[\]\d-]|true|false|null))/.test(start)) return false;
  const end = buffer
    .subarray(Math.max(0, buffer.length - 64))
    .toString("latin1")
    .trimEnd();
  return end.endsWith("}") || end.endsWith("]");
}
