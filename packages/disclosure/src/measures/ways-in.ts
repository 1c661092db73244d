/**
 * Ways into systems that need no word on whose they are: nobody guesses the password of a panel of their
 * own, or uses a stolen key to fetch something. Read by {@link lintMeasure} alone.
 */

import { type Clause, isLawful, targetsIn } from "./targets.ts";
import { contacting, entering, own, ownPeople, persons, relatives, taking } from "./words.ts";

const nearWords = 12;
const longNearWords = 20;

/** Whether we enter by guessing, by what was found in malware, or by seizing what attackers talk through. */
export function findsWayIn(clause: Clause, at: number): boolean {
  if (!isOurDeed(clause, at)) return false;
  const said = clause.slice(at, at + nearWords);
  const text = said.join(" ");
  if (guesses.test(text) || seizes.test(text)) return !hasOwn(said) && !isLawful(clause);
  if (reachesWithFound.test(clause.slice(at, at + longNearWords).join(" "))) return !hasOwn(said);
  const verb = usesFound.exec(text)?.[1];
  return verb !== undefined && reaches(verb) && !endsAtOwn(said);
}

const before = new Set("we i , and then also or to by now".split(" "));

/** An order, or what we did: not what attackers, machines or staff do. */
function isOurDeed(clause: Clause, at: number): boolean {
  const head = clause.slice(0, at);
  return (
    (at === 0 || before.has(clause[at - 1] ?? "")) &&
    !head.some((word) => persons.has(word) || ownPeople.has(word) || relatives.has(word))
  );
}

const door =
  "(?:panel|login|logon|portal|page|form|admin|account|mailbox|webmail|server|host|site|dashboard|ssh|rdp|ftp|sftp|vpn|bot|c2)(?:'s)?";
/** "brute force the panel login": with an article, since "brute force protection" is none. */
const guesses = new RegExp(
  `^(?:brute forc(?:e|ed|ing)|bruteforc(?:e|ed|ing)|(?:password )?spray(?:ed|ing)?|credential stuff(?:ed|ing)?|guess(?:ed|ing)?|crack(?:ed|ing)?) (?:the|a|an|this|that|its) (?:[a-z0-9']+ ){0,2}${door}\\b`,
);
const seizes =
  /^(?:seiz(?:e|ed|ing)|hijack(?:ed|ing)?|commandeer(?:ed|ing)?|t(?:ake|ook|aking) over) (?:the|a|this|that|its) (?:[a-z0-9']+ ){0,2}(?:telegram|discord|bot|bots|botnet|panel|c2)\b(?! (?:detection|protection|management|defen[cs]e))/;
const found =
  "stolen|leaked|recovered|extracted|hard ?coded|embedded|exposed|captured|harvested|abandoned";
const origin = "malware|sample|config|configuration|rclone|loader|script|binary|implant|bot|kit";
const credential =
  "(?:credentials?|passwords?|logins?|keys?|tokens?|cookies?|sessions?|api|account)";
const stolenMeans = `(?:(?:the|a|their|its|his) )?(?:(?:[a-z]+ )?(?:${found}) (?:[a-z]+ ){0,2}${credential}|(?:[a-z]+ ){0,2}(?:${origin})(?:'s)? (?:[a-z]+ ){0,2}${credential}|(?:[a-z]+ ){0,2}${credential} (?:from|in|of|inside) (?:the )?(?:[a-z]+ ){0,2}(?:${origin}))`;
/** "use the stolen API token to pull", "with the key from the sample, list" */
const usesFound = new RegExp(
  `^(?:us(?:e|ed|ing) ${stolenMeans} (?:to|and)|(?:with|using|via|through|by means of) ${stolenMeans}(?: (?:from|in|of) (?:the )?(?:${origin}))? (?:, )?(?:we (?:then |also )?)?) ?([a-z]+)\\b`,
);
const afar =
  "(?:chats?|channels?|groups?|messages|buckets?|panel|repository|repositories|server|drop|mailbox|inbox|dashboard|storage|uploads|loot|c2)";
/** "read the chats of the group with the bot's token" */
const reachesWithFound = new RegExp(
  `^(?:read|reading|list(?:ed|ing)?|brows(?:e|ed|ing)|enumerat(?:e|ed|ing)|download(?:ed|ing)?|dump(?:ed|ing)?|scrap(?:e|ed|ing)|pull(?:ed|ing)?|fetch(?:ed|ing)?|cop(?:y|ied|ying)|open(?:ed|ing)?|view(?:ed|ing)?|access(?:ed|ing)?|enter(?:ed|ing)?|join(?:ed|ing)?|(?:log|sign|connect)[a-z]{0,4} (?:in|on|to|into)) (?:[a-z0-9']+ ){0,4}${afar} (?:[a-z0-9']+ ){0,4}(?:with|using|via|through) ${stolenMeans}`,
);
const reading = new Set(
  "read list listed browse browsed open opened see view viewed delete wipe erase empty enumerate".split(
    " ",
  ),
);
const everyday = new Set("get got gets getting take takes took taken taking steal".split(" "));

function reaches(verb: string): boolean {
  const isReach = taking.has(verb) || contacting.has(verb) || entering.has(verb);
  return reading.has(verb) || (isReach && !everyday.has(verb));
}

function hasOwn(said: Clause): boolean {
  return said.some((word) => own.has(word));
}

const places = new Set(["from", "in", "on", "at", "of", "inside", "into", "to"]);

/** "pull the list from our tenant" */
function endsAtOwn(said: Clause): boolean {
  const last = said.findLastIndex((word) => places.has(word));
  return last >= 0 && hasOwn(said.slice(last));
}

const suffered =
  /^(?:hit|attacked|targeted|affected|locked|flagged|exposed|compromised|infected|stolen|abused|tried)$/;

/** "accounts hit by brute force": what attackers did to systems of ours. */
export function isSuffered(clause: Clause, by: number): boolean {
  const theirs = targetsIn(clause, ["system", "shared", "person", "address"]);
  return suffered.test(clause[by - 1] ?? "") && theirs.length === 0;
}
