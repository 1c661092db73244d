/**
 * The identified channel. The issuer learns which member asks, that its key signed, and when; it does
 * not learn which tokens it signs. Every refusal has the same signed form. PROTOCOL §1.
 */

import { sha256, verifyDocument } from "@tocsin/crypto";
import { type Clock, dayOf, toBase64Url } from "@tocsin/kernel";
import type { IssuerStore, RosterMember } from "@tocsin/store";
import {
  bytesOf,
  type IdentifiedAnswer,
  type IdentifiedBody,
  type IdentifiedRequest,
  identifiedWindowMs,
  isQuestionSigned,
  signAnswer,
} from "@tocsin/wire";

import { ClassTree } from "../classes/class-tree.ts";
import type { PublishedDocuments } from "../epochs/published.ts";
import { noncesOfKeyMax } from "../limits.ts";
import type { IssuerIdentity } from "../state/identity.ts";
import type { QuotaDesk } from "./quota.ts";

export interface ChannelPorts {
  readonly store: IssuerStore;
  readonly identity: IssuerIdentity;
  readonly published: PublishedDocuments;
  readonly quotas: QuotaDesk;
  readonly clock: Clock;
}

type AnswerBody = IdentifiedAnswer["body"];
type Ask<Do extends IdentifiedBody["do"]> = Extract<IdentifiedBody, { do: Do }>;

export async function answerIdentified(
  ports: ChannelPorts,
  request: IdentifiedRequest,
): Promise<IdentifiedAnswer> {
  const body = await decide(ports, request);
  return signAnswer("identified", request, body, ports.identity.key);
}

/** Cheap checks first; nothing is stored for a stranger. */
async function decide(ports: ChannelPorts, request: IdentifiedRequest): Promise<AnswerBody> {
  const { store, clock } = ports;
  const { key: keyText, nonce, timeMs, body } = request;
  const nowMs = clock.now();
  if (Math.abs(nowMs - timeMs) > identifiedWindowMs) return refused("clock-skew");
  if (!isQuestionSigned("identified", request)) return refused("bad-signature");
  const key = bytesOf(keyText);
  if (body.do === "enrol") return enrol(ports, key, body);
  if (body.do === "roster") return rosterFor(ports, keyText);
  const member = await store.memberByKey(key);
  if (member === undefined) return refused("unknown-member");
  if (member.state !== "active") return refused(member.state);
  // Remembered until no clock of either side lets the request pass again.
  const seen = { key, nonce: bytesOf(nonce), untilMs: timeMs + identifiedWindowMs + 1 };
  const verdict = await store.rememberNonce(seen, noncesOfKeyMax);
  if (verdict !== "fresh") return refused(verdict === "seen" ? "replayed" : "busy");
  switch (body.do) {
    case "status":
      return standingOf(ports, member);
    case "rotate":
      return rotate(ports, member, key, body);
    case "tokens":
      return tokens(ports, member, body);
  }
}

async function enrol(
  ports: ChannelPorts,
  key: Uint8Array,
  { secret, publicKey }: Ask<"enrol">,
): Promise<AnswerBody> {
  const { store, clock, published } = ports;
  if (toBase64Url(key) !== publicKey) return refused("bad-proof");
  if ((await published.current()).community === undefined) return refused("not-open");
  const nowMs = clock.now();
  const outcome = await store.enrol(sha256(bytesOf(secret)), key, nowMs, dayOf(nowMs));
  switch (outcome.is) {
    case "enrolled":
      return standingOf(ports, outcome.member);
    case "unknown":
      return refused("invitation-unknown");
    case "expired":
      return refused("invitation-expired");
    case "key-taken":
      return refused("key-taken");
  }
}

/** The new key signs too, so that nobody can take a key of someone else for its own. */
async function rotate(
  ports: ChannelPorts,
  member: RosterMember,
  from: Uint8Array,
  { publicKey, proof }: Ask<"rotate">,
): Promise<AnswerBody> {
  const to = bytesOf(publicKey);
  if (!verifyDocument("rotate", member.id, bytesOf(proof), to)) return refused("bad-proof");
  switch (await ports.store.rotateKey(member.id, from, to)) {
    case "rotated":
      return standingOf(ports, { ...member, key: to });
    case "key-taken":
      return refused("key-taken");
    case "stale":
      return refused("unknown-member");
  }
}

/**
 * Whom key holders may answer: ids and keys, and no names. Their request changes nothing and the answer
 * tells them nothing that they do not have, so a replay of it needs no memory.
 */
async function rosterFor(ports: ChannelPorts, holderKey: string): Promise<AnswerBody> {
  const { store, published } = ports;
  const { community } = await published.current();
  if (community === undefined) return refused("not-open");
  const holders = community.file.keyHolders ?? [];
  if (!holders.some(({ publicKey }) => publicKey === holderKey)) return refused("unknown-holder");
  const members = (await store.members()).flatMap(({ id, key, state }) =>
    state === "active" && key !== null ? { id, key: toBase64Url(key) } : [],
  );
  return { is: "roster", roster: { community, members } };
}

async function standingOf(ports: ChannelPorts, member: RosterMember): Promise<AnswerBody> {
  const { store, published, clock } = ports;
  const { community } = await published.current();
  if (community === undefined) return refused("not-open");
  const tree = new ClassTree(await store.classes());
  const standing = {
    memberId: member.id,
    legalId: member.legalId,
    classes: tree.path(member.class),
    community,
    directories: await published.live(clock.now()),
  };
  return { is: "standing", standing };
}

async function tokens(
  ports: ChannelPorts,
  member: RosterMember,
  body: Ask<"tokens">,
): Promise<AnswerBody> {
  const { store, quotas, clock } = ports;
  const tree = new ClassTree(await store.classes());
  const verdict = await quotas.fetch(member, tree.path(member.class), body, clock.now());
  if (!verdict.ok) return refused(verdict.why);
  return { is: "tokens", signed: verdict.responses.map(toBase64Url) };
}

function refused(why: string): AnswerBody {
  return { is: "refused", why };
}
