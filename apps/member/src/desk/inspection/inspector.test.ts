import { emptyProfile } from "@tocsin/disclosure";
import { systemClock } from "@tocsin/kernel";
import { describe, expect, test } from "vitest";
import { createInspection } from "./inspection.ts";
import { createInspector, inspectionMsMax } from "./inspector.ts";

const ports = { clock: systemClock, ignoredBenignLists: [] };

describe("inspection in a thread", () => {
  test("answers as inspection here does, under the profile set last", async () => {
    await using inspector = createInspector(ports);
    const profile = { ...emptyProfile, names: ["Ferrocrest Steel"] };
    await inspector.useProfile(profile);
    const here = createInspection(ports);
    here.useProfile(profile);
    const text = "Ferrocrest saw c2 at gate.evil-loader.com, T1566.001.";
    expect(await inspector.propose(text, 0)).toEqual(here.propose(text, 0));
    expect(await inspector.judge("note", text)).toMatchObject({ proposal: "remove" });
  });

  test("is started ahead of the first text when somebody is there, once, and not after closing", async () => {
    const slept: number[] = [];
    const clock = {
      now: () => 0,
      sleep: (ms: number, signal?: AbortSignal) => {
        slept.push(ms);
        return ms < 5000 ? Promise.resolve() : systemClock.sleep(ms, signal);
      },
    };
    const inspector = createInspector({ ...ports, idleClock: clock });
    inspector.warm();
    inspector.warm();
    expect(slept).toHaveLength(1);
    expect((await inspector.propose("T1566.001", 0)).items).not.toEqual([]);
    await inspector[Symbol.asyncDispose]();
    inspector.warm();
    expect(slept.filter((ms) => ms < 5000)).toHaveLength(1);
  });

  test("tells when its thread starts and has given its first answer", async () => {
    const told: boolean[] = [];
    let isLate = false;
    const clock = {
      now: () => 0,
      sleep: (ms: number, signal?: AbortSignal) =>
        isLate ? Promise.resolve() : systemClock.sleep(ms, signal),
    };
    await using inspector = createInspector({ ...ports, clock });
    inspector.onStart((isStarting) => told.push(isStarting));
    await inspector.judge("note", "x");
    await inspector.judge("note", "x");
    expect(told).toEqual([true, false]);
    isLate = true;
    await expect(inspector.judge("note", "x")).rejects.toThrow();
    await expect(inspector.judge("note", "x")).rejects.toThrow();
    expect(told).toEqual([true, false, true, false]);
  });

  test("knows the assumed profile at the first text, and again after the thread was idle", async () => {
    let isIdle = false;
    const clock = {
      now: () => 0,
      sleep: (ms: number, signal?: AbortSignal) =>
        isIdle && ms > inspectionMsMax ? Promise.resolve() : systemClock.sleep(ms, signal),
    };
    await using inspector = createInspector({ ...ports, idleClock: clock });
    inspector.assume({ ...emptyProfile, names: ["Ferrocrest Steel"] });
    const text = "Ferrocrest saw it.";
    expect(await inspector.judge("note", text)).toMatchObject({ proposal: "remove" });
    isIdle = true;
    await inspector.judge("note", text);
    expect(await inspector.judge("note", text)).toMatchObject({ proposal: "remove" });
  });

  test("that does not come to its end in time has no answer, and the next one has", async () => {
    let isSlow = true;
    const clock = {
      now: () => 0,
      sleep: (ms: number, signal?: AbortSignal) =>
        isSlow ? Promise.resolve() : systemClock.sleep(ms, signal),
    };
    await using inspector = createInspector({ ...ports, clock });
    await expect(inspector.propose("c2 at 45.77.12.9", 0)).rejects.toMatchObject({
      code: "inspection-failed",
      detail: "deadline",
    });
    isSlow = false;
    expect((await inspector.propose("c2 at 45.77.12.9", 0)).items).toHaveLength(1);
  });

  test("is over when it is stopped", async () => {
    const inspector = createInspector(ports);
    await inspector.judge("note", "x");
    await inspector[Symbol.asyncDispose]();
    await expect(inspector.judge("note", "x")).rejects.toMatchObject({ code: "inspection-failed" });
  });
});
