/**
 * The read session: once a day, at a moment of its own, this node spends a read token through the relay
 * and gets a bearer for the live feed and the keys of its audiences. The exchange learns that some
 * member of the class reads. PROTOCOL §1.
 */

import {
  type Clock,
  dayMs,
  dayOf,
  parseJson,
  type Random,
  textOf,
  TocsinError,
  uniformInt,
} from "@tocsin/kernel";
import type {
  FeedStore,
  MemberLedgerStore,
  MomentStore,
  StoredToken,
  TokenStore,
} from "@tocsin/store";
import {
  parseMessage,
  readSessionMs,
  type SessionAnswer,
  sessionAnswer,
  sessionPath,
} from "@tocsin/wire";
import type { Alarms } from "../alarms.ts";
import type { Membership } from "../enrolment/membership.ts";
import type { Network } from "../network.ts";
import { currentGatewayKey, relayRequest, sealSessionRequest } from "../rounds/sealed-request.ts";
import type { Schemes } from "../schemes.ts";
import type { SpeakableClasses } from "../tokens/speaking.ts";
import { fractionRange, partOfSpan, spendableEpochs } from "../tokens/token-times.ts";
import type { AudienceKeys } from "./audience-keys.ts";

export interface ReadSession {
  /** The bearer while the session lasts. */
  bearer(): Promise<string | undefined>;
  /** The live feed refused it. */
  forget(bearer: string): void;
  /** When the next session is to be opened; in the past where it is due. */
  dueMs(): Promise<number>;
  /** Opens a session. Throws where relay or exchange do not answer, or what it takes is missing. */
  open(signal: AbortSignal): Promise<void>;
}

export interface ReadSessionPorts {
  readonly feed: FeedStore;
  readonly ledger: MemberLedgerStore;
  readonly tokens: TokenStore;
  readonly moments: MomentStore;
  readonly membership: Membership;
  readonly speakable: SpeakableClasses;
  readonly audienceKeys: AudienceKeys;
  readonly alarms: Alarms;
  readonly network: Network;
  readonly clock: Clock;
  readonly random: Random;
  readonly schemes: Pick<Schemes, "sealRequest">;
}

const deadlineMs = 30_000;

export function createReadSession(ports: ReadSessionPorts): ReadSession {
  let forgotten: string | undefined;
  return {
    bearer: async () => {
      const session = await ports.feed.session();
      if (session === undefined || session.untilMs <= ports.clock.now()) return undefined;
      return session.bearer === forgotten ? undefined : session.bearer;
    },
    forget: (bearer) => {
      forgotten = bearer;
    },
    dueMs: async () => {
      const session = await ports.feed.session();
      if (session === undefined || session.bearer === forgotten) return 0;
      const drawn = await ports.moments.fix("session", uniformInt(ports.random, fractionRange));
      const openedMs = session.untilMs - readSessionMs;
      return nextMoment(openedMs, partOfSpan(drawn, dayMs));
    },
    open: (signal) => open(ports, signal),
  };
}

/** The first time after `afterMs` at which the day has this age; it is not moved by a slow answer. */
function nextMoment(afterMs: number, ageMs: number): number {
  const today = Math.floor(afterMs / dayMs) * dayMs + ageMs;
  return today > afterMs ? today : today + dayMs;
}

async function open(ports: ReadSessionPorts, signal: AbortSignal): Promise<void> {
  const { tokens, feed, audienceKeys, alarms, membership, network } = ports;
  const now = ports.clock.now();
  const gateway = currentGatewayKey(await ports.ledger.gatewayKeys(), now);
  const admission = await tokens.relayToken(dayOf(now));
  if (gateway === undefined || admission === undefined) throw new TocsinError("not-ready");
  const token = await holdReadToken(ports, now);
  if (token === undefined) throw new TocsinError("tokens-exhausted", { detail: "read" });
  try {
    const sealed = await sealSessionRequest(ports, gateway, token.token);
    const { url: relayUrl } = membership.standing.community.relay;
    const answer = await network.send(
      relayRequest({ relayUrl, path: sessionPath, token: admission, sealed, deadlineMs, signal }),
    );
    if (answer.status !== 200) {
      throw new TocsinError("remote-refused", { detail: `relay status ${answer.status}` });
    }
    const opened = parsedAnswer(sealed.openAnswer(answer.bytes)?.content);
    await tokens.spend(token.id);
    if (opened.is === "refused") {
      // A lost answer leaves a spent token: the next try takes another one, and nothing is wrong.
      if (opened.why !== "spent") await alarms.raise("session-refused");
      throw new TocsinError("remote-refused", { detail: opened.why });
    }
    await audienceKeys.add(opened.keys);
    await feed.setSession(opened.session, opened.untilMs);
    await alarms.clear("session-refused");
  } finally {
    await tokens.release(token.id);
  }
}

/** The smallest class that has a token: its session opens what all classes above it may read. */
async function holdReadToken(
  { tokens, speakable }: ReadSessionPorts,
  nowMs: number,
): Promise<StoredToken | undefined> {
  for (const of of speakable.classes(nowMs)) {
    const token = await tokens.hold("read", of, spendableEpochs(nowMs));
    if (token !== undefined) return token;
  }
  return undefined;
}

function parsedAnswer(content: Uint8Array | undefined): SessionAnswer {
  const text = content && textOf(content);
  if (text === undefined) throw new TocsinError("remote-answer-invalid", { detail: "session" });
  try {
    return parseMessage(sessionAnswer, parseJson(text));
  } catch (cause) {
    throw new TocsinError("remote-answer-invalid", { detail: "session", cause });
  }
}
