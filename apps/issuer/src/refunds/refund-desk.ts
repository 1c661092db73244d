/**
 * Stakes that come back. The issuer reads the ledger as everyone does, and signs what the exchange's daily leaf
 * asks for: random numbers, of which it cannot tell whose reports they are of or which tokens come of them. What
 * it signs is itself a public leaf. It gives back no more under a key than the class could have paid, so an
 * exchange that invents requests gains less than a month's quota of one class. PROTOCOL §7, RFC 9474.
 */

import { signDocument } from "@tocsin/crypto";
import {
  canonicalJson,
  parseCanonicalJson,
  textOf,
  toBase64Url,
  TocsinError,
} from "@tocsin/kernel";
import { parseVerifierKey, verifierKeyText } from "@tocsin/ledger";
import { fromFeeds, LedgerReader, type ReadBatch } from "@tocsin/ledger/reading";
import type { IssuerLedgerStep, IssuerNotice, IssuerStore } from "@tocsin/store";
import {
  batchBytesMax,
  bytesOf,
  type CommunityFile,
  leaf,
  type LeafRecord,
  parseMessage,
  type RefundAnswers,
  type RefundsLeaf,
  type SignedRefunds,
} from "@tocsin/wire";

import type { Post } from "../epochs/publication.ts";
import type { PublishedDocuments } from "../epochs/published.ts";
import { batchDeadlineMs, noticeDeadlineMs } from "../limits.ts";
import type { SigningPool } from "../signing/signing-pool.ts";
import { loadSealingKey, openTokenKey } from "../state/epoch-seal.ts";
import type { IssuerIdentity } from "../state/identity.ts";

export interface RefundPorts {
  readonly folder: string;
  readonly store: IssuerStore;
  readonly identity: IssuerIdentity;
  readonly published: PublishedDocuments;
  readonly pool: SigningPool;
  /** Asks other programs. */
  readonly post: Post;
}

export class RefundDesk {
  readonly #ports: RefundPorts;
  readonly #stopping = new AbortController();
  #reader: LedgerReader | undefined;
  #community: CommunityFile | undefined;

  constructor(ports: RefundPorts) {
    this.#ports = ports;
  }

  stop(): void {
    this.#stopping.abort();
  }

  /** Reads on in the ledger and answers what it asks; the number of tokens that were given back. */
  async answer(): Promise<number> {
    const { store, published } = this.#ports;
    const { community } = await published.current();
    if (community === undefined) return 0;
    this.#community = community.file;
    const { origin, publicKey } = community.file.ledger;
    const verifier = parseVerifierKey(verifierKeyText(origin, bytesOf(publicKey)));
    if (verifier === undefined) throw invalid("ledger key");
    let given = 0;
    this.#reader ??= new LedgerReader(
      {
        get: (path, bytesMax, signal) => this.#get(path, bytesMax, signal),
        take: async (batch) => {
          const step = await answered(this.#ports, batch);
          await store.advance(step);
          given += step.signed.reduce((sum, { count }) => sum + count, 0);
        },
      },
      await store.ledgerPlace(),
    );
    try {
      await this.#reader.read({ origin, verifier }, this.#stopping.signal);
    } catch (error) {
      // It is made anew from what is durable: part of a batch may have been taken.
      this.#reader = undefined;
      throw error;
    }
    return given;
  }

  #get(path: string, bytesMax: number, signal: AbortSignal): Promise<Uint8Array> {
    const deadlineMs = bytesMax === batchBytesMax ? batchDeadlineMs : noticeDeadlineMs;
    const ask = { method: "GET", deadlineMs, bytesMax, signal } as const;
    const { post } = this.#ports;
    return fromFeeds(this.#community?.feeds ?? [], path, (url) => post(url, ask), signal);
  }
}

async function answered(
  ports: RefundPorts,
  { place, records }: ReadBatch,
): Promise<IssuerLedgerStep> {
  const answers: IssuerNotice[] = [];
  const signed = new Map<string, number>();
  for (const { index, leaf: bytes } of records) {
    const refunds = refundsIn(bytes);
    if (refunds?.round !== place.round) continue;
    const keys: RefundAnswers["keys"] = [];
    for (const { keyId, requests } of refunds.keys) {
      const before = signed.get(keyId) ?? 0;
      const signatures = await signaturesFor(ports, keyId, requests, before);
      signed.set(keyId, before + signatures.filter((it) => it !== "").length);
      keys.push({ keyId, signed: signatures });
    }
    answers.push(noticeOf({ v: 1, leaf: index, keys }, ports.identity));
  }
  const counts = [...signed].map(([keyId, count]) => ({ keyId: bytesOf(keyId), count }));
  return { place, answers, signed: counts.filter(({ count }) => count > 0) };
}

/** One each in their order; empty for what cannot be signed or is beyond the limit. */
async function signaturesFor(
  { folder, store, published, pool }: RefundPorts,
  keyId: string,
  requests: readonly string[],
  before: number,
): Promise<string[]> {
  const nothing = requests.map(() => "");
  const id = bytesOf(keyId);
  const key = await store.tokenKey(id);
  if (key?.purpose !== "report") return nothing;
  const sealing = await loadSealingKey(folder, key.epoch);
  if (sealing === undefined) return nothing;
  const pkcs8 = openTokenKey(sealing, key);
  const room = (await mostOf(published, key)) - (await store.refundsSigned(id)) - before;
  const verdicts = await Promise.all(
    requests.map(async (request, at) => {
      if (at >= room) return "";
      const verdict = await pool.sign(pkcs8, [bytesOf(request)]);
      if (!verdict.ok && verdict.why === "busy")
        throw new TocsinError("not-ready", { detail: "signing" });
      return verdict.ok ? toBase64Url(verdict.responses[0] ?? new Uint8Array()) : "";
    }),
  );
  return verdicts;
}

/** What all members of the class together were given in an epoch. */
async function mostOf(
  published: PublishedDocuments,
  key: Pick<Awaited<ReturnType<IssuerStore["tokenKey"]>> & object, "id" | "epoch" | "class">,
): Promise<number> {
  const directory = await published.directory(key.epoch);
  const keyId = toBase64Url(key.id);
  const quota = directory?.keys.find((it) => it.keyId === keyId)?.quota ?? 0;
  const members = directory?.classes.find(({ id }) => id === key.class)?.members ?? 0;
  return quota * members;
}

function noticeOf(answers: RefundAnswers, identity: IssuerIdentity): IssuerNotice {
  const signature = toBase64Url(signDocument("refunds-signed", answers, identity.key));
  const document = canonicalJson({ answers, signature } satisfies SignedRefunds);
  return { kind: "refunds-signed", epoch: null, revision: answers.leaf, document };
}

/** Leaves of other kinds, also of such as come later than this program, are passed over. */
function refundsIn(bytes: LeafRecord["leaf"]): RefundsLeaf | undefined {
  try {
    const parsed = parseMessage(leaf, parseCanonicalJson(textOf(bytes) ?? ""));
    return parsed.kind === "refunds" ? parsed : undefined;
  } catch (error) {
    if (error instanceof TocsinError) return undefined;
    throw error;
  }
}

function invalid(detail: string): TocsinError {
  return new TocsinError("remote-answer-invalid", { detail });
}
