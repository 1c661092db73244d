import {
  finalizeToken,
  generateTokenSigningKey,
  prepareToken,
  tokenSigningKeyBytes,
  type TokenSigningKey,
} from "@tocsin/crypto";
import { systemRandom } from "@tocsin/kernel";
import { afterAll, beforeAll, expect, it } from "vitest";

import { tokensWaitingMax } from "../limits.ts";
import { createSigningPool, type SigningPool } from "./signing-pool.ts";

let key: TokenSigningKey;
let pool: SigningPool;
beforeAll(async () => {
  key = await generateTokenSigningKey();
  pool = createSigningPool(2);
});
afterAll(() => pool[Symbol.asyncDispose]());

function prepared(count: number) {
  const challenge = {
    issuerName: "issuer.example",
    originInfo: "exchange",
    redemptionContext: new Uint8Array(),
  };
  return Array.from({ length: count }, () =>
    prepareToken({
      publicKey: key.publicKey,
      challenge,
      nonce: systemRandom.bytes(32),
      random: systemRandom,
    }),
  );
}

it("signs batches of several jobs in order, many at once", async () => {
  const batches = [1, 16, 17, 40].map(prepared);
  const signed = await Promise.all(
    batches.map((batch) =>
      pool.sign(
        tokenSigningKeyBytes(key),
        batch.map((it) => it.request),
      ),
    ),
  );
  for (const [at, verdict] of signed.entries()) {
    const responses = verdict.ok ? verdict.responses : [];
    const batch = batches[at] ?? [];
    expect(responses).toHaveLength(batch.length);
    for (const [place, { state }] of batch.entries()) {
      expect(finalizeToken(state, responses[place] ?? new Uint8Array())).toBeDefined();
    }
  }
});

it("signs nothing of a batch with one request that cannot be signed", async () => {
  const requests = prepared(20).map((it) => it.request);
  const spoilt = [...requests, new Uint8Array(259)];
  expect(await pool.sign(tokenSigningKeyBytes(key), spoilt)).toEqual({
    ok: false,
    why: "malformed-token",
  });
});

it("says that it is busy before too much waits", async () => {
  const [one] = prepared(1);
  const many = Array<Uint8Array>(tokensWaitingMax + 1).fill(one?.request ?? new Uint8Array());
  expect(await pool.sign(tokenSigningKeyBytes(key), many)).toEqual({ ok: false, why: "busy" });
});

it("goes on after a thread has died, and fails the job that killed it", async () => {
  const requests = prepared(2).map((it) => it.request);
  for (let at = 0; at < 3; at += 1) {
    const killing = pool.sign(new Uint8Array(10), requests);
    await expect(killing).rejects.toMatchObject({ code: "signing-thread-stopped" });
  }
  expect((await pool.sign(tokenSigningKeyBytes(key), requests)).ok).toBe(true);
});

it("fails what waits when it is closed", async () => {
  const closing = createSigningPool(1);
  const waiting = closing.sign(
    tokenSigningKeyBytes(key),
    prepared(48).map((it) => it.request),
  );
  const failed = expect(waiting).rejects.toMatchObject({ code: "signing-thread-stopped" });
  await closing[Symbol.asyncDispose]();
  await failed;
});
