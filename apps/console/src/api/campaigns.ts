/** Campaigns: reports that one adversary seems to be behind, computed by this node for itself. */

import { campaign, campaignPage, type CorrectionRequest } from "@tocsin/wire/node-api";
import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { listPath, useSay } from "./ask.ts";
import { call } from "./client.ts";

export function useCampaigns(filters: { after?: string | undefined }) {
  return useQuery({
    queryKey: ["campaigns", filters],
    queryFn: () => call("GET", listPath("campaigns", filters), campaignPage),
    placeholderData: keepPreviousData,
  });
}

export function useCampaign(id: string) {
  return useQuery({
    queryKey: ["campaigns", id],
    queryFn: () => call("GET", `campaigns/${encodeURIComponent(id)}`, campaign),
  });
}

/** This company's own view of whether two reports belong together; kept on this machine. */
export function useCorrection(id: string) {
  return useSay(
    (it: CorrectionRequest) =>
      call("POST", `campaigns/${encodeURIComponent(id)}/corrections`, campaign, it),
    ["campaigns", "reports"],
  );
}

/** Members are told of it, by a vote. */
export function useTellCorrection(id: string) {
  return useSay(
    (correction: string) =>
      call(
        "POST",
        `campaigns/${encodeURIComponent(id)}/corrections/${encodeURIComponent(correction)}/votes`,
        campaign,
        {},
      ),
    ["campaigns"],
  );
}

export function useUndoCorrection(id: string) {
  return useSay(
    (correction: string) =>
      call(
        "DELETE",
        `campaigns/${encodeURIComponent(id)}/corrections/${encodeURIComponent(correction)}`,
        campaign,
      ),
    ["campaigns", "reports"],
  );
}
