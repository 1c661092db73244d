/**
 * Where the hits of the company's own systems come from, as console and command line see it: a watched
 * folder or a syslog listener. On the company's own machine alone.
 */

import { z } from "zod";

import { timeMs } from "./primitives.ts";

/** It stands with each sighting, and with each warning that one brings. */
const hitName = z.string().min(1).max(80);
const folder = z.string().min(1).max(4096);
const host = z.string().min(1).max(64);
const port = z.number().int().min(0).max(65_535);
/** Addresses and ranges that may send, beside this machine. */
const allow = z.array(z.string().min(2).max(64)).max(64);

export const newHitSource = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("folder"), name: hitName, folder }),
  z.strictObject({ kind: z.literal("syslog"), name: hitName, host, port, allow }),
]);
export type NewHitSource = z.output<typeof newHitSource>;

const count = z.number().int().nonnegative();

export const hitSourceView = z.strictObject({
  id: z.string().max(40),
  kind: z.enum(["folder", "syslog"]),
  name: hitName,
  /** The folder, or "HOST:PORT". */
  place: z.string().max(4200),
  allow,
  state: z.enum(["starting", "good", "failing"]),
  /** Of the error that it fails with, or that the last file was refused with. */
  code: z.string().max(40).nullable(),
  /** Files or messages, since the node's start. */
  taken: count,
  refused: count,
  /** Messages beyond the rate, or of addresses that may not send. */
  dropped: count,
  /** Values that are sightings now, that were before, and that say nothing or are our own. */
  added: count,
  known: count,
  left: count,
  lastMs: timeMs.nullable(),
});
export type HitSourceView = z.output<typeof hitSourceView>;
export const hitSourceList = z.strictObject({ items: z.array(hitSourceView) });

/** What would be taken of the files of a folder, or of lines of a log. Nothing is kept or moved. */
export const hitTrialCharsMax = 1_000_000;
export const hitTrialRequest = z.union([
  z.strictObject({ folder }),
  z.strictObject({ text: z.string().max(hitTrialCharsMax) }),
]);
export type HitTrialRequest = z.output<typeof hitTrialRequest>;
export const hitTrial = z.strictObject({
  items: z
    .array(
      z.strictObject({
        name: z.string().max(255),
        /** Why it would be refused; null where it would be taken. */
        code: z.string().max(40).nullable(),
        values: z
          .array(z.strictObject({ type: z.string().max(40), value: z.string().max(4096) }))
          .max(200),
        count,
        left: count,
      }),
    )
    .max(100),
});
export type HitTrial = z.output<typeof hitTrial>;
