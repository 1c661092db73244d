/**
 * A mail (RFC 5322, MIME) to its headers that matter, the body that a reader would see, and its
 * attachments: each named with its hashes, read where its content is of a kind that is read.
 */

import { createHash } from "node:crypto";

import PostalMime, { type Attachment, decodeWords, type Email } from "postal-mime";

import type { DocumentFormat } from "../document.ts";
import { sniffDocument } from "../sniff.ts";
import type { Answer, Section } from "./answer.ts";
import { readHtml } from "./html.ts";
import { readOne, whyOf } from "./read-one.ts";
import type { ParseRequest } from "./request.ts";
import { Unreadable } from "./unreadable.ts";

const nestingMax = 64;
const headerBytesMax = 1024 * 1024;
const nameCharsMax = 255;
const attachmentsMax = 1_000;
const comparedCharsMax = 1024 * 1024;
/** In the order of the mail; the rest is counted. */
const headersKept: Readonly<Record<string, string>> = {
  "authentication-results": "Authentication-Results",
  cc: "Cc",
  date: "Date",
  from: "From",
  "message-id": "Message-ID",
  received: "Received",
  "received-spf": "Received-SPF",
  "reply-to": "Reply-To",
  "return-path": "Return-Path",
  sender: "Sender",
  subject: "Subject",
  to: "To",
  "user-agent": "User-Agent",
  "x-mailer": "X-Mailer",
  "x-originating-ip": "X-Originating-IP",
};

interface Waiting {
  readonly bytes: Uint8Array;
  readonly format: DocumentFormat;
  readonly at: number;
  readonly depth: number;
}

/** Reads the mail itself first and completes it, so that a hostile attachment costs only itself. */
export async function readMail(
  bytes: Uint8Array,
  request: ParseRequest,
  answer: Answer,
): Promise<void> {
  const waiting: Waiting[] = [];
  let read = 0;
  const main = answer.section(0);
  await readMessage(bytes, 0, main);
  main.complete();
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const section = answer.section(next.at);
    try {
      if (next.format === "eml") await readMessage(next.bytes, next.depth, section);
      else await readOne(next.format, next.bytes, section);
      section.complete();
    } catch (error) {
      section.failed(whyOf(error));
    }
  }

  async function readMessage(message: Uint8Array, depth: number, out: Section): Promise<void> {
    const mail = await parse(message);
    writeHeaders(mail, out);
    writeBody(mail, out);
    if (mail.attachments.length > attachmentsMax) throw new Unreadable("limit");
    for (const attachment of mail.attachments) announce(attachment, depth + 1, out);
  }

  function announce(attachment: Attachment, depth: number, out: Section): void {
    const content = bytesOf(attachment);
    const name = (attachment.filename ?? "unnamed").replace(/\s+/g, " ").slice(0, nameCharsMax);
    const md5 = createHash("md5").update(content).digest("hex");
    const sha256 = createHash("sha256").update(content).digest("hex");
    const format = formatOf(content, attachment.filename ?? "");
    const wanted = depth <= request.partDepthMax && read < request.partsMax;
    const readable = wanted && format !== null && content.length <= request.partBytesMax;
    out.text(`Attachment: ${name} (${content.length} bytes, MD5 ${md5}, SHA-256 ${sha256})\n`);
    const facts = { name, depth, bytes: content.length, md5, sha256 };
    const at = answer.part({ ...facts, format: readable ? format : null });
    if (!readable) {
      out.note("part-unread", 1);
      return;
    }
    read += 1;
    waiting.push({ bytes: content, format, at, depth });
  }
}

async function parse(message: Uint8Array): Promise<Email> {
  try {
    // A whole buffer is taken as it is, where a view of one would be copied.
    const { buffer } = message;
    const whole = buffer instanceof ArrayBuffer && buffer.byteLength === message.byteLength;
    return await PostalMime.parse(whole ? buffer : message, {
      forceRfc822Attachments: true,
      maxNestingDepth: nestingMax,
      maxHeadersSize: headerBytesMax,
    });
  } catch (cause) {
    throw new Unreadable("limit", cause);
  }
}

function bytesOf({ content }: Attachment): Uint8Array {
  if (typeof content === "string") return new TextEncoder().encode(content);
  return content instanceof Uint8Array ? content : new Uint8Array(content);
}

function formatOf(content: Uint8Array, name: string): DocumentFormat | null {
  const hint = /\.html?$/i.test(name) ? "html" : /\.(?:eml|mht)$/i.test(name) ? "eml" : undefined;
  const found = sniffDocument(content, hint);
  return found.is === "document" ? found.format : null;
}

function writeHeaders(mail: Email, out: Section): void {
  for (const { key, value } of mail.headers) {
    const shown = Object.hasOwn(headersKept, key) ? headersKept[key] : undefined;
    if (shown === undefined) out.note("headers-dropped", 1);
    else out.text(`${shown}: ${decodeWords(value).replace(/\s+/g, " ").trim()}\n`);
  }
  out.text("\n");
}

/** HTML where the mail has it, as a reader shows it; its plain alternative is what nobody sees. */
function writeBody({ html = "", text = "" }: Email, out: Section): void {
  if (html.trim() === "") {
    out.text(`${text}\n`);
    return;
  }
  const compared = text !== "" && html.length + text.length <= comparedCharsMax;
  const shown: string[] = [];
  readHtml(html, {
    note: (kind, count) => out.note(kind, count),
    text: (piece) => {
      out.text(piece);
      if (compared) shown.push(piece);
    },
  });
  out.text("\n");
  // Mail programs write the same words twice; only what says something else is worth a note.
  const plain = compared ? letters(text) : text.trim();
  if (plain !== "" && !letters(shown.join("")).includes(plain)) {
    out.note("alternative-dropped", plain.length);
  }
}

function letters(text: string): string {
  return text.replace(/<[^<>\s]{1,2000}>/g, "").replace(/[^\p{L}\p{N}]+/gu, "");
}
