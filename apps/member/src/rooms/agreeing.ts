/**
 * A report that a room publishes together. One of it sends the body to the others as a file; each who agrees
 * signs its hash with its pseudonym of the room. Only with everyone's agreement to exactly these bytes does the
 * one who proposed it publish, under a key and with a token of its own. The signatures go into the review
 * record, which stays with the publisher: outside the room nobody learns that there were several.
 */

import { sha256 } from "@tocsin/crypto";
import { concatBytes, parseCanonicalJson, textOf, toBase64Url, TocsinError } from "@tocsin/kernel";
import type { LetterRow, MailStore } from "@tocsin/store";
import { bytesOf, type FilePart, parseMessage, reportBody, type ReviewRecord } from "@tocsin/wire";
import type { RoomProposal } from "@tocsin/wire/node-api";
import { noPlan, type Plan } from "./plan.ts";
import { filePieces, openRoom, type PlanningPorts, saidIn } from "./planning.ts";
import { nameOf, ownPseudonym, type RoomRecord } from "./room-record.ts";
import { entryOf } from "./saying-in-room.ts";

export type Joint = NonNullable<ReviewRecord["joint"]>;

const lettersMax = 2000;
const proposalsMax = 100;
const fileName = "report.json";

/** `text`: canonical JSON of the body. The one who proposes agrees with it. */
export async function planProposal(ports: PlanningPorts, id: string, text: string): Promise<Plan> {
  const room = await openRoom(ports.mail, id);
  const pieces = filePieces({ name: fileName, format: "report", text }, ports.random);
  const [first] = pieces;
  if (first?.of !== "file") throw new TocsinError("message-invalid", { detail: "empty report" });
  const contents = [...pieces, { of: "agree" as const, body: first.file.hash }];
  return { ...noPlan, letters: contents.map((it) => saidIn(room, it, ports.random)) };
}

/** Throws `not-found` for what nobody proposed or is not whole, `message-invalid` for what is no report. */
export async function planAgreement(ports: PlanningPorts, id: string, body: string): Promise<Plan> {
  const room = await openRoom(ports.mail, id);
  const proposals = proposalsIn(room, await ports.mail.letters(id, lettersMax));
  const proposal = proposals.find((it) => it.body === body);
  if (proposal === undefined || proposal.text === null) throw new TocsinError("not-found");
  parseMessage(reportBody, parseCanonicalJson(proposal.text));
  return { ...noPlan, letters: [saidIn(room, { of: "agree", body }, ports.random)] };
}

/** Throws `room-not-agreed` unless everyone who is in the room now has signed this hash. */
export async function agreementOf(
  mail: Pick<MailStore, "room" | "letters">,
  id: string,
  body: string,
): Promise<Joint> {
  const room = await openRoom(mail, id);
  const signed = new Map(
    agreements(await mail.letters(id, lettersMax), body).map((it) => [it.from, it]),
  );
  const present = room.members.filter(({ left }) => !left);
  return present.map(({ pk }) => {
    const by = signed.get(pk);
    if (by === undefined) throw new TocsinError("room-not-agreed");
    return { id: by.id, room: id, from: pk, signature: by.signature };
  });
}

/** Newest last; a body that is proposed again is one proposal. */
export function proposalsIn(room: RoomRecord, letters: readonly LetterRow[]): RoomProposal[] {
  const ours = ownPseudonym(room);
  const present = room.members.filter(({ left }) => !left).map(({ pk }) => pk);
  const found = new Map<string, RoomProposal>();
  for (const [name, pieces] of filesIn(letters)) {
    const [from = ""] = name.split(" ");
    const [piece] = [...pieces.values()];
    if (piece?.format !== "report" || found.has(piece.hash)) continue;
    const body = piece.hash;
    const agreed = new Set(agreements(letters, body).map((it) => it.from));
    found.set(body, {
      body,
      from: nameOf(from),
      mine: from === ours,
      text: wholeText(pieces, piece),
      agreed: [...agreed].map(nameOf),
      byAll: present.every((pk) => agreed.has(pk)),
      byUs: ours !== undefined && agreed.has(ours),
    });
  }
  return [...found.values()].slice(-proposalsMax);
}

function agreements(letters: readonly LetterRow[], body: string) {
  return letters.flatMap((row) => {
    if (row.kind !== "said") return [];
    const { from, content, signature } = entryOf(row);
    if (content.of !== "agree" || content.body !== body || signature === null) return [];
    return [{ id: row.id, from, signature }];
  });
}

/** Pieces by sender and file: nobody can add one to another's file. */
export function filesIn(letters: readonly LetterRow[]): Map<string, Map<number, FilePart>> {
  const files = new Map<string, Map<number, FilePart>>();
  for (const row of letters) {
    if (row.kind !== "said") continue;
    const { from, content } = entryOf(row);
    if (content.of !== "file") continue;
    const { file } = content;
    const name = `${from} ${file.file}`;
    const pieces = files.get(name) ?? new Map<number, FilePart>();
    if (!pieces.has(file.part)) pieces.set(file.part, file);
    files.set(name, pieces);
  }
  return files;
}

export function wholeText(
  got: ReadonlyMap<number, FilePart>,
  { parts, hash }: FilePart,
): string | null {
  if (got.size !== parts) return null;
  const pieces = Array.from({ length: parts }, (_, at) => bytesOf(got.get(at)?.bytes ?? ""));
  const bytes = concatBytes(...pieces);
  return toBase64Url(sha256(bytes)) === hash ? (textOf(bytes) ?? null) : null;
}
