import { readdirSync } from "node:fs";

import { verifyDocument } from "@tocsin/crypto";
import {
  dayMs,
  epochSpan,
  type Epoch,
  hourMs,
  parseCanonicalJson,
  systemClock,
} from "@tocsin/kernel";
import { bytesOf, parseMessage, signedCommunity, signedDirectory } from "@tocsin/wire";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { tokensBody } from "../../test/member-client.ts";
import {
  directoryFor,
  entryFor,
  smallCommunity,
  type SmallCommunity,
} from "../../test/small-community.ts";
import { prepareAheadMs } from "../limits.ts";

let community: SmallCommunity;
beforeEach(async () => {
  community = await smallCommunity();
});
afterEach(() => community[Symbol.asyncDispose]());

async function until(condition: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await condition())) await systemClock.sleep(20);
}

const { untilMs: novemberEndMs } = epochSpan("2026-11" as Epoch);

describe("epoch keys", () => {
  it("are made when members are there to be counted, and not twice", async () => {
    await expect(community.issuer.run("epoch-prepare", {})).rejects.toMatchObject({
      code: "epoch-without-members",
    });
    await community.join();
    const made = await Promise.all([1, 2, 3].map(() => community.issuer.run("epoch-prepare", {})));
    expect(made.map(({ outcome }) => outcome).toSorted()).toEqual(["made", "same", "same"]);
  });

  it("are made for every purpose, and for a class only when it is large enough", async () => {
    await community.issuer.run("class-add", {
      id: "finance",
      title: "Finance",
      parent: "everyone",
    });
    for (let at = 0; at < 9; at += 1) await community.join("finance");
    const before = await community.issuer.run("epoch-prepare", {});
    expect(before.epochs[0]?.classes).toEqual([
      { id: "everyone", members: 9, mergedInto: null },
      { id: "finance", members: 0, mergedInto: "everyone" },
    ]);
    expect(before.epochs[0]?.keys).toHaveLength(6);
    const tenth = await community.join("finance");
    expect((await community.issuer.run("epoch-prepare", {})).outcome).toBe("same");
    const grown = await community.issuer.run("epoch-prepare", { grow: true });
    expect(grown.outcome).toBe("grown");
    const directory = await directoryFor(tenth);
    expect(directory).toMatchObject({ revision: 2, issuerName: "issuer.example" });
    expect(directory.keys).toHaveLength(11);
    expect(directory.keys.slice(0, 6)).toMatchObject(before.epochs[0]?.keys ?? []);
    expect(directory.classes).toContainEqual({ id: "finance", members: 10, mergedInto: null });
    expect(directory.crowd).toEqual([{ class: "finance", region: null, size: null, members: 10 }]);
  });

  it("count neither suspended nor removed members, from the next epoch on", async () => {
    for (let at = 0; at < 3; at += 1) await community.join();
    await community.issuer.run("epoch-prepare", {});
    const [one, two] = await community.issuer.run("member-list", {});
    await community.issuer.run("member-suspend", { id: one?.id ?? "" });
    await community.issuer.run("member-remove", { id: two?.id ?? "" });
    const { epochs } = await community.issuer.run("epoch-prepare", { next: true });
    expect(epochs.map((it) => it.classes[0]?.members)).toEqual([3, 1]);
  });

  it("of the next epoch are made by themselves some days before it", async () => {
    await community.join();
    await community.issuer.run("epoch-prepare", {});
    community.clock.nowMs = novemberEndMs - prepareAheadMs - hourMs;
    await systemClock.sleep(150);
    expect(await community.issuer.run("epoch-list", {})).toHaveLength(1);
    community.clock.nowMs = novemberEndMs - prepareAheadMs + hourMs;
    await until(async () => (await community.issuer.run("epoch-list", {})).length === 2);
  });

  it("open and close with their epoch but for newcomers, and are destroyed two days after it", async () => {
    const [early, late, again] = [
      await community.join(),
      await community.join(),
      await community.join(),
    ];
    await community.issuer.run("epoch-prepare", {});
    const november = await directoryFor(early);
    const entry = entryFor(november, "read");
    const batch = tokensBody(november, entry, again.prepare(november, entry));
    const first = await again.ask(batch);
    await community.issuer.run("epoch-prepare", { next: true });
    const december = await directoryFor(early);
    const next = entryFor(december, "read");
    const ask = (client: typeof early) =>
      client.ask(tokensBody(december, next, client.prepare(december, next)));
    expect(await ask(early)).toEqual({ is: "refused", why: "epoch-not-open" });
    community.clock.nowMs = novemberEndMs + hourMs;
    expect((await ask(early)).is).toBe("tokens");
    const closed = await late.ask(tokensBody(november, entry, late.prepare(november, entry)));
    expect(closed).toEqual({ is: "refused", why: "epoch-closed" });
    expect(await again.ask(batch)).toEqual(first);
    const newcomer = await community.join();
    const asNewcomer = tokensBody(november, entry, newcomer.prepare(november, entry));
    expect((await newcomer.ask(asNewcomer)).is).toBe("tokens");
    community.clock.nowMs = novemberEndMs + 2 * dayMs + hourMs;
    const files = () => readdirSync(community.stateDir).filter((it) => /^epoch-/.test(it));
    await until(() => files().length === 1);
    expect(files()).toEqual(["epoch-2026-12.key"]);
    await until(async () => (await community.issuer.run("epoch-list", {}))[0]?.destroyed === true);
    expect(await again.ask(batch)).toEqual({ is: "refused", why: "unknown-key" });
  });
});

describe("publication", () => {
  it("posts what was signed until the exchange says where it stands, and no longer", async () => {
    community.position = null;
    await community.join();
    await community.issuer.run("epoch-prepare", {});
    const posted = () => new Set(community.posted);
    await until(() => posted().size === 2);
    const [file = "", directory = ""] = [...posted()];
    const { issuer } = community;
    const parsedFile = parseMessage(signedCommunity, parseCanonicalJson(file));
    const parsedDirectory = parseMessage(signedDirectory, parseCanonicalJson(directory));
    const key = bytesOf(issuer.publicKey);
    const signedFile = bytesOf(parsedFile.signature);
    expect(verifyDocument("community", parsedFile.file, signedFile, key)).toBe(true);
    const signed = bytesOf(parsedDirectory.signature);
    expect(verifyDocument("key-directory", parsedDirectory.directory, signed, key)).toBe(true);
    expect(await issuer.run("directory-publish", {})).toMatchObject({ published: 0, waiting: 2 });
    community.position = 7;
    await until(async () => (await issuer.run("directory-publish", {})).waiting === 0);
    const before = community.posted.length;
    await community.restart();
    await systemClock.sleep(200);
    expect(community.posted).toHaveLength(before);
    const [epoch] = await community.issuer.run("epoch-list", {});
    expect(epoch?.position).toBe(7);
  });

  it("hands the relay every directory of use, and says where it cannot", async () => {
    await community.join();
    community.relayUp = false;
    await community.issuer.run("epoch-prepare", {});
    await community.issuer.run("epoch-prepare", { next: true });
    const down = await community.issuer.run("directory-publish", {});
    expect(down).toMatchObject({ trouble: null, relayTrouble: "remote-unreachable" });
    community.relayUp = true;
    community.relayed.length = 0;
    const up = await community.issuer.run("directory-publish", {});
    expect(up.relayTrouble).toBeNull();
    const told = community.relayed.map((text) =>
      parseMessage(signedDirectory, parseCanonicalJson(text)),
    );
    const epochs = told.map(({ directory }) => directory.epoch);
    expect(new Set(epochs)).toEqual(new Set(["2026-11", "2026-12"]));
  });

  it("signs a new revision of the community file when something in it changes", async () => {
    const { issuer } = community;
    const shown = await issuer.run("community-show", {});
    expect(shown.file?.revision).toBe(1);
    const same = await issuer.run("community-set", { name: "Small community" });
    expect(same.file?.revision).toBe(1);
    const quotas = await issuer.run("community-set", { quotas: { read: 5 } });
    expect(quotas.file?.revision).toBe(1);
    const renamed = await issuer.run("community-set", { relayUrl: "http://127.0.0.1:3" });
    expect(renamed.file?.revision).toBe(2);
  });
});
