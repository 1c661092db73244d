/**
 * The whole world as separate processes on this machine: issuer, exchange, relay and member nodes, each
 * with its own folder, and a home, a working folder and a folder for temporary files that can be searched.
 */

import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { initExchange } from "@tocsin/exchange";
import { initIssuer, type RunningIssuer, startIssuer } from "@tocsin/issuer";
import { assert, systemRandom, toBase64Url, uniformInt } from "@tocsin/kernel";
import { compiledCode } from "@tocsin/kernel/testing";
import { httpNetwork } from "@tocsin/member";
import type { Invitation } from "@tocsin/wire";

import { type Company, neighbours } from "../../src/companies.ts";
import { enrolNeighbour } from "../../src/neighbours.ts";
import { createPortOffice, host } from "../../src/ports.ts";
import { monthWithRoom } from "./month-with-room.ts";
import { NodeApi } from "./node-api.ts";
import { Program } from "./program.ts";

export interface NodeProcess {
  readonly home: string;
  readonly program: Program;
  readonly api: NodeApi;
}

export interface WorldOptions {
  readonly roundMs?: number;
  readonly quotas?: { readonly report?: number; readonly read?: number };
  /** Whom the issuer invites; members of the root class, so that few are crowd enough. */
  readonly companies: readonly Company[];
  /** Brings the founding members in, while the issuer is open for them: at least five. */
  readonly found: (world: ProcessWorld) => Promise<void>;
}

export const operatorNames = ["issuer", "exchange", "relay"] as const;
export type OperatorName = (typeof operatorNames)[number];

/** Enough companies beside two or three that a report could be anybody's. */
export const crowd: readonly Company[] = neighbours.slice(0, 4);
const smallQuotas = { probe: 1, message: 1, vote: 1, read: 12, report: 12 };
const ledgerOrigin = "tocsin.example/test";
/** Below the ports that systems give to clients, so that a stopped program finds its port again. */
const firstPort = 12_000;
const portBlocks = 600;
const portsOfBlock = 20;

const mainOf = (program: string): string =>
  fileURLToPath(new URL(`../../../${program}/src/main.ts`, import.meta.url));

export class ProcessWorld implements AsyncDisposable {
  readonly root: string;
  readonly roundMs: number;
  readonly urls: Readonly<Record<OperatorName, string>>;
  readonly operators: Readonly<Record<OperatorName, Program>>;
  readonly nodes = new Map<string, NodeProcess>();
  readonly invitations = new Map<string, Invitation>();
  readonly #takePort: () => Promise<number>;
  readonly #block: AsyncDisposable;

  private constructor({ root, roundMs, takePort, block }: Ground, at: Places) {
    this.root = root;
    this.roundMs = roundMs;
    this.#takePort = takePort;
    this.#block = block;
    this.urls = at.urls;
    const program = (name: OperatorName): Program =>
      this.#program(name, [mainOf(name), ...at.argv[name]], at.metrics[name]);
    this.operators = {
      issuer: program("issuer"),
      exchange: program("exchange"),
      relay: program("relay"),
    };
  }

  static async open({ roundMs = 1000, ...options }: WorldOptions): Promise<ProcessWorld> {
    const root = await mkdtemp(path.join(tmpdir(), "tocsin-world-"));
    for (const name of ["tmp", "user", "cwd", "neighbours"]) {
      await mkdir(path.join(root, name), { mode: 0o700 });
    }
    await monthWithRoom();
    const block = await holdBlock();
    const takePort = portsFrom(block.first + 1);
    const { publicKey } = await initIssuer(path.join(root, "issuer"));
    const places = await placesOf({ root, roundMs, issuerKey: publicKey }, takePort);
    const world = new ProcessWorld({ root, roundMs, takePort, block }, places);
    try {
      await world.#found(options);
      return world;
    } catch (error) {
      await world[Symbol.asyncDispose]();
      throw error;
    }
  }

  folder(name: string): string {
    return path.join(this.root, name);
  }

  get programs(): readonly Program[] {
    return [...Object.values(this.operators), ...[...this.nodes.values()].map((it) => it.program)];
  }

  invitationOf(company: Company): Invitation {
    const invitation = this.invitations.get(company.id);
    assert(invitation, "an invited company");
    return invitation;
  }

  /** A node as a process, without a community. */
  async startNode(company: Company): Promise<NodeProcess> {
    const home = this.folder(company.id);
    const [port, metricsPort] = [await this.#takePort(), await this.#takePort()];
    const argv = [mainOf("member"), "--home", home, "--port", String(port)];
    argv.push("--metrics-port", String(metricsPort), "--console", this.folder("no-console"));
    const program = this.#program(company.id, argv, metricsPort);
    const node: NodeProcess = { home, program, api: new NodeApi(home) };
    this.nodes.set(company.id, node);
    await program.start();
    return node;
  }

  /** A node as a process that has joined. */
  async joinAsProcess(company: Company): Promise<NodeProcess> {
    const node = await this.startNode(company);
    const { status, text } = await node.api.ask("POST", "enrol", this.invitationOf(company));
    assert(status === 204, `enrolment: ${text}`);
    return node;
  }

  /** Members that have joined and rest: the crowd. */
  async joinResting(companies: readonly Company[]): Promise<void> {
    const where = { folder: this.folder("neighbours"), network: httpNetwork };
    for (const it of companies) await enrolNeighbour(where, it, this.invitationOf(it));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.programs.map((program) => program.stop()));
    await this.#block[Symbol.asyncDispose]();
    await rm(this.root, { recursive: true, force: true });
  }

  #program(name: string, argv: readonly string[], metricsPort: number): Program {
    const env = {
      PATH: "/usr/local/bin:/usr/bin:/bin",
      HOME: this.folder("user"),
      TMPDIR: this.folder("tmp"),
      ...compiledCode(),
    };
    return new Program({ name, argv, metricsPort, cwd: this.folder("cwd"), env });
  }

  /** What operators do by hand is done in this process; then the issuer starts as one of its own. */
  async #found({ companies, quotas, found }: Omit<WorldOptions, "roundMs">): Promise<void> {
    const { exchange, relay, issuer } = this.operators;
    const ledgerKey = await initExchange({ stateDir: this.folder("exchange") });
    const serving = [exchange.start(), relay.start()];
    {
      await using open = await startIssuer({
        stateDir: this.folder("issuer"),
        host,
        port: Number(new URL(this.urls.issuer).port),
        routineMs: this.roundMs,
      });
      await this.#introduce(open, ledgerKey, quotas);
      for (const { id, name, legalId } of companies) {
        const invited = { name, legalId, class: "everyone" as const };
        this.invitations.set(id, (await open.run("member-invite", invited)).invitation);
      }
      await found(this);
      await open.run("epoch-prepare", {});
      await Promise.all(serving);
      await open.run("directory-publish", {});
    }
    await issuer.start();
  }

  async #introduce(
    issuer: RunningIssuer,
    ledgerKey: Uint8Array,
    quotas: WorldOptions["quotas"],
  ): Promise<void> {
    const { urls, roundMs } = this;
    await issuer.run("community-set", {
      name: "Test community",
      issuerUrl: urls.issuer,
      issuerName: "issuer.example",
      exchangeUrl: urls.exchange,
      ledgerOrigin,
      ledgerKey: toBase64Url(ledgerKey),
      relayUrl: urls.relay,
      feeds: [urls.relay],
      roundMs,
      quotas: { ...smallQuotas, ...quotas },
    });
  }
}

interface Ground {
  readonly root: string;
  readonly roundMs: number;
  readonly takePort: () => Promise<number>;
  readonly block: AsyncDisposable;
}

interface Places {
  readonly urls: Readonly<Record<OperatorName, string>>;
  readonly metrics: Readonly<Record<OperatorName, number>>;
  readonly argv: Readonly<Record<OperatorName, readonly string[]>>;
}

async function placesOf(
  it: { readonly root: string; readonly roundMs: number; readonly issuerKey: string },
  takePort: () => Promise<number>,
): Promise<Places> {
  const each = async (): Promise<Record<OperatorName, number>> => ({
    issuer: await takePort(),
    exchange: await takePort(),
    relay: await takePort(),
  });
  const [ports, metrics] = [await each(), await each()];
  const url = (name: OperatorName): string => `http://${host}:${ports[name]}`;
  const common = (name: OperatorName): string[] => {
    const numbers = ["--port", ports[name], "--metrics-port", metrics[name]].map(String);
    return ["--state", path.join(it.root, name), ...numbers];
  };
  const shared = ["--issuer-key", it.issuerKey, "--round", String(it.roundMs)];
  const [state = "", folder = "", ...rest] = common("issuer");
  return {
    urls: { issuer: url("issuer"), exchange: url("exchange"), relay: url("relay") },
    metrics,
    argv: {
      issuer: [state, folder, "serve", ...rest],
      exchange: ["serve", ...common("exchange"), ...shared, "--origin", ledgerOrigin],
      relay: [...common("relay"), ...shared, "--gateway", url("exchange")],
    },
  };
}

/** Ports that no other world of this machine takes, though a program of this one is stopped: it listens on the first. */
async function holdBlock(): Promise<AsyncDisposable & { readonly first: number }> {
  for (;;) {
    const first = firstPort + portsOfBlock * uniformInt(systemRandom, portBlocks);
    const server = createServer();
    const isHeld = await new Promise<boolean>((resolve) => {
      server.once("error", () => {
        resolve(false);
      });
      server.listen({ host, port: first, exclusive: true }, () => {
        resolve(true);
      });
    });
    if (!isHeld) continue;
    return {
      first,
      [Symbol.asyncDispose]: () =>
        new Promise((resolve) =>
          server.close(() => {
            resolve();
          }),
        ),
    };
  }
}

function portsFrom(first: number): () => Promise<number> {
  const office = createPortOffice(() => undefined);
  let next = first;
  return async () => {
    const port = await office.take(next, "a test");
    next = port + 1;
    return port;
  };
}
