import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

import { ipv4Text } from "@tocsin/threat";
import { builtInTables, warningListNames } from "@tocsin/threat/benign";
import { describe, expect, it } from "vitest";

import { openSource } from "../feeds/source.ts";
import { readBenignLookup, readRefreshState, writeOwnBenign } from "./benign-files.ts";
import { refreshBenign } from "./refresh.ts";

interface Served {
  readonly version: number;
  readonly list: unknown[];
}

/** Small lists in the form of the public ones: only what a copy must hold. */
function smallLists(): Map<string, Served> {
  const lists = new Map<string, Served>();
  for (const name of warningListNames) lists.set(name, { version: 7, list: [] });
  lists.set("public-dns-v4", { version: 7, list: knownResolvers() });
  lists.set("rfc6761", { version: 7, list: ["example.com", "example.net", "example.org"] });
  lists.set("url-shortener", { version: 7, list: ["short.test-list.net"] });
  return lists;
}

function knownResolvers(): string[] {
  const { v4 = "" } = builtInTables.ranges.lists.find((it) => it.name === "known-resolvers") ?? {};
  return v4.split(" ").flatMap((range) => {
    const [start = 0, more = 0] = range.split("-").map((part) => Number.parseInt(part, 36));
    return Array.from({ length: more + 1 }, (_, at) => ipv4Text(start + at));
  });
}

async function openUpstream(lists: ReadonlyMap<string, unknown>) {
  const server = createServer((asked, answer) => {
    const [, name = ""] = /^\/lists\/([^/]+)\/list\.json$/.exec(asked.url ?? "") ?? [];
    const list = lists.get(name);
    answer.writeHead(list === undefined ? 404 : 200, { "content-type": "application/json" });
    answer.end(typeof list === "string" ? list : JSON.stringify(list));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const folder = await mkdtemp(path.join(tmpdir(), "tocsin-benign-"));
  return {
    folder,
    from: `http://127.0.0.1:${(server.address() as AddressInfo).port}/lists/`,
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
      await rm(folder, { recursive: true });
    },
  };
}

const { signal } = new AbortController();
const wanted = { accept: true, allowPrivate: true };

describe("a refresh of the lists", () => {
  it("takes a newer copy from a server, and what it says counts", async () => {
    await using upstream = await openUpstream(smallLists());
    const { folder, from } = upstream;
    await refreshBenign({ folder, openSource, now: () => 5 }, { ...wanted, from }, signal);
    const benignOf = await readBenignLookup(folder);
    expect(benignOf("domain", "short.test-list.net")?.list).toBe("url-shorteners");
    expect(benignOf("domain", "bit.ly")).toBeUndefined();
    expect(benignOf("ipv4", "8.8.8.8")?.list).toBe("known-resolvers");
    expect(await readRefreshState(folder)).toEqual({ from, triedMs: 5, goodMs: 5, code: null });
  });

  it("refuses a server in a private network that nobody has named as ours", async () => {
    await using upstream = await openUpstream(smallLists());
    const { folder, from } = upstream;
    const ports = { folder, openSource, now: () => 5 };
    await expect(
      refreshBenign(ports, { accept: true, allowPrivate: false, from }, signal),
    ).rejects.toMatchObject({ code: "address-private" });
  });

  const damaged: [string, unknown, string][] = [
    ["no JSON", "<html>", "remote-answer-invalid"],
    ["no list", {}, "remote-answer-invalid"],
    ["values that are no text", { version: 1, list: [1] }, "remote-answer-invalid"],
    ["a list that is missing", undefined, "remote-refused"],
    ["more than a list may have", `"${"x".repeat(17 * 1024 * 1024)}"`, "remote-answer-invalid"],
  ];
  it.each(damaged)("keeps the last good copy where the next has %s", async (_, list, code) => {
    const lists = smallLists();
    await using upstream = await openUpstream(lists);
    const { folder, from } = upstream;
    await refreshBenign({ folder, openSource, now: () => 5 }, { ...wanted, from }, signal);
    lists.set("tranco10k", list as Served);
    const next = refreshBenign({ folder, openSource, now: () => 9 }, { ...wanted, from }, signal);
    await expect(next).rejects.toMatchObject({ code });
    expect(await readRefreshState(folder)).toEqual({ from, triedMs: 9, goodMs: 5, code });
    const benignOf = await readBenignLookup(folder);
    expect(benignOf("domain", "short.test-list.net")?.list).toBe("url-shorteners");
  });

  it("refuses a copy that has shrunk, unless a person says that it is right", async () => {
    await using upstream = await openUpstream(smallLists());
    const { folder, from } = upstream;
    const ports = { folder, openSource, now: () => 5 };
    await expect(
      refreshBenign(ports, { ...wanted, accept: false, from }, signal),
    ).rejects.toMatchObject({ code: "copy-shrunk" });
    const benignOf = await readBenignLookup(folder);
    expect(benignOf("domain", "bit.ly")?.list).toBe("url-shorteners");
  });
});

describe("the company's own changes", () => {
  it("add values with a reason and let values and lists count as real", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "tocsin-benign-"));
    await writeOwnBenign(folder, {
      added: [{ type: "domain", value: "scan.firm.net", effect: "never", why: "Our scanner." }],
      ignored: ["url-shorteners", "8.8.8.8"],
    });
    const benignOf = await readBenignLookup(folder);
    expect(benignOf("domain", "a.scan.firm.net")).toEqual({
      effect: "never",
      list: "own",
      why: "Our scanner.",
    });
    expect(benignOf("domain", "bit.ly")).toBeUndefined();
    expect(benignOf("ipv4", "8.8.8.8")).toBeUndefined();
    expect(benignOf("ipv4", "1.1.1.1")?.list).toBe("known-resolvers");
    await rm(folder, { recursive: true });
  });
});
