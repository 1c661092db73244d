import {
  ed25519SigningKey,
  encodeToken,
  finalizeToken,
  generateTokenSigningKey,
  issueToken,
  prepareToken,
  dayContext,
  signDocument,
  type Token,
  type TokenSigningKey,
} from "@tocsin/crypto";
import { type Day, parseEpoch, systemRandom, toBase64Url } from "@tocsin/kernel";
import {
  everyone,
  type KeyDirectory,
  parseMessage,
  type SignedDirectory,
  signedDirectory,
} from "@tocsin/wire";
import { beforeAll, describe, expect, it } from "vitest";

import { DayTokens, privateTokenOf } from "./private-token.ts";

const issuer = ed25519SigningKey(systemRandom.bytes(32));
const issuerName = "issuer.example";
let relayKey: TokenSigningKey;
let readKey: TokenSigningKey;

beforeAll(async () => {
  relayKey = await generateTokenSigningKey();
  readKey = await generateTokenSigningKey();
});

function directory(change: Partial<KeyDirectory> = {}, signer = issuer): SignedDirectory {
  const entry = (purpose: "relay" | "read", { publicKey }: TokenSigningKey) => ({
    purpose,
    class: everyone,
    publicKey: toBase64Url(publicKey.spki),
    keyId: toBase64Url(publicKey.id),
    quota: 33,
  });
  const unsigned = {
    v: 1 as const,
    epoch: parseEpoch("2026-11"),
    revision: 1,
    issuerName,
    classes: [{ id: everyone, members: 20, mergedInto: null }],
    crowd: [],
    keys: [entry("relay", relayKey), entry("read", readKey)],
    ...change,
  };
  const signature = toBase64Url(signDocument("key-directory", unsigned, signer));
  return parseMessage(signedDirectory, { directory: unsigned, signature });
}

function tokenFor(day: string, key = relayKey, origin = "relay", name = issuerName): Token {
  const redemptionContext = dayContext("relay", day as Day);
  const prepared = prepareToken({
    publicKey: key.publicKey,
    challenge: { issuerName: name, originInfo: origin, redemptionContext },
    nonce: systemRandom.bytes(32),
    random: systemRandom,
  });
  const issued = issueToken(key, prepared.request);
  const token = issued.ok ? finalizeToken(prepared.state, issued.response) : undefined;
  if (token === undefined) throw new Error("no token");
  return token;
}

function tokens(): DayTokens {
  const known = new DayTokens({ issuerKey: issuer.publicKey, purpose: "relay", origin: "relay" });
  known.learn(directory());
  return known;
}

const day = "2026-11-21" as Day;

describe("a private token in a header", () => {
  it("is read in the forms that RFC 9577 allows", () => {
    const token = tokenFor(day);
    const text = toBase64Url(encodeToken(token));
    for (const header of [`PrivateToken token="${text}"`, `privatetoken  token=${text}`]) {
      expect(privateTokenOf(header)).toEqual(token);
    }
  });

  it.each([
    ["nothing", () => undefined],
    ["no text", () => ""],
    ["another scheme", (text: string) => `Bearer ${text}`],
    ["no parameter", (text: string) => `PrivateToken ${text}`],
    ["another parameter", (text: string) => `PrivateToken challenge="${text}"`],
    ["half a quote", (text: string) => `PrivateToken token="${text}`],
    ["two tokens", (text: string) => `PrivateToken token=${text}, PrivateToken token=${text}`],
    ["a shorter token", (text: string) => `PrivateToken token=${text.slice(4)}`],
    ["a longer token", (text: string) => `PrivateToken token=${text}AAAA`],
    ["another alphabet", (text: string) => `PrivateToken token=${text.slice(0, -1)}+`],
    ["another token type", (text: string) => `PrivateToken token=AAE${text.slice(3)}`],
    ["a line end", (text: string) => `PrivateToken token=${text}\n`],
  ])("is none with %s", (_name, make) => {
    expect(privateTokenOf(make(toBase64Url(encodeToken(tokenFor(day)))))).toBeUndefined();
  });
});

describe("day tokens", () => {
  it("are good on their day, and always have the same id", async () => {
    const token = tokenFor(day);
    const first = await tokens().verify(token, [day]);
    expect(first).toMatchObject({ ok: true, day });
    expect(await tokens().verify(token, ["2026-11-20" as Day, day])).toEqual(first);
  });

  it("of an epoch are taken for two days after it, and not before or later", async () => {
    const verdict = async (at: string): Promise<boolean> =>
      (await tokens().verify(tokenFor(at), [at as Day])).ok;
    expect(await verdict("2026-11-01")).toBe(true);
    expect(await verdict("2026-12-02")).toBe(true);
    expect(await verdict("2026-12-03")).toBe(false);
    expect(await verdict("2026-10-31")).toBe(false);
  });

  it.each<[string, () => Token, string]>([
    ["of another day", () => tokenFor("2026-11-22"), "wrong-day"],
    ["for another origin", () => tokenFor(day, relayKey, "exchange"), "wrong-day"],
    ["of another issuer", () => tokenFor(day, relayKey, "relay", "other.example"), "wrong-day"],
    ["for another purpose", () => tokenFor(day, readKey), "wrong-key"],
    [
      "with another nonce",
      () => ({ ...tokenFor(day), nonce: new Uint8Array(32) }),
      "bad-signature",
    ],
    [
      "with a flipped signature",
      () => {
        const token = tokenFor(day);
        const authenticator = token.authenticator.map((byte, at) => (at === 9 ? byte ^ 1 : byte));
        return { ...token, authenticator };
      },
      "bad-signature",
    ],
  ])("%s are refused", async (_name, make, why) => {
    expect(await tokens().verify(make(), [day])).toEqual({ ok: false, why });
  });

  it("need a directory that the issuer signed, and keep the newest", async () => {
    const known = new DayTokens({ issuerKey: issuer.publicKey, purpose: "relay", origin: "relay" });
    const token = tokenFor(day);
    expect(await known.verify(token, [day])).toEqual({ ok: false, why: "wrong-key" });
    const stranger = ed25519SigningKey(systemRandom.bytes(32));
    expect(known.learn(directory({}, stranger))).toBe("bad-signature");
    expect(known.learn({ ...directory(), signature: directory({ revision: 9 }).signature })).toBe(
      "bad-signature",
    );
    expect(known.learn(directory({ revision: 2 }))).toBe("learned");
    expect(known.learn(directory({ revision: 2 }))).toBe("known");
    expect(known.learn(directory({ revision: 1 }))).toBe("older");
    expect((await known.verify(token, [day])).ok).toBe(true);
    expect(known.learn(directory({ revision: 3, keys: [] }))).toBe("learned");
    expect(await known.verify(token, [day])).toEqual({ ok: false, why: "wrong-key" });
  });

  it("of a few epochs are known at one time, the newest", () => {
    const known = tokens();
    for (const epoch of ["2026-12", "2027-01", "2027-02", "2027-03"]) {
      expect(known.learn(directory({ epoch: parseEpoch(epoch) }))).toBe("learned");
    }
    expect(known.epochs).toEqual(["2026-12", "2027-01", "2027-02", "2027-03"]);
    expect(known.learn(directory())).toBe("older");
  });
});
