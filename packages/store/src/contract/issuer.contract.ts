/** What every store of the issuer must do, whatever it runs on. */

import type { Day, Epoch, Round } from "@tocsin/kernel";
import { type ClassId, everyone, tokenPurposes } from "@tocsin/wire";
import { describe, expect, test } from "vitest";

import type {
  IssuerNotice,
  IssuerStore,
  NewInvitation,
  RosterMember,
  StoredTokenKey,
} from "../issuer-store.ts";

export interface OpenedIssuerStore extends AsyncDisposable {
  store: IssuerStore;
  /** Closes it and opens what is on the disk. */
  reopen(): Promise<void>;
}

const finance = "finance" as ClassId;
const day = "2026-11-21" as Day;
const nowMs = 1_000_000;
const noncesMax = 3;

function key(at: number): Uint8Array {
  return new Uint8Array(32).fill(at);
}

function memberOf(at: number, changes: Partial<RosterMember> = {}): RosterMember {
  return {
    id: `member-${at}`,
    name: `Company ${at}`,
    legalId: `LEI ${at}`,
    class: finance,
    state: "invited",
    key: null,
    invitedDay: day,
    enrolledDay: null,
    ...changes,
  };
}

function invitationOf(at: number, secret = at): NewInvitation {
  return { member: `member-${at}`, secretHash: key(secret), expiresMs: nowMs + 10 };
}

function communityOf(revision: number): IssuerNotice {
  return { kind: "community", epoch: null, revision, document: `{"revision":${revision}}` };
}

function directoryOf(epoch: string, revision: number): IssuerNotice {
  const document = `{"epoch":"${epoch}"}`;
  return { kind: "key-directory", epoch: epoch as Epoch, revision, document };
}

function keysOf(epoch: string, first: number): StoredTokenKey[] {
  return tokenPurposes.map((purpose, at) => ({
    id: key(first + at),
    epoch: epoch as Epoch,
    class: everyone,
    purpose,
    sealed: new Uint8Array(1300).fill(first + at),
  }));
}

async function withClasses(create: () => Promise<OpenedIssuerStore>): Promise<OpenedIssuerStore> {
  const opened = await create();
  await opened.store.addClass({ id: everyone, title: "Everyone", parent: null });
  await opened.store.addClass({ id: finance, title: "Finance", parent: everyone });
  return opened;
}

async function enrolledMember(store: IssuerStore): Promise<void> {
  await store.addMember(memberOf(1), invitationOf(1));
  await store.enrol(key(1), key(9), nowMs, day);
}

export function issuerStoreContract(create: () => Promise<OpenedIssuerStore>): void {
  describe("roster", () => {
    test("settings, classes and members are there after reopening", async () => {
      await using opened = await withClasses(create);
      expect(await opened.store.settings()).toBeUndefined();
      await opened.store.saveSettings('{"a":1}');
      await opened.store.saveSettings('{"a":2}');
      await opened.store.addMember(memberOf(1), invitationOf(1));
      await opened.reopen();
      expect(await opened.store.settings()).toBe('{"a":2}');
      expect(await opened.store.classes()).toEqual([
        { id: everyone, title: "Everyone", parent: null },
        { id: finance, title: "Finance", parent: everyone },
      ]);
      expect(await opened.store.members()).toEqual([memberOf(1)]);
    });

    test("a class needs a known parent, and there is one root", async () => {
      await using opened = await withClasses(create);
      const add = (id: string, parent: string | null) =>
        opened.store.addClass({ id: id as ClassId, title: id, parent: parent as ClassId | null });
      expect(await add("finance", "everyone")).toBe("exists");
      expect(await add("banks", "none")).toBe("parent-unknown");
      expect(await add("second-root", null)).toBe("parent-unknown");
      expect(await add("banks", "finance")).toBe("added");
      for (let at = 3; at < 64; at += 1) expect(await add(`c-${at}`, "everyone")).toBe("added");
      expect(await add("one-more", "everyone")).toBe("full");
    });

    test("a legal id is taken until its member is removed", async () => {
      await using opened = await withClasses(create);
      const twin = memberOf(2, { legalId: "LEI 1" });
      expect(await opened.store.addMember(memberOf(1), invitationOf(1))).toBe("added");
      expect(await opened.store.addMember(twin, invitationOf(2))).toBe("legal-id-taken");
      await opened.store.changeState("member-1", ["invited"], "removed");
      expect(await opened.store.addMember(twin, invitationOf(2))).toBe("added");
    });

    test("a member of an unknown class is not added", async () => {
      await using opened = await create();
      expect(await opened.store.addMember(memberOf(1), invitationOf(1))).toBe("class-unknown");
      expect(await opened.store.members()).toEqual([]);
    });

    test("region and size are there after reopening, and only of members", async () => {
      await using opened = await withClasses(create);
      const traits = { member: "member-1", region: "north", size: "50-249" } as const;
      expect(await opened.store.setTraits(traits)).toBe(false);
      await opened.store.addMember(memberOf(1), invitationOf(1));
      expect(await opened.store.setTraits({ ...traits, size: null })).toBe(true);
      expect(await opened.store.setTraits(traits)).toBe(true);
      await opened.reopen();
      expect(await opened.store.traits()).toEqual([traits]);
    });

    test("a state changes only from the states that are named", async () => {
      await using opened = await withClasses(create);
      await opened.store.addMember(memberOf(1), invitationOf(1));
      expect(await opened.store.changeState("member-1", ["active"], "suspended")).toBe(false);
      expect(await opened.store.changeState("none", ["invited"], "removed")).toBe(false);
      expect(await opened.store.changeState("member-1", ["invited"], "removed")).toBe(true);
      expect((await opened.store.member("member-1"))?.state).toBe("removed");
    });
  });

  describe("enrolment", () => {
    test("an invitation is used once, and its answer can be had again by the same key", async () => {
      await using opened = await withClasses(create);
      await opened.store.addMember(memberOf(1), invitationOf(1));
      const enrolled = memberOf(1, { state: "active", key: key(9), enrolledDay: day });
      const enrol = (by: number) => opened.store.enrol(key(1), key(by), nowMs, day);
      expect(await enrol(9)).toEqual({ is: "enrolled", member: enrolled });
      await opened.reopen();
      expect(await enrol(9)).toEqual({ is: "enrolled", member: enrolled });
      expect(await enrol(8)).toEqual({ is: "unknown" });
      expect(await opened.store.memberByKey(key(9))).toEqual(enrolled);
    });

    test("of many keys that come with one invitation, one is enrolled", async () => {
      await using opened = await withClasses(create);
      await opened.store.addMember(memberOf(1), invitationOf(1));
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, (_, at) => opened.store.enrol(key(1), key(50 + at), nowMs, day)),
      );
      expect(outcomes.filter((it) => it.is === "enrolled")).toHaveLength(1);
    });

    test("an unknown, expired, replaced or removed member's invitation enrols nobody", async () => {
      await using opened = await withClasses(create);
      for (const at of [1, 2, 3]) await opened.store.addMember(memberOf(at), invitationOf(at));
      const enrol = (secret: number, atMs = nowMs) =>
        opened.store.enrol(key(secret), key(99), atMs, day);
      expect(await enrol(77)).toEqual({ is: "unknown" });
      expect(await enrol(1, nowMs + 10)).toEqual({ is: "expired" });
      expect(await opened.store.invite(invitationOf(2, 22))).toBe(true);
      expect(await enrol(2)).toEqual({ is: "unknown" });
      await opened.store.changeState("member-3", ["invited"], "removed");
      expect(await enrol(3)).toEqual({ is: "unknown" });
      expect((await enrol(22)).is).toBe("enrolled");
      expect(await opened.store.invite(invitationOf(7))).toBe(false);
    });

    test("a key belongs to one member", async () => {
      await using opened = await withClasses(create);
      for (const at of [1, 2]) await opened.store.addMember(memberOf(at), invitationOf(at));
      await opened.store.enrol(key(1), key(9), nowMs, day);
      expect(await opened.store.enrol(key(2), key(9), nowMs, day)).toEqual({ is: "key-taken" });
      await opened.store.enrol(key(2), key(8), nowMs, day);
      expect(await opened.store.rotateKey("member-2", key(8), key(9))).toBe("key-taken");
    });

    test("a rotated key acts at once, the old one no more, nor its invitation", async () => {
      await using opened = await withClasses(create);
      await opened.store.addMember(memberOf(1), invitationOf(1));
      await opened.store.enrol(key(1), key(9), nowMs, day);
      expect(await opened.store.rotateKey("member-1", key(8), key(7))).toBe("stale");
      expect(await opened.store.rotateKey("member-1", key(9), key(7))).toBe("rotated");
      expect(await opened.store.memberByKey(key(9))).toBeUndefined();
      expect((await opened.store.memberByKey(key(7)))?.id).toBe("member-1");
      expect(await opened.store.enrol(key(1), key(9), nowMs, day)).toEqual({ is: "unknown" });
    });
  });

  describe("replays", () => {
    const nonce = (at: number) => ({
      key: key(1),
      nonce: new Uint8Array(16).fill(at),
      untilMs: 50,
    });

    test("a nonce is fresh once, also among many at once and after reopening", async () => {
      await using opened = await create();
      const first = await Promise.all(
        Array.from({ length: 20 }, () => opened.store.rememberNonce(nonce(1), noncesMax)),
      );
      expect(first.filter((it) => it === "fresh")).toHaveLength(1);
      await opened.reopen();
      expect(await opened.store.rememberNonce(nonce(1), noncesMax)).toBe("seen");
      const other = { ...nonce(1), key: key(2) };
      expect(await opened.store.rememberNonce(other, noncesMax)).toBe("fresh");
    });

    test("one key holds a limited number, until they are past", async () => {
      await using opened = await create();
      for (const at of [1, 2, 3]) await opened.store.rememberNonce(nonce(at), noncesMax);
      expect(await opened.store.rememberNonce(nonce(4), noncesMax)).toBe("full");
      expect(await opened.store.sweepNonces(50, 100)).toBe(0);
      expect(await opened.store.sweepNonces(51, 2)).toBe(2);
      expect(await opened.store.sweepNonces(51, 100)).toBe(1);
      expect(await opened.store.rememberNonce(nonce(4), noncesMax)).toBe("fresh");
    });
  });

  describe("keys and quotas", () => {
    test("a directory comes with its keys, one revision after the other", async () => {
      await using opened = await create();
      const keys = keysOf("2026-11", 1);
      expect(await opened.store.addDirectory(directoryOf("2026-11", 2), keys)).toBe("exists");
      expect(await opened.store.tokenKey(key(1))).toBeUndefined();
      expect(await opened.store.addDirectory(directoryOf("2026-11", 1), keys)).toBe("added");
      expect(await opened.store.addDirectory(directoryOf("2026-11", 1), [])).toBe("exists");
      await opened.reopen();
      for (const stored of keys) expect(await opened.store.tokenKey(stored.id)).toEqual(stored);
      expect(await opened.store.epochsWithKeys()).toEqual(["2026-11"]);
    });

    test("a quota is used once: by the first of many different requests, and by them again", async () => {
      await using opened = await withClasses(create);
      await enrolledMember(opened.store);
      await opened.store.addDirectory(directoryOf("2026-11", 1), keysOf("2026-11", 1));
      const record = (hash: number) => opened.store.recordIssuance("member-1", key(1), key(hash));
      const outcomes = await Promise.all(Array.from({ length: 20 }, (_, at) => record(100 + at)));
      expect(outcomes.filter((it) => it === "recorded")).toHaveLength(1);
      expect(outcomes.filter((it) => it === "other")).toHaveLength(19);
      await opened.reopen();
      const winner = 100 + outcomes.indexOf("recorded");
      expect(await record(winner)).toBe("same");
      expect(await opened.store.issuance("member-1", key(1))).toEqual(key(winner));
      expect(await opened.store.issuance("member-1", key(2))).toBeUndefined();
      expect(await opened.store.recordIssuance("member-1", key(200), key(1))).toBe("no-key");
    });

    test("who is not active gets no quota, also not one it had", async () => {
      await using opened = await withClasses(create);
      await enrolledMember(opened.store);
      await opened.store.addDirectory(directoryOf("2026-11", 1), keysOf("2026-11", 1));
      const record = () => opened.store.recordIssuance("member-1", key(1), key(50));
      expect(await record()).toBe("recorded");
      await opened.store.changeState("member-1", ["active"], "suspended");
      expect(await record()).toBe("no-member");
      expect(await opened.store.recordIssuance("none", key(1), key(50))).toBe("no-member");
    });

    test("destroyed keys take their quotas with them and leave later epochs alone", async () => {
      await using opened = await withClasses(create);
      await enrolledMember(opened.store);
      await opened.store.addDirectory(directoryOf("2026-11", 1), keysOf("2026-11", 1));
      await opened.store.addDirectory(directoryOf("2026-12", 1), keysOf("2026-12", 101));
      await opened.store.recordIssuance("member-1", key(1), key(50));
      expect(await opened.store.destroyKeys("2026-12" as Epoch)).toBe(tokenPurposes.length);
      await opened.store.scour();
      expect(await opened.store.tokenKey(key(1))).toBeUndefined();
      expect(await opened.store.issuance("member-1", key(1))).toBeUndefined();
      expect(await opened.store.tokenKey(key(101))).toBeDefined();
      expect(await opened.store.notices()).toHaveLength(2);
    });

    test("notices keep their order and learn their position in the ledger", async () => {
      await using opened = await create();
      expect(await opened.store.addCommunity(communityOf(2))).toBe("exists");
      expect(await opened.store.addCommunity(communityOf(1))).toBe("added");
      expect(await opened.store.addCommunity(communityOf(2))).toBe("added");
      await opened.store.addDirectory(directoryOf("2026-11", 1), []);
      await opened.store.markPublished(communityOf(1), 7);
      await opened.reopen();
      expect(await opened.store.notices()).toEqual([
        { ...communityOf(1), position: 7 },
        { ...communityOf(2), position: null },
        { ...directoryOf("2026-11", 1), position: null },
      ]);
    });
  });

  describe("stakes", () => {
    const answer = (leaf: number): IssuerNotice => {
      return { kind: "refunds-signed", epoch: null, revision: leaf, document: `{"leaf":${leaf}}` };
    };
    const place = (round: number) => {
      return { round: round as Round, frontier: key(round), note: `note ${round}` };
    };

    test("what a batch made the issuer sign is there with the place, and counts add up", async () => {
      await using opened = await create();
      expect(await opened.store.ledgerPlace()).toBeUndefined();
      const signed = [{ keyId: key(1), count: 2 }];
      await opened.store.advance({ place: place(4), answers: [answer(9)], signed });
      await opened.store.advance({ place: place(6), answers: [answer(12)], signed });
      await opened.reopen();
      expect(await opened.store.ledgerPlace()).toEqual(place(6));
      expect(await opened.store.refundsSigned(key(1))).toBe(4);
      expect(await opened.store.refundsSigned(key(2))).toBe(0);
      await opened.store.markPublished(answer(9), 20);
      expect(await opened.store.notices()).toEqual([{ ...answer(12), position: null }]);
    });

    test("a batch that is taken twice changes nothing the second time", async () => {
      await using opened = await create();
      const step = { place: place(4), answers: [answer(9)], signed: [{ keyId: key(1), count: 2 }] };
      await opened.store.advance(step);
      await expect(opened.store.advance(step)).rejects.toThrow();
      expect(await opened.store.refundsSigned(key(1))).toBe(2);
    });

    test("counts go with the keys", async () => {
      await using opened = await withClasses(create);
      await opened.store.addDirectory(directoryOf("2026-11", 1), keysOf("2026-11", 1));
      const signed = [{ keyId: key(1), count: 2 }];
      await opened.store.advance({ place: place(4), answers: [], signed });
      await opened.store.destroyKeys("2026-12" as Epoch);
      expect(await opened.store.refundsSigned(key(1))).toBe(0);
    });
  });
}
