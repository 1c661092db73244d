/** Who outside of the community may be given reports, and what the ledger says they were given. */

import { givenReports, recipientList } from "@tocsin/wire/recipients";
import { useQuery } from "@tanstack/react-query";

import { call } from "./client.ts";

export function useRecipients() {
  return useQuery({
    queryKey: ["recipients"],
    queryFn: () => call("GET", "recipients", recipientList),
  });
}

export function useDeliveries(report: string) {
  return useQuery({
    queryKey: ["reports", report, "deliveries"],
    queryFn: () => call("GET", `reports/${encodeURIComponent(report)}/deliveries`, givenReports),
  });
}
