/**
 * What a person writes to others goes through the same review as a report: every free text is inspected on
 * this machine, what must not leave blocks, and what is sent is byte for byte what was shown. Where the
 * inspection breaks, there is nothing to send.
 */

import {
  type FindingGroup,
  findingKinds,
  groupOf,
  judgeCrowd,
  lintMeasure,
  type Saying,
} from "@tocsin/disclosure";
import { sha256 } from "@tocsin/crypto";
import { type Clock, type Random, toBase64Url, TocsinError, utf8 } from "@tocsin/kernel";
import type { Gives } from "@tocsin/wire";
import type { LetterDraft, NewMessageRequest, RoomInvitation } from "@tocsin/wire/node-api";
import type { Inspector } from "../desk/inspection/inspector.ts";
import { saidBefore, type SaidPorts } from "../desk/saying.ts";
import type { Protocol } from "../protocol.ts";
import type { Plan } from "./plan.ts";
import type { Talk } from "./talk.ts";

export interface LetterDesk {
  offer(match: string, gives: Gives): Promise<LetterDraft>;
  accept(offer: string, gives: Gives): Promise<LetterDraft>;
  message(room: string, message: NewMessageRequest): Promise<LetterDraft>;
  question(report: string, text: string): Promise<LetterDraft>;
  answer(question: string, text: string): Promise<LetterDraft>;
  appeal(report: string, text: string): Promise<LetterDraft>;
  invite(room: string, whom: RoomInvitation): Promise<LetterDraft>;
  /** Throws `draft-blocked` where the draft is not ready to leave. */
  propose(room: string, draft: string): Promise<LetterDraft>;
  agree(room: string, body: string): Promise<LetterDraft>;
  renew(room: string, gives: Gives): Promise<LetterDraft>;
}

export interface LetterDeskPorts extends SaidPorts {
  readonly talk: Pick<Talk, "plan" | "keep">;
  readonly protocol: Pick<Protocol, "report" | "crowdCounts">;
  readonly inspector: Pick<Inspector, "judge" | "propose">;
  /** Canonical JSON of the body that a draft would leave with now. Throws `draft-blocked`. */
  readonly readyBody: (draft: string) => Promise<string>;
  readonly clock: Clock;
  readonly random: Random;
}

type Found = LetterDraft["findings"];

interface Asked {
  readonly for: LetterDraft["for"];
  readonly to: string;
  readonly tells: readonly string[];
  readonly found: Found;
  readonly plan: () => Promise<Plan>;
}

const idBytes = 16;

export function createLetterDesk(ports: LetterDeskPorts): LetterDesk {
  const { plan } = ports.talk;
  return {
    offer: async (match, gives) =>
      drafted(ports, {
        for: "offer",
        to: match,
        found: await foundInGives(ports, gives),
        tells: [tells.offer, ...tellsOf(gives, "those who accept")],
        plan: () => plan.offer(match, gives),
      }),
    accept: async (offer, gives) =>
      drafted(ports, {
        for: "accept",
        to: offer,
        found: await foundInGives(ports, gives),
        tells: [tells.accept, ...tellsOf(gives, "everyone who was offered this room and accepts")],
        plan: () => plan.accept(offer, gives),
      }),
    message: async (room, message) =>
      drafted(ports, {
        for: message.of,
        to: room,
        found: await foundInMessage(ports, message),
        tells: message.of === "gives" ? tellsOf(message.gives, "the room") : [tells.room],
        plan: () => plan.message(room, message),
      }),
    ...underReportsOf(ports),
    ...togetherOf(ports),
  };
}

/** To and from the author of a report. */
function underReportsOf(ports: LetterDeskPorts) {
  const { plan } = ports.talk;
  return {
    question: async (report, text) =>
      drafted(ports, {
        for: "question",
        to: report,
        found: await foundInText(ports, "text", text),
        tells: [tells.question],
        plan: () => plan.question(report, text),
      }),
    answer: async (question, text) => {
      const planned = await plan.answer(question, text);
      const report = planned.letters[0]?.row?.ref ?? "";
      const found = await foundInText(ports, "text", text);
      return drafted(ports, {
        for: "answer",
        to: question,
        found: [...found, ...(await foundInCrowd(ports, report))],
        tells: [tells.answer],
        plan: () => Promise.resolve(planned),
      });
    },
    appeal: async (report, text) =>
      drafted(ports, {
        for: "appeal",
        to: report,
        found: [
          ...(await foundInText(ports, "text", text)),
          ...(await foundInCrowd(ports, report)),
        ],
        tells: [tells.appeal],
        plan: () => plan.appeal(report, text),
      }),
  } satisfies Partial<LetterDesk>;
}

/** No free text of ours is in these but in what is opened: a proposal has passed the gate as a draft. */
function togetherOf(ports: LetterDeskPorts) {
  const { plan } = ports.talk;
  return {
    invite: (room, whom) =>
      drafted(ports, {
        for: "invite",
        to: room,
        found: [],
        tells: ["match" in whom ? tells.offer : tells.invite, tells.comes],
        plan: () => plan.invite(room, whom),
      }),
    propose: async (room, draft) => {
      const body = await ports.readyBody(draft);
      return drafted(ports, {
        for: "proposal",
        to: room,
        found: [],
        tells: [tells.proposal],
        plan: () => plan.propose(room, body),
      });
    },
    agree: (room, body) =>
      drafted(ports, {
        for: "agree",
        to: room,
        found: [],
        tells: [tells.agree],
        plan: () => plan.agree(room, body),
      }),
    renew: async (room, gives) =>
      drafted(ports, {
        for: "renew",
        to: room,
        found: await foundInGives(ports, gives),
        tells: [tells.renew, ...tellsOf(gives, "those who come")],
        plan: () => plan.renew(room, gives),
      }),
  } satisfies Partial<LetterDesk>;
}

const tells = {
  offer:
    "Those who saw the same learn that someone who saw it wants to talk, and no more. The exchange learns that a member sent a message.",
  accept: "The one who offered learns that you accept, and what you open below.",
  room: "Everyone in the room reads it. They know you by your name in this room alone.",
  invite:
    "The author of the report learns that a room would have it come, and how many are in it; not who they are. It need not answer.",
  comes: "Who accepts learns what we open in this room; the others learn of it when it comes.",
  proposal:
    "Everyone in the room reads the whole report before anyone else does. It is published once all have agreed, and you publish it.",
  agree:
    "Everyone in the room learns that you agree to exactly these bytes. The one who proposed them keeps your signature, under your name in this room.",
  renew:
    "Everyone in the room learns that you would go on without its host, and so does the host if it is still there. They know you by your name in this room, which you keep.",
  question:
    "The author of the report reads it, not knowing who asks. Whoever else it is told by the author learns it, too.",
  answer:
    "The one who asked reads it, and that the author of the report says it. Taken with the report it may narrow down who you are.",
  appeal:
    "The exchange's operator reads it, and that the author of the report says it. Taken with the report it may narrow down who you are.",
} as const;

function tellsOf(gives: Gives, whom: string): string[] {
  const given = [
    ...(gives.class === null ? [] : ["your sector"]),
    ...(gives.seen === null ? [] : ["when you saw it"]),
    ...(gives.techniques.length === 0 ? [] : ["techniques"]),
    ...(gives.contact === null ? [] : ["how to reach you, which names you"]),
    ...(gives.report === null ? [] : ["which report is yours"]),
  ];
  const what = given.length === 0 ? "nothing but that you are there" : given.join(", ");
  return [`You open to ${whom}: ${what}.`];
}

async function drafted(ports: LetterDeskPorts, asked: Asked): Promise<LetterDraft> {
  const { talk, clock, random } = ports;
  const plan = await asked.plan();
  const outgoing = outgoingOf(plan);
  const isGood = asked.found.length === 0;
  const view: LetterDraft = {
    id: toBase64Url(random.bytes(idBytes)),
    for: asked.for,
    to: asked.to,
    outgoing: isGood ? outgoing : null,
    outgoingHash: isGood ? toBase64Url(sha256(utf8(outgoing))) : null,
    findings: asked.found,
    tells: [...asked.tells],
    capsules: Math.max(1, plan.letters.length),
    createdMs: clock.now(),
  };
  if (isGood) await talk.keep({ view, plan });
  return view;
}

/** What is opened later, once someone has accepted, is shown with the offer: it is agreed to now. */
function outgoingOf({ room, letters, appeal }: Plan): string {
  if (appeal !== null) return appeal.text;
  const shown = letters.map(({ text }) => text).join("\n");
  if (room === null) return shown;
  return `${shown}\n${JSON.stringify({ opensToThoseWhoAccept: room.gives })}`;
}

async function foundInMessage(ports: LetterDeskPorts, message: NewMessageRequest): Promise<Found> {
  switch (message.of) {
    case "note":
      return foundInText(ports, "text", message.text);
    case "gives":
      return foundInGives(ports, message.gives);
    case "file":
      return foundInFile(ports, message.text, message.name);
  }
}

/** All else are pick lists. A contact names its giver: that is what it is for, and `tells` says so. */
async function foundInGives({ inspector }: LetterDeskPorts, { contact }: Gives): Promise<Found> {
  if (contact === null) return [];
  const { kinds } = await inspector.judge("note", contact);
  const held = kinds.filter((kind) => !namesByChoice.has(groupOf(kind)));
  if (held.length === 0) return [];
  return [{ field: "gives.contact", kinds: held, why: "More than a way to reach you." }];
}

const namesByChoice: ReadonlySet<FindingGroup> = new Set([
  "own-identity",
  "personal",
  "unexplained",
]);

async function foundInText(
  { inspector }: LetterDeskPorts,
  field: string,
  text: string,
): Promise<Found> {
  const { proposal, why, kinds } = await inspector.judge("note", text);
  if (proposal === "send" && kinds.length === 0) return [];
  return [{ field, kinds: [...kinds], why }];
}

/**
 * An answer is said under the report's pseudonym. It adds no field, but members may have left since, so the
 * union of everything said is counted anew. PROTOCOL §6.
 */
async function foundInCrowd(ports: LetterDeskPorts, report: string): Promise<Found> {
  const counts = await ports.protocol.crowdCounts();
  if (counts === undefined) return [];
  const said = await saidBefore(ports, report);
  const { blockers } = judgeCrowd(counts, said, nothingMore);
  return blockers.map(({ code, why }) => ({ field: "text", kinds: [code], why }));
}

const nothingMore: Saying = {
  class: null,
  largerClasses: [],
  region: null,
  size: null,
  times: [],
  technologies: [],
  identifying: [],
};

async function foundInFile(
  { inspector, clock }: LetterDeskPorts,
  text: string,
  name: string,
): Promise<Found> {
  const measure = lintMeasure(text);
  const denied: Found =
    measure === undefined ? [] : [{ field: "text", kinds: ["hack-back"], why: measure.why }];
  const named = await inspector.judge("note", name);
  const proposed = await inspector.propose(text, clock.now());
  const kinds = new Set(proposed.findings.map(({ kind }) => kind));
  const held = [...kinds].filter((kind) => !isOrdinaryInRules(kind));
  const found = held.map((kind) => ({
    field: "text",
    kinds: [kind],
    why: `The file holds: ${labelOf(kind)}. Take it out.`,
  }));
  const ownName = named.kinds.filter((kind) => groupOf(kind) === "own-identity");
  const inName =
    ownName.length === 0 ? [] : [{ field: "name", kinds: ownName, why: "The name names us." }];
  return [...denied, ...inName, ...found];
}

/** Rules are full of words that no list explains: names of rules, of fields, of families. */
function isOrdinaryInRules(kind: string): boolean {
  return kind === "unexplained-name";
}

function labelOf(kind: string): string {
  const known = Object.entries(findingKinds).find(([name]) => name === kind)?.[1];
  if (known === undefined) throw new TocsinError("inspection-failed", { detail: "kind" });
  return known.label;
}
