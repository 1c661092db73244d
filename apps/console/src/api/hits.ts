/** The company's own systems whose hits become sightings. */

import { hitSourceList } from "@tocsin/wire/node-api";
import { useQuery } from "@tanstack/react-query";

import { nothing, useSay } from "./ask.ts";
import { call } from "./client.ts";

const freshMs = 5000;

export function useHitSources() {
  return useQuery({
    queryKey: ["hit-sources"],
    queryFn: () => call("GET", "hit-sources", hitSourceList),
    refetchInterval: freshMs,
  });
}

export function useHitSourceRemoval() {
  return useSay(
    (id: string) => call("DELETE", `hit-sources/${encodeURIComponent(id)}`, nothing),
    ["hit-sources"],
  );
}
