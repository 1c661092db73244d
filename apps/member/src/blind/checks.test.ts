import { describe, expect, it } from "vitest";

import {
  blindNode,
  epoch,
  evaluate,
  leafOf,
  nowMs,
  twoWhoSaw,
  valueOf,
} from "../../test/world/blind-node.ts";
import { BlindRoom } from "./blind-desk.ts";

const c2 = ["domain", "invented-portal-7.net"] as const;

describe("a check", () => {
  it("answers what was evaluated at once, and says when the rest will be", async () => {
    const { a, sealed } = await twoWhoSaw(c2);
    await a.read(leafOf(sealed));
    const known = valueOf("domain", "known-portal-3.net");
    await a.blind.queue(epoch, [known], false);
    await evaluate(a.blind, epoch, [known]);
    const text = [
      "C2 was invented-portal-7[.]net",
      "known-portal-3.net",
      "hxxp://fresh-portal-5[.]net/gate.php from 45.83.64.77",
      "10.0.0.1",
      "8.8.8.8",
      "",
      "nothing here",
      "known-portal-3.net",
    ].join("\n");
    const made = await a.room.check(text, false);
    const brief = made.lines.map(({ line, state, count, weak }) => [line, state, count, weak]);
    expect(brief).toEqual([
      [1, "seen", "1", false],
      [2, "not-seen", null, false],
      [3, "waiting", null, false],
      [3, "waiting", null, false],
      [4, "private", null, false],
      [5, "benign", null, false],
      [7, "not-a-value", null, false],
    ]);
    expect(made.lines.map(({ expectedMs }) => expectedMs)).toContain(120_000);
    expect(made.lines[0]).toMatchObject({ sinceRound: 9, sinceMs: 600_000, sealed: true });
    expect(made.waiting).toBe(2);
    expect(await a.room.checkOf(made.id)).toEqual(made);
    const list = await a.room.checks(5);
    expect(list.items).toEqual([
      { id: made.id, madeMs: nowMs, seal: false, lines: 7, seen: 1, waiting: 2 },
    ]);
    expect(list.tells.asking.length).toBeGreaterThan(2);
  });

  it("finds again what stands for a feature, and asks about the connection of a line", async () => {
    const it = blindNode();
    const print = "e7".repeat(16);
    const made = await it.room.check(`PlugX at 45.83.64.1:443 with JA3 ${print}`, false);
    const asked = made.lines.map(({ type, value }) => `${type ?? ""} ${value ?? ""}`);
    expect(asked).toContain(`feature:connection 45.83.64.1:443 ${print}`);
    expect(made.lines.every(({ expectedMs }) => expectedMs !== null)).toBe(true);
  });

  it("seals only what a person says was seen", async () => {
    const it = blindNode();
    const values = [valueOf(...c2)];
    await it.room.check(c2[1], false);
    await evaluate(it.blind, epoch, values);
    expect(await it.sealer.seal(epoch)).toBe(0);
    const made = await it.room.check(c2[1], true);
    expect(made.lines[0]).toMatchObject({ state: "not-seen", sealed: true });
    expect(made.tells.length).toBeGreaterThan((await it.room.check("x", false)).tells.length);
    expect(await it.sealer.seal(epoch)).toBe(1);
  });

  it("without key holders is refused, and there are no matches", async () => {
    const room = new BlindRoom();
    await expect(room.check("x", false)).rejects.toMatchObject({ code: "no-blind-matching" });
    await expect(room.checkOf("x")).rejects.toMatchObject({ code: "no-blind-matching" });
    expect(await room.matches.list({ limit: 5 })).toEqual({ items: [], total: 0, next: null });
    expect(await room.matches.get("x")).toBeUndefined();
    const it = blindNode();
    await expect(it.room.checkOf("x")).rejects.toMatchObject({ code: "not-found" });
    await expect(it.room.matchView("x")).rejects.toMatchObject({ code: "not-found" });
    await expect(it.room.withdraw("x")).rejects.toMatchObject({ code: "not-found" });
  });
});
