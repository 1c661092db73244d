/**
 * Thirty days of invented adversaries and companies, the same in each run. A third of the adversaries use
 * fresh values for each victim; everybody meets the same scanners, and reports and logs hold harmless
 * values too.
 */

import { createHash } from "node:crypto";

import { dayMs } from "@tocsin/kernel";
import { bareReport, type Observable, type ReportBody } from "@tocsin/wire";

export interface Attack {
  readonly company: number;
  readonly adversary: number;
  readonly atMs: number;
  readonly body: ReportBody;
  /** What the company's own logs have of it. */
  readonly seen: readonly { readonly type: string; readonly value: string }[];
  readonly isReported: boolean;
}

export const companies = 200;
const adversaries = 60;
const attacksMax = 9;
const reportedShare = 0.5;
const startMs = Date.UTC(2026, 0, 1);
const days = 30;
const consonants = "bcdfghjklmnprstvwz";
const vowels = "aeiou";
const endings = ["com", "net", "info", "org", "top"];
const common = ["Cobalt Strike", "Mimikatz", "AnyDesk"];

export function createDice(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

type Dice = ReturnType<typeof createDice>;

interface Adversary {
  readonly isFresh: boolean;
  readonly stem: string;
  readonly pool: readonly Observable[];
  readonly signer: string | undefined;
  readonly malware: readonly string[];
}

export function replay(): Attack[] {
  const dice = createDice(7);
  const all = Array.from({ length: adversaries }, () => adversaryOf(dice));
  const attacks = all.flatMap((adversary, number) => {
    const victims = new Set(
      Array.from({ length: 2 + dice(attacksMax - 1) }, () => dice(companies)),
    );
    return Array.from(victims, (company) => attackOf(dice, adversary, number, company));
  });
  return attacks.sort((a, b) => a.atMs - b.atMs);
}

function adversaryOf(dice: Dice): Adversary {
  const stem = word(dice, 2);
  return {
    isFresh: dice(3) === 0,
    stem,
    pool: Array.from({ length: 12 }, () => value(dice, stem)),
    signer: dice(2) === 0 ? `${word(dice, 3)} software` : undefined,
    malware: [dice(3) === 0 ? (common[dice(common.length)] ?? "") : word(dice, 3)],
  };
}

function attackOf(dice: Dice, adversary: Adversary, number: number, company: number): Attack {
  const { isFresh, stem, pool, signer, malware } = adversary;
  const own = Array.from({ length: 3 + dice(4) }, () =>
    isFresh ? value(dice, stem) : (pool[dice(pool.length)] ?? value(dice, stem)),
  );
  const signed: Observable[] =
    signer === undefined ? [] : [{ ...observable("signer", signer), role: "payload" }];
  const noise = [scanner(dice), observable("domain", "www.google.com")];
  return {
    company,
    adversary: number,
    atMs: startMs + dice(days * 24) * (dayMs / 24),
    body: bodyOf([...own, ...signed, ...noise.slice(dice(3))], malware),
    seen: [...own.filter(() => dice(5) > 0), scanner(dice), ...noise],
    isReported: dice(100) < reportedShare * 100,
  };
}

/** What everybody meets. */
function scanner(dice: Dice): Observable {
  return { ...observable("ipv4", `185.220.101.${dice(40) + 1}`), role: "scanning" };
}

function value(dice: Dice, stem: string): Observable {
  const kind = dice(4);
  if (kind === 0) {
    const address = `${[45, 91, 185, 193][dice(4)] ?? 45}.${dice(256)}.${dice(256)}.${dice(254) + 1}`;
    return observable("ipv4", address);
  }
  if (kind === 1) {
    return observable(
      "sha256",
      createHash("sha256")
        .update(String(dice(2 ** 31)))
        .digest("hex"),
    );
  }
  const ending = endings[dice(endings.length)] ?? "com";
  return observable("domain", `${stem}-${word(dice, 2)}${dice(90) + 10}.${ending}`);
}

function word(dice: Dice, length: number): string {
  const letter = (of: string): string => of[dice(of.length)] ?? "";
  const syllable = (): string => letter(consonants) + letter(vowels) + letter(consonants);
  return Array.from({ length }, syllable).join("");
}

function observable(type: string, text: string): Observable {
  return { type, value: text, role: "command-and-control", confidence: "high", class: "E" };
}

function bodyOf(observables: readonly Observable[], malware: readonly string[]): ReportBody {
  return bareReport({
    determination: "confirmed",
    expires: "2027-01-01",
    observables: [...observables],
    malware: malware.map((name) => ({ name, class: "B" as const })),
  });
}
