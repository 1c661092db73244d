/**
 * Programs are killed at moments drawn by chance while two members share reports. Afterwards everything
 * that a node acknowledged must be in the ledger exactly once, and every token spent for one effect.
 */

import { systemClock, systemRandom, uniformInt } from "@tocsin/kernel";
import { httpNetwork } from "@tocsin/member";

import { castellan, type Company, neighbours, northmere } from "../../src/companies.ts";
import { enrolNeighbour } from "../../src/neighbours.ts";
import { type Judgement, judge } from "./judgement.ts";
import { crowd, type NodeProcess, ProcessWorld } from "./process-world.ts";
import type { Program } from "./program.ts";
import { pick, seededRandom } from "./seeded.ts";
import { emptyTally, nextShare, type SharingTally, shareOnAndOn } from "./sharing.ts";

export interface KillPlan {
  readonly kills: number;
  readonly seed: number;
  readonly roundMs?: number;
  readonly tell: (line: string) => void;
}

export interface KillOutcome extends Judgement {
  readonly seed: number;
  readonly kills: Readonly<Record<string, number>>;
  readonly acknowledged: number;
  readonly unanswered: number;
  /** Members that joined while the issuer was killed. */
  readonly joined: number;
  /** From the start of a killed program until it answers. */
  readonly recoveryMs: { readonly median: number; readonly max: number };
  readonly seconds: number;
}

const waitMsMax = 1500;
const downMsMax = 1200;
const reportsMax = 400;
/** What a node needs to sign a report and keep it, generously. */
const shareMs = 60;
const shareWaitMs = 3000;
const joiners: readonly Company[] = neighbours.slice(crowd.length, crowd.length + 3);

export async function killAndJudge(plan: KillPlan): Promise<KillOutcome> {
  const startedMs = systemClock.now();
  await using world = await ProcessWorld.open({
    companies: [northmere, castellan, ...crowd, ...joiners],
    quotas: { report: Math.min(reportsMax, 20 + 4 * plan.kills), read: 40 },
    ...(plan.roundMs === undefined ? {} : { roundMs: plan.roundMs }),
    found: async (founding) => {
      await Promise.all([northmere, castellan].map((it) => founding.joinAsProcess(it)));
      await founding.joinResting(crowd);
    },
  });
  const nodes = [...world.nodes.values()];
  const tally = emptyTally();
  let isOver = false;
  const sharing = Promise.all(nodes.map((node) => shareAt(node, tally, () => isOver)));
  const joining = Promise.all(joiners.map((company) => join(world, company)));
  sharing.catch(() => undefined);
  joining.catch(() => undefined);
  const { kills, recoveries } = await killAll(world, plan, tally);
  isOver = true;
  await Promise.all([sharing, joining]);
  plan.tell(`${tally.reports.length} reports were acknowledged; waiting until all is quiet`);
  const judgement = await judge(world, nodes, tally.reports);
  recoveries.sort((a, b) => a - b);
  return {
    ...judgement,
    seed: plan.seed,
    kills,
    acknowledged: tally.reports.length,
    unanswered: tally.unanswered,
    joined: joiners.length,
    recoveryMs: { median: recoveries[recoveries.length >> 1] ?? 0, max: recoveries.at(-1) ?? 0 },
    seconds: Math.round((systemClock.now() - startedMs) / 1000),
  };
}

/** A node has no tokens yet when the killing begins: fetching them is interrupted too. */
async function shareAt({ api }: NodeProcess, tally: SharingTally, isOver: () => boolean) {
  await api.ready();
  await shareOnAndOn(api, systemRandom, tally, isOver);
}

async function killAll(
  world: ProcessWorld,
  { kills: wanted, seed, tell }: KillPlan,
  tally: SharingTally,
) {
  const random = seededRandom(seed);
  const kills: Record<string, number> = {};
  const recoveries: number[] = [];
  for (let done = 1; done <= wanted; done += 1) {
    const victim: Program = pick(random, world.programs);
    await systemClock.sleep(uniformInt(random, waitMsMax));
    const node = world.nodes.get(victim.name);
    if (node !== undefined) await aim(tally, node, uniformInt(random, shareMs));
    await victim.kill();
    kills[victim.name] = (kills[victim.name] ?? 0) + 1;
    await systemClock.sleep(uniformInt(random, downMsMax));
    recoveries.push(await victim.start());
    tell(`${done}/${wanted}: killed ${victim.name}, back in ${recoveries.at(-1) ?? 0} ms`);
  }
  return { kills, recoveries };
}

/** Waits for the moment at which the node is about to keep a report, or to answer that it did. */
async function aim(tally: SharingTally, { home }: NodeProcess, afterMs: number): Promise<void> {
  await nextShare(tally, home, shareWaitMs);
  await systemClock.sleep(afterMs);
}

/** Tries until the issuer lets it in; the invitation is the same. */
async function join(world: ProcessWorld, company: Company): Promise<void> {
  const where = { folder: world.folder("neighbours"), network: httpNetwork };
  const invitation = world.invitationOf(company);
  for (let tries = 1; ; tries += 1) {
    try {
      await enrolNeighbour(where, company, invitation);
      return;
    } catch (error) {
      if (tries === joinTriesMax) throw error;
      await systemClock.sleep(waitMsMax);
    }
  }
}

const joinTriesMax = 100;
