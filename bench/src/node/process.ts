/** A member node in a process of its own, as a service runs it, and what the operating system says of it. */

import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { Agent, request } from "node:http";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { assert, parseJson, systemClock, TocsinError } from "@tocsin/kernel";
import { nodeAddress } from "@tocsin/wire/node-api";

const main = fileURLToPath(import.meta.resolve("@tocsin/member").replace("index.ts", "main.ts"));
const startMsMax = 120_000;
/** The end of what a node says before it fails. */
const saidCharsMax = 2000;
/** Between two looks for the file that tells where the node listens. */
const lookMs = 3;
/** Between two looks whether the node works, and the processor's seconds of one that does not. */
const idleLookMs = 2000;
const idleSecondsMax = 0.2;

interface Address {
  readonly url: string;
  readonly token: string;
}

export interface ProcessMemory {
  /** Resident now and at its highest, of the whole process with all threads. */
  readonly residentMiB: number;
  readonly highestMiB: number;
}

export class NodeProcess implements AsyncDisposable {
  readonly startedMs = performance.now();
  readonly #child: ChildProcess;
  readonly #address: string;
  readonly #agent = new Agent({ keepAlive: true });
  #at: Address | undefined;
  #said = "";

  constructor(stateDir: string) {
    this.#address = path.join(stateDir, "api.json");
    const args = [main, "--home", stateDir, "--port", "0"];
    this.#child = spawn(process.execPath, args, {
      stdio: ["ignore", "ignore", "pipe"],
      // As `tocsin up` and the service of docs/operators.md start it.
      env: { MALLOC_ARENA_MAX: "2", ...process.env },
    });
    this.#child.stderr?.on("data", (said: Buffer) => {
      this.#said = (this.#said + said.toString()).slice(-saidCharsMax);
    });
  }

  /** Resolves once the node takes requests. */
  async ready(): Promise<void> {
    while (this.#at === undefined) {
      assert(this.#child.exitCode === null, `the node runs: ${this.#said}`);
      if (performance.now() - this.startedMs > startMsMax) throw new TocsinError("not-ready");
      this.#at = addressIn(this.#address);
      if (this.#at === undefined) await systemClock.sleep(lookMs);
    }
  }

  get(route: string): Promise<unknown> {
    return this.#ask("GET", route);
  }

  post(route: string, json: unknown): Promise<unknown> {
    return this.#ask("POST", route, JSON.stringify(json));
  }

  memory(): ProcessMemory {
    const status = readFileSync(`/proc/${this.#child.pid}/status`, "utf8");
    const mebibytes = (name: string): number =>
      Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1024;
    return { residentMiB: mebibytes("VmRSS"), highestMiB: mebibytes("VmHWM") };
  }

  /** Seconds of processor time so far, of all threads. */
  processorSeconds(): number {
    const fields = readFileSync(`/proc/${this.#child.pid}/stat`, "utf8").split(") ")[1]?.split(" ");
    return (Number(fields?.[11]) + Number(fields?.[12])) / clockTicks;
  }

  /** Resolves once the node has hardly worked for two looks on end. */
  async idle(): Promise<void> {
    for (let looks = 0; looks < 2;) {
      const before = this.processorSeconds();
      await systemClock.sleep(idleLookMs);
      looks = this.processorSeconds() - before < idleSecondsMax ? looks + 1 : 0;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#agent.destroy();
    if (this.#child.exitCode !== null) return;
    const ended = new Promise((done) => this.#child.once("exit", done));
    this.#child.kill("SIGTERM");
    await ended;
  }

  #ask(method: "GET" | "POST", route: string, body?: string): Promise<unknown> {
    const { url, token } = this.#at ?? { url: "", token: "" };
    const headers = {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    };
    return new Promise((resolve, reject) => {
      const asked = request(`${url}${route}`, { method, headers, agent: this.#agent }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk)).on("error", reject);
        answer.on("end", () => {
          if ((answer.statusCode ?? 500) < 300)
            resolve(parseJson(Buffer.concat(chunks).toString()));
          else reject(new TocsinError("remote-refused", { detail: String(answer.statusCode) }));
        });
      });
      asked.on("error", reject).end(body);
    });
  }
}

/** Of Linux, to all programs, whatever the machine. */
const clockTicks = 100;

function addressIn(file: string): Address | undefined {
  try {
    return nodeAddress.parse(parseJson(readFileSync(file, "utf8")));
  } catch {
    return undefined;
  }
}
