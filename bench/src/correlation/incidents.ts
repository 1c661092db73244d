/** Made-up incidents of one adversary each: the same in each run. */

import type { IncidentFacts } from "@tocsin/correlation";

const perCampaign = 12;

/** A small generator: the same reports in each run. */
function createDice(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const words =
  "secure login update mail cloud portal office drive share account verify service support admin vpn web api news data file doc bank pay ticket travel health energy market north river stone green silver".split(
    " ",
  );
const endings = [
  "com",
  "net",
  "org",
  "info",
  "xyz",
  "top",
  "online",
  "site",
  "ddns.net",
  "hopto.org",
];

function hex(dice: (below: number) => number, chars: number): string {
  let text = "";
  while (text.length < chars) text += dice(65536).toString(16).padStart(4, "0");
  return text.slice(0, chars);
}

function observable(dice: (below: number) => number): { type: string; value: string } {
  const kind = dice(20);
  if (kind < 11) {
    const name = `${words[dice(words.length)] ?? ""}-${dice(1e6).toString(36)}${words[dice(words.length)] ?? ""}`;
    return { type: "domain", value: `${name}.${endings[dice(endings.length)] ?? "com"}` };
  }
  if (kind < 14)
    return { type: "ipv4", value: `${dice(90) + 100}.${dice(256)}.${dice(256)}.${dice(254) + 1}` };
  if (kind < 15)
    return { type: "url", value: `http://${dice(1e6).toString(36)}.net/${hex(dice, 8)}/gate.php` };
  return { type: "sha256", value: hex(dice, 64) };
}

/** The nth report: fresh values, values of its campaign, and the one that half of all have. */
export function incidentOf(nth: number, count: number): IncidentFacts {
  const dice = createDice(nth * 2 + 1);
  const shared = createDice(Math.floor(nth / perCampaign) * 2 + 1_000_003);
  const pool = Array.from({ length: count }, () => observable(shared));
  const indicators = Array.from({ length: count }, (_, at) =>
    at % 4 === 0 ? (pool[dice(pool.length)] ?? observable(dice)) : observable(dice),
  );
  if (nth % 2 === 0) indicators[1] = { type: "domain", value: "everywhere.top" };
  return { indicators };
}

export function observableBytes(facts: IncidentFacts): number {
  return facts.indicators.reduce((sum, it) => sum + JSON.stringify(it).length, 0);
}
