/** One company's node as far as it rings: the real matching and campaigns over a ledger that is an array. */

import { type Clock, systemClock, systemRandom } from "@tocsin/kernel";
import { createCampaigns, createWarningRooms, type ReportChange } from "@tocsin/member";
import { campaignStoreInMemory, type WarningRow } from "@tocsin/store";
import { memberStoreInMemory } from "@tocsin/store/member";
import type { ClassId, CompanyProfile } from "@tocsin/wire";
import { companyProfile } from "@tocsin/wire/node-api";

const policy = { ignoredBenignLists: new Set<string>() };
const lists = Object.keys(companyProfile.shape);
const profile: CompanyProfile = companyProfile.parse(
  Object.fromEntries(lists.map((name) => [name, []])),
);

export interface RingingCompany extends AsyncDisposable {
  look(): Promise<void>;
  see(values: readonly { readonly type: string; readonly value: string }[]): Promise<void>;
  /** Reports with a strong reason, and whether it is a campaign alone. */
  warned(): Promise<ReadonlyMap<string, "observable" | "campaign">>;
}

function protocolOver(
  ledger: readonly ReportChange[],
  own: (change: ReportChange) => ReportChange,
) {
  return {
    enrolled: true,
    classes: () => Promise.resolve(["health" as ClassId]),
    changes: (after: number, limit: number) =>
      Promise.resolve(ledger.slice(after, after + limit).map(own)),
    on: () => () => undefined,
    report: () => Promise.resolve(undefined),
  };
}

/** `ledger` grows while it runs; `isMine` tells whose a report is. */
export function ringingCompany(
  ledger: readonly ReportChange[],
  isMine: (report: string) => boolean,
  clock: Clock = systemClock,
): RingingCompany {
  const store = memberStoreInMemory(clock);
  const own = (change: ReportChange): ReportChange => ({ ...change, mine: isMine(change.id) });
  const protocol = protocolOver(ledger, own);
  const fail = (error: unknown): never => {
    throw error;
  };
  const campaigns = createCampaigns({
    protocol,
    ...store,
    policy,
    clock,
    random: systemRandom,
    openStore: () => Promise.resolve(campaignStoreInMemory(clock)),
    matched: () => rooms.matcher.look(),
    onChange: () => undefined,
    onFailure: fail,
  });
  const rooms = createWarningRooms({
    store,
    protocol,
    profile: { current: profile },
    policy,
    campaigns,
    clock,
    tell: () => undefined,
    onOurs: () => undefined,
    onSeen: () => undefined,
    onFailure: fail,
  });
  return {
    look: () => campaigns.follower.look(),
    see: async (values) => {
      await rooms.sightings.add({ source: "logs", values });
    },
    warned: async () => {
      const query = { state: undefined, after: undefined, limit: 500, nowMs: clock.now() };
      const { items } = await store.warnings.page(query);
      return new Map(items.flatMap(strongOf));
    },
    [Symbol.asyncDispose]: async () => {
      await rooms.matcher[Symbol.asyncDispose]();
      await campaigns[Symbol.asyncDispose]();
      await store[Symbol.asyncDispose]();
    },
  };
}

/** The report of a warning and those that are its updates, where they ring. */
function strongOf({ report, reasons, updates }: WarningRow) {
  const strong = reasons.filter((it) => it.strength === "strong").map((it) => it.kind);
  const why = strong.includes("observable") ? ("observable" as const) : ("campaign" as const);
  const own = report === null || strong.length === 0 ? [] : [[report, why] as const];
  const others = updates
    .filter(({ strength }) => strength === "strong")
    .map((it) => [it.report, "campaign"] as const);
  return [...own, ...others];
}
