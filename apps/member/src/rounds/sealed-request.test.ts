import { generateHpkeKeyPair } from "@tocsin/crypto";
import { parseRound, systemRandom } from "@tocsin/kernel";
import {
  capsuleBytes,
  decapsulateRequest,
  encodeKeyConfiguration,
  encodeBinaryResponse,
  importGatewayKey,
  keyConfigurationOf,
  parseBinaryRequest,
  parseFrame,
} from "@tocsin/wire";
import { expect, test } from "vitest";

import { ownSchemes } from "../schemes.ts";
import {
  currentGatewayKey,
  relayRequest,
  sealCapsule,
  sealSessionRequest,
} from "./sealed-request.ts";

const round = parseRound(7);
const sealing = { schemes: ownSchemes, random: systemRandom };
const noContent = { informational: [], fields: [], content: new Uint8Array(), trailers: [] };

async function gateway() {
  const { secretKey } = await generateHpkeKeyPair(systemRandom);
  const key = await importGatewayKey(3, secretKey);
  const config = encodeKeyConfiguration(keyConfigurationOf(key));
  return { key, fact: { config, fromMs: 0, untilMs: 10, index: 0 } };
}

test("part, dummy and session request have one size and one outside", async () => {
  const { key, fact } = await gateway();
  const payload = new Uint8Array(5).fill(1);
  const submission = systemRandom.bytes(16);
  const part = { kind: "part", round, submission, index: 0, count: 1, payload } as const;
  const sealed = [
    await sealCapsule(sealing, fact, part),
    await sealCapsule(sealing, fact, { kind: "dummy", round }),
    await sealSessionRequest(sealing, fact, new Uint8Array(354)),
  ];
  expect(sealed.map(({ bytes }) => bytes.length)).toEqual([1, 1, 1].map(() => capsuleBytes));
  expect(new Set(sealed.map(({ bytes }) => bytes.subarray(0, 7).join()))).toHaveLength(1);
  const opened = await decapsulateRequest([key], sealed[0]?.bytes ?? new Uint8Array());
  if (!opened.ok) throw new Error(opened.why);
  const request = parseBinaryRequest(opened.request);
  expect(request).toMatchObject({ method: "POST", path: "/capsule", fields: [] });
  expect(parseFrame(request.content)).toMatchObject({ kind: "part", payload });
  const answer = opened.sealResponse(
    encodeBinaryResponse({ ...noContent, status: 202 }),
    systemRandom,
  );
  expect(sealed[0]?.openAnswer(answer)?.status).toBe(202);
  // The answer to one request opens with no other, and not when it was altered.
  expect(sealed[1]?.openAnswer(answer)).toBeUndefined();
  expect(sealed[0]?.openAnswer(answer.map((byte) => byte ^ 1))).toBeUndefined();
  const nonsense = opened.sealResponse(new Uint8Array([9]), systemRandom);
  expect(sealed[0]?.openAnswer(nonsense)).toBeUndefined();
});

test("the request to the relay has a token and nothing that tells nodes apart", async () => {
  const { fact } = await gateway();
  const sealed = await sealCapsule(sealing, fact, { kind: "dummy", round });
  const { signal } = new AbortController();
  const token = new Uint8Array(354);
  const request = relayRequest({
    ...{ relayUrl: "https://relay.example/", path: "/capsule", deadlineMs: 5, signal },
    ...{ token, sealed },
  });
  expect(request.url).toBe("https://relay.example/capsule");
  expect(Object.keys(request.headers ?? {})).toEqual(["authorization"]);
  expect(request.headers?.["authorization"]).toMatch(/^PrivateToken token="[\w-]{472}"$/);
  expect(request.body?.mediaType).toBe("message/ohttp-req");
});

test("all nodes use the newest gateway key that is good now", () => {
  const config = new Uint8Array();
  const keys = [
    { config, fromMs: 0, untilMs: 20, index: 1 },
    { config, fromMs: 10, untilMs: 30, index: 5 },
    { config, fromMs: 10, untilMs: 30, index: 4 },
    { config, fromMs: 15, untilMs: 16, index: 9 },
  ];
  const chosen = (nowMs: number) => currentGatewayKey(keys, nowMs)?.index;
  expect([0, 9, 10, 15, 16, 29, 30, -1].map(chosen)).toEqual([
    1,
    1,
    5,
    9,
    5,
    5,
    undefined,
    undefined,
  ]);
});
