/** What a label says of what stands behind its colon: whose names and amounts these are, whose words, for whom they are. */

import type { Reading } from "../detector.ts";
import type { FindingKind } from "../finding-kinds.ts";
import { hashSet } from "../text/word-hash.ts";
import { advice, kindIndex } from "./content-kinds.ts";
import { counsels } from "./context-words.ts";
import type { Tally } from "./tally.ts";
import type { Words } from "../text/words.ts";

/** Words that lead to what follows: "Servo motors:". */
export const labelWordsMax = 4;
const labelScoreMin = 2;

/** "Fix: golden images", "For peers: the pipe": what stands behind is meant for others. */
const forOthers = hashSet(
  "fix fixes fixed remedy remedies mitigation mitigations measures measure lesson lessons control controls defence defences defense defenses detection detections hunting hunt indicators ioc iocs share sharing peers advice helped helps stops worked works response recommendation recommendations prevention hardening technique techniques",
);
const oddsForOthers = -2.5;

export function oddsBehindLabel({ words }: Reading, first: number, last: number): number {
  if (last - first > labelWordsMax + 2) return 0;
  for (let at = first; at < last; at += 1) {
    if (forOthers.has(words.hashes[at] ?? 0)) return oddsForOthers;
  }
  return 0;
}

/** What a label says of what stands behind it: advice, or whose the names and amounts are. */
export function kindBehind(label: Tally, isNamed: boolean, tally: Tally): FindingKind | undefined {
  if (label.told(advice) >= labelScoreMin) return "privileged";
  if (!isNamed || tally.isOfAttack || !tally.namesSomething) return undefined;
  let best: FindingKind | undefined;
  let most = labelScoreMin;
  for (const [kind, at] of kindIndex) {
    if (label.told(at) >= most) {
      most = label.told(at) + 1;
      best = kind;
    }
  }
  return best;
}

export const oddsOfCounsel = 2.5;

/** "Legal: call it an outage", "RA Roe: keine Aussage": the words from `first` to before `last` are counsel's name. */
export function isCounsel({ hashes }: Words, first: number, last: number): boolean {
  if (last - first > labelWordsMax) return false;
  for (let at = first; at < last; at += 1) if (counsels.has(hashes[at] ?? 0)) return true;
  return false;
}
