/** Warnings with the reports that raised them, for the console and the command line. */

import { type Clock, TocsinError } from "@tocsin/kernel";
import type { WarningRow, WarningStore } from "@tocsin/store";
import type { ReportView } from "@tocsin/wire";
import { type Tuning, tuning, type Warning, type WarningChange } from "@tocsin/wire/node-api";
import type { CampaignDesk } from "../campaigns/campaigns.ts";
import type { Protocol } from "../protocol.ts";
import { readConcerns, urgencyOfConcerns } from "../warnings/concern-warnings.ts";
import { urgencyOf } from "../warnings/urgency.ts";
import { reportViews } from "./report-view.ts";

export interface WarningPorts {
  readonly store: WarningStore;
  readonly protocol: Pick<Protocol, "report">;
  readonly campaigns: Pick<CampaignDesk, "namesOf" | "linkOf">;
  readonly clock: Clock;
  readonly onChange: () => void;
}

export interface WarningDesk {
  view(id: string): Promise<Warning>;
  /** Without campaign and link, which take longer than all the rest: for who is told that there is one. */
  brief(id: string): Promise<Warning>;
  page(query: {
    state: Warning["state"] | undefined;
    after: string | undefined;
    limit: number;
  }): Promise<{ items: Warning[]; total: number; next: string | null }>;
  /** Throws `not-found`; `message-invalid` where a reason is not one of the warning. */
  change(id: string, change: WarningChange): Promise<Warning>;
  newCount(): Promise<number>;
  tunings(): Promise<Tuning[]>;
  /** Throws `not-found`. */
  untune(id: string): Promise<void>;
}

const snoozeMsDefault = 24 * 3_600_000;
const concernsListed = 3;
const tuningsMax = 1000;

export function createWarningDesk(ports: WarningPorts): WarningDesk {
  const { store, clock } = ports;
  const found = async (id: string, of: WarningPorts): Promise<Warning> => {
    const row = await store.get(id, clock.now());
    const [warning] = row === undefined ? [] : await warningViews(of, [row]);
    if (warning === undefined) throw new TocsinError("not-found");
    return warning;
  };
  const view = async (id: string): Promise<Warning> => {
    const warning = await found(id, ports);
    const { report } = warning;
    return { ...warning, link: report && (await ports.campaigns.linkOf(report.id)) };
  };
  return {
    view,
    brief: (id) => found(id, { ...ports, campaigns: noCampaigns }),
    page: async (query) => {
      const page = await store.page({ ...query, nowMs: clock.now() });
      const items = await warningViews(ports, page.items);
      return {
        ...page,
        items: items.map((it) => ({ ...it, concerns: it.concerns.slice(0, concernsListed) })),
      };
    },
    change: async (id, { state, snoozeMs = snoozeMsDefault, because }) => {
      if (because !== undefined) await tune(ports, id, state, because);
      const until = state === "snoozed" ? clock.now() + snoozeMs : null;
      if (!(await store.setState(id, state, until))) throw new TocsinError("not-found");
      ports.onChange();
      return view(id);
    },
    newCount: () => store.newCount(clock.now()),
    tunings: async () =>
      (await store.tunings()).map((it) => ({ ...it, kind: tuning.shape.kind.parse(it.kind) })),
    untune: async (id) => {
      if (!(await store.untune(id))) throw new TocsinError("not-found");
      ports.onChange();
    },
  };
}

const noCampaigns: WarningPorts["campaigns"] = {
  namesOf: () => Promise.resolve(new Map()),
  linkOf: () => Promise.resolve(null),
};

/** The like of these reasons is quieter from now on. */
async function tune(
  { store, clock }: WarningPorts,
  id: string,
  state: Warning["state"],
  because: NonNullable<WarningChange["because"]>,
): Promise<void> {
  const row = await store.get(id, clock.now());
  if (row === undefined) throw new TocsinError("not-found");
  const meant = because.flatMap(({ kind, value }) =>
    row.reasons.filter((it) => it.kind === kind && it.value === value),
  );
  if (state !== "not-relevant" || meant.length < because.length) {
    throw new TocsinError("message-invalid", { detail: "because" });
  }
  if ((await store.tunings()).length + meant.length > tuningsMax) {
    throw new TocsinError("too-large", { detail: `more than ${tuningsMax} tunings` });
  }
  await store.tune(meant, clock.now());
}

async function warningViews(
  { protocol, campaigns, clock }: WarningPorts,
  rows: readonly WarningRow[],
): Promise<Warning[]> {
  const ids = rows.flatMap(({ report }) => report ?? []);
  const found = await Promise.all(ids.map((id) => protocol.report(id)));
  const reports = await reportViews(
    found.filter((it) => it !== undefined),
    campaigns,
  );
  const byId = new Map(reports.map((it) => [it.id, it]));
  return rows.flatMap((row): Warning[] => {
    const about = row.report === null ? concernsOf(row, clock.now()) : reportOf(row, byId);
    if (about === undefined) return [];
    const { id, raisedMs, state, snoozedUntilMs } = row;
    const updates = [...row.updates];
    const reasons = row.reasons.map(({ quiet = false, ...it }) => ({
      ...it,
      ours: it.ours.slice(0, oursCharsMax),
      quiet,
    }));
    return [{ id, ...about, reasons, raisedMs, state, snoozedUntilMs, link: null, updates }];
  });
}

type About = Pick<Warning, "report" | "concerns" | "urgency">;

function reportOf(
  { report: id, reasons, updates }: WarningRow,
  reports: ReadonlyMap<string, ReportView>,
): About | undefined {
  const report = reports.get(id ?? "");
  if (report === undefined) return undefined;
  const own = urgencyOf(reasons, report.body);
  const isStronger = own === "low" && updates.some(({ strength }) => strength === "strong");
  return { report, concerns: [], urgency: isStronger ? "normal" : own };
}

function concernsOf({ concerns: json, reasons }: WarningRow, nowMs: number): About {
  const concerns = readConcerns(json ?? "[]", nowMs);
  return { report: null, concerns, urgency: urgencyOfConcerns(concerns, reasons, nowMs) };
}

const oursCharsMax = 200;
