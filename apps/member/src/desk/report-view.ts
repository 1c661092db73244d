/** A report as the desk shows it: what the ledger says, with the narrative made from its fields. */

import { narrative } from "@tocsin/disclosure";
import type { ReportView } from "@tocsin/wire";
import type { CampaignDesk } from "../campaigns/campaigns.ts";
import type { ReportRecord } from "../protocol.ts";

export type CampaignNames = Pick<CampaignDesk, "namesOf">;

export async function reportView(
  record: ReportRecord,
  campaigns: CampaignNames,
): Promise<ReportView> {
  const names = await campaigns.namesOf([record.id]);
  return viewOf(record, names);
}

export async function reportViews(
  records: readonly ReportRecord[],
  campaigns: CampaignNames,
): Promise<ReportView[]> {
  const names = await campaigns.namesOf(records.map(({ id }) => id));
  return records.map((record) => viewOf(record, names));
}

function viewOf(
  record: ReportRecord,
  names: Awaited<ReturnType<CampaignNames["namesOf"]>>,
): ReportView {
  const { confirmed, ...shown } = record;
  const { body, id } = shown;
  return {
    ...shown,
    unconfirmed: !confirmed,
    narrative: body === null ? "" : narrative(body),
    campaign: names.get(id) ?? null,
  };
}
