/**
 * Stakes that come back. The exchange sees under which report a fresh token is asked for, and when; the issuer when
 * each member fetched its tokens, and the blinded request; everyone the token once it pays. Does the moment say
 * whose the report is, and can the token be tied to its request? PROTOCOL §1, §7.
 */

import {
  generateTokenSigningKey,
  issueToken,
  finalizeToken,
  parseTokenRequest,
  prepareToken,
  type TokenSigningKey,
} from "@tocsin/crypto";
import { assert, type Random, toHex } from "@tocsin/kernel";
import { drawnAskingRound, fractionRange } from "@tocsin/member";

import type { Attack, Setting } from "../attack.ts";
import { aucFigure, type Finding, judge } from "../judge/finding.ts";
import { type Score, Tally } from "../judge/tally.ts";
import { rosterOf, roundMs, type SimMember } from "../model/roster.ts";
import { Seeded } from "../seeded.ts";

/** Rounds over which nodes spread what they ask, as the adversary knows. */
const spreadRounds = 2880;

type Asks = (random: Seeded, author: SimMember) => number;

/** Rounds between the moment at which a stake fell due and the one in which it is asked for. */
const honest: Asks = (random) => drawnAskingRound(random, 0, roundMs) - 1;
/** At the fraction of two days at which it also fetches its tokens. */
const ownMoment: Asks = (_, { fetchDrawn }) =>
  Math.floor((fetchDrawn / fractionRange) * spreadRounds);

/** The nearer to the moment at which a member fetched, the likelier it is the author. */
function byMoment(members: readonly SimMember[], { seed, reports }: Setting, asks: Asks): Score {
  const random = new Seeded(seed, "stakes");
  const tally = new Tally();
  for (let at = 0; at < reports; at += 1) {
    const author = random.pick(members);
    const asked = asks(random, author);
    const scores = members.map((it) => -Math.abs(ownMoment(random, it) - asked));
    tally.add(scores, author.index);
  }
  return tally.score();
}

const tokensLinked = 40;
const exponent = 65_537n;

/** A token of each request, all under one key. */
function issued(key: TokenSigningKey, random: Random) {
  return Array.from({ length: tokensLinked }, () => {
    const challenge = { issuerName: "issuer", originInfo: "exchange", redemptionContext: none };
    const nonce = random.bytes(32);
    const prepared = prepareToken({ publicKey: key.publicKey, challenge, nonce, random });
    const response = issueToken(key, prepared.request);
    const token = response.ok ? finalizeToken(prepared.state, response.response) : undefined;
    assert(token, "a token of the request");
    return { blinded: integerOf(parseTokenRequest(prepared.request).blinded), token };
  });
}

/** Whether what the issuer was asked to sign is what the token's signature is of. */
function byBytes(key: TokenSigningKey, random: Random): Score {
  const all = issued(key, random);
  const { n } = key.publicKey;
  const signed = all.map(({ token }) => power(integerOf(token.authenticator), exponent, n));
  const tally = new Tally();
  for (const [at, { blinded }] of all.entries()) {
    tally.add(
      signed.map((it) => (it === blinded ? 1 : 0)),
      at,
    );
  }
  return tally.score();
}

const none = new Uint8Array();

/** The blind is one: it hides nothing. */
function unblinded(random: Random, modulusBytes: number): Random {
  return {
    bytes: (length) =>
      length === modulusBytes ? new Uint8Array(length).fill(1, length - 1) : random.bytes(length),
  };
}

function integerOf(bytes: Uint8Array): bigint {
  return BigInt(`0x${toHex(bytes)}`);
}

function power(base: bigint, to: bigint, modulus: bigint): bigint {
  let [result, square, rest] = [1n, base % modulus, to];
  for (; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

async function run(setting: Setting): Promise<Finding[]> {
  const members = await rosterOf(setting.seed, setting.members);
  const key = await generateTokenSigningKey();
  const random = new Seeded(setting.seed, "refund tokens");
  const shared = { view: "exchange + issuer", threshold: { most: 0.52 } } as const;
  return [
    judge({
      ...shared,
      attack: "stakes",
      note: "when it is asked for, against when tokens were fetched",
      members: setting.members,
      cases: setting.reports,
      figure: aucFigure(byMoment(members, setting, honest)),
      plant: {
        what: "a moment of its own",
        figure: aucFigure(byMoment(members, setting, ownMoment)),
      },
    }),
    judge({
      ...shared,
      attack: "stakes",
      note: "requests against the tokens that came of them",
      members: setting.members,
      cases: tokensLinked,
      figure: aucFigure(byBytes(key, random)),
      plant: {
        what: "not blinded",
        figure: aucFigure(byBytes(key, unblinded(random, key.publicKey.modulusBytes))),
      },
    }),
  ];
}

export const stakes: Attack = {
  name: "stakes",
  about: "when a stake is asked back, and the request against the token",
  run,
};
