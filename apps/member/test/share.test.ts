import { toBase64Url } from "@tocsin/kernel";
import { classId, everyone, parseMessage, sequenceMax } from "@tocsin/wire";
import { describe, expect, test } from "vitest";

import { bodyOf, longBody } from "./world/samples.ts";
import { energy, quotas } from "./world/tiny-issuer.ts";
import { TinyWorld } from "./world/tiny-world.ts";

const toAll = { audience: "members", review: null } as const;

describe("sharing", () => {
  test("the other company has the report in the round in which it is published", async () => {
    await using world = await TinyWorld.open();
    const alice = await world.ready("alice");
    const bob = await world.ready("bob");
    expect(await bob.protocol.classes()).toEqual([energy, everyone]);
    expect(await bob.protocol.crowd(energy)).toBe(12);
    const body = bodyOf("evil.example");
    const { id } = await alice.protocol.share({ body, ...toAll });
    expect(await alice.protocol.delivery(id)).toMatchObject({ state: "waiting" });
    await world.rounds(2);
    expect(await alice.protocol.delivery(id)).toMatchObject({ state: "published" });
    const theirs = { id, kind: "report", mine: false, body };
    expect(await bob.protocol.changes(0, 10)).toMatchObject([theirs]);
    expect(await alice.protocol.changes(0, 10)).toMatchObject([{ id, mine: true }]);
    expect(await bob.protocol.status()).toMatchObject({
      community: "Energy of the North",
      sync: { state: "current" },
      alarms: [],
      waiting: 0,
      counts: { mine: 0, reports: 1 },
    });
    expect((await alice.protocol.status()).counts).toEqual({ mine: 1, reports: 1 });
  });

  test("a report of several capsules leaves part by part and arrives whole", async () => {
    await using world = await TinyWorld.open();
    const alice = await world.ready("alice");
    const body = longBody(4);
    const { id } = await alice.protocol.share({ body, ...toAll });
    expect(await alice.protocol.delivery(id)).toMatchObject({ parts: 4, partsSent: 0 });
    await world.rounds(2);
    expect(await alice.protocol.delivery(id)).toMatchObject({ state: "sending" });
    await world.rounds(3);
    expect(await alice.protocol.report(id)).toMatchObject({ body });
    expect(await alice.protocol.delivery(id)).toMatchObject({ state: "published", attempts: 1 });
  });

  test("an amendment and a withdrawal follow under the same pseudonym", async () => {
    await using world = await TinyWorld.open();
    const alice = await world.ready("alice");
    const bob = await world.ready("bob");
    const { id } = await alice.protocol.share({ body: bodyOf("a.example"), ...toAll });
    const second = { body: bodyOf("b.example"), review: null };
    await expect(alice.protocol.amend(id, second)).rejects.toMatchObject({
      code: "change-waiting",
    });
    await world.rounds(2);
    await alice.protocol.amend(id, second);
    await world.rounds(2);
    expect(await bob.protocol.report(id)).toMatchObject({ body: second.body });
    await alice.protocol.withdraw(id);
    await world.rounds(2);
    expect(await bob.protocol.report(id)).toMatchObject({ body: null, withdrawn: true });
    const changes = await bob.protocol.changes(0, 10);
    expect(changes.map(({ kind, body }) => [kind, body])).toEqual([
      ["report", null],
      ["amendment", null],
      ["withdrawal", null],
    ]);
    const keys = new Set(changes.map(({ envelope }) => envelope.pkSign));
    const mailboxes = new Set(changes.map(({ envelope }) => envelope.pkHpke));
    expect([keys.size, mailboxes.size]).toEqual([1, 3]);
    for (const late of [alice.protocol.amend(id, second), alice.protocol.withdraw(id)]) {
      await expect(late).rejects.toMatchObject({ code: "already-withdrawn" });
    }
  });

  test("a report that was withdrawn before a newcomer came is nowhere to be read", async () => {
    await using world = await TinyWorld.open();
    const alice = await world.ready("alice");
    const { id } = await alice.protocol.share({ body: bodyOf("secret.example"), ...toAll });
    await world.rounds(2);
    await alice.protocol.withdraw(id);
    await world.rounds(2);
    const carol = await world.ready("carol");
    expect(await carol.protocol.changes(0, 10)).toEqual([]);
    expect(await carol.protocol.status()).toMatchObject({ alarms: [], sync: { state: "current" } });
  });

  test("undo takes back what has not begun to leave, and its token is good again", async () => {
    await using world = await TinyWorld.open();
    const alice = await world.ready("alice");
    const { id } = await alice.protocol.share({ body: bodyOf("a.example"), ...toAll });
    expect(await alice.protocol.undo(id)).toEqual({ ok: true });
    expect(await alice.protocol.undo(id)).toEqual({ ok: false, why: "unknown" });
    expect(await alice.protocol.report(id)).toBeUndefined();
    const again = await alice.protocol.share({ body: bodyOf("a.example"), ...toAll });
    expect(again.id).toBe(id);
    await world.rounds(2);
    expect(await alice.protocol.undo(id)).toEqual({ ok: false, why: "left" });
    expect(world.exchange.accepted).toHaveLength(1);
  });

  test("withdrawing what waits takes it back; what is on its way is withdrawn after it", async () => {
    await using world = await TinyWorld.open();
    const alice = await world.ready("alice");
    const waiting = await alice.protocol.share({ body: bodyOf("a.example"), ...toAll });
    await alice.protocol.withdraw(waiting.id);
    expect(await alice.protocol.report(waiting.id)).toBeUndefined();
    const leaving = await alice.protocol.share({ body: longBody(2), ...toAll });
    await world.rounds(1);
    await alice.protocol.withdraw(leaving.id);
    await world.rounds(4);
    expect(await alice.protocol.report(leaving.id)).toMatchObject({ withdrawn: true });
    const kinds = world.exchange.accepted.map(({ envelope }) => envelope.kind);
    expect(kinds).toEqual(["report", "withdrawal"]);
  });

  test("a class pays with its own tokens, as long as there are any", async () => {
    await using world = await TinyWorld.open();
    const { protocol } = await world.ready("alice");
    const request = { body: bodyOf("a.example"), ...toAll };
    const stranger = { ...request, class: parseMessage(classId, "finance") };
    await expect(protocol.share(stranger)).rejects.toMatchObject({ code: "class-not-ours" });
    const narrow = { ...request, class: everyone, audience: "class:energy" };
    await expect(protocol.share(narrow)).rejects.toMatchObject({ code: "class-not-ours" });
    for (let at = 0; at < (quotas.report ?? 0); at += 1) await protocol.share(request);
    await expect(protocol.share(request)).rejects.toMatchObject({ code: "tokens-exhausted" });
    const { id } = await protocol.share({ ...request, class: everyone });
    expect((await protocol.report(id))?.envelope.class).toBe(everyone);
  });

  test("an audience of one class reads what is for it", async () => {
    await using world = await TinyWorld.open();
    const alice = await world.ready("alice");
    const bob = await world.ready("bob");
    const body = bodyOf("a.example");
    await alice.protocol.share({ body, audience: "class:energy", review: null });
    await world.rounds(2);
    expect(await bob.protocol.changes(0, 10)).toMatchObject([{ body }]);
  });

  test("the desk's own transaction decides: where it fails, nothing waits and no token is lost", async () => {
    await using world = await TinyWorld.open();
    const { protocol, store } = await world.ready("alice");
    const request = { body: bodyOf("a.example"), ...toAll };
    const failing = protocol.share(request, () => Promise.reject(new Error("desk")));
    await expect(failing).rejects.toThrow("desk");
    expect(await store.outbox.waitingCount()).toBe(0);
    const { id } = await protocol.share(request, (queued) => store.outbox.queue(queued));
    expect(await protocol.delivery(id)).toMatchObject({ state: "waiting" });
  });

  test("a report can be changed a limited number of times", async () => {
    await using world = await TinyWorld.open({ roundMs: 5000 });
    const { protocol } = await world.ready("alice");
    const { id } = await protocol.share({ body: bodyOf("a.example"), ...toAll });
    await world.rounds(2);
    for (let at = 1; at < sequenceMax; at += 1) {
      await protocol.amend(id, { body: bodyOf(`n${at}.example`), review: null });
      await world.rounds(2);
    }
    const more = protocol.amend(id, { body: bodyOf("z.example"), review: null });
    await expect(more).rejects.toMatchObject({ code: "too-many-changes" });
    expect((await protocol.report(id))?.envelope.seq).toBe(sequenceMax - 1);
  });

  test("nothing of the company is in what leaves but a commitment that it alone can open", async () => {
    await using world = await TinyWorld.open();
    const { protocol } = await world.ready("alice");
    await protocol.share({ body: bodyOf("a.example"), ...toAll });
    await world.rounds(2);
    const told = JSON.stringify([world.exchange.accepted, [...world.exchange.spent]]);
    const member = world.issuer.members[0];
    for (const secret of ["alice", member?.id, member?.key]) expect(told).not.toContain(secret);
    expect(told).not.toContain(toBase64Url(new TextEncoder().encode("LEI alice")));
  });
});
