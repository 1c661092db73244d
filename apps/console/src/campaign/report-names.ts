/** Reports have no titles. In one campaign they are told apart by kind, class and a short id. */

import type { Campaign } from "@tocsin/wire/node-api";

import { kindWords } from "../parts/words.ts";

const idShown = 6;

export function reportNames(campaign: Campaign): (report: string) => string {
  const names = new Map(
    campaign.timeline.map((it) => [
      it.report,
      `${it.mine ? "my " : ""}${kindWords[it.kind].toLowerCase()} in ${it.class} (${it.report.slice(0, idShown)})`,
    ]),
  );
  return (report) => names.get(report) ?? `report ${report.slice(0, idShown)}`;
}
