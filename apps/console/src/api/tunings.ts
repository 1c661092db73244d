/** What was said to be not relevant. */

import { tuningList } from "@tocsin/wire/node-api";
import { useQuery } from "@tanstack/react-query";

import { nothing, useSay } from "./ask.ts";
import { call } from "./client.ts";

export function useTunings() {
  return useQuery({ queryKey: ["tunings"], queryFn: () => call("GET", "tunings", tuningList) });
}

export function useTuningRemoval() {
  return useSay(
    (id: string) => call("DELETE", `tunings/${encodeURIComponent(id)}`, nothing),
    ["tunings", "warnings"],
  );
}
