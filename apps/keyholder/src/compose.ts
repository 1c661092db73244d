/** The one place where the key holder is put together, for the program and for tests. */

import { availableParallelism } from "node:os";
import path from "node:path";

import { loadRistretto, type PublicBlindKeys } from "@tocsin/crypto";
import {
  createApp,
  fetchBytes,
  listen,
  type Log,
  silentLog,
  type TlsFiles,
  tlsOf,
} from "@tocsin/http";
import { createMetrics, serveMetrics } from "@tocsin/http/metrics";
import {
  type Clock,
  type Epoch,
  epochOf,
  type Random,
  systemClock,
  systemRandom,
} from "@tocsin/kernel";
import { openKeyHolderStore } from "@tocsin/store";

import { Ceremonies } from "./ceremony/ceremonies.ts";
import { EvaluationDesk } from "./evaluating/evaluation-desk.ts";
import { createEvaluationPool } from "./evaluating/evaluation-pool.ts";
import { LedgerFollower } from "./ledger/follower.ts";
import { routineMsDefault } from "./limits.ts";
import { Membership } from "./membership/membership.ts";
import type { Network } from "./network.ts";
import { evaluationRoute, roles } from "./routes/evaluations.ts";
import { Routine } from "./routine.ts";
import { createIdentity, loadIdentity } from "./state/identity.ts";
import { type HeldShares, ShareVault } from "./state/share-vault.ts";

export interface KeyHolderConfig extends TlsFiles {
  readonly stateDir: string;
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly portTries?: number;
  /** Port of metrics and health on this machine; none where undefined. */
  readonly metricsPort?: number;
  readonly issuerUrl: string;
  /** base64url: whose community file and roster are believed. */
  readonly issuerKey: string;
  /** Where records for the ledger are posted to. */
  readonly exchangeUrl: string;
  /** How often it is looked what is due. */
  readonly routineMs?: number;
  /** Threads that evaluate; by default one a core. */
  readonly threads?: number;
}

export interface KeyHolderPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly network: Network;
}

/** How the keys of an epoch stand, as the ledger says. */
export interface KeyStanding {
  readonly phase: string;
  readonly attempt: number;
  readonly culprits: readonly {
    readonly attempt: number;
    readonly holder: number;
    readonly why: string;
  }[];
  readonly destroyedBy: readonly number[];
  readonly keys: PublicBlindKeys | undefined;
  /** Whether this holder can evaluate. */
  readonly isUsable: boolean;
}

export interface RunningKeyHolder extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  /** base64url. */
  readonly publicKey: string;
  standing(epoch: Epoch): Promise<KeyStanding>;
  /** Looks at once at everything that may be due. */
  look(): Promise<void>;
}

/** Makes the holder's key in an empty state folder. Throws `file-exists`. */
export async function initKeyHolder(
  stateDir: string,
  random: Random = systemRandom,
): Promise<{ readonly publicKey: string }> {
  const { publicKey } = await createIdentity(stateDir, random);
  return { publicKey };
}

/** The whole program. Throws `holder-missing`, `store-in-use`, `port-busy`. */
export async function startKeyHolder(
  config: KeyHolderConfig,
  given: Partial<KeyHolderPorts> = {},
): Promise<RunningKeyHolder> {
  const ports: KeyHolderPorts = {
    clock: systemClock,
    random: systemRandom,
    log: silentLog,
    network: fetchBytes,
    ...given,
  };
  await using started = new AsyncDisposableStack();
  const parts = await openParts(config, ports, started);
  const { ceremonies, vault, identity, routine } = parts;
  const usableShares = async (epoch: Epoch): Promise<HeldShares | undefined> => {
    const { view } = await ceremonies.standing(epoch);
    const held = view.phase === "done" ? await vault.held(epoch) : undefined;
    return held?.attempt === view.place.attempt ? held : undefined;
  };
  const server = await serve(config, ports, { ...parts, usableShares }, started);
  started.use(routine);
  routine.start();
  const running = started.move();
  return {
    url: server.url,
    port: server.port,
    publicKey: identity.publicKey,
    standing: async (epoch) => {
      const { view, destroyed } = await ceremonies.standing(epoch);
      const { phase, place, culprits, keys } = view;
      const isUsable = (await usableShares(epoch)) !== undefined;
      const { attempt } = place;
      return { phase, attempt, culprits, destroyedBy: [...destroyed].sort(), keys, isUsable };
    },
    look: () => routine.runOnce(),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

async function openParts(
  config: KeyHolderConfig,
  { clock, random, log, network }: KeyHolderPorts,
  started: AsyncDisposableStack,
) {
  const { stateDir: folder, exchangeUrl } = config;
  const identity = await loadIdentity(folder);
  const file = path.join(folder, "keyholder.sqlite");
  const store = started.use(await openKeyHolderStore({ file, clock }));
  const group = await loadRistretto();
  const vault = new ShareVault({ folder, store, random, group });
  const issuer = { url: config.issuerUrl, publicKey: config.issuerKey };
  const membership = new Membership({ store, identity, network, clock, random }, issuer);
  await membership.load();
  const follower = new LedgerFollower({ store, network });
  const ceremonies = new Ceremonies({ store, vault, group });
  const notices = { identity, network, exchangeUrl };
  const routine = new Routine(
    { store, membership, follower, ceremonies, vault, notices, clock, log },
    config.routineMs ?? routineMsDefault,
  );
  return { identity, store, vault, membership, ceremonies, routine };
}

type Parts = Awaited<ReturnType<typeof openParts>> & {
  readonly usableShares: (epoch: Epoch) => Promise<HeldShares | undefined>;
};

async function serve(
  config: KeyHolderConfig,
  { clock, random, log }: KeyHolderPorts,
  { identity, store, membership, routine, usableShares }: Parts,
  started: AsyncDisposableStack,
) {
  const pool = started.use(createEvaluationPool(config.threads ?? availableParallelism()));
  const desk = new EvaluationDesk({
    store,
    identity,
    membership,
    onUnknown: () => {
      routine.wantRoster();
    },
    usableShares,
    pool,
    clock,
    random,
  });
  const metrics = createMetrics("keyholder");
  const app = createApp({
    roles,
    routes: [evaluationRoute((request) => desk.answer(request))],
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
  const ready = async (): Promise<boolean> =>
    (await usableShares(epochOf(clock.now()))) !== undefined;
  started.use(await serveMetrics(metrics, metricsPort, { clock, random, log, ready }));
  return server;
}
