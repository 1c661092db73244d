/**
 * What a draft is called in the lists of this node. It is made of the source, with what must not leave
 * taken out, since a list is looked at by more people than a review; it is part of nothing that leaves.
 */

import { cutEnd } from "@tocsin/kernel/cut-end";
import type { DraftSource } from "@tocsin/store";
import type { Finding } from "@tocsin/wire";

/** Of texts that were handed in without a file: they say nothing of what is in them. */
const sayNothing: ReadonlySet<string> = new Set(["pasted text", "stdin", "upload"]);

const lookedAtCharsMax = 4000;
const nameCharsMax = 60;

/** Of mails and tickets: this line says what it is about, those only where it comes from. */
const subject = /^(?:subject|betreff|objet|asunto|oggetto|onderwerp|summary|title|titel)\s*:\s*/i;
const envelope =
  /^(?:from|to|cc|bcc|date|sent|received|reply-to|return-path|message-id|mime-version|content-[a-z-]+|x-[a-z-]+|von|an|gesendet|datum|de|para|fecha)\s*:/i;
const lineMarks = /^[\s#>*=_~|-]+/;
const mask = /\[[^\][]*\]/g;
const word = /\p{L}{3,}/gu;

/** A file keeps its name; a text is called after its subject or first telling line, or its minute (UTC). */
export function draftName(
  source: Pick<DraftSource, "name" | "text">,
  findings: readonly Finding[],
  createdMs: number,
): string {
  if (!sayNothing.has(source.name)) return source.name;
  const lines = shownLines(source.text, findings).filter((line) => !envelope.test(line));
  const chosen = lines.find((line) => subject.test(line) && isTelling(line.replace(subject, "")));
  const line = chosen?.replace(subject, "") ?? lines.find(isTelling);
  return line === undefined ? `text of ${minuteOf(createdMs)}` : shortened(line);
}

/** One line of at most 255 characters; empty where nothing that can be seen is left. */
export function writtenName(typed: string): string {
  return typed
    .replace(/[\p{C}\s\ufffd]+/gu, " ")
    .trim()
    .slice(0, 255);
}

function shownLines(text: string, findings: readonly Finding[]): string[] {
  const end = Math.min(text.length, lookedAtCharsMax);
  let shown = "";
  let at = 0;
  for (const finding of [...findings].sort((a, b) => a.start - b.start)) {
    if (finding.start >= end) break;
    if (finding.end <= at) continue;
    shown += text.slice(at, Math.max(at, finding.start)) + finding.replacement;
    at = finding.end;
  }
  shown += text.slice(at, Math.max(at, end));
  return shown.split(/\r?\n|\r/).map((line) => writtenName(line.replace(lineMarks, "")));
}

/** Two words that are neither taken out nor too short to tell anything. */
function isTelling(line: string): boolean {
  return (line.replace(mask, " ").match(word) ?? []).length >= 2;
}

function shortened(line: string): string {
  if (line.length <= nameCharsMax) return line;
  const cut = line.slice(0, nameCharsMax);
  const space = cut.lastIndexOf(" ");
  return `${cutEnd(space < nameCharsMax / 2 ? cut : cut.slice(0, space), " ,;:.–-")}…`;
}

function minuteOf(timeMs: number): string {
  const iso = new Date(timeMs).toISOString();
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}
