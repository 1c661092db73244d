/** What a person has said of two reports. It counts for more than what was computed. */

import { campaignOddsMin } from "@tocsin/correlation/comparing";

import { type Reader, text } from "../engine/index.ts";
import { numberOf } from "./settings.ts";

type Said = "together" | "apart";

/** All of them for one transaction: there are few. */
export class Corrections {
  readonly #db: Reader;
  readonly #byReport = new Map<string, Map<string, Said>>();

  constructor(db: Reader) {
    this.#db = db;
    for (const row of db.all("SELECT says, a, b FROM correction")) {
      const [a, b] = [text(row, "a"), text(row, "b")];
      const says = text(row, "says") === "apart" ? "apart" : "together";
      this.#set(a, b, says);
      this.#set(b, a, says);
    }
  }

  /** Of a report with each of the stored ones, by their numbers. */
  of(report: string): ReadonlyMap<number, Said> {
    const said = new Map<number, Said>();
    for (const [other, says] of this.#byReport.get(report) ?? []) {
      const number = numberOf(this.#db, other);
      if (number !== undefined) said.set(number, says);
    }
    return said;
  }

  #set(report: string, other: string, says: Said): void {
    const said = this.#byReport.get(report) ?? new Map<string, Said>();
    this.#byReport.set(report, said.set(other, says));
  }
}

export function mayTie(odds: number, says: Said | undefined): boolean {
  return says === undefined ? odds >= campaignOddsMin : says === "together";
}
