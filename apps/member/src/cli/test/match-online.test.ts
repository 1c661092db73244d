import { writeFileSync } from "node:fs";
import path from "node:path";

import { parseJson } from "@tocsin/kernel";
import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";

import { DeskNode } from "../../../test/world/desk-node.ts";
import { TinyWorld } from "../../../test/world/tiny-world.ts";
import { runHere } from "./captured-terminal.ts";

const hit = z.object({ line: z.number(), value: z.string(), source: z.string() });

let world: TinyWorld;
let node: DeskNode;

beforeAll(async () => {
  world = await TinyWorld.open();
  node = await DeskNode.ready(world, "alice");
});
afterAll(async () => {
  await node[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
});

function file(name: string, content: string): string {
  const at = path.join(node.folder, name);
  writeFileSync(at, content);
  return at;
}

async function match(args: readonly string[]) {
  const { code, stdout, stderr } = await runHere(["match", "--json", ...args], {
    home: node.folder,
  });
  const hits = stdout.split("\n").flatMap((line) => (line === "" ? [] : [parseJson(line)]));
  return { code, stderr, hits: hits.map((one) => hit.parse(one)) };
}

it("looks for what the node knows, page by page, and for lists beside it", async () => {
  const rows = Array.from({ length: 700 }, (_, at) => `domain,c2-${at}.evil-loader.com`);
  const list = ["type,value", ...rows].join("\n");
  const added = await runHere(["sighting", "add", "-", "--source", "edr"], {
    home: node.folder,
    input: list,
  });
  expect(added.stderr).not.toContain("error");
  const log = file("dns.log", "q a.c2-3.evil-loader.com\nq c2-699.evil-loader.com 45.77.12.9\n");
  const own = file("own.txt", "45.77.12.9\n45.77.12.10\n");
  const { code, hits } = await match([log, "--list", own]);
  expect(code).toBe(0);
  expect(hits.map(({ line, value }) => [line, value])).toEqual([
    [1, "c2-3.evil-loader.com"],
    [2, "c2-699.evil-loader.com"],
    [2, "45.77.12.9"],
  ]);
  expect(hits[0]?.source).toMatch(/^seen here: /);
  expect(hits[2]?.source).toBe("own.txt");
});

it("asks no node where only lists are wanted, and says so where none runs", async () => {
  const log = file("x.log", "c2-3.evil-loader.com\n");
  const own = file("own.txt", "45.77.12.9\n45.77.12.10\n");
  expect((await match([log, "--list", own, "--only-lists"])).hits).toEqual([]);
  const elsewhere = await runHere(["match", log, "--list", own]);
  expect([elsewhere.code, elsewhere.stderr]).toEqual([0, expect.stringContaining("No node runs")]);
  const nothing = await runHere(["match", log]);
  expect(nothing.stderr).toContain("error node-not-running:");
  const unsure = await runHere(["match", log, "--only-lists"]);
  expect(unsure.stderr).toContain("error usage:");
});

it("goes on with the other files where one cannot be read, and says so", async () => {
  const log = file("y.log", "c2-3.evil-loader.com\n");
  const { code, hits, stderr } = await match([path.join(node.folder, "none"), log]);
  expect([code, hits.length]).toEqual([5, 1]);
  expect(stderr).toContain("1 of 2 files were not read");
});
