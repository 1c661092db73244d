import { ed25519SigningKey, signDocument } from "@tocsin/crypto";
import { dayMs, roundMsMax, toBase64Url } from "@tocsin/kernel";
import { classId, type CommunityFile, everyone, parseMessage } from "@tocsin/wire";
import { expect, test } from "vitest";

import { assertPinned, judgeChange, withAncestors } from "./community.ts";

const issuer = ed25519SigningKey(new Uint8Array(32).fill(1));
const publicKey = toBase64Url(issuer.publicKey);
const classOf = (text: string) => parseMessage(classId, text);

const file: CommunityFile = {
  v: 1,
  name: "Community",
  revision: 2,
  issuer: { url: "https://issuer.example", publicKey },
  ledger: { origin: "exchange.example/log", publicKey },
  relay: { url: "https://relay.example" },
  feeds: ["https://feed.example"],
  roundMs: 60_000,
  classes: [
    { id: everyone, title: "Everyone", parent: null },
    { id: classOf("energy"), title: "Energy", parent: everyone },
    { id: classOf("grid"), title: "Grid", parent: classOf("energy") },
    { id: classOf("loop-a"), title: "Loop", parent: classOf("loop-b") },
    { id: classOf("loop-b"), title: "Loop", parent: classOf("loop-a") },
  ],
};

function signed(changes: Partial<CommunityFile> = {}, key = issuer) {
  const changed = { ...file, ...changes };
  return { file: changed, signature: toBase64Url(signDocument("community", changed, key)) };
}

test("the pinned community is the invitation's issuer's", () => {
  expect(() => assertPinned(signed(), publicKey, roundMsMax)).not.toThrow();
  const other = ed25519SigningKey(new Uint8Array(32).fill(9));
  const otherKey = toBase64Url(other.publicKey);
  const bad = [
    [signed(), otherKey],
    [signed({}, other), publicKey],
    [{ ...signed(), file: { ...file, name: "Other" } }, publicKey],
  ] as const;
  for (const [community, key] of bad) {
    expect(() => assertPinned(community, key, roundMsMax)).toThrow();
  }
});

test("rounds are no longer than an hour, but where a simulated world says so", () => {
  const daily = signed({ roundMs: dayMs, revision: 3 });
  expect(() => assertPinned(daily, publicKey, roundMsMax)).toThrow("rounds too long");
  expect(() => assertPinned(daily, publicKey, dayMs)).not.toThrow();
  expect(judgeChange(file, daily)).toEqual({ ok: false, why: "long-rounds" });
  expect(judgeChange(daily.file, daily)).toMatchObject({ ok: true });
});

test("a change is signed by the issuer trusted before, for the same ledger, and newer", () => {
  const other = ed25519SigningKey(new Uint8Array(32).fill(9));
  const otherKey = toBase64Url(other.publicKey);
  const newIssuer = { ...file.issuer, publicKey: otherKey };
  expect(judgeChange(file, signed({ revision: 3 }))).toEqual({ ok: true, newer: true });
  expect(judgeChange(file, signed())).toEqual({ ok: true, newer: false });
  expect(judgeChange(file, signed({ revision: 1 }))).toEqual({ ok: true, newer: false });
  // A new issuer key is handed over by the old one.
  expect(judgeChange(file, signed({ revision: 3, issuer: newIssuer }))).toMatchObject({ ok: true });
  const forged = signed({ revision: 3, issuer: newIssuer }, other);
  expect(judgeChange(file, forged)).toEqual({ ok: false, why: "forged" });
  const elsewhere = signed({ ledger: { ...file.ledger, origin: "other.example/log" } });
  expect(judgeChange(file, elsewhere)).toEqual({ ok: false, why: "other-ledger" });
});

test("a class is followed by all above it, also where somebody made a circle", () => {
  expect(withAncestors(file, classOf("grid"))).toEqual(["grid", "energy", "everyone"]);
  expect(withAncestors(file, classOf("unknown"))).toEqual(["unknown"]);
  expect(withAncestors(file, classOf("loop-a"))).toEqual(["loop-a", "loop-b"]);
});
