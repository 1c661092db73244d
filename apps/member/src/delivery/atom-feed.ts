/** New warnings as an Atom feed (RFC 4287) for the company's own readers; fetched from this machine with a key. */

import { Feed } from "feed";

import type { ChannelRequest, Warning } from "@tocsin/wire/node-api";
import { peopleText, subject } from "./message.ts";

export function atomFeed(
  channel: ChannelRequest,
  warnings: readonly Warning[],
  url: string,
): string {
  const feed = new Feed({
    id: `${url}/warnings`,
    link: `${url}/warnings`,
    title: "Tocsin",
    copyright: "",
    generator: "Tocsin",
    updated: new Date(warnings[0]?.raisedMs ?? 0),
  });
  for (const warning of warnings) {
    const message = { id: warning.id, atMs: warning.raisedMs, warnings: [warning] };
    feed.addItem({
      id: `${url}/warnings/${warning.id}`,
      link: `${url}/warnings/${warning.id}`,
      title: subject,
      date: new Date(warning.raisedMs),
      description: escaped(peopleText(channel, message)),
    });
  }
  return feed.atom1();
}

/** Readers take it for HTML. */
function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
