/** What must hold at the end of every simulated world, whatever went wrong in it. */

import type { TinyWorld } from "@tocsin/member/testing";
import { canonicalJson } from "@tocsin/kernel";

import type { FaultyNode } from "./faults.ts";

export interface SharedReport {
  readonly author: FaultyNode;
  readonly id: string;
  /** Names of the nodes that confirmed it. */
  readonly voters: Set<string>;
}

export interface Done {
  readonly shared: readonly SharedReport[];
  readonly votes: number;
}

/** Of somebody who lies, or of damage: nobody lies here and nothing is damaged. */
const wrongAlarms: ReadonlySet<string> = new Set([
  "community-forged",
  "directory-forged",
  "directory-not-in-ledger",
  "feed-damaged",
  "ledger-fork",
  "ledger-rollback",
  "ledger-wrong-root",
  "record-invalid",
  "report-refused",
  "section-damaged",
  "tokens-invalid",
]);

/** What does not hold; empty where all is well. */
export async function broken(
  world: TinyWorld,
  nodes: readonly FaultyNode[],
  { shared, votes }: Done,
): Promise<string[]> {
  const wrong: string[] = [];
  const counted = world.exchange.votes.length;
  if (counted !== votes) wrong.push(`${votes} votes were given, ${counted} count`);
  const bodies = world.exchange.accepted.map(({ envelope }) => canonicalJson(envelope));
  if (new Set(bodies).size !== bodies.length) wrong.push("a report is in the ledger twice");
  if (bodies.length !== shared.length) {
    wrong.push(`${shared.length} reports were shared, ${bodies.length} are in the ledger`);
  }
  for (const { author, id } of shared) {
    const delivery = await author.node.protocol.delivery(id);
    if (delivery?.state !== "published") {
      wrong.push(`a report of ${author.node.name} is ${delivery?.state ?? "unknown"}`);
    }
    for (const { node } of nodes) {
      const record = await node.protocol.report(id);
      if (record?.index === undefined) wrong.push(`${node.name} does not have a report`);
    }
  }
  for (const { node } of nodes) wrong.push(...(await brokenIn(world, node)));
  return [...new Set(wrong)];
}

async function brokenIn(world: TinyWorld, node: FaultyNode["node"]): Promise<string[]> {
  const wrong: string[] = [];
  const { sync, alarms } = await node.protocol.status();
  if (sync.size !== world.exchange.size) {
    wrong.push(`${node.name} has ${sync.size} of ${world.exchange.size} leaves`);
  }
  const bad = alarms.map(({ code }) => code).filter((code) => wrongAlarms.has(code));
  if (bad.length > 0) wrong.push(`${node.name}: ${bad.join(", ")}`);
  const check = await node.protocol.checkLedger();
  if (!check.ok) wrong.push(`${node.name}: its ledger does not hold`);
  return wrong;
}
