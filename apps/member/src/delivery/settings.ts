/** A channel's settings as they are kept, secrets and all; in the node's own database and nowhere else. */

import { canonicalJson, parseJson } from "@tocsin/kernel";
import type { ChannelRow } from "@tocsin/store";
import { hash, parseMessage } from "@tocsin/wire";
import { channelRequest, type ChannelView } from "@tocsin/wire/node-api";
import { z } from "zod";

const kept = z.strictObject({
  channel: channelRequest,
  /** SHA-256 of the key with which an Atom feed is fetched. */
  keyHash: hash.nullable(),
});
export type KeptSettings = z.output<typeof kept>;

export function writeSettings(settings: KeptSettings): string {
  return canonicalJson(settings);
}

export function readSettings(text: string): KeptSettings {
  return parseMessage(kept, parseJson(text));
}

export function channelView(row: ChannelRow): ChannelView {
  const { channel } = readSettings(row.settings);
  const { id, createdMs, lastSuccessMs, lastError, waiting, dead } = row;
  const { kind, name, mode, urgencyMin, indicators, quiet } = channel;
  return {
    id,
    kind,
    name,
    mode,
    urgencyMin,
    indicators,
    quiet,
    target: targetOf(channel),
    createdMs,
    lastSuccessMs,
    lastError,
    waiting,
    dead,
  };
}

/** Chats have their secret in the path. */
function targetOf(channel: KeptSettings["channel"]): string {
  switch (channel.kind) {
    case "mail":
    case "syslog":
    case "cef":
      return `${channel.host}:${channel.port}`;
    case "webhook":
    case "slack":
    case "teams":
      return new URL(channel.url).host;
    case "file":
      return channel.folder;
    case "atom":
      return "this node";
  }
}
