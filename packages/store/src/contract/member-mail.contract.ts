/** What every store must do for mail and for what leaves in a capsule of its own. */

import { describe, expect, test } from "vitest";

import type { LetterRow, NewMessage, ParcelKind, QueuedParcel } from "../member/mail-port.ts";
import type { MemberStore } from "../member-store.ts";
import type { OpenedMemberStore } from "./desk.contract.ts";
import { filled, queuedOf, stepOf, withTokens } from "./member-samples.ts";

const noMail = { messages: [], tallies: [], rulings: [], postings: [], ties: [] };
const attemptId = new Uint8Array(16).fill(5);

async function heldToken(store: MemberStore): Promise<number> {
  return (await store.tokens.hold("report", "energy", ["2026-11"]))?.id ?? 0;
}

async function parcelOf(
  store: MemberStore,
  id: string,
  kind: ParcelKind = "message",
): Promise<QueuedParcel> {
  return { id, kind, bytes: filled(7), token: await heldToken(store), untilMs: 5000 };
}

async function send(store: MemberStore, round: number): Promise<string | undefined> {
  const claim = await store.rounds.claim(round, attemptId, true);
  await store.rounds.settle(round, "sent");
  return claim?.part?.envelopeHash;
}

function messageOf(index: number, id: string): NewMessage {
  return { index, round: 1, publishedMs: 1, id, sealed: filled(3) };
}

function letterOf(id: string, more: Partial<LetterRow> = {}): LetterRow {
  const row = { id, kind: "said", ref: "room", mine: false, json: "{}", atMs: 10, index: 1 };
  return { ...row, unread: true, parcel: null, ...more };
}

export function memberMailContract(open: () => Promise<OpenedMemberStore>): void {
  describe("parcels", () => {
    test("leave after reports, messages before tags, and a known one gives its token back", async () => {
      await using opened = await open();
      const { store } = opened;
      await withTokens(store);
      await store.parcels.queue([await parcelOf(store, "tag", "tag")]);
      await store.parcels.queue([await parcelOf(store, "message")]);
      expect(await store.tokens.counts(["2026-11"])).toMatchObject([{ left: 0 }]);
      expect([await send(store, 10), await send(store, 11), await send(store, 12)]).toEqual([
        "message",
        "tag",
        undefined,
      ]);
    });

    test("a report goes before them", async () => {
      await using opened = await open();
      const { store } = opened;
      await withTokens(store);
      await store.parcels.queue([await parcelOf(store, "message")]);
      await store.outbox.queue(queuedOf({ token: await heldToken(store), parts: 1 }));
      expect([await send(store, 10), await send(store, 11)]).toEqual(["hash-0", "message"]);
    });

    test("one that is in no batch goes out again, the same, and is given up in the end", async () => {
      await using opened = await open();
      const { store } = opened;
      await withTokens(store);
      await store.parcels.queue([await parcelOf(store, "message")]);
      await send(store, 10);
      await opened.reopen();
      const { parcels } = opened.store;
      expect(await parcels.resend(11, 2, 0)).toEqual([]);
      expect(await parcels.get("message")).toMatchObject({ state: "sent", round: 10 });
      let round = 12;
      const lost: string[] = [];
      for (let tries = 0; tries < 8; tries += 1) {
        lost.push(...(await parcels.resend(round, 2, 0)));
        round += 40;
        await send(opened.store, round);
        round += 2;
      }
      expect(lost).toEqual(["message"]);
      expect(await parcels.get("message")).toMatchObject({ state: "lost" });
      expect(await parcels.waitingCount("message")).toBe(0);
    });

    test("one whose token has run out is given up, one that was found is not sent again", async () => {
      await using opened = await open();
      const { store } = opened;
      await withTokens(store);
      await store.parcels.queue([await parcelOf(store, "a"), await parcelOf(store, "b")]);
      await send(store, 10);
      await store.parcels.found(["a"], 11);
      expect(await store.parcels.resend(20, 2, 6000)).toEqual(["b"]);
      expect(await store.parcels.get("a")).toMatchObject({ state: "published", round: 11 });
      expect(await store.parcels.resend(30, 2, 6000)).toEqual([]);
    });

    test("a token that is not held pays for nothing", async () => {
      await using opened = await open();
      await withTokens(opened.store);
      const parcel = { id: "a", kind: "vote" as const, bytes: filled(1), token: 99, untilMs: 1 };
      await expect(opened.store.parcels.queue([parcel])).rejects.toMatchObject({
        code: "invariant-broken",
      });
      expect(await opened.store.parcels.get("a")).toBeUndefined();
    });
  });

  describe("mail", () => {
    test("messages of others wait to be tried, our own are known by their parcel", async () => {
      await using opened = await open();
      const { store } = opened;
      await withTokens(store);
      const parcel = await parcelOf(store, "ours");
      const letter = letterOf("l1", { mine: true, index: null, unread: false, parcel: "ours" });
      await store.mail.apply({ letters: [letter], parcels: [parcel] });
      const messages = [messageOf(0, "ours"), messageOf(1, "theirs")];
      const step = stepOf(1, 0, { mail: { ...noMail, messages } });
      await store.ledger.apply([step]);
      await opened.reopen();
      const { mail, parcels } = opened.store;
      expect((await mail.untried(-1, 10)).map(({ id }) => id)).toEqual(["theirs"]);
      expect(await mail.letter("l1")).toMatchObject({ index: 0, mine: true });
      expect(await parcels.get("ours")).toMatchObject({ state: "published" });
      await mail.apply({ tried: [1], letters: [letterOf("l2")] });
      await mail.addLate(noMail);
      expect(await mail.untried(-1, 10)).toEqual([]);
      expect((await mail.letters("room", 10)).map(({ id }) => id)).toEqual(["l1", "l2"]);
      expect((await mail.inbox(10)).map(({ id }) => id)).toEqual(["l2"]);
    });

    test("a letter that comes twice is one, and stays read", async () => {
      await using opened = await open();
      const { mail } = opened.store;
      await mail.apply({ letters: [letterOf("l1"), letterOf("l2")] });
      expect(await mail.unread()).toBe(2);
      await mail.markRead("room");
      await mail.apply({ letters: [letterOf("l1", { json: '{"other":1}' })] });
      expect(await mail.unread()).toBe(0);
      expect(await mail.letters("room", 10)).toMatchObject([{ json: "{}" }, {}]);
    });

    test("one change is made whole or not at all", async () => {
      await using opened = await open();
      const { mail } = opened.store;
      const parcel = { id: "a", kind: "message" as const, bytes: filled(1), token: 9, untilMs: 1 };
      const change = mail.apply({ letters: [letterOf("l1")], parcels: [parcel] });
      await expect(change).rejects.toMatchObject({ code: "invariant-broken" });
      expect(await mail.letter("l1")).toBeUndefined();
    });

    test("keys, rooms and drafts are kept, replaced and forgotten", async () => {
      await using opened = await open();
      const key = { pk: "pk", secret: filled(1), psk: null, purpose: "room" as const, ref: "r" };
      const room = { id: "r", state: "open", json: "{}", changedMs: 10 };
      await opened.store.mail.apply({
        keys: [
          { ...key, untilMs: 100 },
          { ...key, pk: "match", psk: filled(2), untilMs: 50 },
        ],
        rooms: [room],
        drafts: [{ id: "d", json: "{}", createdMs: 10 }],
      });
      await opened.reopen();
      const { mail } = opened.store;
      expect((await mail.keys(0)).map(({ pk }) => pk)).toEqual(["match", "pk"]);
      expect((await mail.keys(60)).map(({ pk }) => pk)).toEqual(["pk"]);
      await mail.apply({ dropKeys: ["match"], rooms: [{ ...room, state: "left", changedMs: 20 }] });
      expect((await mail.keys(0)).map(({ pk }) => pk)).toEqual(["pk"]);
      expect(await mail.rooms()).toMatchObject([{ state: "left" }]);
      expect(await mail.draft("d")).toMatchObject({ json: "{}" });
      await mail.forget(15, 200);
      expect(await mail.keys(0)).toEqual([]);
      expect(await mail.draft("d")).toBeUndefined();
      expect(await mail.room("r")).toMatchObject({ state: "left" });
    });

    test("other leaves are kept as they are, each once, until they were read", async () => {
      await using opened = await open();
      const { mail, postings } = opened.store;
      const posting = (index: number, kind = "sightings") => {
        return { index, round: 1, kind, json: `{"at":${index}}` };
      };
      await mail.addLate({ ...noMail, postings: [posting(3), posting(1), posting(2, "other")] });
      await mail.addLate({ ...noMail, postings: [posting(1)] });
      expect((await postings.after("sightings", 0, 10)).map(({ index }) => index)).toEqual([1, 3]);
      expect(await postings.after("sightings", 1, 10)).toEqual([posting(3)]);
      await postings.drop("sightings", 2);
      expect((await postings.after("sightings", 0, 10)).map(({ index }) => index)).toEqual([3]);
      expect(await postings.after("other", 0, 10)).toHaveLength(1);
    });

    test("a parcel does not leave before its round", async () => {
      await using opened = await open();
      const { store } = opened;
      await withTokens(store);
      const parcel = { ...(await parcelOf(store, "a", "tag")), dueRound: 20 };
      await store.parcels.queue([parcel]);
      expect([await send(store, 19), await send(store, 20)]).toEqual([undefined, "a"]);
    });

    test("of votes and rulings the newest in the ledger counts", async () => {
      await using opened = await open();
      const { mail } = opened.store;
      const tally = (index: number, counts: string) => ({ index, round: 1, report: "r", counts });
      await mail.addLate({ ...noMail, tallies: [tally(5, "b"), tally(4, "a")] });
      const ruling = { index: 6, round: 1, report: "r", json: '{"ruling":"abuse"}' };
      await mail.addLate({ ...noMail, rulings: [ruling] });
      expect(await mail.tally("r")).toBe("b");
      expect(await mail.ruling("r")).toBe('{"ruling":"abuse"}');
      expect(await mail.tally("other")).toBeUndefined();
    });

    test("what is said of two reports comes in the order of its arrival, the newest in the ledger", async () => {
      await using opened = await open();
      const { mail, ties } = opened.store;
      const said = (index: number, b: string, counts: string) => ({ index, a: "a", b, counts });
      await mail.addLate({ ...noMail, ties: [said(5, "b", "[1]"), said(7, "c", "[2]")] });
      await mail.addLate({ ...noMail, ties: [said(4, "b", "[0]"), said(6, "b", "[3]")] });
      await opened.reopen();
      const all = await opened.store.ties.since(0, 10);
      expect(all.map(({ b, counts }) => b + counts)).toEqual(["c[2]", "b[3]"]);
      const [first] = await ties.since(0, 1).catch(() => opened.store.ties.since(0, 1));
      expect(await opened.store.ties.since(first?.arrival ?? 0, 10)).toEqual(all.slice(1));
    });
  });
}
