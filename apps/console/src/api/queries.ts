/** What the screens ask the node for, and what they tell it: one hook each. */

import { receipt } from "@tocsin/wire/receipt";
import { type Draft, draft, reportView } from "@tocsin/wire/desk";
import {
  type CompanyProfile,
  companyProfile,
  ledgerCheck,
  nodeStatus,
  policyView,
  profileProposals,
  reportEvidence,
  standingList,
  draftPage,
  reportPage,
  warning,
  type WarningChange,
  warningPage,
} from "@tocsin/wire/node-api";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";

import { listPath, nothing, useSay } from "./ask.ts";
import { type ApiError, call } from "./client.ts";

const onItsWayMs = 2000;
const warningsMs = 10_000;

export function useStatus() {
  return useQuery({
    queryKey: ["status"],
    queryFn: () => call("GET", "status", nodeStatus),
    refetchInterval: 5000,
  });
}

export function useWarnings(filters: { state?: string | undefined; after?: string | undefined }) {
  return useQuery({
    queryKey: ["warnings", filters],
    queryFn: () => call("GET", listPath("warnings", filters), warningPage),
    // A warning rises here even where the live line is down.
    refetchInterval: warningsMs,
    placeholderData: keepPreviousData,
  });
}

export function useWarning(id: string) {
  return useQuery({
    queryKey: ["warnings", id],
    queryFn: () => call("GET", `warnings/${encodeURIComponent(id)}`, warning),
  });
}

export function useReports(filters: {
  q?: string | undefined;
  mine?: string | undefined;
  after?: string | undefined;
}) {
  return useQuery({
    queryKey: ["reports", filters],
    queryFn: () => call("GET", listPath("reports", filters), reportPage),
    placeholderData: keepPreviousData,
  });
}

export function useReport(id: string) {
  return useQuery({
    queryKey: ["reports", id],
    queryFn: () => call("GET", `reports/${encodeURIComponent(id)}`, reportView),
    // On its way it is asked for even where the live line is down.
    refetchInterval: ({ state }) => {
      const { delivery = null } = state.data ?? {};
      return delivery === null || delivery.state === "published" ? false : onItsWayMs;
    },
  });
}

export function useDrafts() {
  return useQuery({
    queryKey: ["drafts"],
    queryFn: () => call("GET", listPath("drafts", {}), draftPage),
  });
}

export function useDraft(id: string) {
  return useQuery({
    queryKey: ["drafts", id],
    queryFn: () => call("GET", `drafts/${encodeURIComponent(id)}`, draft),
  });
}

export function useProfile() {
  return useQuery({ queryKey: ["profile"], queryFn: () => call("GET", "profile", companyProfile) });
}

export function useLedgerCheck() {
  return useMutation<z.output<typeof ledgerCheck>, ApiError>({
    mutationFn: () => call("GET", "ledger/check", ledgerCheck),
  });
}

export function useNewDraft() {
  return useSay(
    (it: { text: string; name: string } | File) =>
      it instanceof File
        ? call("POST", `drafts?name=${encodeURIComponent(it.name)}`, draft, it)
        : call("POST", "drafts", draft, it),
    ["drafts"],
  );
}

/** Changes of a draft, one after the other; each answer replaces what the screen shows. */
export function useDraftChange(id: string) {
  const queries = useQueryClient();
  return useMutation<Draft, ApiError, Record<string, unknown>>({
    scope: { id: `draft ${id}` },
    mutationFn: (change) => call("PATCH", `drafts/${encodeURIComponent(id)}`, draft, change),
    onSuccess: (changed) => queries.setQueryData(["drafts", id], changed),
  });
}

export function useApproval(id: string) {
  return useSay(
    (outgoingHash: string) =>
      call("POST", `drafts/${encodeURIComponent(id)}/approve`, draft, { outgoingHash }),
    ["drafts"],
  );
}

export function useGeneralise(id: string) {
  return useSay(
    () => call("POST", `drafts/${encodeURIComponent(id)}/generalise`, draft, {}),
    ["drafts"],
  );
}

/** Drafts that wait for counsel. */
export function useApprovals() {
  return useQuery({
    queryKey: ["approvals"],
    queryFn: () => call("GET", listPath("approvals", {}), draftPage),
    refetchInterval: warningsMs,
  });
}

export function usePolicy() {
  return useQuery({ queryKey: ["policy"], queryFn: () => call("GET", "policy", policyView) });
}

export function useStandingApprovals() {
  return useQuery({
    queryKey: ["standing"],
    queryFn: () => call("GET", "standing-approvals", standingList),
  });
}

export function useCounsel(id: string, verb: "approve" | "return") {
  return useSay(
    (it: { outgoingHash: string; passphrase: string; note?: string }) =>
      call("POST", `approvals/${encodeURIComponent(id)}/${verb}`, draft, it),
    ["approvals", "drafts"],
  );
}

export function useShare(id: string) {
  return useSay(
    (outgoingHash: string) =>
      call("POST", `drafts/${encodeURIComponent(id)}/share`, reportView, { outgoingHash }),
    ["drafts", "reports"],
  );
}

export function useDiscard() {
  return useSay(
    (id: string) => call("DELETE", `drafts/${encodeURIComponent(id)}`, nothing),
    ["drafts"],
  );
}

export function useReportVerb(id: string, verb: "undo" | "withdraw") {
  return useSay(
    () => call("POST", `reports/${encodeURIComponent(id)}/${verb}`, reportView, {}),
    ["reports", "drafts"],
  );
}

export function useAmend(id: string) {
  return useSay(
    () => call("POST", `reports/${encodeURIComponent(id)}/amend`, draft, {}),
    ["drafts"],
  );
}

/** The signed review records of a report of ours, for counsel. */
export function fetchEvidence(id: string) {
  return call("GET", `reports/${encodeURIComponent(id)}/evidence`, reportEvidence);
}

/** The same as a page of its own, to read and to print. */
export function evidencePagePath(id: string): string {
  return `/api/reports/${encodeURIComponent(id)}/evidence/page`;
}

/** The receipt as the file that the author keeps. */
export function fetchReceipt(id: string) {
  return call("GET", `reports/${encodeURIComponent(id)}/receipt`, receipt);
}

export function useWarningChange() {
  return useSay(
    ({ id, ...change }: { id: string } & WarningChange) =>
      call("PATCH", `warnings/${encodeURIComponent(id)}`, warning, change),
    ["warnings", "tunings"],
  );
}

export function useProfileChange() {
  return useSay((it: CompanyProfile) => call("PUT", "profile", companyProfile, it), ["profile"]);
}

/** Nothing of the files is kept; what a person chooses of the proposals goes by the profile itself. */
export function useProfileProposals() {
  return useMutation<z.output<typeof profileProposals>, ApiError, readonly File[]>({
    mutationFn: async (files) => {
      const seeds = files.map(async (it) => ({ name: it.name, text: await it.text() }));
      return call("POST", "profile/proposals", profileProposals, {
        files: await Promise.all(seeds),
      });
    },
  });
}

export function signIn(token: string): Promise<null> {
  return call("POST", "sign-in", nothing, { token });
}
