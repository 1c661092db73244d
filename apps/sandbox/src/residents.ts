/** The two companies whose nodes run here, each with its own folder, console and command line. */

import path from "node:path";

import type { Log } from "@tocsin/http";
import { type Member, type Network, startMember } from "@tocsin/member";
import type { Invitation } from "@tocsin/wire";

import type { Resident } from "./companies.ts";
import { host, type PortOffice } from "./ports.ts";

export interface ResidentSettings {
  readonly stateDir: string;
  /** Wanted port of its console. */
  readonly port: number;
  readonly office: PortOffice;
  readonly network: Network;
  readonly consoleDir: string;
  readonly log: Log;
}

export interface RunningResident extends AsyncDisposable {
  readonly company: Resident;
  readonly member: Member;
  /** What the command line is given as `--home`. */
  readonly home: string;
}

/** Addresses and names reserved for documentation stand for real ones in the sample. */
const ignoredBenignLists = ["documentation-addresses", "documentation-names"];

export async function startResident(
  company: Resident,
  settings: ResidentSettings,
): Promise<RunningResident> {
  const { stateDir, office, network, consoleDir, log } = settings;
  const home = path.join(stateDir, company.id);
  const port = await office.take(settings.port, `the console of ${company.name}`);
  const member = await startMember(
    { stateDir: home, host, port, consoleDir, ignoredBenignLists },
    { network, log },
  );
  return { company, member, home, [Symbol.asyncDispose]: () => member[Symbol.asyncDispose]() };
}

/** Joins, and tells its own node what it is, what it runs and what it has seen. */
export async function settleIn(
  { company, member }: RunningResident,
  invitation: Invitation,
): Promise<void> {
  await member.desk.setProfile(company.profile);
  await member.desk.sightings.add({ source: "mail gateway and proxy", values: company.sightings });
  await member.enrol(invitation);
}
