/**
 * How much many reports of one group (the class of their tokens) say of one feature. Without a bound one
 * class could copy a value until it is as usual as a search engine and ties nobody any more. The first
 * few of a group count in full, then every second, every fourth and so on: a value that a whole
 * community meets still becomes usual, and a flood of hundreds weighs as a few dozen. Which of them
 * count is drawn from what they hold, so that all who compute find the same.
 */

import type { EncodedKind } from "./encoded-features.ts";

/** Reports of one group that count in full for one feature, and after each so many again the half. */
const perGroupInFull = 4;
const halvingsMax = 20;

/** Of a report; with the feature's id it draws whether a report of a large group counts. */
export function saltOf(features: readonly EncodedKind[]): number {
  let salt = 0;
  for (const { ids } of features) {
    for (const id of ids) salt = Math.imul(salt ^ id, 0x9e3779b1);
  }
  return salt >>> 0;
}

export interface Newcomer {
  readonly group: string;
  readonly salt: number;
}

/** Whether a report is counted and listed for a feature that the reports `having` are listed for. */
export function countsToo(
  { group, salt }: Newcomer,
  id: number,
  having: readonly number[],
  groupOf: (report: number) => string,
): boolean {
  if (having.length < perGroupInFull) return true;
  let same = 0;
  for (const report of having) if (groupOf(report) === group) same += 1;
  const halvings = Math.min(halvingsMax, Math.floor(same / perGroupInFull));
  const drawn = Math.imul(salt ^ id, 0x85ebca6b) >>> (32 - halvingsMax);
  return drawn % 2 ** halvings === 0;
}
