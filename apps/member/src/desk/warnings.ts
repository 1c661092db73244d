/** Warnings with the reports that raised them, for the console and the command line. */

import { type Clock, TocsinError } from "@tocsin/kernel";
import type { WarningRow, WarningStore } from "@tocsin/store";
import type { Warning } from "@tocsin/wire";
import type { CampaignDesk } from "../campaigns/campaigns.ts";
import type { Protocol } from "../protocol.ts";
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
  page(query: {
    state: Warning["state"] | undefined;
    after: string | undefined;
    limit: number;
  }): Promise<{ items: Warning[]; total: number; next: string | null }>;
  change(id: string, state: Warning["state"], snoozeMs: number | undefined): Promise<Warning>;
  newCount(): Promise<number>;
}

const snoozeMsDefault = 24 * 3_600_000;

export function createWarningDesk(ports: WarningPorts): WarningDesk {
  const { store, clock } = ports;
  const view = async (id: string): Promise<Warning> => {
    const row = await store.get(id, clock.now());
    const [warning] = row === undefined ? [] : await warningViews(ports, [row]);
    if (warning === undefined) throw new TocsinError("not-found");
    return { ...warning, link: await ports.campaigns.linkOf(warning.report.id) };
  };
  return {
    view,
    page: async (query) => {
      const page = await store.page({ ...query, nowMs: clock.now() });
      return { ...page, items: await warningViews(ports, page.items) };
    },
    change: async (id, state, snoozeMs = snoozeMsDefault) => {
      const until = state === "snoozed" ? clock.now() + snoozeMs : null;
      if (!(await store.setState(id, state, until))) throw new TocsinError("not-found");
      ports.onChange();
      return view(id);
    },
    newCount: () => store.newCount(clock.now()),
  };
}

async function warningViews(
  { protocol, campaigns }: WarningPorts,
  rows: readonly WarningRow[],
): Promise<Warning[]> {
  const found = await Promise.all(rows.map(({ report }) => protocol.report(report)));
  const reports = await reportViews(
    found.filter((it) => it !== undefined),
    campaigns,
  );
  const byId = new Map(reports.map((it) => [it.id, it]));
  return rows.flatMap((row): Warning[] => {
    const report = byId.get(row.report);
    if (report === undefined) return [];
    const { id, raisedMs, state, snoozedUntilMs } = row;
    const reasons = row.reasons.map((it) => ({ ...it, ours: it.ours.slice(0, oursCharsMax) }));
    const urgency = urgencyOf(row.reasons, report.body);
    return [{ id, report, reasons, urgency, raisedMs, state, snoozedUntilMs, link: null }];
  });
}

const oursCharsMax = 200;
