import path from "node:path";

import { parseJson } from "@tocsin/kernel";
import { expect, it } from "vitest";
import { z } from "zod";

import { runHere } from "./captured-terminal.ts";
import { rawControls } from "./run-tocsin.ts";
import { scratch } from "./scratch.ts";

const here = scratch();

function file(name: string, lines: readonly unknown[]): string {
  const text = lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line)));
  return here.file(name, text.join("\n"));
}

const domain = (value: string) => ({ type: "domain", value });
const incidents = [
  { id: "one", sector: "health", indicators: [domain("zkvelgo.net"), domain("quiet-harbor.com")] },
  {
    id: "two",
    first_seen: "2014-05",
    indicators: [domain("zkvelgo.net")],
    attributes: { malware: null },
  },
  { id: "three", indicators: [domain("velvet-cactus.biz"), domain("microsoft.com")] },
];

const documentSchema = z.object({
  links: z.array(
    z.object({
      a: z.string(),
      b: z.string(),
      score: z.number(),
      odds: z.number(),
      reasons: z.array(z.string()),
      evidence: z.array(
        z.object({ kind: z.string(), weight: z.number(), values: z.array(z.string()) }),
      ),
    }),
  ),
  campaigns: z.array(z.array(z.string())),
});

it("prints links with reasons that add up, and campaigns", async () => {
  const ran = await runHere(["correlate", "--json", file("good.jsonl", incidents)]);
  expect(ran.code).toBe(0);
  const { links, campaigns } = documentSchema.parse(parseJson(ran.stdout));
  expect(links.map(({ a, b }) => [a, b])).toEqual([["one", "two"]]);
  expect(campaigns).toEqual([["one", "two"]]);
  const [link] = links;
  expect(link?.score).toBeGreaterThan(0.62);
  expect(link?.reasons.join()).toContain("zkvelgo.net");
  const sum = link?.evidence.reduce((all, { weight }) => all + weight, 0);
  expect(sum).toBeCloseTo(link?.odds ?? 0, 1);
});

it("a table for people shows live values so that nobody opens them", async () => {
  const ran = await runHere(["correlate", file("table.jsonl", incidents)]);
  expect(ran.code).toBe(0);
  expect(ran.stdout).toContain("zkvelgo[.]net");
  expect(ran.stdout).not.toContain("zkvelgo.net");
});

it("bad lines are told with cause and fix, and the others are still used", async () => {
  const hostile = { id: "\u001B[31mred", indicators: [domain("zkvelgo.net")] };
  const lines = ["{", { id: "x" }, ...incidents, hostile];
  const ran = await runHere(["correlate", file("bad.jsonl", lines)]);
  expect(ran.code).toBe(5);
  expect(ran.stderr).toContain("Line 1 is left out: this is not JSON");
  expect(ran.stderr).toContain("Line 2 is left out: indicators");
  expect(ran.stderr).toContain("To fix it");
  expect(ran.stdout).toContain("two");
  expect(ran.stdout).not.toMatch(rawControls);
});

it("a file without any incident is an error, and an empty one is not", async () => {
  expect((await runHere(["correlate", "--json", file("none.jsonl", ["[]"])])).code).toBe(2);
  const empty = await runHere(["correlate", "--json", file("empty.jsonl", [])]);
  expect(empty.code).toBe(0);
  expect(parseJson(empty.stdout)).toEqual({ links: [], campaigns: [] });
  expect((await runHere(["correlate", path.join(here.folder, "missing.jsonl")])).code).not.toBe(0);
});
