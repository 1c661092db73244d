import { dayMs, TocsinError } from "@tocsin/kernel";
import type { Concern } from "@tocsin/wire/node-api";
import { describe, expect, test } from "vitest";

import { concern, ConcernRoom, concernsMs } from "../../test/world/concern-room.ts";
import { concernUrgency, foldConcerns, readConcerns } from "./concern-warnings.ts";
import { createConcernRinger } from "./concern-ringer.ts";

const policy = { ignoredBenignLists: new Set<string>() };

const seen = concern({
  kind: "seen-here",
  what: "bad.evil-loader.com",
  type: "domain",
  ours: "proxy",
  feeds: ["a list"],
  due: null,
  confidence: "high",
});
const advisory = concern({ kind: "advisory", advisory: "A1", what: "CVE-2026-0009", due: null });

describe("the urgency of what a feed says", () => {
  test.each<[string, Partial<Concern>, string]>([
    ["a day that is far", {}, "normal"],
    ["a day that is near", { due: "2026-11-29" }, "high"],
    ["a day that has just passed", { due: "2026-11-01" }, "high"],
    ["a day that passed long ago", { due: "2022-01-01" }, "normal"],
    ["ransomware", { ransomware: true }, "high"],
    ["ransomware and a day that is near", { ransomware: true, due: "2026-11-25" }, "urgent"],
    ["a new advisory", { ...advisory }, "normal"],
    ["an old advisory", { ...advisory, sinceMs: concernsMs - 60 * dayMs }, "low"],
    ["what a sure feed names and was seen here", { ...seen }, "high"],
    ["what an unsure feed names and was seen here", { ...seen, confidence: "low" }, "low"],
  ])("%s", (_name, changes, expected) => {
    expect(concernUrgency(concern(changes), concernsMs)).toBe(expected);
  });
});

test("what feeds say is folded by product, by advisory and by value, with the reasons of reports", () => {
  const second = concern({ id: "2", what: "CVE-2026-0002", due: "2026-11-25" });
  const folded = foldConcerns([concern({}), second, advisory, seen], concernsMs, policy);
  expect(folded.map(({ subject, level }) => [subject, level])).toEqual([
    ["known-exploited acme server", 2],
    ["advisory A1", 1],
    ["seen-here domain bad.evil-loader.com", 2],
  ]);
  const reasons = folded.map((it) =>
    it.reasons.map(({ kind, value, ours }) => [kind, value, ours]),
  );
  expect(reasons).toEqual([
    [
      ["technology", "acme server", "inventory"],
      ["vulnerability", "CVE-2026-0002", "acme server"],
      ["vulnerability", "CVE-2026-0001", "acme server"],
    ],
    [
      ["technology", "acme server", "inventory"],
      ["vulnerability", "CVE-2026-0009", "acme server"],
    ],
    [["observable", "bad.evil-loader.com", "sighting from proxy"]],
  ]);
});

test("days go by between the warning and the look at it", () => {
  const [folded] = foldConcerns([concern({ due: "2026-12-01" })], concernsMs, policy);
  const [later] = readConcerns(folded?.concerns ?? "[]", concernsMs + 5 * dayMs);
  expect(later?.daysLeft).toBe(3);
});

test("a harmless value that a feed names warns nobody", () => {
  expect(foldConcerns([{ ...seen, what: "10.0.0.1", type: "ipv4" }], concernsMs, policy)).toEqual(
    [],
  );
});

class Room extends ConcernRoom {
  all: readonly Concern[] = [];
  raised = 0;
  readonly ringer = createConcernRinger({
    concerns: { list: () => Promise.resolve(this.all), forget: () => undefined },
    store: this.store.warnings,
    policy,
    clock: this.clock,
    onRaised: () => {
      this.raised += 1;
    },
  });

  async page() {
    return (await this.desk.page({ state: undefined, after: undefined, limit: 10 })).items;
  }
}

test("what feeds say stands in the list of warnings, and rings again when its day comes near", async () => {
  await using room = new Room();
  room.all = [concern({ due: "2026-12-10" })];
  await room.ringer.look();
  const [warning] = await room.page();
  expect(warning).toMatchObject({ report: null, urgency: "normal", link: null, state: "new" });
  expect(warning?.concerns).toMatchObject([{ what: "CVE-2026-0001", due: "2026-12-10" }]);
  const id = warning?.id ?? "";
  await room.desk.change(id, { state: "acknowledged" });
  await room.ringer.look();
  expect(await room.desk.newCount()).toBe(0);
  room.ms += 14 * dayMs;
  await room.ringer.look();
  expect(await room.desk.view(id)).toMatchObject({ state: "new", urgency: "high" });
  room.all = [];
  await room.ringer.look();
  expect(await room.page()).toEqual([]);
  expect(room.raised).toBe(3);
});

test("a product that is not relevant makes its warnings quieter, shown and undone", async () => {
  await using room = new Room();
  room.all = [concern({ ransomware: true, due: "2026-11-25" }), seen];
  await room.ringer.look();
  const found = (await room.page()).find((it) => it.urgency === "urgent");
  const because = [{ kind: "technology", value: "acme server" } as const];
  const id = found?.id ?? "";
  const quiet = await room.desk.change(id, { state: "not-relevant", because });
  expect(quiet).toMatchObject({ urgency: "low", state: "not-relevant" });
  expect(quiet.reasons.every((it) => it.quiet)).toBe(true);
  expect(await room.desk.newCount()).toBe(1);
  const [tuning] = await room.desk.tunings();
  expect(tuning).toMatchObject({ kind: "technology", value: "acme server", warnings: 1 });
  await room.desk.untune(tuning?.id ?? "");
  expect((await room.desk.view(id)).urgency).toBe("urgent");
  const refused = [
    [{ state: "acknowledged", because }, "message-invalid"],
    [
      { state: "not-relevant", because: [{ kind: "technology", value: "other" }] },
      "message-invalid",
    ],
  ] as const;
  for (const [change, code] of refused) {
    const asked = room.desk.change(id, { ...change, because: [...change.because] });
    await expect(asked).rejects.toMatchObject({ code });
  }
  await expect(room.desk.untune("9")).rejects.toBeInstanceOf(TocsinError);
});
