import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { describe, expect, it } from "vitest";

import { findConfinedCommand } from "./confined-command.ts";
import { peakInStatus, readPeakBytes } from "./peak-bytes.ts";

const probe = new URL("./test/probe-walls.ts", import.meta.url);

describe("the walls around a parser", () => {
  it("let it reach no network, file, process, thread or environment", async () => {
    const { file, args } = await findConfinedCommand(probe);
    const cwd = await mkdtemp(join(tmpdir(), "tocsin-walls-"));
    const { stdout } = await promisify(execFile)(file, args, { cwd, env: {} });
    expect(JSON.parse(stdout)).toEqual({ could: [], environment: [] });
    expect(await readdir(cwd)).toEqual([]);
    await rm(cwd, { recursive: true });
  });

  it.skipIf(process.platform !== "linux")("count its processor time and memory here", async () => {
    const { args, counted } = await findConfinedCommand();
    expect(counted).toBe(true);
    expect(args.join(" ")).toContain("ulimit -t 2");
    expect(await readPeakBytes(process.pid)).toBeGreaterThan(10_000_000);
  });

  it.each([
    ["Name:\tnode\nVmHWM:\t   2048 kB\nVmRSS:\t 1024 kB\n", 2_097_152],
    ["VmHWM: x kB\n", 0],
    ["", 0],
  ])("reads the peak in %j as %i", (status, bytes) => {
    expect(peakInStatus(status)).toBe(bytes);
  });

  it("knows no memory of a process that has ended", async () => {
    expect(await readPeakBytes(2 ** 30)).toBe(0);
  });
});
