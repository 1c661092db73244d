/**
 * Where warnings go besides the console: the company's own mail, chat and systems. What a channel is told
 * by default is that something is new, not what; observers of the channel learn no more. CONSOLE.md
 * "Integrations".
 */

import { z } from "zod";
import { timeMs, webUrl } from "./primitives.ts";

export const urgencies = ["low", "normal", "high", "urgent"] as const;

const name = z.string().trim().min(1).max(60);
const host = z.string().regex(/^(?:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?|\[?[0-9a-f:.]+\]?)$/i);
const port = z.number().int().min(1).max(65_535);
/** One address, without a display name: nothing can be added to a header. */
const mailAddress = z.email().max(254);
const secret = z.string().min(1).max(1000);
/** Minutes of the day, UTC. */
const timeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/);

const common = {
  name,
  /** Less urgent ones are not sent. */
  urgencyMin: z.enum(urgencies).default("normal"),
  /** One message for each, or one for all of a while. */
  mode: z.enum(["immediate", "digest"]).default("immediate"),
  digestMs: z
    .number()
    .int()
    .min(60_000)
    .max(7 * 86_400_000)
    .default(86_400_000),
  /** What matched is said, too. */
  indicators: z.boolean().default(false),
  /** Only what is urgent is sent between these. */
  quiet: z.strictObject({ from: timeOfDay, to: timeOfDay }).nullable().default(null),
};

/** A server of the company's own network; only from the command line. */
const allowPrivate = z.boolean().default(false);

export const channelRequest = z.discriminatedUnion("kind", [
  z.strictObject({
    ...common,
    kind: z.literal("mail"),
    host,
    port,
    /** `starttls` refuses to go on without; `none` is for a server on this machine. */
    security: z.enum(["tls", "starttls", "none"]).default("starttls"),
    user: z.string().min(1).max(254).nullable().default(null),
    password: secret.nullable().default(null),
    from: mailAddress,
    to: z.array(mailAddress).min(1).max(20),
  }),
  z.strictObject({
    ...common,
    kind: z.literal("webhook"),
    url: webUrl,
    /** Standard Webhooks: `whsec_` and base64. */
    secret: z.string().regex(/^whsec_[A-Za-z0-9+/]{32,100}={0,2}$/),
    allowPrivate,
  }),
  z.strictObject({ ...common, kind: z.literal("slack"), url: webUrl, allowPrivate }),
  z.strictObject({ ...common, kind: z.literal("teams"), url: webUrl, allowPrivate }),
  z.strictObject({
    ...common,
    kind: z.literal("syslog"),
    host,
    port,
    transport: z.enum(["udp", "tcp"]).default("udp"),
  }),
  z.strictObject({
    ...common,
    kind: z.literal("cef"),
    host,
    port,
    transport: z.enum(["udp", "tcp"]).default("udp"),
  }),
  /** A folder that another system empties. */
  z.strictObject({
    ...common,
    kind: z.literal("file"),
    folder: z.string().startsWith("/").max(1000),
  }),
  /** Fetched from this node with a key. */
  z.strictObject({ ...common, kind: z.literal("atom") }),
]);
export type ChannelRequest = z.output<typeof channelRequest>;

export const channelKinds = [
  "mail",
  "webhook",
  "slack",
  "teams",
  "syslog",
  "cef",
  "file",
  "atom",
] as const;

/** Without any secret. */
export const channelView = z.strictObject({
  id: z.string().max(40),
  kind: z.enum(channelKinds),
  name,
  mode: z.enum(["immediate", "digest"]),
  urgencyMin: z.enum(urgencies),
  indicators: z.boolean(),
  quiet: z.strictObject({ from: timeOfDay, to: timeOfDay }).nullable(),
  /** Host or folder. */
  target: z.string().max(1000),
  createdMs: timeMs,
  lastSuccessMs: timeMs.nullable(),
  lastError: z.strictObject({ code: z.string().max(40), atMs: timeMs }).nullable(),
  waiting: z.number().int(),
  /** Given up; a replay tries them again. */
  dead: z.number().int(),
});
export type ChannelView = z.output<typeof channelView>;
/** The key is shown once. */
export const channelAdded = channelView.extend({ key: z.string().max(64).nullable() });
export const channelList = z.strictObject({ items: z.array(channelView) });
export const channelTest = z.strictObject({
  ok: z.boolean(),
  code: z.string().max(40).nullable(),
});
export const channelReplay = z.strictObject({ queued: z.number().int() });
