import { createHash } from "node:crypto";

import {
  createMessage,
  generateKey,
  type PrivateKey,
  type PublicKey,
  reformatKey,
  sign,
} from "openpgp";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";

import { FeedWorld, nowMs } from "./feed-world.ts";
import { ed25519, rsa2048, signedDocument } from "./gnupg-signatures.ts";

interface Pair {
  readonly privateKey: PrivateKey;
  readonly publicKey: PublicKey;
}

const dayMs = 86_400_000;
const text = signedDocument;
const otherText = signedDocument.replace('"title":"t"', '"title":"other"');

let ours: Pair;
let theirs: Pair;
let expired: Pair;
let world: FeedWorld;
let files: Record<string, string>;

beforeAll(async () => {
  const date = new Date(nowMs - 100 * dayMs);
  const made = (name: string): Promise<Pair> =>
    generateKey({ format: "object", userIDs: { name }, date });
  [ours, theirs] = await Promise.all([made("ours"), made("theirs")]);
  // The private half does not know that its time is over.
  const { privateKey } = await made("short");
  const keyExpirationTime = (10 * dayMs) / 1000;
  const userIDs = { name: "short" };
  const ended = { privateKey, userIDs, date, keyExpirationTime, format: "object" } as const;
  expired = { privateKey, publicKey: (await reformatKey(ended)).publicKey };
});

beforeEach(async () => {
  world = await FeedWorld.open();
  world.others.answers = ({ url: { pathname } }) => files[pathname] ?? { status: 404 };
  files = { "/w/a.json": text };
  beside("/w/a.json.sha256", createHash("sha256").update(text).digest("hex"));
});

afterEach(() => world[Symbol.asyncDispose]());

function beside(path: string, content: string): void {
  files[path] = content;
}

function signed(content: string, by: Pair, daysAgo = 1): Promise<string> {
  return createMessage({ binary: Buffer.from(content) }).then((message) =>
    sign({
      message,
      signingKeys: by.privateKey,
      detached: true,
      date: new Date(nowMs - daysAgo * dayMs),
    }),
  );
}

function print({ publicKey }: Pair): string {
  return publicKey.getFingerprint();
}

/** The provider's metadata and its folder, as they are asked for by the feed's address. */
async function provider(keys: readonly Pair[], role = "csaf_trusted_provider", signers = {}) {
  beside("/w/changes.csv", '"a.json","2026-01-01T00:00:00Z"\n');
  for (const key of keys) beside(`/keys/${print(key)}.asc`, key.publicKey.armor());
  const metadata = {
    role,
    distributions: [{ directory_url: `${world.others.url}/w/` }],
    public_openpgp_keys: keys.map((key) => ({
      fingerprint: print(key).toUpperCase(),
      url: `${world.others.url}/keys/${print(key)}.asc`,
    })),
  };
  beside("/provider-metadata.json", JSON.stringify(metadata));
  return world.add("csaf", "/provider-metadata.json", signers);
}

describe("an advisory of a trusted provider", () => {
  test.each<[string, () => Promise<string | undefined>, RegExp | undefined]>([
    ["with a signature of a key that it names", () => signed(text, ours), undefined],
    ["without a signature", () => Promise.resolve(undefined), /without the OpenPGP signature/],
    ["that another key has signed", () => signed(text, theirs), /not good/],
    ["with a signature of another document", () => signed(otherText, ours), /not good/],
    ["that is signed in the future", () => signed(text, ours, -3), /not good/],
    ["that a key signed while it held", () => signed(text, expired, 95), undefined],
    ["that a key signed after its end", () => signed(text, expired, 1), /not good/],
    ["with what is no signature", () => Promise.resolve("-----BEGIN PGP"), /not good/],
    ["with the document for a signature", () => Promise.resolve(text), /not good/],
    ["with a key for a signature", () => Promise.resolve(ours.publicKey.armor()), /not good/],
  ])("%s", async (_name, signature, refusal) => {
    const id = await provider([expired, ours]);
    const armored = await signature();
    if (armored !== undefined) beside("/w/a.json.asc", armored);
    const result = await world.sync(id);
    expect(result).toMatchObject({ added: refusal === undefined ? 1 : 0 });
    expect(result.refusals.join()).toMatch(refusal ?? /^$/);
  });

  test("whose bytes are changed later is refused, and the last good copy stays", async () => {
    const id = await provider([ours]);
    beside("/w/a.json.asc", await signed(text, ours));
    expect(await world.sync(id)).toMatchObject({ added: 1 });
    beside("/w/a.json", otherText);
    beside("/w/a.json.sha256", createHash("sha256").update(otherText).digest("hex"));
    beside("/w/changes.csv", '"a.json","2026-02-01T00:00:00Z"\n');
    expect(await world.sync(id)).toMatchObject({ changed: 0, removed: 0, refused: 1 });
    expect(await world.imports.advisories()).toMatchObject([{ title: "t" }]);
  });

  test("has its signature where ROLIE says that it is", async () => {
    const id = await provider([ours]);
    beside(
      "/provider-metadata.json",
      (files["/provider-metadata.json"] ?? "").replace(
        /"directory_url":"([^"]*)"/,
        '"rolie":{"feeds":[{"url":"$1feed.json"}]}',
      ),
    );
    const link = [
      { rel: "hash", href: "a.json.sha256" },
      { rel: "signature", href: "signatures/a" },
    ];
    const entry = [{ updated: "2026-01-01T00:00:00Z", content: { src: "a.json" }, link }];
    beside("/w/feed.json", JSON.stringify({ feed: { entry } }));
    beside("/w/signatures/a", await signed(text, ours));
    expect(await world.sync(id)).toMatchObject({ added: 1, refused: 0 });
  });
});

describe("a feed that is pinned to a key", () => {
  test("takes what that key signed, whatever its provider calls itself", async () => {
    const pinned = { signers: [print(ours)] };
    const id = await provider([theirs, ours], "csaf_provider", pinned);
    expect((await world.imports.list())[0]).toMatchObject(pinned);
    expect(await world.sync(id)).toMatchObject({ added: 0, refused: 1 });
    beside("/w/a.json.asc", await signed(text, theirs));
    expect(await world.sync(id)).toMatchObject({ added: 0, refused: 1 });
    beside("/w/a.json.asc", await signed(text, ours));
    expect(await world.sync(id)).toMatchObject({ added: 1, refused: 0 });
  });

  test("is refused where the metadata names another key, or that key's file holds another", async () => {
    const pinned = { signers: [print(ours)] };
    beside("/w/a.json.asc", await signed(text, theirs));
    const id = await provider([theirs], "csaf_trusted_provider", pinned);
    await expect(world.sync(id)).rejects.toMatchObject({ code: "signing-key-missing" });
    beside(
      "/provider-metadata.json",
      (files["/provider-metadata.json"] ?? "").replace(print(theirs).toUpperCase(), print(ours)),
    );
    await expect(world.sync(id)).rejects.toMatchObject({ code: "signing-key-missing" });
    beside(`/keys/${print(theirs)}.asc`, "no key");
    await expect(world.sync(id)).rejects.toMatchObject({ code: "signing-key-missing" });
  });

  test.each([
    ["one document", "/w/a.json"],
    ["a plain list", "/w/changes.csv"],
  ])("has no key for %s", async (_name, path) => {
    await provider([ours]);
    beside("/w/a.json.asc", await signed(text, ours));
    const name = "pinned";
    const id = await world.add("csaf", path, { name, signers: [print(ours)] });
    await expect(world.sync(id)).rejects.toMatchObject({ code: "signing-key-missing" });
  });

  test("is one of CSAF", async () => {
    const added = world.add("list", "/list", { signers: [print(ours)] });
    await expect(added).rejects.toMatchObject({ code: "message-invalid" });
  });
});

describe("signatures of GnuPG", () => {
  test.each([
    ["Ed25519", ed25519, ed25519.signature, 1],
    ["RSA", rsa2048, rsa2048.signature, 1],
    ["RSA over SHA-1", rsa2048, rsa2048.signatureWithSha1, 0],
  ])("%s", async (_name, { fingerprint, publicKey }, signature, added) => {
    const id = await provider([], "csaf_trusted_provider", { signers: [fingerprint] });
    const metadata = JSON.parse(files["/provider-metadata.json"] ?? "") as object;
    const keys = [{ url: `${world.others.url}/key` }];
    const named = { ...metadata, public_openpgp_keys: keys };
    beside("/provider-metadata.json", JSON.stringify(named));
    beside("/key", publicKey);
    beside("/w/a.json.asc", signature);
    expect(await world.sync(id)).toMatchObject({ added, refused: 1 - added });
  });
});
