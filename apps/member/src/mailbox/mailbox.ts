/**
 * Every message that the ledger brings is tried with every key of ours; what opens is read, the rest is
 * forgotten. Which messages were ours is known here alone: all members download the same. PROTOCOL §2.
 */

import { type Clock, hourMs } from "@tocsin/kernel";
import { breathe } from "../breath.ts";
import type { MailChange, MailStore, NewMessage, ReportStore } from "@tocsin/store";
import {
  type EnteringPorts,
  receiveDecline,
  receiveInvite,
  receiveJoin,
  receiveOffer,
  receiveWelcome,
} from "../rooms/entering.ts";
import { receiveSaid } from "../rooms/saying-in-room.ts";
import type { OwnKey, OwnKeys } from "./own-keys.ts";
import { receiveAnswer, receiveQuestion, type Received } from "./receiving.ts";
import { openLetter } from "./sealed-letter.ts";

export interface Mailbox {
  /** Reads what is new; one call after the other. */
  look(): Promise<void>;
}

export interface MailboxPorts extends EnteringPorts {
  readonly mail: MailStore;
  readonly reports: ReportStore;
  readonly ownKeys: OwnKeys;
  readonly clock: Clock;
  /** What the letters that came oblige us to send. */
  readonly settle: () => Promise<void>;
  /** Something was read. */
  readonly onMail: () => void;
}

/** Messages taken from the store at once. */
const pageMax = 64;
/** Keys tried before anything else has its turn: rounds must not wait behind a flood. */
const keysAtOnce = 8;
/** Rounds that a message is kept for a key that comes later, such as a room's new one. */
const keptRoundsMax = 16;
/** Letters, drafts and rooms are forgotten after this time. */
export const keptMs = 90 * 24 * hourMs;
const forgetEveryMs = hourMs;

export function createMailbox(ports: MailboxPorts): Mailbox {
  /** By ledger position: the newest key that was tried. */
  const tried = new Map<number, number>();
  let forgottenMs = 0;
  return {
    look: async () => {
      const { mail, clock } = ports;
      if (clock.now() - forgottenMs >= forgetEveryMs) {
        forgottenMs = clock.now();
        await mail.forget(forgottenMs - keptMs, forgottenMs);
      }
      while (await readOnce(ports, tried)) ports.onMail();
      await ports.settle();
    },
  };
}

/** Goes through all messages that are kept; true where something was read, and so keys may be new. */
async function readOnce(ports: MailboxPorts, tried: Map<number, number>): Promise<boolean> {
  const { mail } = ports;
  // Most batches hold no message, and making the keys takes longer than all else.
  if ((await mail.untried(-1, 1)).length === 0) return false;
  const keys = await ports.ownKeys.all();
  const newest = keys.reduce((max, { number }) => Math.max(max, number), 0);
  let after = -1;
  let hasRead = false;
  let lastRound = 0;
  const unopened: NewMessage[] = [];
  for (;;) {
    const page = await mail.untried(after, pageMax);
    for (const message of page) {
      const since = tried.get(message.index) ?? 0;
      const change = await changeBy(
        ports,
        keys.filter(({ number }) => number > since),
        message,
      );
      tried.set(message.index, newest);
      if (change === "unopened") unopened.push(message);
      else {
        await mail.apply({ ...change, tried: [message.index] });
        tried.delete(message.index);
        hasRead = true;
      }
    }
    after = page.at(-1)?.index ?? after;
    lastRound = page.at(-1)?.round ?? lastRound;
    if (page.length < pageMax) break;
  }
  await forgetOld(mail, tried, unopened, lastRound);
  return hasRead;
}

async function forgetOld(
  mail: MailStore,
  tried: Map<number, number>,
  unopened: readonly NewMessage[],
  lastRound: number,
): Promise<void> {
  const old = unopened.filter(({ round }) => round + keptRoundsMax < lastRound);
  if (old.length === 0) return;
  await mail.apply({ tried: old.map(({ index }) => index) });
  for (const { index } of old) tried.delete(index);
}

async function changeBy(
  ports: MailboxPorts,
  keys: readonly OwnKey[],
  message: NewMessage,
): Promise<MailChange | "unopened"> {
  for (const [at, key] of keys.entries()) {
    if (at % keysAtOnce === keysAtOnce - 1) await breathe();
    const letter = await openLetter(key, message.sealed);
    if (letter !== undefined) return (await receive(ports, { letter, key, message })) ?? {};
  }
  return "unopened";
}

/** Undefined for what changes nothing: it is not what it must be, or it came before. */
async function receive(ports: MailboxPorts, received: Received): Promise<MailChange | undefined> {
  const { letter } = received;
  if ((await ports.mail.letter(letter.id)) !== undefined) return undefined;
  switch (letter.kind) {
    case "question":
      return receiveQuestion(received, letter);
    case "answer":
      return receiveAnswer(ports, received, letter);
    case "offer":
      return receiveOffer(ports, received, letter);
    case "invite":
      return receiveInvite(ports, received, letter);
    case "join":
      return receiveJoin(ports, received, letter);
    case "decline":
      return receiveDecline(ports, received, letter);
    case "welcome":
      return receiveWelcome(ports, received, letter);
    case "said":
      return receiveSaid(ports.mail, received, letter);
  }
}
