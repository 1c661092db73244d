/** Crews that extort and are called like words: what they do tells who is meant, "Play posted", "Cactus's page". */

import type { Reading } from "../detector.ts";
import { hashOf, hashSet } from "../text/word-hash.ts";
import { upperFirst } from "../text/words.ts";
import { matchEnd } from "./written-tokens.ts";

const crews =
  "akira lockbit rhysida qilin play medusa blackcat alphv clop cl0p hunters ransomhub royal blacksuit bianlian 8base cactus lynx safepay dragonforce basta blackbasta conti revil hive everest snatch medusalocker phobos stormous killsec interlock fog termite embargo sarcoma nova anubis warlock gentlemen devman maze ragnar vice cuba lorenz karakurt quantum monti trigona babuk knight abyss meow kraken chaos nitrogen cloak crypto24 arcus sinobi beast kairos hellcat morpheus direwolf vanhelsing";
const gangs = hashSet(crews);
const crewNames = crews.split(" ").filter((it) => it.length > 3);
const apart = /[._\-\d]+/;
const inName = new RegExp(
  `^(?:${crewNames.join("|")})(?:supp|support|team|admin|help|chat|negotiator|leaks?)?$`,
);

/** Whoever speaks so in a chat: "medusa_support", "lockbitsupp", not "royal". */
export function isOfGang(nick: string): boolean {
  const parts = nick
    .toLowerCase()
    .split(apart)
    .filter((it) => it !== "");
  const isOne = parts.some((it) => inName.test(it));
  return isOne && (parts.length > 1 || !gangs.has(hashOf(nick.toLowerCase())));
}

/** What nobody else does, or has. */
const doing =
  /^(?: [Ii]nternational|'s)?(?: (?:ransomware|affiliates?|negotiators?|gang|group|crew|team|note|page|site|blog|chat|portal|locker|itself|has (?:posted|listed|leaked|published|encrypted|stolen|taken)|posts?|posted|lists?|listed|leak(?:s|ed)|publish(?:es|ed)|encrypt(?:s|ed)|auction(?:s|ed)|claim(?:s|ed)|threaten(?:s|ed)|put us|shows? (?:us|our)|names? us|names? our|wants? \d)(?![\w-])|-style\b)/;
const charsMax = 48;

/** Behind the name of a crew that begins here, and is not named by the list of makers and tools. */
export function gangEnd({ passage: { text }, words }: Reading, at: number): number | undefined {
  if (((words.shapes[at] ?? 0) & upperFirst) === 0 || !gangs.has(words.hashes[at] ?? 0))
    return undefined;
  const end = words.ends[at] ?? 0;
  return matchEnd(text, end, doing, charsMax) === undefined ? undefined : end;
}
