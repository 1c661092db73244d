/** What a person sees of rooms, offers and questions. Pseudonyms are shown by names made of them. */

import { parseCanonicalJson, parseRound, roundSpan } from "@tocsin/kernel";
import type { LetterRow, MailStore, ParcelStore } from "@tocsin/store";
import { answerLetter, type FilePart, parseMessage } from "@tocsin/wire";
import type {
  Inbox,
  OfferView,
  QuestionView,
  RoomMessage,
  RoomSummary,
  RoomView,
} from "@tocsin/wire/node-api";
import { questionIn } from "../mailbox/receiving.ts";
import { filesIn, proposalsIn, wholeText } from "./agreeing.ts";
import { nameOf, ownPseudonym, type RoomRecord, stateAt } from "./room-record.ts";
import { entryOf } from "./saying-in-room.ts";

export interface ViewPorts {
  readonly mail: Pick<MailStore, "letters" | "inbox" | "unread">;
  readonly parcels: Pick<ParcelStore, "get">;
  readonly roundMs: () => number;
  /** The round in which we are. */
  readonly round: () => number;
}

const messagesMax = 2000;
const inboxMax = 500;
const questionsMax = 500;
const nameless = "not in it yet";

export function offerView(room: RoomRecord, { roundMs, round }: ViewPorts): OfferView {
  const { match, untilRound, changedMs, offeredTo } = room;
  return {
    id: room.id,
    state: stateAt(room, round()),
    mine: room.host === ownPseudonym(room),
    value: match && { type: match.type, value: match.value },
    match: match?.id ?? null,
    report: room.report,
    renews: room.renews,
    invited: Math.max(1, offeredTo),
    untilMs: roundSpan(parseRound(untilRound), roundMs()).untilMs,
    changedMs,
  };
}

export async function roomSummary(room: RoomRecord, ports: ViewPorts): Promise<RoomSummary> {
  const letters = await ports.mail.letters(room.id, messagesMax);
  return summaryOf(room, letters, ports);
}

export async function roomView(room: RoomRecord, ports: ViewPorts): Promise<RoomView> {
  const letters = (await ports.mail.letters(room.id, messagesMax)).filter(
    ({ kind }) => kind === "said",
  );
  const pieces = filesIn(letters);
  const messages: RoomMessage[] = [];
  for (const row of letters) {
    const says = saysOf(row, pieces);
    if (says === undefined) continue;
    const { from } = entryOf(row);
    const { id, mine, atMs, unread } = row;
    const delivery = await deliveryOf(ports, row);
    messages.push({ id, from: nameOf(from), mine, atMs, delivery, unread, says });
  }
  const host = room.host === ownPseudonym(room);
  return {
    ...summaryOf(room, letters, ports),
    host,
    messages,
    proposals: proposalsIn(room, letters),
  };
}

function summaryOf(room: RoomRecord, letters: readonly LetterRow[], ports: ViewPorts): RoomSummary {
  const ours = ownPseudonym(room);
  return {
    id: room.id,
    state: stateAt(room, ports.round()),
    ourName: ours === undefined ? nameless : nameOf(ours),
    members: room.members.map(({ pk, left, gives }) => ({
      name: nameOf(pk),
      mine: pk === ours,
      left,
      gives: pk === ours ? room.gives : gives,
    })),
    value: room.match && { type: room.match.type, value: room.match.value },
    unread: letters.filter(({ unread }) => unread).length,
    changedMs: room.changedMs,
  };
}

export async function questionsOn(report: string, ports: ViewPorts): Promise<QuestionView[]> {
  const letters = await ports.mail.letters(report, questionsMax);
  const questions: QuestionView[] = [];
  for (const row of letters) {
    if (row.kind !== "question") continue;
    const { text } = questionIn(row);
    const { id, mine, atMs, unread } = row;
    const delivery = await deliveryOf(ports, row);
    const answers = await answersTo(id, letters, ports);
    questions.push({ id, report, mine, text, atMs, delivery, unread, answers });
  }
  return questions;
}

async function answersTo(
  question: string,
  letters: readonly LetterRow[],
  ports: ViewPorts,
): Promise<QuestionView["answers"]> {
  const answers: QuestionView["answers"] = [];
  for (const row of letters) {
    if (row.kind !== "answer") continue;
    const answer = parseMessage(answerLetter, parseCanonicalJson(row.json));
    if (answer.question !== question) continue;
    const { id, atMs, unread } = row;
    answers.push({ id, text: answer.text, atMs, unread, delivery: await deliveryOf(ports, row) });
  }
  return answers;
}

export async function inboxView({ mail }: ViewPorts): Promise<Inbox> {
  const rows = await mail.inbox(inboxMax);
  const items = rows.map(({ id, kind, ref, atMs, unread, json }) => ({
    id,
    kind: kindOf(kind),
    ref,
    atMs,
    unread,
    says: lineOf(kind, json),
  }));
  return { items, unread: await mail.unread() };
}

function kindOf(kind: string): Inbox["items"][number]["kind"] {
  if (kind === "invite") return "offer";
  return kind === "question" || kind === "answer" || kind === "offer" ? kind : "said";
}

function lineOf(kind: string, json: string): string {
  if (kind === "offer") return "Someone who saw the same offers to talk.";
  if (kind === "invite") return "A room invites the author of a report of ours.";
  if (kind === "question" || kind === "answer") {
    const parsed: unknown = parseCanonicalJson(json);
    const text = typeof parsed === "object" && parsed !== null && "text" in parsed && parsed.text;
    return typeof text === "string" ? text : "";
  }
  const { from, content } = entryOf({ json });
  const who = nameOf(from);
  switch (content.of) {
    case "note":
      return `${who}: ${content.text}`;
    case "join":
      return `${who} is in the room.`;
    case "gives":
      return `${who} has opened more.`;
    case "file":
      return `${who} sends a file, piece ${content.file.part + 1} of ${content.file.parts}.`;
    case "agree":
      return `${who} agrees that a report is published.`;
    case "renew":
      return `${who} would go on in a new room, without the host.`;
    case "leave":
      return `${who} has left.`;
  }
}

async function deliveryOf(
  { parcels }: ViewPorts,
  { mine, parcel, index }: LetterRow,
): Promise<RoomMessage["delivery"]> {
  if (!mine) return "received";
  if (index !== null || parcel === null) return "published";
  return (await parcels.get(parcel))?.state ?? "waiting";
}

type Pieces = ReturnType<typeof filesIn>;

/** Undefined for a file's later pieces: it is shown once, where its first piece stands. */
function saysOf(row: LetterRow, pieces: Pieces): RoomMessage["says"] | undefined {
  const { from, content } = entryOf(row);
  if (content.of === "renew") return { of: "renew", room: content.room };
  if (content.of !== "file") return content;
  const { file, name, format, parts } = content.file;
  const got = pieces.get(`${from} ${file}`) ?? new Map<number, FilePart>();
  if ([...got.values()][0] !== undefined && content.file.part !== Math.min(...got.keys())) {
    return undefined;
  }
  const text = wholeText(got, content.file);
  return { of: "file", file: { file, name, format, parts, got: got.size, text } };
}
