/** What sources of hits are given. */

import type { Clock, Random } from "@tocsin/kernel";
import type { CompanyProfile } from "@tocsin/wire";

import type { HitPorts } from "./standing.ts";

export interface HitSourcePorts {
  /** Of the settings. */
  readonly file: string;
  readonly stateDir: string;
  readonly sightings: HitPorts["sightings"];
  readonly profile: () => CompanyProfile;
  readonly clock: Clock;
  readonly random: Random;
  /** Told when a source's state has changed. */
  readonly onState: () => void;
}
