/** A ledger and an issuer as key holders meet them, in memory. For tests. */

import { type Ed25519SigningKey, ed25519SigningKey, signDocument } from "@tocsin/crypto";
import type { Answered } from "@tocsin/http";
import {
  assert,
  canonicalJson,
  type Clock,
  epochOf,
  parseJson,
  systemRandom,
  textOf,
  toBase64Url,
  TocsinError,
  utf8,
} from "@tocsin/kernel";
import { FeedLedger } from "@tocsin/ledger/testing";
import {
  type ClassId,
  type CommunityFile,
  type IdentifiedAnswer,
  identifiedRequest,
  isQuestionSigned,
  parseMessage,
  signAnswer,
  signedHolderRecord,
  type SignedHolderRecord,
} from "@tocsin/wire";

import type { Network } from "../src/index.ts";

export interface Member {
  readonly id: string;
  readonly key: Ed25519SigningKey;
}

export class SmallLedger {
  readonly issuerKey = ed25519SigningKey(systemRandom.bytes(32));
  readonly members: Member[] = [];
  readonly records: SignedHolderRecord[] = [];
  readonly #feed = new FeedLedger();
  readonly #clock: Clock;
  #waiting: SignedHolderRecord[] = [];
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

  /** Publishes what was posted as one batch. */
  endRound(): void {
    const leaves = this.#waiting.map((record) =>
      utf8(canonicalJson({ kind: "key-holder", record })),
    );
    this.records.push(...this.#waiting);
    this.#waiting = [];
    this.#feed.endRound(epochOf(this.#clock.now()), leaves);
  }

  /** A batch that says another history than the last one. */
  forge(): void {
    this.#feed.forge(epochOf(this.#clock.now()));
  }

  readonly network: Network = (url, { body }) => {
    const { pathname } = new URL(url);
    const sent = body === undefined ? "" : (textOf(body.bytes) ?? "");
    if (pathname === "/identified") return Promise.resolve(this.#identified(sent));
    if (pathname === "/notices") return Promise.resolve(this.#notice(sent));
    const file = this.#feed.file(pathname);
    return Promise.resolve(file === undefined ? answered(404) : answered(200, file));
  };

  #notice(text: string): Answered {
    const signed = parseMessage(signedHolderRecord, parseJson(text));
    const place = placeOf(signed);
    const known = [...this.records, ...this.#waiting].filter((it) => placeOf(it) === place);
    if (known.length === 0) this.#waiting.push(this.spoil(signed));
    return answered(200, utf8('{"position":null}'));
  }

  #identified(text: string): Answered {
    if (!this.issuerIsUp) throw new TocsinError("remote-unreachable");
    const asked = parseMessage(identifiedRequest, parseJson(text));
    const isTheirs = isQuestionSigned("identified", asked);
    assert(isTheirs && asked.body.do === "roster", "a signed question for the roster");
    const isHolder = this.#holders?.some(({ publicKey }) => publicKey === asked.key) === true;
    const members = this.members.map(({ id, key }) => ({ id, key: toBase64Url(key.publicKey) }));
    const body: IdentifiedAnswer["body"] = isHolder
      ? { is: "roster", roster: { community: this.#community(), members } }
      : { is: "refused", why: "unknown-holder" };
    const answer = signAnswer("identified", asked, body, this.issuerKey);
    return answered(200, utf8(canonicalJson(answer)));
  }

  #community() {
    const file: CommunityFile = {
      v: 1,
      name: "Small ledger",
      revision: this.#revision,
      issuer: { url: "http://issuer.test", publicKey: toBase64Url(this.issuerKey.publicKey) },
      ledger: { origin: this.#feed.origin, publicKey: toBase64Url(this.#feed.publicKey) },
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
