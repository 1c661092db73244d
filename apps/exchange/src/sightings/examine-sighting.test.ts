import { takenMark } from "@tocsin/crypto";
import { canonicalJson, type Epoch, epochSpan, nextEpoch, toBase64Url, utf8 } from "@tocsin/kernel";
import { bytesOf, type SealedSighting } from "@tocsin/wire";
import { expect, test } from "vitest";

import { examine } from "../round/examine.ts";
import { TestIssuer, testSighting } from "../testing/index.ts";
import { KeyRing } from "../trust/key-ring.ts";
import { trustOf } from "../trust/trust.ts";

const epoch = "2026-11" as Epoch;
const issuer = new TestIssuer();
const fromMs = Date.UTC(2026, 10, 20, 12);
const at = { fromMs, untilMs: fromMs + 60_000 };

const leaf = utf8(
  canonicalJson({
    kind: "key-directory",
    directory: await issuer.directory(epoch, [
      { class: "everyone", purpose: "probe" },
      { class: "energy", purpose: "probe" },
      { class: "everyone", purpose: "message" },
    ]),
  }),
);
const ring = new KeyRing(trustOf([{ id: leaf, kind: "key-directory", leaf, position: 0 }]));

const good = await testSighting(issuer, epoch, 1);
const { sighting } = good;
const token = (of: string, purpose: "probe" | "message") => issuer.token(epoch, of, purpose);

function judge(bytes: Uint8Array, span = at): string {
  const examination = examine(bytes, ring, span);
  return examination.ok ? "ok" : examination.why;
}

function altered(change: Partial<SealedSighting> | Record<string, unknown>): Uint8Array {
  return utf8(canonicalJson({ ...sighting, ...change }));
}

test("a good sighting is examined into what the store keeps, without its class or sender", () => {
  expect(examine(good.bytes, ring, at)).toEqual({
    ok: true,
    kind: "tag",
    tag: {
      tag: bytesOf(sighting.tag),
      pk: bytesOf(sighting.pk),
      mac: bytesOf(sighting.mac),
      lock: bytesOf(sighting.lock),
      untilDay: Date.UTC(2026, 10, 28) / 86_400_000,
    },
    spend: { epoch, id: expect.any(Uint8Array) as Uint8Array },
    taken: takenMark(bytesOf(sighting.token)),
  });
});

test("a withdrawal needs no token, and says nothing but what it withdraws", () => {
  expect(examine(good.withdrawal, ring, at)).toEqual({
    ok: true,
    kind: "tag-off",
    withdrawal: {
      tag: bytesOf(sighting.tag),
      pk: bytesOf(sighting.pk),
      lock: bytesOf(sighting.lock),
    },
  });
});

test.each([
  ["another version", altered({ v: 2 }), "malformed"],
  ["a member more", altered({ value: "malware.example" }), "malformed"],
  ["a short tag", altered({ tag: "AAAA" }), "malformed"],
  ["a day that is none", altered({ expires: "2026-11-31x" }), "malformed"],
  ["white space", utf8(` ${canonicalJson(sighting)}`), "malformed"],
  ["an older epoch", altered({ epoch: "2026-09" }), "epoch"],
  ["a later epoch", altered({ epoch: "2026-12" }), "epoch"],
  ["a day that is over", altered({ expires: "2026-11-19" }), "expiry"],
  ["a life of more than thirty days", altered({ expires: "2026-12-22" }), "expiry"],
  ["bytes that are no token", altered({ token: toBase64Url(new Uint8Array(354)) }), "malformed"],
])("%s is refused", (_, bytes, why) => {
  expect(judge(bytes)).toBe(why);
});

test("tokens of a smaller class, of another purpose, altered or of another time are refused", async () => {
  const of = async (bytes: Promise<Uint8Array>) =>
    judge(altered({ token: toBase64Url(await bytes) }));
  expect(await of(token("energy", "probe"))).toBe("key");
  expect(await of(token("everyone", "message"))).toBe("key");
  const flipped = bytesOf(sighting.token).map((byte, place) => (place === 300 ? byte ^ 1 : byte));
  expect(judge(altered({ token: toBase64Url(flipped) }))).toBe("token");
  const later = epochSpan(nextEpoch(epoch)).fromMs + 10 * 86_400_000;
  const span = { fromMs: later, untilMs: later + 60_000 };
  expect(judge(altered({ expires: "2026-12-20" }), span)).toBe("key");
});
