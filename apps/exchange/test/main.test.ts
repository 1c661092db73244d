import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { systemRandom, toBase64Url } from "@tocsin/kernel";
import { expect, test } from "vitest";

const main = path.join(import.meta.dirname, "../src/main.ts");

async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "tocsin-main-"));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs the program; where `until` appears in its output it is asked to stop. */
function program(words: readonly string[], until?: string) {
  const child = spawn(process.execPath, [main, ...words]);
  let output = "";
  const heard = (chunk: Buffer): void => {
    output += chunk.toString();
    // Once: a second signal ends it at once.
    if (until !== undefined && output.includes(until) && !child.killed) child.kill("SIGTERM");
  };
  child.stdout.on("data", heard);
  child.stderr.on("data", heard);
  return new Promise<{ readonly code: number | null; readonly output: string }>((resolve) => {
    child.once("close", (code) => {
      resolve({ code, output });
    });
  });
}

test("init makes the ledger's key once and prints its public half; serve uses it and stops cleanly", async () => {
  await withFolder(async (folder) => {
    const first = await program(["init", "--state", folder]);
    expect(first.output.trim()).toMatch(/^[\w-]{43}$/);
    expect(await program(["init", "--state", folder])).toEqual(first);
    const issuerKey = toBase64Url(systemRandom.bytes(32));
    const ports = ["--port", "0", "--metrics-port", "0"];
    const words = ["serve", "--state", folder, ...ports, `--issuer-key=${issuerKey}`];
    const served = await program(words, "exchange-started");
    expect(served.code).toBe(0);
    expect(served.output).not.toContain(folder);
  });
});

test("wrong settings and unknown words end with a word about them and code 2", async () => {
  await withFolder(async (folder) => {
    for (const words of [
      ["serve", "--state", folder],
      ["serve", "--state", folder, "--issuer-key", "short"],
      ["serve", "--state", folder, "--no-such-thing"],
    ]) {
      const { code, output } = await program(words);
      expect([code, output.length > 10]).toEqual([expect.any(Number), true]);
      expect([1, 2]).toContain(code);
    }
  });
});
