/** Feeds of others, and what they say of what the company runs and saw. */

import { concernList, feedList, feedSync, feedTest, feedView } from "@tocsin/wire/node-api";
import { useQuery } from "@tanstack/react-query";

import { nothing, useSay } from "./ask.ts";
import { call } from "./client.ts";

const freshMs = 5000;

export function useFeeds() {
  return useQuery({
    queryKey: ["feeds"],
    queryFn: () => call("GET", "feeds", feedList),
    refetchInterval: freshMs,
  });
}

export function useNewFeed() {
  return useSay((it: Record<string, unknown>) => call("POST", "feeds", feedView, it), ["feeds"]);
}

export function useFeedSync(id: string) {
  return useSay(
    () => call("POST", `feeds/${encodeURIComponent(id)}/sync`, feedSync, {}),
    ["feeds", "concerns"],
  );
}

export function useFeedTest(id: string) {
  return useSay(
    () => call("POST", `feeds/${encodeURIComponent(id)}/test`, feedTest, {}),
    ["feeds"],
  );
}

export function useFeedRemoval(id: string) {
  return useSay(
    () => call("DELETE", `feeds/${encodeURIComponent(id)}`, nothing),
    ["feeds", "concerns"],
  );
}

export function useConcerns() {
  return useQuery({
    queryKey: ["concerns"],
    queryFn: () => call("GET", "concerns", concernList),
  });
}
