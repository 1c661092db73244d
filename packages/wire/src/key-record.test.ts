import type { CeremonyEvent } from "@tocsin/crypto";
import { canonicalJson, type Epoch, parseCanonicalJson } from "@tocsin/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { evaluationAnswer, evaluationRequest } from "./evaluation.ts";
import { ceremonyEventOf, holderRecordOf, signedHolderRecord } from "./key-record.ts";
import { parseMessage } from "./primitives.ts";

const epoch = "2026-12" as Epoch;
const zeros = (bytes: number): string => Buffer.alloc(bytes).toString("base64url");

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const holder = fc.constantFrom(1 as const, 2 as const, 3 as const);
const said = { attempt: fc.integer({ min: 1, max: 16 }), holder };
const line = fc.record({ points: fc.tuple(bytes(32), bytes(32)), proof: bytes(64) });
const shares = fc.array(bytes(32), { minLength: 3, maxLength: 3 });
const blindKey = fc.record({ publicKey: bytes(32), shares });
const sealed = fc.record({ to: holder, enc: bytes(32), ciphertext: bytes(80) });

const event: fc.Arbitrary<CeremonyEvent> = fc.oneof(
  fc
    .record({ ...said, high: line, low: line, hpkeKey: bytes(32) })
    .map(({ attempt, holder: of, high, low, hpkeKey }) => {
      const opening = { holder: of, keys: { high, low }, hpkeKey };
      return { is: "opening" as const, attempt, holder: of, opening };
    }),
  fc.record({
    is: fc.constant("shares" as const),
    ...said,
    openings: bytes(32),
    sealed: fc.array(sealed, { minLength: 2, maxLength: 2 }),
  }),
  fc.record({
    is: fc.constant("complaint" as const),
    ...said,
    accused: holder,
    secretKey: fc.option(bytes(32)),
  }),
  fc.record({
    is: fc.constant("keys" as const),
    ...said,
    keys: fc.record({ high: blindKey, low: blindKey }),
  }),
);

function plain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, it: unknown) => (it instanceof Uint8Array ? [...it] : it)),
  );
}

describe("a key holder's record", () => {
  it("says in the ledger what was said", () => {
    fc.assert(
      fc.property(event, (given) => {
        const record = holderRecordOf(epoch, given);
        const text = canonicalJson({ record, signature: zeros(64) });
        const parsed = parseMessage(signedHolderRecord, parseCanonicalJson(text));
        expect(plain(ceremonyEventOf(parsed.record))).toEqual(plain(given));
      }),
    );
  });

  const destroyed = { is: "destroyed", v: 1, epoch, holder: 1 };
  const complaint = {
    is: "complaint",
    v: 1,
    epoch,
    attempt: 1,
    holder: 1,
    accused: 2,
    secretKey: zeros(32),
  };

  it("of destroyed shares belongs to no ceremony", () => {
    const parsed = parseMessage(signedHolderRecord, { record: destroyed, signature: zeros(64) });
    expect(ceremonyEventOf(parsed.record)).toBeUndefined();
  });

  it.each<[string, unknown]>([
    ["a fourth holder", { ...destroyed, holder: 4 }],
    ["no holder", { ...destroyed, holder: 0 }],
    ["another version", { ...destroyed, v: 2 }],
    ["a month that is none", { ...destroyed, epoch: "2026-13" }],
    ["an attempt with the end of a key", { ...destroyed, attempt: 1 }],
    ["attempt 0", { ...complaint, attempt: 0 }],
    ["attempt 17", { ...complaint, attempt: 17 }],
    ["half an attempt", { ...complaint, attempt: 1.5 }],
    ["a short secret key", { ...complaint, secretKey: zeros(31) }],
    ["an unknown word", { ...complaint, is: "excuse" }],
    ["an unknown field", { ...complaint, why: "x" }],
    ["nothing", null],
  ])("is refused with %s", (_, record) => {
    expect(signedHolderRecord.safeParse({ record, signature: zeros(64) }).success).toBe(false);
  });
});

describe("an evaluation", () => {
  const body = {
    holder: 1,
    quorum: [1, 3],
    epoch,
    slot: 7,
    high: zeros(24 * 32),
    low: zeros(8 * 32),
  };
  const request = { key: zeros(32), nonce: zeros(16), timeMs: 1, body, signature: zeros(64) };

  it("is asked for exactly 24 and 8 points", () => {
    expect(evaluationRequest.safeParse(request).success).toBe(true);
  });

  it.each<[string, object]>([
    ["a point less", { high: zeros(23 * 32) }],
    ["a point more", { low: zeros(9 * 32) }],
    ["a quorum out of order", { quorum: [3, 1] }],
    ["one holder twice", { quorum: [1, 1] }],
    ["three holders", { quorum: [1, 2, 3] }],
    ["a holder outside the quorum", { holder: 2 }],
    ["a negative slot", { slot: -1 }],
    ["half a slot", { slot: 0.5 }],
    ["an unknown field", { kind: "domain" }],
  ])("is refused with %s", (_, change) => {
    const changed = { ...request, body: { ...body, ...change } };
    expect(evaluationRequest.safeParse(changed).success).toBe(false);
  });

  it("is answered for all points or refused in a known word", () => {
    const part = (points: number) => ({ points: zeros(points * 32), proof: zeros(64) });
    const evaluated = { is: "evaluated", high: part(24), low: part(8) };
    const answer = (given: unknown) => ({ request: zeros(32), body: given, signature: zeros(64) });
    expect(evaluationAnswer.safeParse(answer(evaluated)).success).toBe(true);
    for (const wrong of [
      { ...evaluated, low: part(24) },
      { ...evaluated, high: { points: zeros(768) } },
      { is: "refused", why: "because" },
      { is: "evaluated" },
    ]) {
      expect(evaluationAnswer.safeParse(answer(wrong)).success).toBe(false);
    }
  });
});
