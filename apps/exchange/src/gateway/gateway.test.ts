import { generateHpkeKeyPair } from "@tocsin/crypto";
import { type Clock, type Round, systemRandom } from "@tocsin/kernel";
import type { StagedFrame } from "@tocsin/store";
import {
  frameBytes,
  importGatewayKey,
  importKeyConfiguration,
  keyConfigurationOf,
} from "@tocsin/wire";
import { expect, test } from "vitest";

import { stagedFramesMax } from "../limits.ts";
import { sealContent, sealDummy } from "../testing/index.ts";
import { Gateway } from "./gateway.ts";
import { framesFor } from "./staging-room.ts";

const key = await importGatewayKey(3, (await generateHpkeKeyPair(systemRandom)).secretKey);
const gateway = await importKeyConfiguration(keyConfigurationOf(key));
if (gateway === undefined) throw new Error("no gateway key");
const publicKey = gateway;
const clock: Clock = { now: () => 10_500, sleep: () => Promise.resolve() };

function gatewayWith(outcome: "staged" | "replayed" | "full", openRound = 0) {
  const staged: (StagedFrame & { readonly round: Round })[] = [];
  const store = {
    stage: (capsule: StagedFrame & { readonly round: Round }) => {
      staged.push(capsule);
      return Promise.resolve(outcome);
    },
  };
  const keys = { current: () => [key] };
  const options = { roundMs: 1000, openRound: () => openRound as Round };
  const ports = { store, keys, room: { framesMax: 5 }, clock, random: systemRandom };
  return { gateway: new Gateway(ports, options), staged };
}

test("where there is no room every capsule is refused alike", async () => {
  const { gateway: full } = gatewayWith("full");
  for (const sealed of [
    await sealDummy(publicKey, 10 as Round),
    await sealContent(publicKey, "/capsule", new Uint8Array(10)),
  ]) {
    await expect(full.takeCapsule(sealed.bytes)).rejects.toMatchObject({ code: "staging-full" });
  }
});

test("a replayed capsule is answered like a new one", async () => {
  const sealed = await sealDummy(publicKey, 10 as Round);
  const sizes = await Promise.all(
    (["staged", "replayed"] as const).map(async (outcome) => {
      const answer = await gatewayWith(outcome).gateway.takeCapsule(sealed.bytes);
      return sealed.openResponse(answer);
    }),
  );
  expect(sizes[0]).toEqual(sizes[1]);
});

test("whatever is inside, what is staged has a frame's length and the round of arrival", async () => {
  const { gateway: taker, staged } = gatewayWith("staged");
  await taker.takeCapsule((await sealDummy(publicKey, 10 as Round)).bytes);
  await taker.takeCapsule((await sealContent(publicKey, "/capsule", new Uint8Array(9))).bytes);
  await taker.takeCapsule((await sealContent(publicKey, "/other", new Uint8Array(9))).bytes);
  expect(staged.map(({ frame }) => frame.length)).toEqual(Array(3).fill(frameBytes));
  expect(staged.map(({ round }) => round)).toEqual([10, 10, 10]);
});

test("a round that was worked already takes no more capsules: they go to the next", async () => {
  const { gateway: taker, staged } = gatewayWith("staged", 15);
  await taker.takeCapsule((await sealDummy(publicKey, 10 as Round)).bytes);
  expect(staged.map(({ round }) => round)).toEqual([15]);
});

test("the room for capsules follows the room on the disk", () => {
  expect(framesFor(0)).toBe(0);
  expect(framesFor(100 * 1024 * 1024)).toBeGreaterThan(1000);
  expect(framesFor(100 * 1024 * 1024)).toBeLessThan(2000);
  expect(framesFor(1e15)).toBe(stagedFramesMax);
});
