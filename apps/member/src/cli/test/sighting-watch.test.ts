import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { emptyProfile } from "@tocsin/disclosure";
import { createApp, listen, type Listening, silentLog } from "@tocsin/http";
import { parseJson, systemClock, systemRandom, toBase64Url } from "@tocsin/kernel";
import { afterAll, beforeAll, expect, it } from "vitest";

import { createHitSources, hitSourcesFileName } from "../../hits/hit-sources.ts";
import { hitRoutes } from "../../routes/hits.ts";
import { type Role, roles } from "../../routes/roles.ts";
import { openStateFolder, writeAddress } from "../../state-folder.ts";
import { runHere } from "./captured-terminal.ts";

const folder = mkdtempSync(path.join(tmpdir(), "tocsin-watch-"));
const [home, inbox] = [path.join(folder, "home"), path.join(folder, "inbox")];
let server: Listening;

/** The real routes over the real sources, which nobody runs here. */
beforeAll(async () => {
  mkdirSync(inbox);
  const state = await openStateFolder(home);
  const hits = createHitSources({
    file: path.join(home, hitSourcesFileName),
    stateDir: home,
    sightings: { add: () => Promise.reject(new Error("nothing is taken here")) },
    profile: () => ({ ...emptyProfile, domains: ["own.example"] }),
    clock: systemClock,
    random: systemRandom,
    onState: () => undefined,
  });
  const app = createApp<Role>({
    roles,
    routes: hitRoutes(hits),
    identify: () => "command-line",
    clock: systemClock,
    random: systemRandom,
    log: silentLog,
  });
  server = await listen(app, { host: "127.0.0.1", port: 0, hosts: "own", browser: true });
  const token = toBase64Url(new Uint8Array(32));
  await writeAddress(state, { url: server.url, token });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const watch = (words: readonly string[], input?: string) =>
  runHere(["sighting", "watch", ...words], input === undefined ? { home } : { home, input });

it("says what a folder or a log would give, and keeps nothing", async () => {
  writeFileSync(path.join(inbox, "a.txt"), "45.83.64.3 hit www.own.example\n");
  writeFileSync(path.join(inbox, "b.json"), "[1]");
  const tried = await watch(["add", inbox, "--dry-run"]);
  expect(tried.code).toBe(5);
  expect(tried.stdout).toContain("a.txt: 1 value, 1 more our own and left out");
  expect(tried.stdout).toContain("45[.]83[.]64[.]3");
  expect(tried.stdout).toContain("b.json: message-invalid");
  expect(readdirSync(inbox)).toEqual(["a.txt", "b.json"]);
  const line = "<13>Nov  2 06:00:00 fw7.own.example squid: GET http://bad-portal.net/x\n";
  const said = await watch(["syslog", "127.0.0.1:5514", "--dry-run", "-"], line);
  expect(said.stdout).toContain("hxxp://bad-portal[.]net/x");
  expect((await watch(["list"])).stdout).not.toContain("inbox");
});

it("sets sources up, lists them and takes them away", async () => {
  expect(await watch(["add", inbox, "--name", "SIEM"])).toMatchObject({ code: 0 });
  const range = ["--allow", "10.0.0.0/24", "--allow", "10.0.1.7"];
  expect(await watch(["syslog", "0.0.0.0:5514", ...range])).toMatchObject({ code: 0 });
  const listed = parseJson((await watch(["list", "--json"])).stdout);
  expect(listed).toMatchObject({
    items: [
      { kind: "folder", name: "SIEM", state: "starting", taken: 0 },
      { kind: "syslog", place: "0.0.0.0:5514", allow: ["10.0.0.0/24", "10.0.1.7"] },
    ],
  });
  expect((await watch(["list"])).stdout).toContain("SIEM");
  expect(await watch(["remove", "SIEM"])).toMatchObject({ code: 0 });
  expect(await watch(["remove", "syslog"])).toMatchObject({ code: 0 });
  expect(parseJson((await watch(["list", "--json"])).stdout)).toEqual({ items: [] });
});

it.each([
  ["an address without a port", ["syslog", "127.0.0.1"], 2],
  ["port 0", ["syslog", "127.0.0.1:0"], 2],
  ["everybody", ["syslog", "0.0.0.0:5514"], 4],
  ["a folder that is not there", ["add", path.join(folder, "none")], 2],
  ["a source that is not there", ["remove", "none"], 2],
])("refuses %s", async (_, words, code) => {
  expect((await watch(words)).code).toBe(code);
});
