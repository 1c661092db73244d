/**
 * Joining a community, and the member's key pair, which is made here and never leaves. The issuer
 * learns the public key and the moment. Each step can be repeated after a crash or a lost answer.
 * PROTOCOL §1.
 */

import { ed25519SeedBytes, ed25519SigningKey, signDocument } from "@tocsin/crypto";
import {
  assert,
  canonicalJson,
  type Clock,
  type Random,
  toBase64Url,
  TocsinError,
} from "@tocsin/kernel";
import type { IdentityStore } from "@tocsin/store";
import { type IdentifiedAnswer, type Invitation, invitation, parseMessage } from "@tocsin/wire";
import { assertPinned } from "./community.ts";
import type { IdentifiedChannel } from "./identified-channel.ts";
import type { Membership } from "./membership.ts";

export interface Enrolment {
  enrol(given: Invitation): Promise<void>;
  rotateKey(): Promise<void>;
  /** Asks the issuer which classes are ours now. */
  refresh(): Promise<void>;
}

export function createEnrolment(ports: {
  readonly store: IdentityStore;
  readonly channel: IdentifiedChannel;
  readonly membership: Membership;
  readonly clock: Clock;
  readonly random: Random;
  readonly longestRoundMs: number;
}): Enrolment {
  return {
    enrol: (given) => enrol(ports, parseMessage(invitation, given)),
    rotateKey: () => rotateKey(ports),
    refresh: () => refresh(ports),
  };
}

type Ports = Parameters<typeof createEnrolment>[0];

async function enrol(ports: Ports, given: Invitation): Promise<void> {
  const { store, channel, membership, clock, random, longestRoundMs } = ports;
  if (membership.enrolled) throw new TocsinError("already-enrolled");
  const attempt = await store.beginEnrolment({
    seed: random.bytes(ed25519SeedBytes),
    invitation: canonicalJson(given),
  });
  const key = ed25519SigningKey(attempt.seed);
  const answer = await channel.ask(
    { url: given.issuerUrl, publicKey: given.issuerKey },
    { do: "enrol", secret: given.secret, publicKey: toBase64Url(key.publicKey) },
    key,
  );
  if (answer.is === "refused") throw new TocsinError("invitation-refused", { detail: answer.why });
  const { memberId, legalId, classes, community } = standingOf(answer);
  assertPinned(community, given.issuerKey, longestRoundMs);
  await store.completeEnrolment({
    seed: attempt.seed,
    memberId,
    legalId,
    classes,
    community: canonicalJson(community),
    communityRevision: community.file.revision,
    enrolledMs: clock.now(),
  });
  await membership.reload();
}

/**
 * The new key is stored before it is sent. Where the answer was lost, the issuer may already know the
 * new key alone: then the old one is refused and the new one is asked with.
 */
async function rotateKey(ports: Ports): Promise<void> {
  const { store, channel, membership, random } = ports;
  const { standing } = membership;
  const { issuer } = standing.community;
  const next = ed25519SigningKey(await store.beginRotation(random.bytes(ed25519SeedBytes)));
  const proof = toBase64Url(signDocument("rotate", standing.memberId, next));
  const publicKey = toBase64Url(next.publicKey);
  const answer = await channel.ask(issuer, { do: "rotate", publicKey, proof }, standing.key);
  if (answer.is === "refused") {
    const known = await channel.ask(issuer, { do: "status" }, next);
    if (known.is !== "standing") throw new TocsinError("remote-refused", { detail: answer.why });
  }
  await store.completeRotation();
  await membership.reload();
}

async function refresh(ports: Ports): Promise<void> {
  const { store, channel, membership } = ports;
  const { community, key, memberId } = membership.standing;
  const answer = await channel.ask(community.issuer, { do: "status" }, key);
  if (answer.is === "refused") throw new TocsinError("remote-refused", { detail: answer.why });
  const standing = standingOf(answer);
  assert(standing.memberId === memberId, "the issuer knows us under one id");
  await store.setClasses(standing.classes);
  await membership.reload();
}

function standingOf(answer: IdentifiedAnswer["body"]) {
  if (answer.is !== "standing") {
    throw new TocsinError("remote-answer-invalid", { detail: "not a standing" });
  }
  return answer.standing;
}
