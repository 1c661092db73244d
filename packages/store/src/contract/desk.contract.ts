/** What every store of the desk must do, whatever it runs on. */

import { describe, expect, test } from "vitest";

import type { MemberStore } from "../member-store.ts";
import type { DraftShare, NewDraft } from "../member/desk-port.ts";
import type { QueuedSubmission } from "../member/outbox-port.ts";

export interface OpenedMemberStore extends AsyncDisposable {
  store: MemberStore;
  /** Closes it and opens what is on the disk. */
  reopen(): Promise<void>;
}

const nowMs = 1_000_000;

function draftOf(id: string, changes: Partial<NewDraft> = {}): NewDraft {
  return {
    id,
    createdMs: nowMs,
    amends: null,
    outline: `{"of":"${id}"}`,
    content: `{"items":"${id}"}`,
    source: { name: "a.txt", format: "text", text: `source of ${id}`, notes: ["one", "two"] },
    ...changes,
  };
}

function saveOf(id: string, version: number, state: "open" | "approved" | "discarded") {
  return { id, version, state, outline: "{}", content: "{}" };
}

function shareOf(id: string, version: number): DraftShare {
  return {
    id,
    version,
    reviewHash: `review of ${id}`,
    review: `{"of":"${id}"}`,
    sharedMs: nowMs,
    standing: null,
  };
}

/** A change of a report that exists: it needs no token. */
function queuedOf(report: string, seq: number): QueuedSubmission {
  return {
    report,
    envelopeHash: `${report}-${seq}`,
    kind: "report",
    seq,
    envelope: "{}",
    body: "{}",
    bytes: new Uint8Array([1]),
    parts: 1,
    class: "everyone",
    epoch: "2026-11",
    audience: "members",
    author: "author",
    pkSign: `key of ${report}`,
    master: "master",
    number: seq,
    token: 1,
    untilMs: null,
  };
}

/** A token that is held, as the protocol side has one when it queues. */
async function holdToken(store: MemberStore): Promise<number> {
  await store.keys.addMaster({ id: "master", year: 2026, secret: new Uint8Array(32) });
  const fetch = {
    keyId: "key",
    epoch: "2026-11",
    class: "everyone",
    purpose: "report",
    quota: 2,
    master: "master",
    firstNumber: 0,
    state: new Uint8Array(1),
  };
  await store.tokens.beginFetch(fetch);
  const token = { token: new Uint8Array(354), day: null, master: "master", number: 0 };
  await store.tokens.completeFetch("key", [token, { ...token, number: 1 }]);
  const held = await store.tokens.hold("report", "everyone", ["2026-11"]);
  if (held === undefined) throw new Error("no token");
  return held.id;
}

export function deskStoreContract(create: () => Promise<OpenedMemberStore>): void {
  describe("drafts", () => {
    test("a draft is there after a restart, with its source", async () => {
      await using opened = await create();
      await opened.store.drafts.add(draftOf("d1"));
      await opened.reopen();
      expect(await opened.store.drafts.get("d1")).toMatchObject({
        ...draftOf("d1"),
        state: "open",
        version: 1,
        report: null,
      });
      expect(await opened.store.drafts.get("d2")).toBeUndefined();
    });

    test("only who has read the newest version can save", async () => {
      await using opened = await create();
      const { drafts } = opened.store;
      await drafts.add(draftOf("d1"));
      expect(await drafts.save(saveOf("d1", 1, "approved"))).toBe(true);
      expect(await drafts.save(saveOf("d1", 1, "open"))).toBe(false);
      expect((await drafts.get("d1"))?.state).toBe("approved");
      expect(await drafts.save(saveOf("nobody", 1, "open"))).toBe(false);
    });

    test("what is discarded is in no list, and its source is gone", async () => {
      await using opened = await create();
      const { drafts } = opened.store;
      await drafts.add(draftOf("d1"));
      await drafts.save(saveOf("d1", 1, "discarded"));
      expect(await drafts.count()).toBe(0);
      expect((await drafts.get("d1"))?.source.text).toBe("");
      expect(await drafts.save(saveOf("d1", 2, "open"))).toBe(false);
    });

    test("pages go through all of them, newest first", async () => {
      await using opened = await create();
      const { drafts } = opened.store;
      for (const id of ["d1", "d2", "d3"]) await drafts.add(draftOf(id));
      const first = await drafts.page({ after: undefined, limit: 2 });
      expect(first.items.map((it) => it.id)).toEqual(["d3", "d2"]);
      expect(first.total).toBe(3);
      const second = await drafts.page({ after: first.next ?? "", limit: 2 });
      expect(second.items.map((it) => it.id)).toEqual(["d1"]);
      expect(second.next).toBeNull();
      expect((await drafts.page({ after: "nonsense", limit: 2 })).items).toEqual([]);
    });

    test("an approved draft is shared once, with its review record, or not at all", async () => {
      await using opened = await create();
      const { store } = opened;
      const token = await holdToken(store);
      await store.drafts.add(draftOf("d1"));
      const queued = { ...queuedOf("r1", 0), token };
      await expect(store.drafts.share(queued, shareOf("d1", 1))).rejects.toMatchObject({
        code: "draft-changed",
      });
      expect(await store.outbox.waitingCount()).toBe(0);
      await store.drafts.save(saveOf("d1", 1, "approved"));
      await store.drafts.share(queued, shareOf("d1", 2));
      await opened.reopen();
      expect(await opened.store.outbox.waitingCount()).toBe(1);
      expect(await opened.store.drafts.get("d1")).toMatchObject({ state: "shared", report: "r1" });
      expect(await opened.store.drafts.reviews("r1")).toEqual([
        { seq: 0, hash: "review of d1", record: '{"of":"d1"}' },
      ]);
      expect(await opened.store.drafts.count()).toBe(0);
    });

    test("leaves under a standing approval as often as that says, each use kept, and no more", async () => {
      await using opened = await create();
      const { store } = opened;
      const token = await holdToken(store);
      await store.standing.add({ id: "s1", content: '{"of":"s1"}' });
      const use = { approval: "s1", outgoing: "hash", usesMax: 1 };
      for (const id of ["d1", "d2"]) {
        await store.drafts.add(draftOf(id));
        await store.drafts.save(saveOf(id, 1, "approved"));
      }
      const queued = { ...queuedOf("r1", 0), token };
      await store.drafts.share(queued, { ...shareOf("d1", 2), standing: use });
      const second = await store.tokens.hold("report", "everyone", ["2026-11"]);
      const next = { ...queuedOf("r2", 0), number: 1, token: second?.id ?? 0 };
      const again = store.drafts.share(next, { ...shareOf("d2", 2), standing: use });
      await expect(again).rejects.toMatchObject({ code: "approval-needed" });
      expect(await store.outbox.waitingCount()).toBe(1);
      expect((await store.drafts.get("d2"))?.state).toBe("approved");
      await opened.reopen();
      expect(await opened.store.standing.uses("s1")).toEqual([
        { report: "r1", outgoing: "hash", usedMs: nowMs },
      ]);
      expect(await opened.store.standing.all()).toEqual([
        { id: "s1", content: '{"of":"s1"}', revokedMs: null, uses: 1, lastUsedMs: nowMs },
      ]);
    });

    test("nothing leaves under a standing approval that was revoked", async () => {
      await using opened = await create();
      const { store } = opened;
      await store.standing.add({ id: "s1", content: "{}" });
      expect(await store.standing.revoke("s1", nowMs)).toBe(true);
      expect(await store.standing.revoke("s1", nowMs)).toBe(false);
      await store.drafts.add(draftOf("d1"));
      await store.drafts.save(saveOf("d1", 1, "approved"));
      const token = await holdToken(store);
      const standing = { approval: "s1", outgoing: "hash", usesMax: 9 };
      const shared = store.drafts.share(
        { ...queuedOf("r1", 0), token },
        { ...shareOf("d1", 2), standing },
      );
      await expect(shared).rejects.toMatchObject({ code: "approval-needed" });
      expect(await store.standing.uses("s1")).toEqual([]);
    });

    test("what was taken back is a draft again", async () => {
      await using opened = await create();
      const { store } = opened;
      const token = await holdToken(store);
      await store.drafts.add(draftOf("d1"));
      await store.drafts.save(saveOf("d1", 1, "approved"));
      await store.drafts.share({ ...queuedOf("r1", 0), token }, shareOf("d1", 2));
      expect(await store.drafts.reopenOrphans()).toBe(0);
      expect(await store.outbox.undo("r1")).toBe("undone");
      expect(await store.drafts.reopenOrphans()).toBe(1);
      expect(await store.drafts.get("d1")).toMatchObject({ state: "open", report: null });
      expect(await store.drafts.reopen("r1")).toBe(false);
    });
  });

  describe("the review key", () => {
    test("is drawn once", async () => {
      await using opened = await create();
      const first = new Uint8Array(32).fill(1);
      expect(await opened.store.drafts.reviewSeed(first)).toEqual(first);
      await opened.reopen();
      expect(await opened.store.drafts.reviewSeed(new Uint8Array(32))).toEqual(first);
    });
  });

  describe("the policy", () => {
    test("is what was set last, also after a restart", async () => {
      await using opened = await create();
      expect(await opened.store.policy.policy()).toBeUndefined();
      await opened.store.policy.setPolicy('{"persons":1}');
      await opened.store.policy.setPolicy('{"persons":2}');
      await opened.reopen();
      expect(await opened.store.policy.policy()).toBe('{"persons":2}');
    });
  });

  describe("the profile", () => {
    test("is what was set last, also after a restart", async () => {
      await using opened = await create();
      expect(await opened.store.profile.get()).toBeUndefined();
      await opened.store.profile.set("{}");
      await opened.store.profile.set('{"names":[]}');
      await opened.reopen();
      expect(await opened.store.profile.get()).toBe('{"names":[]}');
    });
  });
}
