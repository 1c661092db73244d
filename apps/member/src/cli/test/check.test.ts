import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { createApp, listen, type Listening, silentLog } from "@tocsin/http";
import { parseJson, systemClock, systemRandom, toBase64Url } from "@tocsin/kernel";
import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";

import { leafOf, twoWhoSaw } from "../../../test/world/blind-node.ts";
import { BlindRoom } from "../../blind/blind-desk.ts";
import { checkRoutes } from "../../routes/checks.ts";
import { type Role, roles } from "../../routes/roles.ts";
import { openStateFolder, writeAddress } from "../../state-folder.ts";
import { runHere } from "./captured-terminal.ts";

const folder = mkdtempSync(path.join(tmpdir(), "tocsin-check-"));
const { a: node, sealed } = await twoWhoSaw(["domain", "invented-portal-7.net"]);
const servers: Listening[] = [];
const lines = z.looseObject({ lines: z.array(z.unknown()) });
const items = z.looseObject({
  items: z.array(z.looseObject({ id: z.string() })),
  total: z.number(),
});

/** The real routes over the real room; only the rest of the node is not there. */
async function serve(name: string, blind: BlindRoom): Promise<string> {
  const home = path.join(folder, name);
  const app = createApp<Role>({
    roles,
    routes: checkRoutes({ blind }),
    identify: () => "command-line",
    clock: systemClock,
    random: systemRandom,
    log: silentLog,
  });
  const server = await listen(app, { host: "127.0.0.1", port: 0, hosts: "own", browser: true });
  servers.push(server);
  await writeAddress(await openStateFolder(home), {
    url: server.url,
    token: toBase64Url(new Uint8Array(32)),
  });
  return home;
}

let home: string;
let lonely: string;
beforeAll(async () => {
  await node.read(leafOf(sealed));
  home = await serve("home", node.room);
  lonely = await serve("lonely", new BlindRoom());
});
afterAll(async () => {
  for (const server of servers) await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

it("answers line by line, defanged, says who learns what, and exits 8 while something waits", async () => {
  const input = "invented-portal-7.net\n45.83.64.3\n10.0.0.1\nnothing\n";
  const { code, stdout, stderr } = await runHere(["check", "-"], { home, input });
  expect(code).toBe(8);
  expect(stdout).toMatch(/1 +seen \(sealed\) +domain +invented-portal-7\[\.\]net +1 /);
  expect(stdout).toMatch(/2 +waiting +ipv4 +45\[\.\]83\[\.\]64\[\.\]3/);
  expect(stdout).toMatch(/3 +private/);
  expect(stdout).toMatch(/4 +not-a-value/);
  expect(stderr).toContain("two of three key holders");
  expect(stderr).toContain("1 not answered yet; all of them in about 2 min");
});

it("gives JSON for programs, and 0 where everything is answered", async () => {
  const run = ["check", "--json"];
  const { code, stdout } = await runHere(run, { home, input: "invented-portal-7[.]net" });
  expect(code).toBe(0);
  expect(stdout).toContain('"made":"2026-11-20T12:00:00.000Z"');
  const read = lines.parse(parseJson(stdout));
  expect(read.lines).toMatchObject([{ state: "seen", count: "1" }]);
});

it("says what would be asked without asking it", async () => {
  const before = (await node.room.checks(500)).items.length;
  const input = "never-asked-9.net\n10.0.0.1\n";
  const { code, stdout, stderr } = await runHere(["check", "--dry-run", "--seal"], { home, input });
  expect(code).toBe(0);
  expect(stdout).toMatch(/1 +would be asked +domain +never-asked-9\[\.\]net/);
  expect(stdout).toMatch(/2 +private/);
  expect(stderr).toContain("The exchange learns that some member saw something");
  expect(stderr).toContain("1 would be asked about. Nothing was asked.");
  expect((await node.room.checks(500)).items).toHaveLength(before);
});

it("takes no file that is empty or not there", async () => {
  const empty = await runHere(["check", "--dry-run"], { home, input: "\n" });
  expect([empty.code, empty.stderr]).toEqual([2, expect.stringContaining("document-empty")]);
  expect((await runHere(["check", "--dry-run", "nowhere.txt"], { home })).code).toBe(2);
});

it("lists matches and takes our own sighting back", async () => {
  const { stdout } = await runHere(["sighting", "matches", "--json"], { home });
  const [found] = items.parse(parseJson(stdout)).items;
  expect(found).toMatchObject({ value: "invented-portal-7.net", sealed: true });
  const told = await runHere(["sighting", "unseal", found?.id ?? ""], { home });
  expect([told.code, told.stderr]).toEqual([0, "It is taken back in one of the next rounds\n"]);
  expect(node.queued.some(({ kind }) => kind === "tag-off")).toBe(true);
  const unknown = await runHere(["sighting", "unseal", "nothing"], { home });
  expect(unknown.stderr).toContain("error not-found");
});

it("without key holders says so, and has no matches", async () => {
  const { code, stderr } = await runHere(["check", "-"], { home: lonely, input: "x.net" });
  expect(code).toBe(1);
  expect(stderr).toContain("error no-blind-matching");
  const { stdout } = await runHere(["sighting", "matches", "--json"], { home: lonely });
  expect(items.parse(parseJson(stdout))).toMatchObject({ items: [], total: 0 });
});
