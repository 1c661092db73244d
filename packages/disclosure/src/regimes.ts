/**
 * Legal regimes as dated data: which one is in force on a day. Never hard-wired and no legal advice: the
 * company's policy may replace the whole table, and a day without any regime is a valid day. PRODUCT.md.
 */

import type { Regime } from "@tocsin/wire";

/**
 * Cybersecurity Information Sharing Act of 2015, 6 USC 1501-1510: enacted with Public Law 114-113, lapsed
 * after 2025-09-30, brought back by the continuing resolution of 2025-11-12; 2026-09-30 is the last end
 * that was known when this table was written. Counsel checks it.
 */
export const regimesKnown: readonly Regime[] = [
  {
    id: "us-cisa-2015",
    name: "Cybersecurity Information Sharing Act of 2015",
    from: "2015-12-18",
    until: "2025-09-30",
    text: "6 USC 1501-1510 as enacted by Public Law 114-113, Division N.",
  },
  {
    id: "us-cisa-2015",
    name: "Cybersecurity Information Sharing Act of 2015, extended",
    from: "2025-11-12",
    until: "2026-09-30",
    text: "6 USC 1501-1510 as extended; last end known to this table.",
  },
];

/** The first of the table that holds on the day, "2026-11-21"; undefined where none does. */
export function regimeOn(day: string, regimes: readonly Regime[]): Regime | undefined {
  return regimes.find(({ from, until }) => from <= day && (until === null || day <= until));
}
