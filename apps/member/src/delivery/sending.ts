/** One message over one channel, whatever it is. Throws where it was not taken. */

import { unreachable } from "@tocsin/kernel";
import type { ChannelRequest } from "@tocsin/wire/node-api";
import { dropFile } from "./file-sender.ts";
import type { Resolve } from "./guarded-post.ts";
import { sendMail } from "./mail-sender.ts";
import type { Message } from "./message.ts";
import { sendSyslog } from "./syslog-sender.ts";
import { sendSlack, sendTeams, sendWebhook } from "./web-senders.ts";

/** `resolve`: names to addresses, in place of the system's. */
export async function send(
  channel: ChannelRequest,
  message: Message,
  nowMs: number,
  resolve?: Resolve,
): Promise<void> {
  switch (channel.kind) {
    case "mail":
      return sendMail(channel, message);
    case "webhook":
      return sendWebhook(channel, message, nowMs, resolve);
    case "slack":
      return sendSlack(channel, message, resolve);
    case "teams":
      return sendTeams(channel, message, resolve);
    case "syslog":
    case "cef":
      return sendSyslog(channel, message);
    case "file":
      return dropFile(channel, message);
    case "atom":
      // It is fetched, not sent.
      return undefined;
    default:
      return unreachable(channel);
  }
}

/** People get one message for all that came in a round; systems one for each, by which they know it again. */
export function isForPeople({ kind }: Pick<ChannelRequest, "kind">): boolean {
  return kind === "mail" || kind === "slack" || kind === "teams";
}
