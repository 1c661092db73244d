/**
 * What a letter that we could open changes here. A letter that is not what it must be changes nothing:
 * whoever sent it learns nothing of that either.
 */

import { verifyDocument } from "@tocsin/crypto";
import { canonicalJson, parseCanonicalJson } from "@tocsin/kernel";
import type { LetterRow, MailChange, MailStore, NewMessage, ReportStore } from "@tocsin/store";
import {
  type AnswerLetter,
  bytesOf,
  envelope,
  type Letter,
  parseMessage,
  type QuestionLetter,
  questionLetter,
} from "@tocsin/wire";
import type { OwnKey } from "./own-keys.ts";

export interface Received {
  readonly letter: Letter;
  readonly key: Pick<OwnKey, "purpose" | "ref">;
  readonly message: Pick<NewMessage, "index" | "publishedMs" | "round">;
}

export interface ReceivingPorts {
  readonly mail: Pick<MailStore, "letter">;
  readonly reports: Pick<ReportStore, "get">;
}

export function receivedRow(
  { letter, message }: Received,
  more: Pick<LetterRow, "ref" | "json"> & Partial<LetterRow>,
): LetterRow {
  return {
    id: letter.id,
    kind: letter.kind,
    mine: false,
    atMs: message.publishedMs,
    index: message.index,
    unread: true,
    parcel: null,
    ...more,
  };
}

/** A question to the author of one of our reports, by the key of that report. */
export function receiveQuestion(
  received: Received,
  { report }: QuestionLetter,
): MailChange | undefined {
  const { key, letter } = received;
  if (key.purpose !== "report" || key.ref !== report) return undefined;
  return { letters: [receivedRow(received, { ref: report, json: canonicalJson(letter) })] };
}

/** An answer to a question of ours: only the author of the report can have signed it. */
export async function receiveAnswer(
  { mail, reports }: ReceivingPorts,
  received: Received,
  answer: AnswerLetter,
): Promise<MailChange | undefined> {
  const { key } = received;
  if (key.purpose !== "reply" || key.ref !== answer.question) return undefined;
  const asked = await mail.letter(answer.question);
  if (asked?.kind !== "question" || !asked.mine || asked.ref !== answer.report) return undefined;
  const report = await reports.get(answer.report);
  if (report === undefined) return undefined;
  const { pkSign } = parseMessage(envelope, parseCanonicalJson(report.envelope));
  const { signature, ...said } = answer;
  if (!verifyDocument("answer", said, bytesOf(signature), bytesOf(pkSign))) return undefined;
  return {
    letters: [receivedRow(received, { ref: answer.report, json: canonicalJson(answer) })],
  };
}

/** A question as it was stored. */
export function questionIn(row: LetterRow): QuestionLetter {
  return parseMessage(questionLetter, parseCanonicalJson(row.json));
}
