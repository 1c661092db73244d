/** Warnings with the reports that raised them, for the console and the command line. */

import { type Clock, TocsinError } from "@tocsin/kernel";
import type { WarningRow, WarningStore } from "@tocsin/store";
import type { Warning } from "@tocsin/wire";
import type { Protocol } from "../protocol.ts";
import { urgencyOf } from "../warnings/urgency.ts";
import { reportView } from "./report-view.ts";

export interface WarningPorts {
  readonly store: WarningStore;
  readonly protocol: Pick<Protocol, "report">;
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
    const warning = row === undefined ? undefined : await warningView(ports, row);
    if (warning === undefined) throw new TocsinError("not-found");
    return warning;
  };
  return {
    view,
    page: async (query) => {
      const page = await store.page({ ...query, nowMs: clock.now() });
      const items = await Promise.all(page.items.map((row) => warningView(ports, row)));
      return { ...page, items: items.filter((it) => it !== undefined) };
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

async function warningView(
  { protocol }: WarningPorts,
  row: WarningRow,
): Promise<Warning | undefined> {
  const record = await protocol.report(row.report);
  if (record === undefined) return undefined;
  const { id, raisedMs, state, snoozedUntilMs } = row;
  return {
    id,
    report: reportView(record),
    reasons: row.reasons.map((reason) => ({ ...reason, ours: reason.ours.slice(0, oursCharsMax) })),
    urgency: urgencyOf(row.reasons, record.body),
    raisedMs,
    state,
    snoozedUntilMs,
  };
}

const oursCharsMax = 200;
