/**
 * Offers, rooms, questions, votes. What is written becomes a draft; a second call sends what was looked at,
 * by the hash of its bytes. Nothing here tells anyone outside that it was read.
 */

import { declareRoute, emptyAnswer, jsonAnswer, jsonBody, noBody, type Route } from "@tocsin/http";
import { fileBytesMax, type ReportView, reportView } from "@tocsin/wire";
import {
  acceptOffer,
  declineOffer,
  inbox,
  letterDraft,
  newAgreement,
  newAppeal,
  newMessage,
  newOffer,
  newProposal,
  newQuestion,
  newVote,
  offerList,
  questionList,
  readMail,
  reportStanding,
  roomInvitation,
  roomList,
  roomPublication,
  roomRemoval,
  roomView,
  sendLetterRequest,
} from "@tocsin/wire/node-api";
import type { LetterDesk } from "../rooms/letter-desk.ts";
import type { Talk } from "../rooms/talk.ts";
import { owner, type Role, roles } from "./roles.ts";
import { nothing } from "./session.ts";

export interface TalkParts {
  readonly protocol: { readonly talk: Talk };
  readonly desk: {
    readonly letters: LetterDesk;
    shareTogether(room: string, draft: string, outgoingHash: string): Promise<ReportView>;
  };
}

const wordsBytesMax = 8 * 1024;
/** A file as JSON may need six bytes for one. */
const messageBytesMax = 6 * fileBytesMax + wordsBytesMax;
const kept = { access: owner, cache: "no-store" } as const;
const reading = { ...kept, method: "GET", request: noBody() } as const;
const writing = { ...kept, method: "POST" } as const;
const drafting = { ...writing, answer: jsonAnswer(letterDraft, { status: 201 }) } as const;
const doing = { ...writing, answer: emptyAnswer() } as const;

export function talkRoutes(parts: TalkParts): Route<Role>[] {
  return [
    ...inboxRoutes(parts),
    ...offerRoutes(parts),
    ...roomRoutes(parts),
    ...questionRoutes(parts),
    ...voteRoutes(parts),
  ];
}

function inboxRoutes({ protocol }: TalkParts): Route<Role>[] {
  return [
    declareRoute(roles, {
      ...reading,
      path: "/api/inbox",
      answer: jsonAnswer(inbox),
      handle: () => protocol.talk.inbox(),
    }),
    declareRoute(roles, {
      ...doing,
      path: "/api/inbox/read",
      request: jsonBody(readMail, { bytesMax: wordsBytesMax }),
      handle: ({ body }) => protocol.talk.markRead(body.ref),
    }),
    declareRoute(roles, {
      ...doing,
      path: "/api/letters/:id/send",
      request: jsonBody(sendLetterRequest, { bytesMax: wordsBytesMax }),
      handle: ({ params, body }) => protocol.talk.send(params.id, body.outgoingHash),
    }),
    declareRoute(roles, {
      ...kept,
      method: "DELETE",
      path: "/api/letters/:id",
      request: noBody(),
      answer: emptyAnswer(),
      handle: ({ params }) => protocol.talk.discard(params.id),
    }),
  ];
}

function offerRoutes({ protocol, desk }: TalkParts): Route<Role>[] {
  return [
    declareRoute(roles, {
      ...reading,
      path: "/api/offers",
      answer: jsonAnswer(offerList),
      handle: async () => ({ items: [...(await protocol.talk.offers())] }),
    }),
    declareRoute(roles, {
      ...drafting,
      path: "/api/offers",
      request: jsonBody(newOffer, { bytesMax: wordsBytesMax }),
      handle: ({ body }) => desk.letters.offer(body.match, body.gives),
    }),
    declareRoute(roles, {
      ...drafting,
      path: "/api/offers/:id/accept",
      request: jsonBody(acceptOffer, { bytesMax: wordsBytesMax }),
      handle: ({ params, body }) => desk.letters.accept(params.id, body.gives),
    }),
    declareRoute(roles, {
      ...doing,
      path: "/api/offers/:id/decline",
      request: jsonBody(declineOffer, { bytesMax: wordsBytesMax }),
      handle: ({ params, body }) => protocol.talk.decline(params.id, body.tell),
    }),
  ];
}

function roomRoutes({ protocol, desk }: TalkParts): Route<Role>[] {
  return [
    declareRoute(roles, {
      ...reading,
      path: "/api/rooms",
      answer: jsonAnswer(roomList),
      handle: async () => ({ items: [...(await protocol.talk.rooms())] }),
    }),
    declareRoute(roles, {
      ...reading,
      path: "/api/rooms/:id",
      answer: jsonAnswer(roomView),
      handle: ({ params }) => protocol.talk.room(params.id),
    }),
    declareRoute(roles, {
      ...drafting,
      path: "/api/rooms/:id/messages",
      request: jsonBody(newMessage, { bytesMax: messageBytesMax }),
      handle: ({ params, body }) => desk.letters.message(params.id, body),
    }),
    ...togetherRoutes(desk),
    declareRoute(roles, {
      ...doing,
      path: "/api/rooms/:id/removals",
      request: jsonBody(roomRemoval, { bytesMax: wordsBytesMax }),
      handle: ({ params, body }) => protocol.talk.remove(params.id, body.name),
    }),
    declareRoute(roles, {
      ...doing,
      path: "/api/rooms/:id/leave",
      request: nothing,
      handle: ({ params }) => protocol.talk.leave(params.id),
    }),
  ];
}

/** Who comes in later, and what a room publishes together. */
function togetherRoutes(desk: TalkParts["desk"]): Route<Role>[] {
  return [
    declareRoute(roles, {
      ...drafting,
      path: "/api/rooms/:id/invitations",
      request: jsonBody(roomInvitation, { bytesMax: wordsBytesMax }),
      handle: ({ params, body }) => desk.letters.invite(params.id, body),
    }),
    declareRoute(roles, {
      ...drafting,
      path: "/api/rooms/:id/proposals",
      request: jsonBody(newProposal, { bytesMax: wordsBytesMax }),
      handle: ({ params, body }) => desk.letters.propose(params.id, body.draft),
    }),
    declareRoute(roles, {
      ...drafting,
      path: "/api/rooms/:id/agreements",
      request: jsonBody(newAgreement, { bytesMax: wordsBytesMax }),
      handle: ({ params, body }) => desk.letters.agree(params.id, body.body),
    }),
    declareRoute(roles, {
      ...drafting,
      path: "/api/rooms/:id/renewals",
      request: jsonBody(acceptOffer, { bytesMax: wordsBytesMax }),
      handle: ({ params, body }) => desk.letters.renew(params.id, body.gives),
    }),
    declareRoute(roles, {
      ...writing,
      path: "/api/rooms/:id/publications",
      request: jsonBody(roomPublication, { bytesMax: wordsBytesMax }),
      answer: jsonAnswer(reportView, { status: 201 }),
      handle: ({ params, body }) => desk.shareTogether(params.id, body.draft, body.outgoingHash),
    }),
  ];
}

function questionRoutes({ protocol, desk }: TalkParts): Route<Role>[] {
  return [
    declareRoute(roles, {
      ...reading,
      path: "/api/reports/:id/questions",
      answer: jsonAnswer(questionList),
      handle: async ({ params }) => ({ items: [...(await protocol.talk.questions(params.id))] }),
    }),
    declareRoute(roles, {
      ...drafting,
      path: "/api/reports/:id/questions",
      request: jsonBody(newQuestion, { bytesMax: wordsBytesMax }),
      handle: ({ params, body }) => desk.letters.question(params.id, body.text),
    }),
    declareRoute(roles, {
      ...drafting,
      path: "/api/questions/:id/answers",
      request: jsonBody(newQuestion, { bytesMax: wordsBytesMax }),
      handle: ({ params, body }) => desk.letters.answer(params.id, body.text),
    }),
  ];
}

function voteRoutes({ protocol, desk }: TalkParts): Route<Role>[] {
  return [
    declareRoute(roles, {
      ...drafting,
      path: "/api/reports/:id/appeals",
      request: jsonBody(newAppeal, { bytesMax: wordsBytesMax }),
      handle: ({ params, body }) => desk.letters.appeal(params.id, body.text),
    }),
    declareRoute(roles, {
      ...reading,
      path: "/api/reports/:id/standing",
      answer: jsonAnswer(reportStanding),
      handle: ({ params }) => protocol.talk.standing(params.id),
    }),
    declareRoute(roles, {
      ...doing,
      path: "/api/reports/:id/votes",
      request: jsonBody(newVote, { bytesMax: wordsBytesMax }),
      handle: ({ params, body }) => protocol.talk.vote(params.id, body.vote),
    }),
  ];
}
