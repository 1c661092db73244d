/** The issuer as a process of its own, so that tests can kill it. */

import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

import { assert } from "@tocsin/kernel";

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));

export interface IssuerProcess extends AsyncDisposable {
  readonly url: string;
  readonly publicKey: string;
  /** All that it has written to standard output and standard error. */
  written(): string;
  /** Ends it without a word, as a loss of power would, and waits until it is gone. */
  kill(): Promise<void>;
}

/** Runs `tocsin-issuer serve` on any free port. */
export async function startIssuerProcess(stateDir: string): Promise<IssuerProcess> {
  const argv = [main, "--state", stateDir, "--json", "serve", "--port", "0"];
  const child = spawn(process.execPath, argv, { stdio: ["ignore", "pipe", "pipe"] });
  let text = "";
  child.stderr.on("data", (bytes: Buffer) => (text += bytes.toString()));
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout.on("data", (bytes: Buffer) => {
      text += bytes.toString();
      const [first] = text.split("\n").filter((it) => it.startsWith('{"url"'));
      if (first?.endsWith("}") === true) resolve(first);
    });
    child.once("exit", () => {
      reject(new Error(`the issuer ended: ${text}`));
    });
  });
  const told: unknown = JSON.parse(line);
  assert(typeof told === "object" && told !== null && "url" in told && "publicKey" in told, "told");
  return {
    url: String(told.url),
    publicKey: String(told.publicKey),
    written: () => text,
    kill: () => end(child, "SIGKILL"),
    [Symbol.asyncDispose]: () => end(child, "SIGTERM"),
  };
}

async function end(child: ChildProcess, signal: "SIGKILL" | "SIGTERM"): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill(signal);
  await gone;
}
