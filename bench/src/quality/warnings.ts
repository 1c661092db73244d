/**
 * Who is warned of what in thirty simulated days, against what the simulator knows: a report concerns a
 * company that the same adversary attacks within these days, whether before or after.
 */

import { type Epoch, roundAt } from "@tocsin/kernel";
import type { ReportChange } from "@tocsin/member";
import type { ClassId, Envelope } from "@tocsin/wire";

import type { Bench, BenchRow } from "../bench.ts";
import { ringingCompany } from "../warnings/company.ts";
import { type Attack, companies, replay } from "../warnings/replay.ts";

/** Companies whose warnings are judged: the first ones. */
const judged = process.argv.includes("--quick") ? 10 : 40;

export const benches: Bench[] = [
  {
    name: "quality.warnings",
    about: `who is warned of what in 30 simulated days of ${companies} companies`,
    run,
  },
];

const roundMs = 60_000;

interface Tally {
  right: number;
  wrong: number;
}

async function run(report: (row: BenchRow) => void): Promise<void> {
  const attacks = replay();
  const reported = attacks.filter((it) => it.isReported);
  const ledger = reported.map(changeOf);
  const byReport = new Map(reported.map((attack, at) => [idOf(at), attack]));
  const exact: Tally = { right: 0, wrong: 0 };
  const tied: Tally = { right: 0, wrong: 0 };
  let wanted = 0;
  for (let company = 0; company < judged; company += 1) {
    const suffered = new Set(
      attacks.filter((it) => it.company === company).map((it) => it.adversary),
    );
    const isOthers = (attack: Attack): boolean => attack.company !== company;
    wanted += reported.filter((it) => isOthers(it) && suffered.has(it.adversary)).length;
    for (const [id, why] of await warnedOf(company, attacks, ledger, byReport)) {
      const attack = byReport.get(id);
      const tally = why === "observable" ? exact : tied;
      if (attack !== undefined && suffered.has(attack.adversary)) tally.right += 1;
      else tally.wrong += 1;
    }
  }
  tell(report, "by a shared value", exact, wanted);
  const both = { right: exact.right + tied.right, wrong: exact.wrong + tied.wrong };
  tell(report, "by a shared value or a campaign", both, wanted);
}

async function warnedOf(
  company: number,
  attacks: readonly Attack[],
  ledger: readonly ReportChange[],
  byReport: ReadonlyMap<string, Attack>,
): Promise<ReadonlyMap<string, string>> {
  await using node = ringingCompany(ledger, (id) => byReport.get(id)?.company === company);
  await node.look();
  for (const attack of attacks.filter((it) => it.company === company)) await node.see(attack.seen);
  await node.look();
  return await node.warned();
}

function tell(
  report: (row: BenchRow) => void,
  how: string,
  { right, wrong }: Tally,
  wanted: number,
): void {
  const precision = right / Math.max(1, right + wrong);
  report({ metric: `precision, ${how}`, unit: "of warnings", values: [precision] });
  report({ metric: `recall, ${how}`, unit: `of ${wanted}`, values: [right / wanted] });
}

/** Of which only the class is looked at. */
const envelope: Envelope = {
  v: 1,
  kind: "report",
  epoch: "2026-01" as Epoch,
  class: "health" as ClassId,
  audience: "members",
  body: "b".repeat(43),
  pkSign: "s".repeat(43),
  pkHpke: "h".repeat(43),
  author: "a".repeat(43),
  review: null,
  seq: 0,
  prev: null,
};

function idOf(at: number): string {
  return String(at).padStart(43, "r");
}

function changeOf({ body, atMs }: Attack, at: number): ReportChange {
  return {
    arrival: at + 1,
    id: idOf(at),
    kind: "report",
    mine: false,
    index: at,
    round: roundAt(atMs, roundMs),
    publishedMs: atMs,
    envelope,
    body,
  };
}
