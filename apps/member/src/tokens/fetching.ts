/**
 * Fetching tokens: the full quota of every key that we are entitled to, at a random moment of the
 * epoch's first 48 hours, used or not. The issuer learns that a member fetched, never which token is
 * whose, nor when or whether one is spent. PROTOCOL §1, RFC 9578 §6.
 */

import { encodeToken, type PreparedToken, reportTokenNonce, tokenNonceBytes } from "@tocsin/crypto";
import {
  assert,
  type Clock,
  type Epoch,
  epochOf,
  epochSpan,
  parseEpoch,
  type Random,
  toBase64Url,
  TocsinError,
  uniformInt,
} from "@tocsin/kernel";
import type { MomentStore, NewToken, TokenFetch, TokenStore } from "@tocsin/store";
import { bytesOf, type DirectoryKey, everyone, type IdentifiedAnswer } from "@tocsin/wire";
import type { Alarms } from "../alarms.ts";
import { breathe } from "../breath.ts";
import type { Enrolment } from "../enrolment/enrolment.ts";
import type { IdentifiedChannel } from "../enrolment/identified-channel.ts";
import type { Membership } from "../enrolment/membership.ts";
import type { ReportKeyring, ReservedKeys } from "../keys/report-keys.ts";
import type { Schemes } from "../schemes.ts";
import { challengeOf } from "./challenges.ts";
import { type Directories, type LedgerDirectory, speakableClasses } from "./directories.ts";
import { encodeFetchState, parseFetchState } from "./fetch-state.ts";
import {
  fetchableEpochs,
  fetchingMoment,
  fetchSpanMs,
  fractionRange,
  partOfSpan,
  relayDay,
  takenUntilMs,
} from "./token-times.ts";

export interface TokenFetching {
  /**
   * Fetches what is due; resolves with the moment of the next fetch that is known of. Throws where the
   * issuer does not answer or refuses: the same request is to be repeated later.
   */
  step(): Promise<{ readonly fetched: boolean; readonly dueMs: number | undefined }>;
}

export interface TokenFetchingPorts {
  readonly tokens: TokenStore;
  readonly moments: MomentStore;
  readonly membership: Membership;
  readonly enrolment: Enrolment;
  readonly channel: IdentifiedChannel;
  readonly directories: Directories;
  /** Proves from the stored commitments that the directory is in the ledger. */
  readonly isInLedger: (directory: LedgerDirectory) => Promise<boolean>;
  readonly keyring: ReportKeyring;
  readonly alarms: Alarms;
  readonly clock: Clock;
  readonly random: Random;
  readonly schemes: Pick<Schemes, "prepareToken" | "finalizeToken">;
}

/** Tokens blinded or finished before anything else has its turn. */
const tokensAtOnce = 4;

export function createTokenFetching(ports: TokenFetchingPorts): TokenFetching {
  return {
    step: async () => {
      const { clock, directories, membership } = ports;
      const now = clock.now();
      await ports.tokens.forgetBefore(oldestTaken(now));
      let fetched = false;
      const later: number[] = [];
      for (const epoch of fetchableEpochs(now, membership.standing.enrolledMs)) {
        const known = directories.newest(epoch);
        if (known === undefined) continue;
        const step = await fetchDue(ports, known);
        fetched ||= step.fetched;
        if (step.dueMs !== undefined) later.push(step.dueMs);
      }
      return { fetched, dueMs: later.length === 0 ? undefined : Math.min(...later) };
    },
  };
}

/** What is due of one directory. */
async function fetchDue(
  ports: TokenFetchingPorts,
  known: LedgerDirectory,
): ReturnType<TokenFetching["step"]> {
  const { alarms } = ports;
  const { due, dueMs } = await dueKeys(ports, known);
  if (due.length === 0) return { fetched: false, dueMs };
  if (!(await ports.isInLedger(known))) {
    await alarms.raise("directory-not-in-ledger", known.directory.epoch);
    return { fetched: false, dueMs };
  }
  await alarms.clear("directory-not-in-ledger", known.directory.epoch);
  // Which classes are ours may have changed since the last time.
  await ports.enrolment.refresh();
  for (const entry of (await dueKeys(ports, known)).due) await fetchKey(ports, known, entry);
  return { fetched: true, dueMs };
}

function oldestTaken(nowMs: number): Epoch {
  const current = epochOf(nowMs);
  const before = epochOf(epochSpan(current).fromMs - 1);
  return takenUntilMs(before) > nowMs ? before : current;
}

/** Keys that we are entitled to and have not fetched, in the directory's order. */
async function missingKeys(
  { tokens, membership }: TokenFetchingPorts,
  { directory }: LedgerDirectory,
): Promise<readonly DirectoryKey[]> {
  const classes = speakableClasses(directory, membership.standing.classes);
  const settled = new Set(
    (await tokens.fetches()).filter(({ stage }) => stage !== "asked").map(({ keyId }) => keyId),
  );
  return directory.keys.filter(
    ({ class: of, keyId, purpose }) =>
      classes.includes(of) && (purpose !== "relay" || of === everyone) && !settled.has(keyId),
  );
}

/** Of the missing keys those whose moment has come, and the next moment of the others. */
async function dueKeys(
  ports: TokenFetchingPorts,
  known: LedgerDirectory,
): Promise<{ readonly due: readonly DirectoryKey[]; readonly dueMs: number | undefined }> {
  const due: DirectoryKey[] = [];
  const later: number[] = [];
  for (const entry of await missingKeys(ports, known)) {
    const atMs = await dueMoment(ports, known, entry);
    if (atMs <= ports.clock.now()) due.push(entry);
    else later.push(atMs);
  }
  return { due, dueMs: later.length === 0 ? undefined : Math.min(...later) };
}

/**
 * The moment is drawn once and kept. A newcomer fetches at once; keys that are replaced within an epoch
 * are fetched within 48 hours of the new directory.
 */
async function dueMoment(
  { moments, random, clock, membership, directories }: TokenFetchingPorts,
  known: LedgerDirectory,
  { keyId }: DirectoryKey,
): Promise<number> {
  const { epoch } = known.directory;
  const { fromMs } = epochSpan(epoch);
  const first = await moments.fix(`first directory ${epoch}`, known.directory.revision);
  const revision = directories.tokenKey(keyId)?.revision ?? known.directory.revision;
  const isFirst = revision <= first;
  if (isFirst && membership.standing.enrolledMs >= fromMs) return fromMs;
  const name = isFirst ? epoch : `${epoch} ${revision}`;
  const drawn = await moments.fix(`tokens ${name}`, uniformInt(random, fractionRange));
  if (isFirst) return fetchingMoment(epoch, drawn);
  const seen = await moments.fix(`directory ${name}`, Math.floor(clock.now() / 1000));
  return seen * 1000 + partOfSpan(drawn, fetchSpanMs);
}

async function fetchKey(
  ports: TokenFetchingPorts,
  known: LedgerDirectory,
  entry: DirectoryKey,
): Promise<void> {
  const { tokens, channel, membership, alarms } = ports;
  const { epoch } = known.directory;
  const fetch = await begunFetch(ports, known, entry);
  const prepared = parseFetchState(fetch.state);
  const { community, key } = membership.standing;
  const answer = await channel.ask(
    community.issuer,
    {
      do: "tokens",
      epoch,
      class: entry.class,
      purpose: entry.purpose,
      keyId: entry.keyId,
      requests: prepared.map(({ request }) => toBase64Url(request)),
    },
    key,
  );
  if (answer.is === "refused") {
    await alarms.raise("tokens-refused", entry.keyId);
    throw new TocsinError("remote-refused", { detail: answer.why });
  }
  const finished = await finishedTokens(ports, fetch, prepared, answer);
  if (finished === undefined) {
    await alarms.raise("tokens-invalid", entry.keyId);
    throw new TocsinError("remote-answer-invalid", { detail: "signed tokens" });
  }
  await tokens.completeFetch(entry.keyId, finished);
  await alarms.clear("tokens-refused", entry.keyId);
  await alarms.clear("tokens-invalid", entry.keyId);
}

/** The request that was made before, or a new one: durable before it goes out. */
async function begunFetch(
  { tokens, keyring, directories, random, schemes }: TokenFetchingPorts,
  { directory }: LedgerDirectory,
  entry: DirectoryKey,
): Promise<TokenFetch> {
  const { epoch, issuerName } = directory;
  const { keyId, purpose, class: of, quota } = entry;
  const begun = (await tokens.fetches()).find((fetch) => fetch.keyId === keyId);
  if (begun !== undefined) return begun;
  const known = directories.tokenKey(keyId);
  assert(known, "a key of a known directory is known");
  const reserved = purpose === "report" ? await keyring.reserve(epoch, quota) : undefined;
  const prepared: PreparedToken[] = [];
  for (let place = 0; place < quota; place += 1) {
    const day = purpose === "relay" ? relayDay(epoch, place) : undefined;
    const challenge = challengeOf(issuerName, purpose, day);
    const nonce = await nonceOf(keyring, random, reserved, place);
    prepared.push(schemes.prepareToken({ publicKey: known.key, challenge, nonce, random }));
    if (place % tokensAtOnce === tokensAtOnce - 1) await breathe();
  }
  return tokens.beginFetch({
    keyId,
    epoch,
    class: of,
    purpose,
    quota,
    master: reserved?.master ?? null,
    firstNumber: reserved?.first ?? null,
    state: encodeFetchState(prepared),
  });
}

async function nonceOf(
  keyring: ReportKeyring,
  random: Random,
  reserved: ReservedKeys | undefined,
  place: number,
): Promise<Uint8Array> {
  if (reserved === undefined) return random.bytes(tokenNonceBytes);
  const { master, first } = reserved;
  const keys = await keyring.keysOf({ master, number: first + place }, 0);
  return reportTokenNonce(keys.signing.publicKey, keys.hpke.publicKey);
}

/** All tokens, each verified; undefined where one is wrong: then none is used. */
async function finishedTokens(
  { schemes }: TokenFetchingPorts,
  fetch: TokenFetch,
  prepared: readonly PreparedToken[],
  answer: IdentifiedAnswer["body"],
): Promise<NewToken[] | undefined> {
  if (answer.is !== "tokens" || answer.signed.length !== prepared.length) return undefined;
  const tokens: NewToken[] = [];
  const epoch = parseEpoch(fetch.epoch);
  for (const [place, { state }] of prepared.entries()) {
    const token = schemes.finalizeToken(state, bytesOf(answer.signed[place] ?? ""));
    if (token === undefined) return undefined;
    tokens.push({
      token: encodeToken(token),
      day: fetch.purpose === "relay" ? relayDay(epoch, place) : null,
      master: fetch.master,
      number: fetch.firstNumber === null ? null : fetch.firstNumber + place,
    });
    if (place % tokensAtOnce === tokensAtOnce - 1) await breathe();
  }
  return tokens;
}
