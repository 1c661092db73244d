/** Lines of a mail's head, wherever one was pasted, with the folded lines that belong to them. RFC 5322. */

import { firstFrom } from "../../text/first-from.ts";
import type { Passage } from "../../text/passage.ts";
import { marksOfChars } from "../../text/tokens.ts";

export interface HeaderLine {
  /** In lower case. */
  readonly name: string;
  /** Offsets of the value. */
  readonly start: number;
  readonly end: number;
}

const headerLine = /^[ \t>|*]{0,8}([A-Za-z][A-Za-z-]{0,30})[*]{0,2} ?:[ \t*]/;
const headCharsMax = 48;

const known = new Set(
  (
    "to cc bcc from reply-to sender return-path delivered-to x-original-to envelope-to resent-to " +
    "apparently-to x-forwarded-to recipient recipients subject date received"
  ).split(" "),
);

/** As mail programs write them in other languages; of these only a line with an address is a header. */
const foreign = new Map(
  Object.entries({
    from: "von de da od van fra fran lahettaja mittente absender expediteur remitente remetente afzender avsender nadawca odesilatel",
    to: "an a komu aan til till para do vastaanottaja destinataire destinatario",
    cc: "copie kopie kopia kopio copia dw",
  }).flatMap(([name, words]) => words.split(" ").map((word) => [word, name] as const)),
);

export const recipientHeaders: ReadonlySet<string> = new Set(
  (
    "to cc bcc delivered-to x-original-to envelope-to resent-to apparently-to x-forwarded-to " +
    "recipient recipients"
  ).split(" "),
);
export const senderHeaders: ReadonlySet<string> = new Set([
  "from",
  "reply-to",
  "sender",
  "return-path",
]);

export function headerLines({ text, codes }: Pick<Passage, "text" | "codes">): HeaderLine[] {
  const lines: HeaderLine[] = [];
  let isOpen = false;
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf("\n", start);
    const end = newline < 0 ? text.length : newline;
    if (!isOpen && !hasName(codes, start)) {
      start = end + 1;
      continue;
    }
    const match = headerLine.exec(text.slice(start, Math.min(end, start + headCharsMax)));
    const written = match?.[1]?.toLowerCase() ?? "";
    const meant = foreign.get(written);
    const isForeign = meant !== undefined && text.slice(start, end).includes("@");
    const name = isForeign ? meant : written;
    const last = lines.at(-1);
    if (known.has(name)) {
      lines.push({ name, start: start + (match?.[0].length ?? 0), end });
      isOpen = true;
    } else if (isOpen && last !== undefined && /^[ \t]\S/.test(text.slice(start, start + 2))) {
      lines[lines.length - 1] = { ...last, end };
    } else {
      isOpen = false;
    }
    start = end + 1;
  }
  return lines;
}

const indent = marksOfChars(" \t>|*");
const blank = 32;
const colon = 58;
const star = 42;

/** Letters and hyphens up to a colon; most lines have none. */
function hasName(codes: Uint16Array, start: number): boolean {
  let at = start;
  while (indent[codes[at] ?? 0] === 1) at += 1;
  for (let code = codes[at] ?? 0; isLetter(code) || code === 45; code = codes[at] ?? 0) at += 1;
  if (codes[at] === blank) at += 1;
  return codes[at] === colon || codes[at] === star;
}

function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
}

/** The header in which this offset lies, if any; `lines` are in order. */
export function headerAt(lines: readonly HeaderLine[], at: number): HeaderLine | undefined {
  const line = lines[firstFrom(lines, at + 1) - 1];
  return line !== undefined && at <= line.end ? line : undefined;
}
