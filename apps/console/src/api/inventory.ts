/** What the company runs. */

import { inventoryPage } from "@tocsin/wire/node-api";
import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { listPath } from "./ask.ts";
import { call } from "./client.ts";

export function useInventory(filters: { after?: string | undefined }) {
  return useQuery({
    queryKey: ["inventory", filters],
    queryFn: () => call("GET", listPath("inventory", filters), inventoryPage),
    placeholderData: keepPreviousData,
  });
}
