/** Prints `N passed, N failed` of the last run of all tests; argument: the run's exit status. */

import { readFileSync } from "node:fs";

const status = Number(process.argv[2] ?? 1);
const { passed, failed } = counts();
console.log(`${passed} passed, ${status === 0 ? failed : Math.max(failed, 1)} failed`);

function counts(): { passed: number; failed: number } {
  try {
    const report: unknown = JSON.parse(readFileSync("node_modules/.cache/tests.json", "utf8"));
    return {
      passed: numberAt(report, "numPassedTests"),
      failed: numberAt(report, "numFailedTests"),
    };
  } catch {
    return { passed: 0, failed: 0 };
  }
}

function numberAt(report: unknown, key: string): number {
  const entries = typeof report === "object" && report !== null ? Object.entries(report) : [];
  const value: unknown = new Map<string, unknown>(entries).get(key);
  return typeof value === "number" ? value : 0;
}
