/** What the world tells the person who started it: what runs where, and what to try. */

import path from "node:path";

import { sampleFolder } from "./config.ts";
import type { World } from "./world.ts";

export function welcome(world: World, stateDir: string, roundMs: number): string {
  const { operators, northmere, castellan, tidewell } = world;
  const bank =
    tidewell === undefined
      ? ""
      : `  ${tidewell.company.name.padEnd(17)} ${tidewell.member.signInUrl()}\n`;
  const incident = path.relative(process.cwd(), path.join(sampleFolder, "northmere-incident.md"));
  const home = path.relative(process.cwd(), northmere.home);
  const there = home.startsWith("..") ? northmere.home : home;
  return `
Running, with rounds of ${roundMs / 1000} s (kept in ${stateDir}):
  issuer    ${operators.issuer.url}
  exchange  ${operators.exchange.url}
  relay     ${operators.relay.url}
  and three key holders, for blind matching

Open in a browser on this machine (each link signs in once; "tocsin open" makes new ones):
  ${northmere.company.name.padEnd(17)} ${northmere.member.signInUrl()}
  ${castellan.company.name.padEnd(17)} ${castellan.member.signInUrl()}
${bank}
Try it: ${northmere.company.name} reports an incident, ${castellan.company.name} is warned in the next round.
  npx tocsin --home ${there} report new ${incident}
  npx tocsin --home ${there} report review ID --accept-proposals --remove-open --approve
  npx tocsin --home ${there} report share ID --wait
Or paste that file into "New report" of the first console and watch "Warnings" of the second.
Ask first, tell nobody: seal the same observable in "Check" of both consoles, and offer to talk.

Ctrl-C stops everything; "npm start" brings it back as it was, "npm start -- --reset" starts anew.
`;
}
