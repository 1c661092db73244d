/** What must be true of a world once it has come to rest, whatever was done to it. */

import { parseToken, spentTokenId } from "@tocsin/crypto";
import { parseCanonicalJson, systemClock, textOf, toBase64Url } from "@tocsin/kernel";
import { bytesOf, leaf, parseMessage, type ReportView, type Submission } from "@tocsin/wire";

import { dumpDatabase, type DumpedRow } from "../../src/database-dump.ts";
import { until } from "./node-api.ts";
import type { NodeProcess, ProcessWorld } from "./process-world.ts";
import type { SharedReport } from "./sharing.ts";

export interface Judgement {
  /** Acknowledged reports that are not in the ledger, and reports that are there more than once. */
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  readonly published: number;
  readonly leaves: number;
  readonly tokensSpent: number;
  readonly sessions: number;
  /** Everything else that is not as it must be. */
  readonly wrong: readonly string[];
  /** Alarms that are still open at the nodes. */
  readonly alarms: readonly string[];
  readonly settledMs: number;
}

const settleMsMax = 600_000;
/** What no crash may lead to; other alarms are of clocks, backups and outages. */
const grave = /^(?:ledger|feed|record|section|directory|community|tokens|report)-/;

export async function judge(
  world: ProcessWorld,
  nodes: readonly NodeProcess[],
  shared: readonly SharedReport[],
): Promise<Judgement> {
  const startedMs = systemClock.now();
  await settle(world, nodes);
  const settledMs = systemClock.now() - startedMs;
  const dump = await dumpDatabase(exchangeDatabase(world));
  const submissions = submissionsIn(dump);
  const views = await Promise.all(nodes.map(({ api }) => api.reports()));
  const wrong = [
    ...(await ledgerFaults(nodes, dump)),
    ...tokenFaults(dump, submissions),
    ...viewFaults(views, submissions),
  ];
  const times = countMarkers(submissions);
  const statuses = await Promise.all(nodes.map(({ api }) => api.status()));
  const alarms = statuses.flatMap((it) => it.alarms.map(({ code }) => code));
  wrong.push(...alarms.filter((code) => grave.test(code)));
  return {
    lost: shared.filter((it) => !times.has(it.marker)).map((it) => it.marker),
    doubled: [...times].filter(([, count]) => count > 1).map(([marker]) => marker),
    published: submissions.length,
    leaves: rowsOf(dump, "leaf").length,
    tokensSpent: rowsOf(dump, "spent").length,
    sessions: rowsOf(dump, "session").length,
    wrong,
    alarms,
    settledMs,
  };
}

export function exchangeDatabase(world: ProcessWorld): string {
  return `${world.folder("exchange")}/exchange.sqlite`;
}

export function rowsOf(dump: readonly DumpedRow[], table: string): DumpedRow["row"][] {
  return dump.filter((it) => it.table === table).map(({ row }) => row);
}

export function submissionsIn(dump: readonly DumpedRow[]): Submission[] {
  return rowsOf(dump, "detail").flatMap((row) => {
    const json = row["leaf"] instanceof Uint8Array ? textOf(row["leaf"]) : undefined;
    const told = parseMessage(leaf, parseCanonicalJson(json ?? ""));
    return told.kind === "submission" ? [told.submission] : [];
  });
}

/** Nothing waits any more, and every node has read as far as the exchange has written. */
async function settle(world: ProcessWorld, nodes: readonly NodeProcess[]): Promise<void> {
  for (const { api } of nodes) {
    await api.until(({ waiting }) => waiting === 0, "an empty outbox", settleMsMax);
  }
  const rows = rowsOf(await dumpDatabase(exchangeDatabase(world)), "leaf").length;
  for (const { api } of nodes) {
    const isThere = ({ sync }: { sync: { size: number; state: string } }): boolean =>
      sync.size >= rows && sync.state === "current";
    await api.until(isThere, "the whole ledger", settleMsMax);
  }
  // A record whose key comes later is counted later.
  const submissions = submissionsIn(await dumpDatabase(exchangeDatabase(world))).length;
  for (const { api } of nodes) {
    const all = async (): Promise<number> => (await api.reports()).length;
    await until(all, (count) => count === submissions, "every report", settleMsMax);
  }
}

async function ledgerFaults(nodes: readonly NodeProcess[], dump: readonly DumpedRow[]) {
  const checks = await Promise.all(nodes.map(({ api }) => api.checkLedger()));
  const size = rowsOf(dump, "leaf").length;
  const roots = new Set(checks.map(({ root }) => root));
  return [
    ...checks.flatMap(({ wrong }) => wrong),
    ...checks.filter(({ ok }) => !ok).map(() => "a node finds its ledger wrong"),
    ...checks.filter((it) => it.size !== size).map((it) => `ledger of ${it.size}, not ${size}`),
    ...(roots.size === 1 ? [] : ["nodes have different roots"]),
  ];
}

/** One token, one effect: a report or a session. */
function tokenFaults(dump: readonly DumpedRow[], submissions: readonly Submission[]): string[] {
  const paid = submissions.flatMap(({ token }) =>
    token === null ? [] : toBase64Url(spentTokenId(parseToken(bytesOf(token)))),
  );
  const spent = rowsOf(dump, "spent").map(({ id }) =>
    toBase64Url(id instanceof Uint8Array ? id : new Uint8Array()),
  );
  const sessions = rowsOf(dump, "session").length;
  const known = new Set(spent);
  return [
    ...(new Set(paid).size === paid.length ? [] : ["a token paid for two reports"]),
    ...(known.size === spent.length ? [] : ["a token is spent twice"]),
    ...paid.filter((id) => !known.has(id)).map(() => "a report's token is not spent"),
    ...(spent.length === paid.length + sessions
      ? []
      : [`${spent.length} tokens spent for ${paid.length} reports and ${sessions} sessions`]),
  ];
}

function viewFaults(
  views: readonly (readonly ReportView[])[],
  submissions: readonly Submission[],
): string[] {
  return views
    .filter((reports) => new Set(reports.map(({ id }) => id)).size !== submissions.length)
    .map((reports) => `a node shows ${reports.length} reports of ${submissions.length}`);
}

function countMarkers(submissions: readonly Submission[]): Map<string, number> {
  const times = new Map<string, number>();
  for (const { body } of submissions) {
    for (const { value } of body?.observables ?? []) times.set(value, (times.get(value) ?? 0) + 1);
  }
  return times;
}
