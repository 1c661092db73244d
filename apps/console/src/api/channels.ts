/** Channels by which warnings leave the console for where people are. */

import { channelAdded, channelList, channelReplay, channelTest } from "@tocsin/wire/node-api";
import { useQuery } from "@tanstack/react-query";

import { nothing, useSay } from "./ask.ts";
import { call } from "./client.ts";

const freshMs = 5000;

export function useChannels() {
  return useQuery({
    queryKey: ["channels"],
    queryFn: () => call("GET", "channels", channelList),
    refetchInterval: freshMs,
  });
}

export function useNewChannel() {
  return useSay(
    (it: Record<string, unknown>) => call("POST", "channels", channelAdded, it),
    ["channels"],
  );
}

export function useChannelTest(id: string) {
  return useSay(
    () => call("POST", `channels/${encodeURIComponent(id)}/test`, channelTest, {}),
    ["channels"],
  );
}

export function useChannelReplay(id: string) {
  return useSay(
    () => call("POST", `channels/${encodeURIComponent(id)}/replay`, channelReplay, {}),
    ["channels"],
  );
}

export function useChannelRemoval(id: string) {
  return useSay(() => call("DELETE", `channels/${encodeURIComponent(id)}`, nothing), ["channels"]);
}
