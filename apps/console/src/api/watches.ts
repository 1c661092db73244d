/** What this company watches for beside what it saw and runs. */

import { watch, watchList } from "@tocsin/wire/node-api";
import { useQuery } from "@tanstack/react-query";

import { nothing, useSay } from "./ask.ts";
import { call } from "./client.ts";

export function useWatches() {
  return useQuery({ queryKey: ["watches"], queryFn: () => call("GET", "watches", watchList) });
}

export function useNewWatch() {
  return useSay(
    (it: { kind: string; value: string }) => call("POST", "watches", watch, it),
    ["watches", "warnings"],
  );
}

export function useWatchRemoval() {
  return useSay(
    (id: string) => call("DELETE", `watches/${encodeURIComponent(id)}`, nothing),
    ["watches", "warnings"],
  );
}
