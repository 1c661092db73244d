/**
 * Local API of talking: offers, rooms, questions, votes. Between the member's node and its own console and
 * command line. Whatever would leave is shown as it is, byte for byte, before it does.
 */

import { z } from "zod";

import { fileBytesMax, fileFormats, gives, letterNote, sentFormats } from "./letter.ts";
import { rulings, voteCount, votes } from "./mail.ts";
import { classId, fixedBytes, hash, timeMs } from "./primitives.ts";

const id = z.string().max(64);
const pseudonym = z.string().max(40);

/** Something in an outgoing field that must not leave. `field` is a path such as "text" or "gives.contact". */
const letterFinding = z.strictObject({
  field: z.string().max(40),
  kinds: z.array(z.string().max(40)).max(40),
  why: z.string().max(500),
});

export const letterPurposes = [
  "question",
  "answer",
  "offer",
  "accept",
  "note",
  "gives",
  "file",
  "appeal",
  "invite",
  "proposal",
  "agree",
  "renew",
] as const;

/** What waits for a person: nothing of it has left. */
export const letterDraft = z.strictObject({
  id,
  for: z.enum(letterPurposes),
  /** The report, question, match, offer or room that it goes to. */
  to: id,
  /** The exact letter as text, of a file its first piece; null where something blocks. */
  outgoing: z.string().nullable(),
  outgoingHash: hash.nullable(),
  findings: z.array(letterFinding).max(100),
  /** Who learns what, in plain words. */
  tells: z.array(z.string().max(300)).max(10),
  /** Capsules and message tokens that it takes: one a round. */
  capsules: z.number().int().positive(),
  createdMs: timeMs,
});
export type LetterDraft = z.output<typeof letterDraft>;

export const sendLetterRequest = z.strictObject({ outgoingHash: hash });

export const deliveryOfLetter = z.enum(["waiting", "sent", "published", "lost", "received"]);

export const newOffer = z.strictObject({ match: id, gives });
/** Also of a room whose host is gone: what we open to those who come into the new one. */
export const acceptOffer = z.strictObject({ gives });
/** `tell` false is silence: the other side sees no more than that it expires. */
export const declineOffer = z.strictObject({ tell: z.boolean() });

export const roomStates = [
  "offered",
  "invited",
  "joining",
  "open",
  "declined",
  "expired",
  "left",
] as const;
export type RoomState = (typeof roomStates)[number];

/** An offer is a room that is not open yet, or never was: `id` is the room's. */
export const offerView = z.strictObject({
  id,
  state: z.enum(roomStates),
  mine: z.boolean(),
  /** What both saw; null where the match is not known here any more. */
  value: z.strictObject({ type: z.string(), value: z.string() }).nullable(),
  match: id.nullable(),
  /** The report of ours whose author is invited. */
  report: hash.nullable(),
  /** The room of ours that would go on in this one, without its host. */
  renews: id.nullable(),
  invited: z.number().int().positive(),
  untilMs: timeMs,
  changedMs: timeMs,
});
export type OfferView = z.output<typeof offerView>;
export const offerList = z.strictObject({ items: z.array(offerView).max(1000) });

export const newMessage = z.discriminatedUnion("of", [
  z.strictObject({ of: z.literal("note"), text: letterNote }),
  z.strictObject({ of: z.literal("gives"), gives }),
  z.strictObject({
    of: z.literal("file"),
    name: z.string().max(60),
    format: z.enum(fileFormats),
    text: z.string().min(1).max(fileBytesMax),
  }),
]);
export type NewMessageRequest = z.output<typeof newMessage>;

const roomFile = z.strictObject({
  file: fixedBytes(16),
  name: z.string(),
  format: z.enum(sentFormats),
  parts: z.number().int(),
  got: z.number().int(),
  /** The whole, once all pieces are here and their hash is right. Hostile input, as all of it. */
  text: z.string().nullable(),
});

export const roomMessage = z.strictObject({
  id,
  /** Pseudonym within the room. */
  from: pseudonym,
  mine: z.boolean(),
  atMs: timeMs,
  delivery: deliveryOfLetter,
  unread: z.boolean(),
  says: z.discriminatedUnion("of", [
    z.strictObject({ of: z.literal("join"), gives }),
    z.strictObject({ of: z.literal("gives"), gives }),
    z.strictObject({ of: z.literal("note"), text: z.string() }),
    z.strictObject({ of: z.literal("file"), file: roomFile }),
    z.strictObject({ of: z.literal("agree"), body: hash }),
    z.strictObject({ of: z.literal("renew"), room: id }),
    z.strictObject({ of: z.literal("leave") }),
  ]),
});
export type RoomMessage = z.output<typeof roomMessage>;

export const roomSummary = z.strictObject({
  id,
  state: z.enum(roomStates),
  /** Shown instead of a name: "Heron 4f2a". */
  ourName: pseudonym,
  members: z
    .array(
      z.strictObject({
        name: pseudonym,
        mine: z.boolean(),
        left: z.boolean(),
        gives: gives.nullable(),
      }),
    )
    .max(16),
  value: z.strictObject({ type: z.string(), value: z.string() }).nullable(),
  unread: z.number().int().nonnegative(),
  changedMs: timeMs,
});
export type RoomSummary = z.output<typeof roomSummary>;
export const roomList = z.strictObject({ items: z.array(roomSummary).max(1000) });

/** A report that someone would publish for all, and who agrees to exactly these bytes. */
export const roomProposal = z.strictObject({
  /** SHA-256 of the report's body: what is agreed to. */
  body: hash,
  from: pseudonym,
  mine: z.boolean(),
  /** The body as text, once all of it is here; null before. Hostile input, as all of it. */
  text: z.string().nullable(),
  agreed: z.array(pseudonym).max(16),
  /** Everyone who is in the room now has agreed. */
  byAll: z.boolean(),
  /** Whether we have. */
  byUs: z.boolean(),
});
export type RoomProposal = z.output<typeof roomProposal>;

export const roomView = roomSummary.extend({
  /** Who is host makes the keys, invites and removes. */
  host: z.boolean(),
  messages: z.array(roomMessage).max(2000),
  proposals: z.array(roomProposal).max(100),
});
export type RoomView = z.output<typeof roomView>;

/** Those who saw the same value, or the author of a report. */
export const roomInvitation = z.union([
  z.strictObject({ match: id }),
  z.strictObject({ report: hash }),
]);
export type RoomInvitation = z.output<typeof roomInvitation>;
export const roomRemoval = z.strictObject({ name: pseudonym });
/** A draft that is ready; its body goes to all in the room. */
export const newProposal = z.strictObject({ draft: id });
export const newAgreement = z.strictObject({ body: hash });
export const roomPublication = z.strictObject({ draft: id, outgoingHash: hash });

export const newQuestion = z.strictObject({ text: letterNote });

/** A question with its answers. The asker is anonymous, the author is whoever wrote the report. */
export const questionView = z.strictObject({
  id,
  report: hash,
  /** We asked; else somebody asks us. */
  mine: z.boolean(),
  text: z.string(),
  atMs: timeMs,
  delivery: deliveryOfLetter,
  unread: z.boolean(),
  answers: z
    .array(
      z.strictObject({
        id,
        text: z.string(),
        atMs: timeMs,
        delivery: deliveryOfLetter,
        unread: z.boolean(),
      }),
    )
    .max(100),
});
export type QuestionView = z.output<typeof questionView>;
export const questionList = z.strictObject({ items: z.array(questionView).max(500) });

/** Newest first, from everywhere. */
export const inboxItem = z.strictObject({
  id,
  kind: z.enum(["question", "answer", "offer", "said"]),
  /** The report of a question or answer, the room of an offer or of what was said. */
  ref: id,
  atMs: timeMs,
  unread: z.boolean(),
  /** One line. */
  says: z.string().max(400),
});
export const inbox = z.strictObject({
  items: z.array(inboxItem).max(500),
  unread: z.number().int().nonnegative(),
});
export type Inbox = z.output<typeof inbox>;

/** Everything under the report, room or offer counts as read. It stays on this machine. */
export const readMail = z.strictObject({ ref: id });

export const newVote = z.strictObject({ vote: z.enum(votes) });
export const newAppeal = z.strictObject({ text: letterNote });

/** Held for 14 days, then due, asked for, and given back; lost where the report is ruled abuse. */
export const stakeStates = ["held", "due", "asked", "returned", "lost"] as const;

/** How a report stands with the community. */
export const reportStanding = z.strictObject({
  report: hash,
  class: classId,
  /** Nobody else of its class has confirmed it. It rings all the same. */
  unconfirmed: z.boolean(),
  counts: z.array(voteCount),
  ruling: z.strictObject({ ruling: z.enum(rulings), reason: z.string() }).nullable(),
  /** What became of the token that paid for it; null where the report is not ours. */
  stake: z.enum(stakeStates).nullable(),
  /** Whether we have appealed against the ruling that stands. */
  appealed: z.boolean(),
});
export type ReportStanding = z.output<typeof reportStanding>;
