/**
 * What a message says once its addressee has opened it. Only people of one room, or author and asker, read
 * it; who they are is not in it unless they choose to say so. Short notes and pick lists, because prose
 * names its author. PROTOCOL §2, §3.4, §6.
 */

import { z } from "zod";

import { letterBytes } from "./mail.ts";
import { boundedBytes, classId, fixedBytes, hash, publicKey, signature } from "./primitives.ts";
import { coarseTime, plainText, shortText, techniqueId } from "./report.ts";

/** Bytes of a letter's JSON: two say how long it is, the rest is padding. */
export const letterJsonBytesMax = letterBytes - 2;
export const letterIdBytes = 16;
/** Members of one room, ourselves included. */
export const roomMembersMax = 8;
export const contactCharsMax = 120;
export const givenTechniquesMax = 8;

/** A defensive measure as a file: so many pieces of so many bytes, one capsule each. */
export const fileFormats = ["sigma", "suricata", "yara", "list", "text"] as const;
/** A file may also be the body of a report that the room is asked to agree to: canonical JSON. */
export const sentFormats = [...fileFormats, "report"] as const;
export const filePartBytesMax = 2048;
export const filePartsMax = 12;
export const fileBytesMax = filePartBytesMax * filePartsMax;

const id = fixedBytes(letterIdBytes);
const version = z.literal(1);

export const letterNote = shortText;

/** What one side opens to the other: each field is a choice of its own, null is silence. */
export const gives = z.strictObject({
  class: classId.nullable(),
  seen: coarseTime.nullable(),
  techniques: z.array(techniqueId).max(givenTechniquesMax),
  /** Names whoever writes it: that is what it is for. */
  contact: plainText(contactCharsMax).nullable(),
  report: hash.nullable(),
});
export type Gives = z.output<typeof gives>;

const filePart = z
  .strictObject({
    file: id,
    name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/),
    format: z.enum(sentFormats),
    /** SHA-256 of the whole. */
    hash,
    part: z.number().int().nonnegative(),
    parts: z.number().int().min(1).max(filePartsMax),
    bytes: boundedBytes(filePartBytesMax),
  })
  .refine((it) => it.part < it.parts, "part");
export type FilePart = z.output<typeof filePart>;

/** What is said in a room to all who are in it. */
export const saidContent = z.discriminatedUnion("of", [
  z.strictObject({ of: z.literal("gives"), gives }),
  z.strictObject({ of: z.literal("note"), text: letterNote }),
  z.strictObject({ of: z.literal("file"), file: filePart }),
  /** The one who says it agrees that exactly this body is published: SHA-256, as a report's envelope has it. */
  z.strictObject({ of: z.literal("agree"), body: hash }),
  /**
   * The one who says it would go on without the host, in a new room that it makes, with those who come. All are
   * known there by their names of this room; nobody else can come by this ticket.
   */
  z.strictObject({
    of: z.literal("renew"),
    room: id,
    replyTo: publicKey,
    ticket: id,
    untilRound: z.number().int().nonnegative(),
  }),
  z.strictObject({ of: z.literal("leave") }),
]);
export type SaidContent = z.output<typeof saidContent>;

/** A question to a report's author; the answer goes to a key of this question alone. */
export const questionLetter = z.strictObject({
  v: version,
  kind: z.literal("question"),
  id,
  report: hash,
  text: letterNote,
  replyTo: publicKey,
});
export type QuestionLetter = z.output<typeof questionLetter>;

/** `signature` by the report's key over the rest, document kind "answer": its author says this. */
export const answerLetter = z.strictObject({
  v: version,
  kind: z.literal("answer"),
  id,
  question: id,
  report: hash,
  text: letterNote,
  signature,
});
export type AnswerLetter = z.output<typeof answerLetter>;

/** Sealed with the pair key as pre-shared key: only who saw the same can have sent and can open it. */
export const offerLetter = z.strictObject({
  v: version,
  kind: z.literal("offer"),
  id,
  /** Of the value that both saw. */
  tag: hash,
  room: id,
  /** Pseudonym of the host, for this room alone. */
  host: publicKey,
  /** Where the answer goes: a key of this offer alone. */
  replyTo: publicKey,
  /** Lets this one in, once. */
  ticket: id,
  /** How many are invited with the same offer, this one included. */
  invited: z
    .number()
    .int()
    .min(1)
    .max(roomMembersMax - 1),
  /** Round after which it is void. */
  untilRound: z.number().int().nonnegative(),
  /** By `host` over the rest, document kind "offer". */
  signature,
});
export type OfferLetter = z.output<typeof offerLetter>;

/** Into a room that is there, sealed to the mailbox of a report: its author alone can open it. */
export const inviteLetter = z.strictObject({
  v: version,
  kind: z.literal("invite"),
  id,
  report: hash,
  room: id,
  host: publicKey,
  replyTo: publicKey,
  ticket: id,
  /** How many are in the room, the host included. */
  present: z
    .number()
    .int()
    .min(1)
    .max(roomMembersMax - 1),
  untilRound: z.number().int().nonnegative(),
  /** By `host` over the rest, document kind "invite". */
  signature,
});
export type InviteLetter = z.output<typeof inviteLetter>;

/** To the host: who accepts opens what it chose to. `signature` by `from`, document kind "join". */
export const joinLetter = z.strictObject({
  v: version,
  kind: z.literal("join"),
  id,
  room: id,
  ticket: id,
  /** Pseudonym of who comes, for this room alone. */
  from: publicKey,
  replyTo: publicKey,
  gives,
  signature,
});
export type JoinLetter = z.output<typeof joinLetter>;

/** To the host; silence says the same, later. */
export const declineLetter = z.strictObject({
  v: version,
  kind: z.literal("decline"),
  id,
  room: id,
  ticket: id,
});
export type DeclineLetter = z.output<typeof declineLetter>;

/**
 * To each guest, whenever someone came or left: a new key of the room, who is in it now, and what the host
 * opens. So who comes reads nothing from before, and who left nothing from then on. Document kind "welcome".
 */
export const welcomeLetter = z.strictObject({
  v: version,
  kind: z.literal("welcome"),
  id,
  room: id,
  seed: fixedBytes(32),
  members: z.array(publicKey).min(2).max(roomMembersMax),
  gives,
  signature,
});
export type WelcomeLetter = z.output<typeof welcomeLetter>;

/** Said in a room. `signature` by `from` over the rest, document kind "said". */
export const roomLetter = z.strictObject({
  v: version,
  kind: z.literal("said"),
  id,
  room: id,
  from: publicKey,
  content: saidContent,
  signature,
});
export type RoomLetter = z.output<typeof roomLetter>;

export const letter = z.discriminatedUnion("kind", [
  questionLetter,
  answerLetter,
  offerLetter,
  inviteLetter,
  joinLetter,
  declineLetter,
  welcomeLetter,
  roomLetter,
]);
export type Letter = z.output<typeof letter>;
