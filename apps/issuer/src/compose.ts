/** The one place where the issuer is put together, for the program, the command line and tests. */

import { availableParallelism } from "node:os";

import { type Clock, type Random, systemClock, systemRandom, toBase64Url } from "@tocsin/kernel";
import {
  createApp,
  fetchBytes,
  listen,
  type Listening,
  type Log,
  silentLog,
  type TlsFiles,
  tlsOf,
} from "@tocsin/http";
import { createMetrics, serveMetrics } from "@tocsin/http/metrics";
import { destroySecret, openIssuerStore } from "@tocsin/store";

import {
  type CommandInput,
  type CommandName,
  type CommandOutput,
  runCommand,
} from "./admin/commands.ts";
import { OperatorDesk } from "./admin/desk.ts";
import type { Operated } from "./admin/operated.ts";
import { Publisher } from "./admin/publisher.ts";
import { tellRunning } from "./admin/running.ts";
import type { Post } from "./epochs/publication.ts";
import { PublishedDocuments } from "./epochs/published.ts";
import { answerIdentified } from "./identified/channel.ts";
import { QuotaDesk } from "./identified/quota.ts";
import { routineMsDefault } from "./limits.ts";
import { RefundDesk } from "./refunds/refund-desk.ts";
import { adminRoles, adminRoutes, identifyOperator } from "./routes/admin.ts";
import { identifiedRoute, publicRoles } from "./routes/identified.ts";
import { Routine } from "./routine.ts";
import { createSigningPool, type SigningPool } from "./signing/signing-pool.ts";
import { createIdentity, loadIdentity } from "./state/identity.ts";
import { openStateFolder, type StateFolder } from "./state/state-folder.ts";

export interface IssuerConfig extends TlsFiles {
  readonly stateDir: string;
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly portTries?: number;
  /** Port of metrics and health on this machine; none where undefined. */
  readonly metricsPort?: number;
  /** How often it is looked what is due. */
  readonly routineMs?: number;
  /** Threads that sign; by default one a core. */
  readonly signingThreads?: number;
}

export interface IssuerPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly post: Post;
}

export interface RunningIssuer extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  /** base64url. */
  readonly publicKey: string;
  /** What an operator can ask, as the command line does. */
  run<Name extends CommandName>(
    name: Name,
    input: CommandInput<Name>,
  ): Promise<CommandOutput<Name>>;
}

/** Makes the issuer's key in an empty state folder. Throws `issuer-exists`. */
export async function initIssuer(
  stateDir: string,
  random: Random = systemRandom,
): Promise<{ readonly publicKey: string }> {
  const folder = await openStateFolder(stateDir);
  const { publicKey } = await createIdentity(folder.path, random);
  return { publicKey };
}

export interface OpenIssuer extends Operated, AsyncDisposable {
  readonly folder: StateFolder;
}

/** The state folder without a server. Throws `issuer-missing`, `store-in-use`. */
export async function openIssuer(
  stateDir: string,
  given: Partial<IssuerPorts> = {},
): Promise<OpenIssuer> {
  const { clock, random, post } = portsOf(given);
  const folder = await openStateFolder(stateDir);
  const identity = await loadIdentity(folder.path);
  await using opened = new AsyncDisposableStack();
  const store = opened.use(await openIssuerStore({ file: folder.database, clock }));
  const published = new PublishedDocuments(store);
  const desk = new OperatorDesk({ folder: folder.path, store, identity, published, clock, random });
  await desk.prepare();
  const publisher = new Publisher({ store, clock, post, published });
  const kept = opened.move();
  return { folder, desk, publisher, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

/** The whole program. Throws `issuer-missing`, `store-in-use`, `port-busy`. */
export async function startIssuer(
  config: IssuerConfig,
  given: Partial<IssuerPorts> = {},
): Promise<RunningIssuer> {
  const ports = portsOf(given);
  await using started = new AsyncDisposableStack();
  const open = started.use(await openIssuer(config.stateDir, ports));
  const threads = config.signingThreads ?? availableParallelism();
  const pool = started.use(createSigningPool(threads));
  const refunds = new RefundDesk({ ...open.desk.ports, pool, post: ports.post });
  const routine = new Routine({ ...open, ...ports, refunds }, config.routineMs ?? routineMsDefault);
  const run: RunningIssuer["run"] = async (name, input) => {
    const output = await runCommand(open, name, input);
    routine.wake();
    return output;
  };
  const server = await listenPublic(config, ports, { ...open, pool }, started);
  await listenAdmin(ports, open, run, started);
  started.use(routine);
  started.defer(() => {
    open.publisher.stop();
    refunds.stop();
  });
  const running = started.move();
  return {
    url: server.url,
    port: server.port,
    publicKey: open.desk.ports.identity.publicKey,
    run,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

async function listenPublic(
  config: IssuerConfig,
  ports: IssuerPorts,
  { folder, desk, pool }: Pick<OpenIssuer, "folder" | "desk"> & { readonly pool: SigningPool },
  started: AsyncDisposableStack,
): Promise<Listening> {
  const { store, identity, published } = desk.ports;
  const quotas = new QuotaDesk({ folder: folder.path, store, published, pool });
  const { clock, random, log } = ports;
  const channel = { store, identity, published, quotas, clock };
  const metrics = createMetrics("issuer");
  const app = createApp({
    roles: publicRoles,
    routes: [identifiedRoute((request) => answerIdentified(channel, request))],
    identify: () => "anyone",
    onRequest: metrics.onRequest,
    clock,
    random,
    log,
  });
  const { host, port, portTries = 1, metricsPort } = config;
  const server = started.use(
    await listen(app, { host, port, portTries, ...(await tlsOf(config)) }),
  );
  const ready = async (): Promise<boolean> => (await published.current()).community !== undefined;
  started.use(await serveMetrics(metrics, metricsPort, { clock, random, log, ready }));
  return server;
}

async function listenAdmin(
  { clock, random, log }: IssuerPorts,
  { folder }: OpenIssuer,
  run: RunningIssuer["run"],
  started: AsyncDisposableStack,
): Promise<void> {
  const bearer = toBase64Url(random.bytes(32));
  const app = createApp({
    roles: adminRoles,
    routes: adminRoutes(run),
    identify: identifyOperator(bearer),
    clock,
    random,
    log,
  });
  const at = { host: "127.0.0.1", port: 0, hosts: "own", browser: true } as const;
  const server = started.use(await listen(app, at));
  await tellRunning(folder, { url: server.url, bearer });
  started.defer(() => destroySecret(folder.path, "admin.json"));
}

function portsOf(given: Partial<IssuerPorts>): IssuerPorts {
  return {
    clock: systemClock,
    random: systemRandom,
    log: silentLog,
    post: fetchBytes,
    ...given,
  };
}
