/** A ledger and an issuer as key holders meet them, in memory. For tests. */

import {
  type Ed25519SigningKey,
  ed25519SigningKey,
  sha256,
  signDocument,
  verifyDocument,
} from "@tocsin/crypto";
import type { Answered } from "@tocsin/http";
import {
  assert,
  canonicalJson,
  type Clock,
  epochOf,
  parseJson,
  type Round,
  systemRandom,
  textOf,
  toBase64Url,
  TocsinError,
  utf8,
} from "@tocsin/kernel";
import {
  appendLeaves,
  emptyFrontier,
  type Frontier,
  leafCommitment,
  leafHash,
  noteSigner,
  rootOf,
  signCheckpoint,
} from "@tocsin/ledger";
import {
  bytesOf,
  type ClassId,
  type CommunityFile,
  encodeBatch,
  encodeSection,
  type IdentifiedAnswer,
  identifiedRequest,
  type LeafRecord,
  parseMessage,
  signedHolderRecord,
  type SignedHolderRecord,
} from "@tocsin/wire";

import type { Network } from "../src/index.ts";

const origin = "ledger.test/log";

export interface Member {
  readonly id: string;
  readonly key: Ed25519SigningKey;
}

export class SmallLedger {
  readonly issuerKey = ed25519SigningKey(systemRandom.bytes(32));
  readonly members: Member[] = [];
  readonly records: SignedHolderRecord[] = [];
  readonly #ledgerKey = ed25519SigningKey(systemRandom.bytes(32));
  readonly #batches = new Map<number, Uint8Array>();
  readonly #clock: Clock;
  #waiting: SignedHolderRecord[] = [];
  #frontier: Frontier = emptyFrontier;
  #round = 0;
  #revision = 0;
  #holders: CommunityFile["keyHolders"];
  issuerIsUp = true;
  /** Changes a record on its way into the ledger, as a spoiling holder would. */
  spoil: (signed: SignedHolderRecord) => SignedHolderRecord = (signed) => signed;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  setHolders(holders: NonNullable<CommunityFile["keyHolders"]>): void {
    this.#holders = holders;
    this.#revision += 1;
  }

  join(): Member {
    const member = {
      id: `member-${this.members.length + 1}`,
      key: ed25519SigningKey(systemRandom.bytes(32)),
    };
    this.members.push(member);
    return member;
  }

  /** Publishes what was posted, in the order of its hashes, as one batch. */
  endRound(): void {
    this.#round += 1;
    if (this.#waiting.length === 0) return;
    const first = this.#frontier.size;
    const leaves = this.#waiting
      .map((record) => utf8(canonicalJson({ kind: "key-holder", record })))
      .map((leaf, at): LeafRecord => ({ index: first + at, salt: systemRandom.bytes(32), leaf }));
    this.records.push(...this.#waiting);
    this.#waiting = [];
    this.#publish(leaves);
  }

  /** A batch that says another history than the last one. */
  forge(): void {
    this.#round += 1;
    const frontier = this.#frontier;
    this.#frontier = appendLeaves(emptyFrontier, [leafHash(systemRandom.bytes(32))]);
    while (this.#frontier.size < frontier.size) {
      this.#frontier = appendLeaves(this.#frontier, [leafHash(systemRandom.bytes(32))]);
    }
    const leaf = utf8("{}");
    this.#publish([{ index: frontier.size, salt: systemRandom.bytes(32), leaf }]);
  }

  readonly network: Network = (url, { body }) => {
    const { pathname } = new URL(url);
    const sent = body === undefined ? "" : (textOf(body.bytes) ?? "");
    if (pathname === "/identified") return Promise.resolve(this.#identified(sent));
    if (pathname === "/notices") return Promise.resolve(this.#notice(sent));
    const [, , what, at] = pathname.split("/");
    if (what === "rounds") {
      const rounds = [...this.#batches.keys()].filter((round) => round > Number(at));
      return Promise.resolve(answered(200, utf8(rounds.map((it) => `${it}\n`).join(""))));
    }
    const batch = this.#batches.get(Number(at));
    return Promise.resolve(batch === undefined ? answered(404) : answered(200, batch));
  };

  #publish(leaves: readonly LeafRecord[]): void {
    const first = this.#frontier.size;
    const commitments = leaves.map(({ salt, leaf }) => leafCommitment(salt, leaf));
    this.#frontier = appendLeaves(this.#frontier, commitments.map(leafHash));
    const head = { origin, size: this.#frontier.size, root: rootOf(this.#frontier) };
    const checkpoint = signCheckpoint(head, [noteSigner(origin, this.#ledgerKey)]);
    const section = encodeSection(leaves);
    const epoch = epochOf(this.#clock.now());
    const sections = [{ audience: "public" as const, epoch, bytes: section.length }];
    const round = this.#round as Round;
    const header = { v: 1 as const, round, first, leaves: leaves.length, checkpoint, sections };
    this.#batches.set(round, encodeBatch({ header, commitments, sections: [section] }));
  }

  #notice(text: string): Answered {
    const signed = parseMessage(signedHolderRecord, parseJson(text));
    const place = placeOf(signed);
    const known = [...this.records, ...this.#waiting].filter((it) => placeOf(it) === place);
    if (known.length === 0) this.#waiting.push(this.spoil(signed));
    return answered(200, utf8('{"position":null}'));
  }

  #identified(text: string): Answered {
    if (!this.issuerIsUp) throw new TocsinError("remote-unreachable");
    const { signature, ...signed } = parseMessage(identifiedRequest, parseJson(text));
    const isTheirs = verifyDocument(
      "identified-request",
      signed,
      bytesOf(signature),
      bytesOf(signed.key),
    );
    assert(isTheirs && signed.body.do === "roster", "a signed question for the roster");
    const isHolder = this.#holders?.some(({ publicKey }) => publicKey === signed.key) === true;
    const members = this.members.map(({ id, key }) => ({ id, key: toBase64Url(key.publicKey) }));
    const body: IdentifiedAnswer["body"] = isHolder
      ? { is: "roster", roster: { community: this.#community(), members } }
      : { is: "refused", why: "unknown-holder" };
    const answer = { request: toBase64Url(sha256(utf8(text))), body };
    const by = toBase64Url(signDocument("identified-answer", answer, this.issuerKey));
    return answered(200, utf8(canonicalJson({ ...answer, signature: by })));
  }

  #community() {
    const file: CommunityFile = {
      v: 1,
      name: "Small ledger",
      revision: this.#revision,
      issuer: { url: "http://issuer.test", publicKey: toBase64Url(this.issuerKey.publicKey) },
      ledger: { origin, publicKey: toBase64Url(this.#ledgerKey.publicKey) },
      relay: { url: "http://relay.test" },
      feeds: ["http://feed.test"],
      roundMs: 5000,
      classes: [{ id: "everyone" as ClassId, title: "Everyone", parent: null }],
      ...(this.#holders === undefined ? {} : { keyHolders: this.#holders }),
    };
    return { file, signature: toBase64Url(signDocument("community", file, this.issuerKey)) };
  }
}

function placeOf({ record }: SignedHolderRecord): string {
  const attempt = record.is === "destroyed" ? 0 : record.attempt;
  return [record.epoch, attempt, record.holder, record.is].join(" ");
}

function answered(status: number, bytes: Uint8Array = new Uint8Array()): Answered {
  return { status, header: () => undefined, bytes };
}
