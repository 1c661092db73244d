/**
 * Reading: a token buys a day's session and the keys of the audiences it opens. Everyone of the
 * audience downloads everything, so reading tells nothing. PROTOCOL §1.
 */

import { z } from "zod";
import { audience, tokenBytes } from "./envelope.ts";
import { epoch, fixedBytes, hash, timeMs } from "./primitives.ts";

export const readSessionMs = 24 * 3_600_000;
export const audienceKeysMax = 256;

/** Sent sealed, through the relay, in a capsule-sized request to `/session`. */
export const sessionRequest = z.strictObject({ token: fixedBytes(tokenBytes) });

export const audienceKey = z.strictObject({ audience, epoch, key: fixedBytes(32) });
export type AudienceKey = z.output<typeof audienceKey>;

export const sessionAnswer = z.discriminatedUnion("is", [
  z.strictObject({
    is: z.literal("session"),
    /** Bearer of the live feed until `untilMs`. */
    session: hash,
    untilMs: timeMs,
    keys: z.array(audienceKey).max(audienceKeysMax),
  }),
  z.strictObject({ is: z.literal("refused"), why: z.enum(["spent", "expired", "invalid"]) }),
]);
export type SessionAnswer = z.output<typeof sessionAnswer>;
