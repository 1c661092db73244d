import { execFileSync, spawn } from "node:child_process";
import { closeSync, existsSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";

import { parseJson } from "@tocsin/kernel";
import { compiledCode } from "@tocsin/kernel/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";

import { runHere } from "./captured-terminal.ts";
import { launcher, startTocsin, until } from "./run-tocsin.ts";

const started = z.object({ url: z.url(), signInUrl: z.url(), enrolled: z.literal(false) });

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "tocsin-up-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Another Node of this machine, old enough to need the launcher's second step. */
function otherNode(): string | undefined {
  const places = ["/usr/local/bin/node", "/usr/bin/node", "/opt/node/bin/node"];
  return places.find((place) => {
    if (!existsSync(place)) return false;
    const version = execFileSync(place, ["--version"], { encoding: "utf8" }).trim();
    return version !== process.version;
  });
}

const other = otherNode();
if (other === undefined) process.stderr.write("No other Node here: the launcher is half tested.\n");

interface Launched {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
}

function launch(node: string, args: readonly string[], input = "") {
  const running = spawn(node, [launcher, ...args], {
    env: { ...compiledCode(), TOCSIN_HOME: folder },
  });
  running.stdin.end(input);
  let stdout = "";
  running.stdout.setEncoding("utf8").on("data", (chunk: string) => (stdout += chunk));
  const finished = new Promise<Launched>((resolve) => {
    running.on("close", (code, signal) => {
      resolve({ code, signal, stdout });
    });
  });
  return {
    running,
    finished,
    seen: () => stdout,
    [Symbol.dispose]: () => {
      running.kill("SIGKILL");
    },
  };
}

describe("tocsin up", () => {
  it("serves until it is told to stop, and leaves no way in behind", async () => {
    using up = startTocsin(["--home", folder, "--json", "up", "--port", "0"]);
    await until(() => up.seen().stdout.includes("\n"));
    const { url, signInUrl } = started.parse(parseJson(up.seen().stdout));
    expect(signInUrl.startsWith(`${url}/#token=`)).toBe(true);
    const doctor = await runHere(["doctor", "--json"], { home: folder });
    expect(doctor.code).toBe(1);
    expect(doctor.stdout).toContain('"name":"membership","state":"failed"');
    using second = startTocsin(["--home", folder, "up", "--port", "0"]);
    const refused = await second.finished;
    expect([refused.code, refused.stdout]).toEqual([2, ""]);
    expect(refused.stderr).toContain("error store-in-use:");
    up.running.kill("SIGTERM");
    expect(await up.finished).toMatchObject({ code: 0, signal: null });
    expect(existsSync(path.join(folder, "api.json"))).toBe(false);
    expect((await runHere(["status"], { home: folder })).stderr).toContain("node-not-running");
  });

  it.each([
    ["--host", "0.0.0.0"],
    ["--port", "port"],
  ])("refuses %s %s", async (flag, value) => {
    const { code, stdout } = await runHere(["up", flag, value], { home: folder });
    expect([code, stdout]).not.toContain(0);
    expect(stdout).toBe("");
  });
});

/** A disk without room, as Linux plays one. */
const fullDisk = "/dev/full";

it.skipIf(!existsSync(fullDisk))("data that a full disk did not take are no success", async () => {
  const full = openSync(fullDisk, "w");
  const running = spawn(process.execPath, [launcher, "extract", "--json", "-"], {
    env: { ...compiledCode(), TOCSIN_HOME: folder },
    stdio: ["pipe", full, "pipe"],
  });
  running.stdin?.end("T1566.001");
  let stderr = "";
  running.stderr?.setEncoding("utf8").on("data", (chunk: string) => (stderr += chunk));
  const code = await new Promise((resolve) => running.on("close", resolve));
  closeSync(full);
  expect([code, stderr]).toEqual([1, expect.stringContaining("file-not-writable")]);
});

describe.skipIf(other === undefined)("the launcher on another Node", () => {
  const node = other ?? "";

  it("passes on arguments, streams and exit codes", async () => {
    const found = await launch(node, ["extract", "--json", "-"], "T1566.001").finished;
    expect([found.code, found.stdout.includes("T1566.001")]).toEqual([0, true]);
    expect((await launch(node, ["frobnicate"]).finished).code).toBe(2);
  });

  it("passes on signals, and ends as its child ends", async () => {
    using up = launch(node, ["--json", "up", "--port", "0"]);
    await until(() => up.seen().includes("\n"));
    up.running.kill("SIGTERM");
    expect(await up.finished).toMatchObject({ code: 0, signal: null });
    using watch = launch(node, ["extract", "-"]);
    watch.running.kill("SIGKILL");
    expect((await watch.finished).signal).toBe("SIGKILL");
  });
});
