/** Asking blindly whether others saw the same, and what both saw. */

import { check, checkList, match, page } from "@tocsin/wire/node-api";
import { useQuery } from "@tanstack/react-query";

import { listPath, useSay } from "./ask.ts";
import { call } from "./client.ts";

/** Answers come at a constant rate. */
const waitingMs = 3000;

export function useChecks() {
  return useQuery({
    queryKey: ["checks"],
    queryFn: () => call("GET", listPath("checks", {}), checkList),
  });
}

export function useCheck(id: string) {
  return useQuery({
    queryKey: ["checks", id],
    queryFn: () => call("GET", `checks/${encodeURIComponent(id)}`, check),
    refetchInterval: ({ state }) => ((state.data?.waiting ?? 1) > 0 ? waitingMs : false),
  });
}

export function useNewCheck() {
  return useSay(
    (it: { text: string; seal: boolean }) => call("POST", "checks", check, it),
    ["checks"],
  );
}

export function useMatches() {
  return useQuery({
    queryKey: ["matches"],
    queryFn: () => call("GET", listPath("matches", {}), page(match)),
  });
}

export function useTakeBack(id: string) {
  return useSay(
    () => call("POST", `matches/${encodeURIComponent(id)}/withdraw`, match, {}),
    ["matches", "checks"],
  );
}
