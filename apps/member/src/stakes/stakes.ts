/**
 * The token that paid for a report comes back where the report is not ruled abuse for 14 days. Asking says to
 * the exchange that the report's author is still there, at a moment drawn over two days so that it does not say
 * whether the node was down when the fortnight ended; everyone sees how many ask in a day. The fresh token is
 * blinded, and under a key of which every member of the class has tokens: spent, it tells nothing. Its nonce is
 * bound to keys of a report that is still to be written. PROTOCOL §1, §7.
 */

import { encodeToken, reportTokenNonce, sha256, signDocument } from "@tocsin/crypto";
import {
  canonicalJson,
  type Clock,
  dayMs,
  epochSpan,
  hourMs,
  parseCanonicalJson,
  parseEpoch,
  type Random,
  roundAt,
  toBase64Url,
  uniformInt,
  utf8,
} from "@tocsin/kernel";
import type {
  MailStore,
  NewPosting,
  PostingStore,
  QueuedParcel,
  ReportStore,
  StakeRow,
  StakeStore,
  TokenFetch,
  TokenStore,
} from "@tocsin/store";
import { bytesOf, envelope, leaf, parseMessage, rulingLeaf, stakeDays } from "@tocsin/wire";
import type { Alarms } from "../alarms.ts";
import type { ReportKeyring } from "../keys/report-keys.ts";
import type { Schemes } from "../schemes.ts";
import { challengeOf } from "../tokens/challenges.ts";
import type { Directories } from "../tokens/directories.ts";
import { spendableEpochs, takenUntilMs } from "../tokens/token-times.ts";

export interface Stakes {
  /** Reads what the ledger says of stakes and asks for what is due. */
  step(): Promise<void>;
}

export interface StakesPorts {
  readonly stakes: StakeStore;
  readonly postings: PostingStore;
  readonly mail: Pick<MailStore, "ruling">;
  readonly reports: Pick<ReportStore, "own">;
  readonly tokens: Pick<TokenStore, "fetches">;
  readonly directories: Pick<Directories, "tokenKey">;
  readonly keyring: ReportKeyring;
  /** Classes that we may speak for, our own first. */
  readonly classes: () => readonly string[];
  readonly alarms: Alarms;
  readonly roundMs: () => number;
  readonly clock: Clock;
  readonly random: Random;
  readonly schemes: Pick<Schemes, "prepareToken" | "finalizeToken">;
}

/** Asking is spread over this span. */
const spreadMs = 48 * hourMs;
/** A token that comes back this short before the end of its epoch would be worth little: it waits. */
const epochLeftMs = 7 * dayMs;
/** The leaf comes on the next day; what is in none after so long is asked for again. */
const patienceMs = 3 * dayMs;
const attemptsMax = 4;
/** Requests made in one go: each costs a signature and a blinding. */
const asksAtOnce = 4;
const postingsAtOnce = 64;
/** Reports looked at in one step, and how old they may be: a node that comes back does not ask for a year. */
const unaskedMax = 512;
const forgottenMs = 60 * dayMs;

/** When a request leaves: a round of the next two days, whosever it is. */
export function drawnAskingRound(random: Random, nowRound: number, roundMs: number): number {
  return nowRound + 1 + uniformInt(random, Math.max(1, Math.ceil(spreadMs / roundMs)));
}

export function createStakes(ports: StakesPorts): Stakes {
  return {
    step: async () => {
      await readAll(ports, "refunds", readRefunds);
      await readAll(ports, "refunds-signed", readSigned);
      await askAgain(ports);
      await askDue(ports);
    },
  };
}

/** In the order of the ledger: an answer comes after the leaf that it answers. */
async function readAll(
  ports: StakesPorts,
  kind: string,
  read: (ports: StakesPorts, posting: NewPosting) => Promise<void>,
): Promise<void> {
  for (;;) {
    const page = await ports.postings.after(kind, -1, postingsAtOnce);
    const last = page.at(-1);
    if (last === undefined) return;
    for (const posting of page) await read(ports, posting);
    await ports.postings.drop(kind, last.index);
  }
}

async function readRefunds({ stakes }: StakesPorts, { index, json }: NewPosting): Promise<void> {
  const parsed = parseMessage(leaf, parseCanonicalJson(json));
  if (parsed.kind !== "refunds") return;
  const places = new Map(
    parsed.keys.flatMap(({ requests }) => requests).map((request, place) => [request, place]),
  );
  for (const { report, request, stage } of await stakes.open()) {
    const place = stage === "asked" ? places.get(request) : undefined;
    if (place !== undefined) await stakes.listed(report, index, place);
  }
}

async function readSigned(ports: StakesPorts, { json }: NewPosting): Promise<void> {
  const { stakes, alarms, schemes } = ports;
  const parsed = parseMessage(leaf, parseCanonicalJson(json));
  if (parsed.kind !== "refunds-signed") return;
  const { leaf: position, keys } = parsed.refunds.answers;
  const signed = keys.flatMap((it) => it.signed);
  for (const row of await stakes.open()) {
    if (row.stage !== "listed" || row.position !== position || row.place === null) continue;
    const token = schemes.finalizeToken(row.state, bytesOf(signed[row.place] ?? ""));
    if (token === undefined) await alarms.raise("tokens-invalid", row.keyId);
    const { master, number, report } = row;
    const fresh = token && { token: encodeToken(token), day: null, master, number };
    await stakes.settle(report, fresh);
  }
}

/** What is in no leaf after days, or in one that the issuer has not answered. */
async function askAgain(ports: StakesPorts): Promise<void> {
  const { stakes, clock, roundMs } = ports;
  const patience = Math.ceil(patienceMs / roundMs());
  const now = roundAt(clock.now(), roundMs());
  for (const row of await stakes.open()) {
    const key = ports.directories.tokenKey(row.keyId);
    const isOver = key === undefined || takenUntilMs(key.epoch) <= clock.now();
    if (isOver) await stakes.settle(row.report, undefined);
    if (isOver || row.stage !== "asked" || now < row.dueRound + patience) continue;
    if (row.attempts >= attemptsMax) await stakes.settle(row.report, undefined);
    else await send(ports, { ...row, attempts: row.attempts + 1 });
  }
}

async function askDue(ports: StakesPorts): Promise<void> {
  const { stakes, clock, roundMs } = ports;
  const fetch = await keyToAsk(ports);
  if (fetch.size === 0) return;
  const through = roundAt(clock.now() - stakeDays * dayMs, roundMs()) - 1;
  const since = roundAt(clock.now() - forgottenMs, roundMs());
  let asked = 0;
  for (const report of await stakes.unasked(since, through, unaskedMax)) {
    if (asked >= asksAtOnce) return;
    if (await isAskable(ports, report)) asked += (await ask(ports, report, fetch)) ? 1 : 0;
  }
}

/** Not where it was ruled abuse; where it was lost once, only after a ruling that it is none. */
async function isAskable({ mail, stakes }: StakesPorts, report: string): Promise<boolean> {
  const json = await mail.ruling(report);
  const ruling = json && parseMessage(rulingLeaf, parseCanonicalJson(json)).ruling;
  if (ruling === "abuse") return false;
  const before = await stakes.get(report);
  return before === undefined || ruling === "no-abuse";
}

/** By class the keys of which we have tokens: of the epoch that everyone pays with now. */
async function keyToAsk(ports: StakesPorts): Promise<ReadonlyMap<string, TokenFetch>> {
  const { tokens, clock } = ports;
  const [epoch] = spendableEpochs(clock.now());
  if (epoch === undefined || epochSpan(epoch).untilMs - clock.now() < epochLeftMs) return new Map();
  const usable = (await tokens.fetches()).filter(
    (it) => it.purpose === "report" && it.stage === "done" && it.epoch === epoch,
  );
  return new Map(usable.map((it) => [it.class, it]));
}

/** False where no key of ours is for the report's class or one above it. */
async function ask(
  ports: StakesPorts,
  report: string,
  keys: ReadonlyMap<string, TokenFetch>,
): Promise<boolean> {
  const { reports, directories, keyring, random, classes } = ports;
  const own = await reports.own(report);
  if (own === undefined) return false;
  const { class: of } = parseMessage(envelope, parseCanonicalJson(own.newest));
  const ours = classes();
  const above = ours.slice(Math.max(0, ours.indexOf(of)));
  const fetch = above.map((it) => keys.get(it)).find((it) => it !== undefined);
  const known = fetch && directories.tokenKey(fetch.keyId);
  if (fetch === undefined || known === undefined) return false;
  const { master, first: number } = await keyring.reserve(parseEpoch(fetch.epoch), 1);
  const { signing, hpke } = await keyring.keysOf({ master, number }, 0);
  const { request, state } = ports.schemes.prepareToken({
    publicKey: known.key,
    challenge: challengeOf(known.issuerName, "report", undefined),
    nonce: reportTokenNonce(signing.publicKey, hpke.publicKey),
    random,
  });
  const asked = { stage: "asked", attempts: 1, dueRound: 0, position: null, place: null } as const;
  const { keyId } = fetch;
  await send(ports, {
    ...{ report, keyId, master, number, request: toBase64Url(request), state },
    ...asked,
  });
  return true;
}

/** Durable with its parcel: the same request again, should it get lost. */
async function send(ports: StakesPorts, row: StakeRow): Promise<void> {
  const { stakes, reports, keyring, directories, clock, random, roundMs } = ports;
  const own = await reports.own(row.report);
  const known = directories.tokenKey(row.keyId);
  if (own === undefined || known === undefined) return;
  const { signing } = await keyring.keysOf(own, 0);
  const { keyId, request } = row;
  const pkSign = toBase64Url(signing.publicKey);
  const said = { v: 1, kind: "refund", pkSign, keyId, request };
  const signature = toBase64Url(signDocument("refund", said, signing));
  const dueRound = drawnAskingRound(random, roundAt(clock.now(), roundMs()), roundMs());
  const parcel: QueuedParcel = {
    id: toBase64Url(sha256(utf8(`tocsin/own-refund/v1 ${String(row.attempts)} ${request}`))),
    kind: "refund",
    bytes: utf8(canonicalJson({ ...said, signature })),
    token: null,
    untilMs: takenUntilMs(known.epoch),
    dueRound,
  };
  await stakes.ask({ ...row, dueRound }, parcel);
}
