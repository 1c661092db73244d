/**
 * Guessing: a member has values evaluated that it only supposes, and looks for their tags in the feed. Its
 * rate is the quota, the same for everyone: one batch a slot. PROTOCOL §3.
 */

import { dayMs } from "@tocsin/kernel";
import { evaluationSlotMs, highPointsInBatch, lowPointsInBatch } from "@tocsin/wire";

import type { Attack, Setting } from "../attack.ts";
import { type Finding, judge, plainFigure } from "../judge/finding.ts";

const monthDays = 30;
const slotsInMonth = (monthDays * dayMs) / evaluationSlotMs;
const addresses = 2 ** 32;
const shortList = 2 ** 20;
/** What the protocol promises of addresses: 0.004 % a member-month. */
const addressesMost = 0.000_05;
const listMost = 0.01;

function row(
  { members }: Setting,
  note: string,
  evaluations: number,
  of: number,
  most: number,
): Finding {
  const plain = (count: number) => plainFigure("share", Math.min(1, count / of));
  return judge({
    attack: "guessing by quota",
    note,
    view: "any member",
    members,
    cases: evaluations,
    figure: plain(evaluations),
    threshold: { most },
    plant: { what: "a holder without the quota", figure: plain(100 * evaluations) },
    admitted: most === listMost,
  });
}

export const quota: Attack = {
  name: "quota",
  about: "values that a member can test in a month",
  once: true,
  run: (setting) => {
    const low = lowPointsInBatch * slotsInMonth;
    const high = highPointsInBatch * slotsInMonth;
    return Promise.resolve([
      row(setting, "of all IPv4 addresses", low, addresses, addressesMost),
      row(setting, "of a list of 2^20, hard-to-guess kinds", high, shortList, listMost),
      row(setting, "of a list of 2^20, easy kinds", low, shortList, listMost),
    ]);
  },
};
