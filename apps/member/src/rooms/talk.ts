/**
 * Talking, put together: the mailbox, rooms, questions and votes of this node. Nobody outside learns that any
 * of it is ours: what leaves are sealed messages of one size, what comes is what all download.
 */

import { type Clock, type Random, roundAt, systemClock, TocsinError } from "@tocsin/kernel";
import type { MemberStore } from "@tocsin/store";
import type { Gives } from "@tocsin/wire";
import type {
  Inbox,
  NewMessageRequest,
  OfferView,
  QuestionView,
  RoomInvitation,
  RoomSummary,
  RoomView,
} from "@tocsin/wire/node-api";
import { createTurns, type Turns } from "../documents/turns.ts";
import type { ReportKeyring } from "../keys/report-keys.ts";
import { createMailbox, type Mailbox } from "../mailbox/mailbox.ts";
import { createOwnKeys, type MatchPort } from "../mailbox/own-keys.ts";
import { createPostage } from "../mailbox/postage.ts";
import { planAppeal } from "../votes/appealing.ts";
import { createVoting, type Voting } from "../votes/voting.ts";
import { oldKeys } from "./entering.ts";
import { settleRooms } from "./obligations.ts";
import { agreementOf, type Joint, planAgreement, planProposal } from "./agreeing.ts";
import { planInvite, withoutMember } from "./inviting.ts";
import { draftIn, draftText, type KeptDraft, noPlan, type Plan } from "./plan.ts";
import {
  invitedRoom,
  openRoom,
  planAccept,
  planAnswer,
  planDecline,
  planMessage,
  planOffer,
  planQuestion,
  saidIn,
  type PlanningPorts,
} from "./planning.ts";
import { planRenewal } from "./renewing.ts";
import { roomOf, type RoomRecord, rowOf } from "./room-record.ts";
import { sendPlan, type SendingPorts } from "./sending.ts";
import {
  inboxView,
  offerView,
  questionsOn,
  roomSummary,
  roomView,
  type ViewPorts,
} from "./views.ts";

export interface Talk extends Mailbox, Voting {
  readonly plan: {
    offer(match: string, gives: Gives): Promise<Plan>;
    accept(offer: string, gives: Gives): Promise<Plan>;
    message(room: string, message: NewMessageRequest): Promise<Plan>;
    question(report: string, text: string): Promise<Plan>;
    answer(question: string, text: string): Promise<Plan>;
    appeal(report: string, text: string): Promise<Plan>;
    invite(room: string, whom: RoomInvitation): Promise<Plan>;
    propose(room: string, body: string): Promise<Plan>;
    agree(room: string, body: string): Promise<Plan>;
    renew(room: string, gives: Gives): Promise<Plan>;
  };
  /** Reads whenever it is told that there is news, until `signal` aborts. */
  run(signal: AbortSignal): Promise<void>;
  /** There may be news: the ledger has grown, or something matched. */
  ring(): void;
  keep(draft: KeptDraft): Promise<void>;
  /** Throws `not-found`, `draft-changed` where these are not the bytes that were looked at. */
  send(draft: string, outgoingHash: string): Promise<void>;
  discard(draft: string): Promise<void>;
  decline(offer: string, tell: boolean): Promise<void>;
  leave(room: string): Promise<void>;
  /** Throws `not-found`, `wrong-state` for who is not the host. */
  remove(room: string, name: string): Promise<void>;
  /** Who agreed to this body. Throws `room-not-agreed` where one is missing. */
  agreement(room: string, body: string): Promise<Joint>;
  inbox(): Promise<Inbox>;
  markRead(ref: string): Promise<void>;
  offers(): Promise<readonly OfferView[]>;
  rooms(): Promise<readonly RoomSummary[]>;
  room(id: string): Promise<RoomView>;
  questions(report: string): Promise<readonly QuestionView[]>;
}

export interface TalkPorts {
  readonly store: MemberStore;
  readonly keyring: ReportKeyring;
  readonly matches: MatchPort | undefined;
  readonly roundMs: () => number;
  readonly clock: Clock;
  readonly random: Random;
  readonly onMail: () => void;
  /** Something waits to leave. */
  readonly onQueued: () => void;
  readonly onFailure: (error: unknown) => void;
}

const waitingMax = 1000;
/** On this machine's clock: it is about its processor. */
const startMs = 2000;

export function createTalk(given: TalkPorts): Talk {
  const { store, clock, roundMs } = given;
  const { mail, parcels, reports, tokens, stakes } = store;
  const shared = { ...given, mail, parcels, reports, tokens, stakes };
  const postage = createPostage(shared);
  const ports = { ...shared, postage, round: () => roundAt(clock.now(), roundMs()) };
  const settle = (): Promise<void> => settleRooms(ports).catch(given.onFailure);
  const mailbox = createMailbox({ ...ports, ownKeys: createOwnKeys(ports), settle });
  const voting = createVoting(ports);
  // What changes a room reads it first: one after the other, so that no change is lost.
  const turns = createTurns(1, waitingMax);
  const look = (): Promise<void> => turns.take(() => mailbox.look());
  const ring = createRing();
  return {
    look,
    ring: () => {
      ring.ring();
    },
    run: async (signal) => {
      // What waits here from before the start can wait until the first pages were served.
      await Promise.race([ring.next(signal), systemClock.sleep(startMs, signal)]);
      while (!signal.aborted) {
        await look();
        await ring.next(signal);
      }
    },
    standing: (report) => voting.standing(report),
    vote: async (report, vote) => {
      await voting.vote(report, vote);
      given.onQueued();
    },
    plan: plannerOf(ports),
    ...writingOf(ports, turns),
    ...readingOf(ports),
  };
}

type Ports = TalkPorts & SendingPorts & ViewPorts & PlanningPorts;

function plannerOf(ports: Ports): Talk["plan"] {
  return {
    offer: (match, gives) => planOffer(ports, match, gives),
    accept: (offer, gives) => planAccept(ports, offer, gives),
    message: (room, message) => planMessage(ports, room, message),
    question: (report, text) => planQuestion(ports, report, text),
    answer: (question, text) => planAnswer(ports, question, text),
    appeal: (report, text) => planAppeal(ports, report, text),
    invite: (room, whom) => planInvite(ports, room, whom),
    propose: (room, body) => planProposal(ports, room, body),
    agree: (room, body) => planAgreement(ports, room, body),
    renew: (room, gives) => planRenewal(ports, room, gives),
  };
}

function writingOf(ports: Ports, turns: Turns) {
  const { mail, clock, random } = ports;
  const send = async (plan: Plan, draft?: string): Promise<void> => {
    await turns.take(() => sendPlan(ports, plan, draft));
    ports.onQueued();
  };
  return {
    keep: ({ view, plan }) => {
      const { id, createdMs } = view;
      return mail.apply({ drafts: [{ id, json: draftText({ view, plan }), createdMs }] });
    },
    send: async (id, outgoingHash) => {
      const row = await mail.draft(id);
      if (row === undefined) throw new TocsinError("not-found");
      const { view, plan } = draftIn(row.json);
      if (view.outgoingHash !== outgoingHash) throw new TocsinError("draft-changed");
      await send(plan, id);
    },
    discard: (id) => mail.apply({ dropDrafts: [id] }),
    decline: async (id, tell) => {
      const { room } = await invitedRoom(ports, id);
      if (tell) await send(await planDecline(ports, id));
      const declined: RoomRecord = { ...room, state: "declined", changedMs: clock.now() };
      await turns.take(() => mail.apply({ rooms: [rowOf(declined)] }));
    },
    leave: async (id) => {
      const room = await openRoom(mail, id);
      if (room.seed !== null) {
        await send({ ...noPlan, letters: [saidIn(room, { of: "leave" }, random)] });
      }
      const left: RoomRecord = { ...room, state: "left", changedMs: clock.now() };
      const dropKeys = (await oldKeys(mail, room, clock.now())).map(({ pk }) => pk);
      await turns.take(() => mail.apply({ rooms: [rowOf(left)], dropKeys }));
    },
    remove: (id, name) =>
      turns.take(async () => {
        const room = withoutMember(await openRoom(mail, id), name, clock.now());
        await mail.apply({ rooms: [rowOf(room)] });
        await settleRooms(ports);
        ports.onQueued();
      }),
  } satisfies Partial<Talk>;
}

function readingOf(ports: Ports) {
  const { mail } = ports;
  const allRooms = async (): Promise<RoomRecord[]> => (await mail.rooms()).map(roomOf);
  return {
    inbox: () => inboxView(ports),
    markRead: (ref) => mail.markRead(ref),
    offers: async () => (await allRooms()).map((room) => offerView(room, ports)),
    rooms: async () => {
      const entered = (await allRooms()).filter(({ own, seed }) => own !== null && seed !== null);
      return Promise.all(entered.map((room) => roomSummary(room, ports)));
    },
    room: async (id) => {
      const row = await mail.room(id);
      if (row === undefined) throw new TocsinError("not-found");
      return roomView(roomOf(row), ports);
    },
    questions: (report) => questionsOn(report, ports),
    agreement: (room, body) => agreementOf(mail, room, body),
  } satisfies Partial<Talk>;
}

/** Waits for no time, only for who rings; a ring while nobody waits is not lost. */
function createRing(): { ring(): void; next(signal: AbortSignal): Promise<void> } {
  let rung = false;
  let wake: (() => void) | undefined;
  return {
    ring: () => {
      rung = true;
      wake?.();
    },
    next: async (signal) => {
      if (!rung && !signal.aborted) {
        await new Promise<void>((resolve) => {
          wake = resolve;
          signal.addEventListener("abort", () => resolve(), { once: true });
        });
      }
      [rung, wake] = [false, undefined];
    },
  };
}
