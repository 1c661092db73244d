import { ed25519SigningKey, signDocument } from "@tocsin/crypto";
import { canonicalJson, type Epoch, epochSpan, nextEpoch, toBase64Url, utf8 } from "@tocsin/kernel";
import type { Submission } from "@tocsin/wire";
import { expect, test } from "vitest";

import { epochGraceMs } from "../limits.ts";
import { bodyOf, envelopeHash, submissionBytes, TestAuthor, TestIssuer } from "../testing/index.ts";
import { KeyRing } from "../trust/key-ring.ts";
import { trustOf } from "../trust/trust.ts";
import { examine } from "./examine.ts";

const epoch = "2026-11" as Epoch;
const issuer = new TestIssuer();
const { fromMs, untilMs } = epochSpan(epoch);
const inEpoch = { fromMs, untilMs: fromMs + 60_000 };

const ring = new KeyRing(
  trustOf([
    notice({
      kind: "community",
      community: issuer.community({ origin: "a.test", publicKey: new Uint8Array(32) }, 60_000),
    }),
    notice({
      kind: "key-directory",
      directory: await issuer.directory(epoch, [
        { class: "energy", purpose: "report" },
        { class: "health", purpose: "report" },
        { class: "energy", purpose: "read" },
      ]),
    }),
  ]),
);

function notice(content: object) {
  const leaf = utf8(canonicalJson(content));
  return { id: leaf, kind: "community", leaf, position: 0 } as const;
}

const author = () => new TestAuthor(issuer, { class: "energy", epoch, audience: "members" });
const body = bodyOf("examined");
const good = await author().report(body);
const text = canonicalJson(good);

function judge(submission: Submission | string, at = inEpoch): string {
  const bytes = typeof submission === "string" ? utf8(submission) : submissionBytes(submission);
  const examination = examine(bytes, ring, at);
  return examination.ok ? "ok" : examination.why;
}

test("a good report is examined into what sequencing needs", () => {
  const bytes = submissionBytes(good);
  const examined = examine(bytes, ring, inEpoch);
  expect(examined).toMatchObject({ ok: true, kind: "report", seq: 0, prev: null, class: "energy" });
  expect("envelope" in examined && examined.envelope).toEqual(envelopeHash(good));
  expect("json" in examined && examined.json).toEqual(bytes);
  expect("envelope" in examined && examined.keys).toHaveLength(3 * 16);
  expect("spend" in examined && examined.spend?.id).toHaveLength(32);
});

test("an amendment and a withdrawal need no token", async () => {
  const writer = author();
  const report = await writer.report(body);
  const amendment = await writer.amend(report, bodyOf("amended"));
  expect(judge(amendment)).toBe("ok");
  expect(judge(await writer.withdraw(amendment))).toBe("ok");
});

test.each([
  ["nothing", ""],
  ["no JSON", "report"],
  ["white space before", ` ${text}`],
  ["white space within", text.replace(",", ", ")],
  ["a line end after", `${text}\n`],
  ["a second value", `${text}{}`],
  ["a doubled key", text.replace('"seq":0', '"seq":0,"seq":0')],
  ["a doubled part", text.replace(/^\{/, `{"body":${canonicalJson(good.body)},`)],
  ["an unknown key", text.replace('"seq":0', '"seq":0,"sex":0')],
  ["an unknown part", text.replace(/\}$/, ',"zone":1}')],
  ["a prototype", text.replace(/\}$/, ',"__proto__":{}}')],
  ["another order of keys", JSON.stringify(Object.fromEntries(Object.entries(good).reverse()))],
  ["another form of a number", text.replace('"seq":0', '"seq":0.0')],
  ["a number beyond 2^53", text.replace('"seq":0', '"seq":9007199254740993')],
  ["a needless escape", text.replace("examined", "\\u0065xamined")],
  ["a lone surrogate", text.replace("examined", "\\ud800")],
  ["deep nesting", "[".repeat(100_000)],
  ["a missing token", canonicalJson({ ...good, token: null })],
  ["a token too short", canonicalJson({ ...good, token: good.token?.slice(4) })],
  ["a report without body", canonicalJson({ ...good, body: null })],
])("%s is malformed", (_, altered) => {
  expect(judge(altered)).toBe("malformed");
});

test("bytes that are no UTF-8 are malformed", () => {
  const bytes = submissionBytes(good).slice();
  bytes[20] = 0xff;
  expect(examine(bytes, ring, inEpoch)).toEqual({ ok: false, why: "malformed" });
});

test("a body that is not the envelope's is refused", () => {
  expect(judge({ ...good, body: bodyOf("other") })).toBe("body");
});

test.each([
  ["class:health", "audience"],
  ["class:energy", "ok"],
  ["class:everyone", "ok"],
  ["class:nowhere", "audience"],
])("a member of energy that writes to %s: %s", async (audience, verdict) => {
  const writer = new TestAuthor(issuer, { class: "energy", epoch, audience });
  expect(judge(await writer.report(body))).toBe(verdict);
});

test.each([
  ["an unknown type", { type: "prose", value: "we were hit" }],
  ["a value in another form", { type: "domain", value: "MALWARE.example" }],
  ["a value of another type", { type: "ipv4", value: "malware.example" }],
])("an observable with %s is refused", async (_, change) => {
  const [first] = body.observables;
  if (first === undefined) throw new Error("no observable");
  const altered = { ...body, observables: [{ ...first, ...change }] };
  expect(judge(await author().report(altered))).toBe("observable");
});

test("a token of another class, another epoch or another purpose is refused", async () => {
  const health = new TestAuthor(issuer, { class: "health", epoch, audience: "members" });
  const other = await health.report(body);
  expect(judge({ ...good, token: other.token })).toBe("key");
  const later = nextEpoch(epoch);
  const early = new TestAuthor(issuer, { class: "energy", epoch: later, audience: "members" });
  expect(judge(await early.report(body))).toBe("key");
  const reading = await issuer.token(epoch, "energy", "read");
  expect(judge({ ...good, token: toBase64Url(reading) })).toBe("key");
});

test("a token that is bound to other keys is refused", async () => {
  const other = await author().report(body);
  expect(judge({ ...good, token: other.token })).toBe("nonce");
});

test("every bit of the token counts", () => {
  const token = Buffer.from(good.token ?? "", "base64url");
  for (const at of [0, 1, 2, 33, 34, 65, 66, 97, 98, 200, 353]) {
    const turned = Buffer.from(token);
    turned[at] = (turned[at] ?? 0) ^ 1;
    expect(judge({ ...good, token: toBase64Url(turned) })).not.toBe("ok");
  }
});

test("the epoch's keys are good from its beginning until the end of its grace", () => {
  const endMs = untilMs + epochGraceMs;
  expect(judge(good, { fromMs: fromMs - 60_000, untilMs: fromMs })).toBe("key");
  expect(judge(good, { fromMs: endMs - 60_000, untilMs: endMs })).toBe("ok");
  expect(judge(good, { fromMs: endMs, untilMs: endMs + 60_000 })).toBe("key");
});

test("a signature by another key, over another kind or with a turned bit is refused", () => {
  const other = ed25519SigningKey(new Uint8Array(32).fill(7));
  const foreign = toBase64Url(signDocument("envelope", good.envelope, other));
  expect(judge({ ...good, signature: foreign })).toBe("signature");
  const turned = Buffer.from(good.signature, "base64url");
  turned[0] = (turned[0] ?? 0) ^ 1;
  expect(judge({ ...good, signature: toBase64Url(turned) })).toBe("signature");
});

test("a change in any field of the envelope is refused", () => {
  const { envelope } = good;
  const changes = [
    { author: envelope.pkSign },
    { review: envelope.author },
    { audience: "class:energy" },
    { pkHpke: envelope.author },
    { pkSign: envelope.author },
  ];
  for (const change of changes) {
    expect(judge({ ...good, envelope: { ...envelope, ...change } })).not.toBe("ok");
  }
});
