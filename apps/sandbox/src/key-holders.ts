/**
 * The three key holders of blind matching, here on one machine: each with a folder and a share of its own.
 * They are named in the community file before anybody joins; the key is made over the ledger while the
 * world goes on. PROTOCOL §3.
 */

import { existsSync } from "node:fs";
import path from "node:path";

import type { Log } from "@tocsin/http";
import { initKeyHolder, type RunningKeyHolder, startKeyHolder } from "@tocsin/keyholder";

import { holderUrls, localPost } from "./names.ts";
import { host, type PortOffice } from "./ports.ts";

export interface HolderSettings {
  readonly stateDir: string;
  readonly roundMs: number;
  /** The first of their three ports. */
  readonly port: number;
  readonly office: PortOffice;
  readonly log: Log;
  readonly issuer: { readonly url: string; readonly publicKey: string };
  readonly exchangeUrl: string;
  /** Where the named parties are; the holders are added. */
  readonly places: Map<string, string>;
}

/** What is due at a holder is looked for no more often. */
const lookMsMin = 2000;

/** In the order of the community file. */
export async function startHolders(
  settings: HolderSettings,
  started: AsyncDisposableStack,
): Promise<readonly RunningKeyHolder[]> {
  const ports: number[] = [];
  // One after the other: the office gives each port once.
  for (const at of holderUrls.keys()) {
    ports.push(await settings.office.take(settings.port + at, `key holder ${at + 1}`));
  }
  const holders = await Promise.all(ports.map((port, at) => startHolder(settings, at, port)));
  for (const [at, holder] of holders.entries()) {
    started.use(holder);
    settings.places.set(holderUrls[at] ?? "", holder.url);
  }
  return holders;
}

async function startHolder(
  settings: HolderSettings,
  at: number,
  port: number,
): Promise<RunningKeyHolder> {
  const { roundMs, log, issuer, exchangeUrl, places } = settings;
  const stateDir = path.join(settings.stateDir, `key-holder-${at + 1}`);
  if (!existsSync(stateDir)) await initKeyHolder(stateDir);
  const routineMs = Math.max(roundMs, lookMsMin);
  const config = { stateDir, host, port, exchangeUrl, routineMs, threads: 1 };
  return startKeyHolder(
    { ...config, issuerUrl: issuer.url, issuerKey: issuer.publicKey },
    { log, network: localPost(places) },
  );
}
