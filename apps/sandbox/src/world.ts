/**
 * The whole world on one machine: operators, two companies with nodes, and neighbours whose reports are
 * the sample. What it keeps is one folder; the same folder brings back the same world.
 */

import path from "node:path";

import type { Log } from "@tocsin/http";
import type { RunningIssuer } from "@tocsin/issuer";
import { makeFolder } from "@tocsin/kernel/folders";
import type { Invitation } from "@tocsin/wire";

import {
  castellan,
  type Company,
  neighbours,
  northmere,
  type Resident,
  tidewell,
  traitsOf,
} from "./companies.ts";
import { enrolNeighbour, type Neighbourhood, reportSample } from "./neighbours.ts";
import { type Operators, startOperators } from "./operators.ts";
import type { PortOffice } from "./ports.ts";
import { type RunningResident, settleIn, startResident } from "./residents.ts";
import { markSampleDone, sampleIsDone } from "./sample-mark.ts";

export interface WorldSettings {
  readonly stateDir: string;
  readonly roundMs: number;
  /** The first of the ports that are tried; consoles take those 11 and 12 above. */
  readonly port: number;
  readonly consoleDir: string;
  /** Whether the neighbours report the sample. */
  readonly sample: boolean;
  /** Whether the bank's node runs, too. */
  readonly bank?: boolean;
  readonly office: PortOffice;
  readonly log: Log;
  /** Progress for a person. */
  readonly tell: (line: string) => void;
  /** Reports of the sample that are published. */
  readonly onSample?: (published: number, all: number) => void;
}

export interface World extends AsyncDisposable {
  readonly operators: Operators;
  readonly northmere: RunningResident;
  readonly castellan: RunningResident;
  /** Where it was asked for. */
  readonly tidewell: RunningResident | undefined;
  /** Resolves when the whole sample is published, at once where it was before. */
  readonly sampled: Promise<void>;
}

const consolePorts = { northmere: 11, castellan: 12, tidewell: 13 } as const;

export async function startWorld(settings: WorldSettings): Promise<World> {
  const { stateDir, tell } = settings;
  await using started = new AsyncDisposableStack();
  makeFolder(stateDir);
  tell("Starting issuer, exchange and relay …");
  const operators = started.use(await startOperators(settings));
  const where: Neighbourhood = {
    folder: path.join(stateDir, "neighbours"),
    network: operators.network,
  };
  makeFolder(where.folder);
  const live = { ...settings, network: operators.network };
  const resident = async (company: Resident, offset: number): Promise<RunningResident> =>
    started.use(await startResident(company, { ...live, port: settings.port + offset }));
  const a = await resident(northmere, consolePorts.northmere);
  const b = await resident(castellan, consolePorts.castellan);
  const c = settings.bank === true ? await resident(tidewell, consolePorts.tidewell) : undefined;
  await found(operators.issuer, where, c === undefined ? [a, b] : [a, b, c], tell);
  const sampled = sampleFrom(settings, where, started);
  const running = started.move();
  return {
    operators,
    northmere: a,
    castellan: b,
    tidewell: c,
    sampled,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

/** Brings every company into the community, once, and then makes the token keys of the month. */
async function found(
  issuer: RunningIssuer,
  where: Neighbourhood,
  residents: readonly RunningResident[],
  tell: (line: string) => void,
): Promise<void> {
  const enrolled = new Set(
    (await issuer.run("member-list", {}))
      .filter((it) => it.state === "active")
      .map((it) => it.legalId),
  );
  for (const it of residents) {
    if (!it.member.protocol.enrolled) await settleIn(it, await invite(issuer, it.company));
  }
  const missing = neighbours.filter((it) => !enrolled.has(it.legalId));
  for (const [at, company] of missing.entries()) {
    if (at % 10 === 0) tell(`Enrolling ${missing.length - at} more invented companies …`);
    await enrolNeighbour(where, company, await invite(issuer, company));
  }
  const epochs = await issuer.run("epoch-list", {});
  if (epochs.length === 0) await issuer.run("epoch-prepare", {});
  await issuer.run("directory-publish", {});
}

/** A new invitation, also where an earlier one was lost on the way. */
async function invite(issuer: RunningIssuer, company: Company): Promise<Invitation> {
  const { name, legalId, class: of } = company;
  const known = (await issuer.run("member-list", {})).find((member) => member.legalId === legalId);
  const { invitation } =
    known === undefined
      ? await issuer.run("member-invite", { name, legalId, class: of, ...traitsOf(company) })
      : await issuer.run("member-rotate", { id: known.id });
  return invitation;
}

/** Lets the neighbours report in the background until all is published or the world stops. */
function sampleFrom(
  { stateDir, sample, tell, onSample = () => undefined }: WorldSettings,
  where: Neighbourhood,
  started: AsyncDisposableStack,
): Promise<void> {
  const stopping = new AbortController();
  const run = async (): Promise<void> => {
    if (!sample || (await sampleIsDone(stateDir))) return;
    await reportSample(where, onSample, stopping.signal);
    if (!stopping.signal.aborted) await markSampleDone(stateDir);
  };
  const sampling = run().catch((error: unknown) => {
    tell(`The sample stopped: ${String(error)} The world runs on; start it again for the rest.`);
  });
  started.defer(async () => {
    stopping.abort();
    await sampling;
  });
  return sampling;
}
