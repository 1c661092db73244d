/**
 * What is left on the exchange's disk and in the logs of exchange and relay once they were stopped: looked
 * through for the moments of capsules, the nodes' relay tokens and names. And whether reports of one
 * round stand in the order of their hashes, whatever came first.
 */

import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

import { type Seized, seize, tracesOf } from "@tocsin/exchange/testing";
import { fromBase64Url } from "@tocsin/kernel";
import { capsulePath, tokenBytes } from "@tocsin/wire";

import { type Finding, judge, plainFigure } from "../../judge/finding.ts";
import type { Played } from "../../world/play.ts";

export async function seized({ world, shares }: Played): Promise<Finding> {
  const disk = await seize(path.join(world.stateDir, "exchange"));
  const relay = await filesOfRelay(world.stateDir);
  const needles = world.nodes.flatMap(({ asked, line, name }) => [
    name,
    ...asked.filter((it) => it.path === capsulePath).map(({ atMs }) => String(atMs)),
    ...tokensIn(line.heads.map(({ text }) => text)),
  ]);
  const logs = world.logs.join("\n");
  const onDisks = tracesOf(needles, disk).length + tracesOf(needles, relay).length;
  const count = (log: string): number =>
    onDisks + tracesOf(needles, { files: [], tables: [] }, { log }).length;
  const late = needles.find((it) => typeof it === "string" && /^\d+$/.test(it)) ?? "";
  const disorder = shares.filter((a, at) => {
    const b = shares[at + 1];
    return b !== undefined && a.round === b.round && a.index < b.index !== isBefore(a.id, b.id);
  });
  return judge({
    attack: "what a seizure yields",
    note: "moments, tokens, names; order of arrival",
    view: "exchange's database and logs",
    members: world.nodes.length,
    cases: needles.length,
    figure: plainFigure("count", count(logs) + disorder.length),
    threshold: { most: 0 },
    plant: {
      what: "a log line with a moment",
      figure: plainFigure("count", count(`${logs}\n{"atMs":${String(late)}}`) + disorder.length),
    },
  });
}

/** Whole tokens: what is shorter was made up, and could stand anywhere. */
function tokensIn(heads: readonly string[]): Uint8Array[] {
  const texts = heads.map((it) => /token="([\w-]+)"/.exec(it)?.[1] ?? "");
  return [...new Set(texts)]
    .flatMap((it) => fromBase64Url(it) ?? [])
    .filter(({ length }) => length === tokenBytes);
}

function isBefore(a: string, b: string): boolean {
  return Buffer.from(a, "base64url").compare(Buffer.from(b, "base64url")) < 0;
}

/** The relay has no database; its folder holds public key directories. */
async function filesOfRelay(stateDir: string): Promise<Seized> {
  const folder = path.join(stateDir, "relay");
  const names = await readdir(folder);
  const files = await Promise.all(
    names.map(async (name) => ({ name, bytes: await readFile(path.join(folder, name)) })),
  );
  return { files, tables: [] };
}
