/** Webhooks as Standard Webhooks describes them, and the chats of others. */

import type { ChannelRequest } from "@tocsin/wire/node-api";
import { guardedPost, type Resolve } from "./guarded-post.ts";
import { type Message, peopleText, systemWarning } from "./message.ts";

type Of<Kind extends ChannelRequest["kind"]> = Extract<ChannelRequest, { kind: Kind }>;

const mediaType = "application/json";

/** `nowMs`: receivers refuse old signatures. */
export async function sendWebhook(
  settings: Of<"webhook">,
  message: Message,
  nowMs: number,
  resolve?: Resolve,
): Promise<void> {
  const { url, secret, allowPrivate } = settings;
  const { Webhook } = await import("standardwebhooks");
  const at = new Date(nowMs);
  const warnings = message.warnings.map((it) => systemWarning(settings, it));
  const body = JSON.stringify({
    type: warnings.length === 0 ? "test" : "warning.raised",
    timestamp: new Date(message.atMs).toISOString(),
    data: { warnings },
  });
  const headers = {
    "content-type": mediaType,
    "webhook-id": message.id,
    "webhook-timestamp": String(Math.floor(nowMs / 1000)),
    "webhook-signature": new Webhook(secret).sign(message.id, at, body),
  };
  return guardedPost({ url, headers, body, allowPrivate }, resolve);
}

export function sendSlack(
  settings: Of<"slack">,
  message: Message,
  resolve?: Resolve,
): Promise<void> {
  // The three characters that its format gives a meaning.
  const text = peopleText(settings, message)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
  return postJson(settings, { text, unfurl_links: false, unfurl_media: false }, resolve);
}

export function sendTeams(
  settings: Of<"teams">,
  message: Message,
  resolve?: Resolve,
): Promise<void> {
  const blocks = peopleText(settings, message)
    .split("\n")
    // A run of plain text: the card's own text would be read as Markdown.
    .map((text) => ({ type: "RichTextBlock", inlines: [{ type: "TextRun", text }] }));
  const content = {
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    type: "AdaptiveCard",
    version: "1.4",
    body: blocks,
  };
  const card = { contentType: "application/vnd.microsoft.card.adaptive", content };
  return postJson(settings, { type: "message", attachments: [card] }, resolve);
}

function postJson(
  { url, allowPrivate }: Pick<Of<"slack">, "url" | "allowPrivate">,
  value: unknown,
  resolve?: Resolve,
): Promise<void> {
  const headers = { "content-type": mediaType };
  return guardedPost({ url, headers, body: JSON.stringify(value), allowPrivate }, resolve);
}
