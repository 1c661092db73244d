/** All attacks, in the order of the table. */

import type { Attack, Setting } from "./attack.ts";
import { attributes } from "./attacks/attributes.ts";
import { collusion } from "./attacks/collusion.ts";
import { epochs } from "./attacks/epochs.ts";
import { officeHours } from "./attacks/office-hours.ts";
import { quota } from "./attacks/quota.ts";
import { matchingRate } from "./attacks/matching-rate.ts";
import { availability } from "./attacks/availability.ts";
import { relayTiming } from "./attacks/relay-timing.ts";
import { style } from "./attacks/style.ts";
import { smallWorld } from "./attacks/small-world.ts";
import { stakes } from "./attacks/stakes.ts";
import { tags } from "./attacks/tags.ts";
import { tokenFetch } from "./attacks/token-fetch.ts";
import type { Finding } from "./judge/finding.ts";

export const attacks: readonly Attack[] = [
  relayTiming,
  availability,
  tokenFetch,
  attributes,
  epochs,
  officeHours,
  style,
  quota,
  matchingRate,
  tags,
  stakes,
  smallWorld,
  collusion,
];

/**
 * What CI runs: one small community. With a thousand reports .52 is two standard errors and not three; the
 * seed is fixed, so that chance does not decide.
 */
export const shortForm = {
  seed: 1,
  members: 50,
  days: 60,
  reports: 1000,
  thorough: false,
} as const;

export async function runSuite(chosen: readonly Attack[], setting: Setting): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const attack of chosen) {
    setting.tell(`${attack.name}: ${attack.about}`);
    findings.push(...(await attack.run(setting)));
  }
  return findings;
}
