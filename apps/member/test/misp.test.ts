import { join } from "node:path";
import { Readable } from "node:stream";

import { systemClock, systemRandom } from "@tocsin/kernel";
import { importJson, readMispEvents } from "@tocsin/threat/formats";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { apiKeyFileName, openApiKeyRing } from "../src/taxii/api-keys.ts";
import { DeskNode } from "./world/desk-node.ts";
import { bodyOf } from "./world/samples.ts";
import { type Node, TinyWorld } from "./world/tiny-world.ts";

let world: TinyWorld;
let node: DeskNode;
let author: Node;
let secret: string;
let other: string;

beforeAll(async () => {
  world = await TinyWorld.open();
  node = await DeskNode.ready(world, "a");
  author = await world.ready("b");
  const ring = openApiKeyRing(join(node.folder, apiKeyFileName), {
    clock: systemClock,
    random: systemRandom,
  });
  ({ secret } = await ring.add("misp", ["misp:read"]));
  ({ secret: other } = await ring.add("siem", ["taxii:read"]));
});

afterAll(async () => {
  await node[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
});

async function ask(path: string, authorization = secret, headers = {}) {
  const answer = await fetch(`${node.member.url}/misp/${path}`, {
    headers: { authorization, ...headers },
  });
  return { status: answer.status, etag: answer.headers.get("etag"), text: await answer.text() };
}

async function manifest(): Promise<Record<string, { timestamp: string }>> {
  return JSON.parse((await ask("manifest.json")).text) as Record<string, { timestamp: string }>;
}

describe("the feed for a MISP of the company", () => {
  test("has an event for each report, with hashes, until it is withdrawn", async () => {
    const first = { body: bodyOf("one.evil-host.net"), audience: "members", review: null } as const;
    const { id } = await author.protocol.share(first);
    await world.rounds(3);
    const [entry] = Object.entries(await manifest());
    const [uuid, timestamp] = [entry?.[0] ?? "", entry?.[1].timestamp];
    const { text } = await ask(`${uuid}.json`);
    const read = readMispEvents(JSON.parse(text));
    expect(read).toMatchObject({ ok: true, events: [{ uuid }] });
    const imported = await importJson(Readable.from([Buffer.from(text)]), text.length);
    expect(imported).toMatchObject({
      ok: true,
      form: "misp",
      material: { values: [{ type: "domain", value: "one.evil-host.net" }] },
    });
    const hashes = (await ask("hashes.csv")).text;
    expect(hashes).toMatch(new RegExp(`^[0-9a-f]{32},${uuid}$`, "m"));
    expect(text).not.toMatch(/"mine"|LEI /);

    await author.protocol.amend(id, { body: bodyOf("two.evil-host.net"), review: null });
    await world.rounds(3);
    const changed = (await manifest())[uuid];
    expect(Number(changed?.timestamp)).toBeGreaterThan(Number(timestamp));
    expect((await ask(`${uuid}.json`)).text).toContain("two.evil-host.net");

    await author.protocol.withdraw(id);
    await world.rounds(3);
    expect(await manifest()).toEqual({});
    expect((await ask(`${uuid}.json`)).status).toBe(404);
  });

  test("is given to keys of its scope alone, and once while it is the same", async () => {
    expect((await ask("manifest.json", `Bearer ${secret}`)).status).toBe(200);
    expect((await ask("manifest.json", "")).status).toBe(401);
    expect((await ask("manifest.json", "x".repeat(43))).status).toBe(401);
    expect((await ask("manifest.json", node.bearer)).status).toBe(401);
    expect((await ask("manifest.json", other)).status).toBe(403);
    const { etag } = await ask("manifest.json");
    expect((await ask("manifest.json", secret, { "if-none-match": etag ?? "" })).status).toBe(304);
    for (const path of ["", "x.json", "manifest", `${"0".repeat(36)}.json`]) {
      expect((await ask(path)).status).toBe(404);
    }
    const posted = await fetch(`${node.member.url}/misp/manifest.json`, {
      method: "POST",
      headers: { authorization: secret },
    });
    expect(posted.status).toBe(405);
  });
});
