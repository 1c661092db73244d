import { challengeDigest, parseTokenPublicKey, verifyToken } from "@tocsin/crypto";
import { systemRandom, toBase64Url } from "@tocsin/kernel";
import { bytesOf, type DirectoryKey, type KeyDirectory } from "@tocsin/wire";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { finalizeAll, MemberClient, tokensBody } from "../../test/member-client.ts";
import {
  directoryFor,
  entryFor,
  smallCommunity,
  type SmallCommunity,
} from "../../test/small-community.ts";

let community: SmallCommunity;
let directory: KeyDirectory;
beforeAll(async () => {
  community = await smallCommunity();
  await community.issuer.run("class-add", {
    id: "finance",
    title: "Finance",
    parent: "everyone",
  });
  await community.issuer.run("class-add", {
    id: "banks",
    title: "Banks",
    parent: "finance",
  });
  for (let at = 0; at < 10; at += 1) await community.join("finance");
  const banker = await community.join("banks");
  expect((await community.issuer.run("epoch-prepare", {})).outcome).toBe("made");
  directory = await directoryFor(banker);
});
afterAll(() => community[Symbol.asyncDispose]());

function refusedFor(why: string): object {
  return { is: "refused", why };
}

function ask(
  client: MemberClient,
  entry: DirectoryKey,
  prepared = client.prepare(directory, entry),
) {
  return client.ask(tokensBody(directory, entry, prepared));
}

describe("a quota", () => {
  it("gives tokens that verify, of every key that the member is entitled to", async () => {
    const client = await community.join("banks");
    const finance = directory.keys.filter((it) => it.class === "finance");
    expect(finance.map((it) => it.purpose)).not.toContain("relay");
    for (const entry of [...finance, entryFor(directory, "relay")]) {
      const prepared = client.prepare(directory, entry);
      const tokens = finalizeAll(prepared, await ask(client, entry, prepared));
      expect(tokens).toHaveLength(entry.quota);
      if (entry.purpose === "relay") continue;
      const { issuerName } = directory;
      const challenge = {
        issuerName,
        originInfo: "exchange",
        redemptionContext: new Uint8Array(),
      };
      const key = parseTokenPublicKey(bytesOf(entry.publicKey));
      for (const token of tokens) {
        expect(verifyToken(token, key, challengeDigest(challenge))).toEqual({ ok: true });
      }
    }
  });

  it("is given once: the same batch again gets the same answer, another one nothing", async () => {
    const client = await community.join();
    const entry = entryFor(directory, "report");
    const prepared = client.prepare(directory, entry);
    const first = await ask(client, entry, prepared);
    await community.restart();
    const again = new MemberClient(community.issuer, community.clock, systemRandom);
    again.key = client.key;
    expect(await ask(again, entry, prepared)).toEqual(first);
    expect(await ask(again, entry)).toEqual(refusedFor("quota-spent"));
    expect(await ask(again, entry, prepared.toReversed())).toEqual(refusedFor("quota-spent"));
  });

  it("is given to one of several batches that come at once", async () => {
    const client = await community.join();
    const entry = entryFor(directory, "vote");
    const answers = await Promise.all(Array.from({ length: 12 }, () => ask(client, entry)));
    expect(answers.filter((it) => it.is === "tokens")).toHaveLength(1);
    const whys = answers.flatMap((it) => (it.is === "refused" ? [it.why] : []));
    expect(whys).toHaveLength(11);
    expect(["quota-spent", "busy"]).toEqual(expect.arrayContaining([...new Set(whys)]));
  });

  it("is given whole: one too few or one too many is refused and takes nothing", async () => {
    const client = await community.join();
    const entry = entryFor(directory, "read");
    const prepared = client.prepare(directory, entry);
    const [one] = client.prepare(directory, entry);
    expect(await ask(client, entry, prepared.slice(1))).toEqual(refusedFor("wrong-count"));
    expect(await ask(client, entry, one === undefined ? [] : [...prepared, one])).toEqual(
      refusedFor("wrong-count"),
    );
    expect((await ask(client, entry, prepared)).is).toBe("tokens");
  });

  it.each([
    ["0", () => 0n],
    ["1", () => 1n],
    ["n-1", (n: bigint) => n - 1n],
    ["n", (n: bigint) => n],
    ["more than n", (n: bigint) => n + 12_345n],
  ])("signs nothing where one blinded value is %s, and takes nothing", async (_name, value) => {
    const client = await community.join();
    const entry = entryFor(directory, "message");
    const prepared = client.prepare(directory, entry);
    const { n, id } = parseTokenPublicKey(bytesOf(entry.publicKey));
    const blinded = Buffer.from(value(n).toString(16).padStart(512, "0"), "hex");
    const bad = toBase64Url(Buffer.concat([Buffer.from([0, 2, id[31] ?? 0]), blinded]));
    const good = tokensBody(directory, entry, prepared);
    const spoilt = { ...good, requests: [...good.requests.slice(1), bad] };
    expect(await client.ask(spoilt)).toEqual(refusedFor("malformed-token"));
    expect((await client.ask(good)).is).toBe("tokens");
  });

  it("is refused for a key of another class, epoch, purpose, or of nobody", async () => {
    const client = await community.join();
    const entry = entryFor(directory, "report", "finance");
    expect(await ask(client, entry)).toEqual(refusedFor("class-denied"));
    const own = entryFor(directory, "probe");
    const body = tokensBody(directory, own, client.prepare(directory, own));
    for (const change of [
      { purpose: "vote" },
      { class: "finance" },
      { epoch: "2026-12" },
      { keyId: toBase64Url(new Uint8Array(32)) },
    ]) {
      const changed = { ...body, ...change } as typeof body;
      expect(await client.ask(changed)).toEqual(refusedFor("unknown-key"));
    }
    const other = tokensBody(directory, { ...own, keyId: entryFor(directory, "vote").keyId }, []);
    const mixed = { ...other, requests: body.requests };
    expect(await client.ask(mixed)).toEqual(refusedFor("unknown-key"));
  });

  it("is refused to a member that is suspended, and given when it is active again", async () => {
    const client = await community.join();
    const standing = await client.ask({ do: "status" });
    const id = standing.is === "standing" ? standing.standing.memberId : "";
    const entry = entryFor(directory, "read");
    await community.issuer.run("member-suspend", { id });
    expect(await ask(client, entry)).toEqual(refusedFor("suspended"));
    await community.issuer.run("member-resume", { id });
    expect((await ask(client, entry)).is).toBe("tokens");
  });
});
