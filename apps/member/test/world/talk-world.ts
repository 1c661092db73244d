/**
 * Nodes that talk, each with a store of its own, over a ledger that is one list: what is tested is what they
 * make of each other's messages, not how these travel.
 */

import { generateHpkeKeyPair, type HpkeKeyPair } from "@tocsin/crypto";
import {
  type Clock,
  epochOf,
  canonicalJson,
  parseEpoch,
  parseJson,
  parseRound,
  roundSpan,
  systemRandom,
  textOf,
  toBase64Url,
} from "@tocsin/kernel";
import type { MemberStore, NewMessage, ReportRow } from "@tocsin/store";
import { memberStoreInMemory } from "@tocsin/store/member";
import { bytesOf, envelope, type Gives, messageParcel, parseMessage } from "@tocsin/wire";
import { sha256 } from "@tocsin/crypto";
import { createReportKeyring, type ReportKeyring } from "../../src/keys/report-keys.ts";
import type { MatchForTalk, MatchPort } from "../../src/mailbox/own-keys.ts";
import type { Plan } from "../../src/rooms/plan.ts";
import { createTalk, type Talk } from "../../src/rooms/talk.ts";

const roundMs = 60_000;
const startRound = 29_000_000;
const tokenBytes = 354;
export const silent: Gives = {
  class: null,
  seen: null,
  techniques: [],
  contact: null,
  report: null,
};

export class TalkNode {
  readonly store: MemberStore;
  readonly talk: Talk;
  readonly matches: MatchForTalk[] = [];
  readonly keyring: ReportKeyring;
  /** Reports that it knows, and of its own the place of their keys. */
  readonly reports = new Map<string, ReportRow>();
  readonly places = new Map<string, { readonly master: string; readonly number: number }>();
  failures = 0;

  constructor(clock: Clock, given?: MatchPort) {
    this.store = memberStoreInMemory(clock);
    this.keyring = createReportKeyring(this.store.keys, systemRandom);
    const { matches, keyring } = this;
    this.talk = createTalk({
      store: { ...this.store, reports: this.#reports() },
      keyring,
      matches: given ?? {
        list: () => Promise.resolve({ items: matches }),
        get: (id) => Promise.resolve(matches.find((it) => it.id === id)),
      },
      roundMs: () => roundMs,
      clock,
      random: systemRandom,
      onMail: () => undefined,
      onQueued: () => undefined,
      onFailure: () => {
        this.failures += 1;
      },
    });
  }

  /** A report of its own, which the others know as a stranger's. */
  async writes(...readers: readonly TalkNode[]): Promise<string> {
    const { master, first } = await this.keyring.reserve(parseEpoch("2025-02"), 1);
    const { signing, hpke } = await this.keyring.keysOf({ master, number: first }, 0);
    const hash = toBase64Url(systemRandom.bytes(32));
    const written = parseMessage(envelope, {
      ...{ v: 1, kind: "report", class: "everyone", epoch: "2025-02", audience: "members" },
      ...{ body: hash, author: hash, review: null, seq: 0, prev: null },
      ...{ pkSign: toBase64Url(signing.publicKey), pkHpke: toBase64Url(hpke.publicKey) },
    });
    const id = toBase64Url(systemRandom.bytes(32));
    const row = { id, envelope: canonicalJson(written), body: null, withdrawn: false, index: 1 };
    const more = { round: 1, publishedMs: 1, delivery: null, confirmed: false };
    for (const it of [this, ...readers]) {
      it.reports.set(id, { ...row, ...more, mine: it === this });
    }
    this.places.set(id, { master, number: first });
    return id;
  }

  #reports(): MemberStore["reports"] {
    const { store, reports, places } = this;
    return {
      ...store.reports,
      get: (id) => Promise.resolve(reports.get(id)),
      page: () => {
        const items = [...reports.values()].filter(({ mine }) => mine);
        return Promise.resolve({ items, total: items.length, next: null });
      },
      own: (id) => {
        const [row, place] = [reports.get(id), places.get(id)];
        const more = { published: true, withdrawn: false, changing: false };
        const own = row && place && { id, ...place, newest: row.envelope, ...more };
        return Promise.resolve(own);
      },
    };
  }

  async giveTokens(epoch: string, count: number): Promise<void> {
    const keyId = toBase64Url(systemRandom.bytes(32));
    const fetch = { keyId, epoch, class: "everyone", purpose: "message", quota: count };
    const state = new Uint8Array();
    await this.store.tokens.beginFetch({ ...fetch, master: null, firstNumber: null, state });
    const tokens = Array.from({ length: count }, () => {
      return { token: systemRandom.bytes(tokenBytes), day: null, master: null, number: null };
    });
    await this.store.tokens.completeFetch(keyId, tokens);
  }

  /** As the desk does it, without a person who looks. */
  async send(plan: Plan): Promise<void> {
    const id = toBase64Url(systemRandom.bytes(16));
    const outgoingHash = toBase64Url(systemRandom.bytes(32));
    const shown = { outgoing: null, outgoingHash, findings: [], tells: [], capsules: 1 };
    const view = { id, for: "note" as const, to: "x", ...shown, createdMs: 0 };
    await this.talk.keep({ view, plan });
    await this.talk.send(id, outgoingHash);
  }

  /** The one room there is. */
  async room() {
    const [room] = await this.talk.rooms();
    if (room === undefined) throw new Error("no room");
    return this.talk.room(room.id);
  }

  async note(text: string): Promise<void> {
    const { id } = await this.room();
    await this.send(await this.talk.plan.message(id, { of: "note", text }));
  }

  async heard(): Promise<string[]> {
    const { messages } = await this.room();
    return messages.flatMap(({ says }) => (says.of === "note" ? says.text : []));
  }
}

export class TalkWorld {
  readonly nodes: TalkNode[] = [];
  readonly published: NewMessage[] = [];
  round = startRound;
  nowMs = startRound * roundMs + 1000;
  /** Capsules that are lost from now on. */
  loses = 0;
  readonly clock: Clock = {
    now: () => this.nowMs,
    sleep: () => Promise.resolve(),
  };

  async node(tokens = 30, matches?: MatchPort): Promise<TalkNode> {
    const node = new TalkNode(this.clock, matches);
    await node.giveTokens(epochOf(this.nowMs), tokens);
    this.nodes.push(node);
    return node;
  }

  /** All of them saw the same value: each learns the one-time keys of the others. */
  async matched(...nodes: readonly TalkNode[]): Promise<void> {
    const [tag, pairKey] = [systemRandom.bytes(32), systemRandom.bytes(32)];
    const keys: HpkeKeyPair[] = [];
    while (keys.length < nodes.length) keys.push(await generateHpkeKeyPair(systemRandom));
    for (const [at, node] of nodes.entries()) {
      const own = keys[at];
      if (own === undefined) continue;
      const peers = keys.filter((it) => it !== own).map(({ publicKey }) => ({ pk: publicKey }));
      const seen = { tag: toBase64Url(tag), type: "domain", value: "c2.example" };
      node.matches.push({ id: toBase64Url(tag).slice(0, 22), ...seen, own, pairKey, peers });
    }
  }

  async rounds(count: number): Promise<void> {
    for (let at = 0; at < count; at += 1) await this.#round();
  }

  /** Anything at all as a message of the ledger. */
  async publish(sealed: readonly Uint8Array[]): Promise<void> {
    const ids = sealed.map((it) => ({ sealed: it, id: toBase64Url(sha256(it)) }));
    ids.sort((a, b) => (a.id < b.id ? -1 : 1));
    const publishedMs = roundSpan(parseRound(this.round), roundMs).untilMs;
    const messages = ids.map((it, at): NewMessage => {
      const index = this.published.length + at;
      return { index, round: this.round, publishedMs, ...it };
    });
    this.published.push(...messages);
    for (const { store, talk } of this.nodes) {
      await store.mail.addLate({ messages, tallies: [], rulings: [], postings: [], ties: [] });
      await talk.look();
    }
  }

  async #round(): Promise<void> {
    const sealed: Uint8Array[] = [];
    for (const { store } of this.nodes) {
      const claim = await store.rounds.claim(this.round, systemRandom.bytes(16), true);
      await store.rounds.settle(this.round, "sent");
      if (claim?.part === undefined) continue;
      if (this.loses > 0) this.loses -= 1;
      else {
        const parcel = parseMessage(messageParcel, parseJson(textOf(claim.part.bytes) ?? ""));
        sealed.push(bytesOf(parcel.sealed));
      }
    }
    await this.publish(sealed);
    this.round += 1;
    this.nowMs += roundMs;
    for (const { store } of this.nodes) await store.parcels.resend(this.round - 1, 2, this.nowMs);
  }
}
