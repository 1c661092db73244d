/**
 * One line of a parser's answer. The parser has read a hostile file and is taken to be hostile too:
 * closed words, bounded numbers, bounded strings, nothing else.
 */

import { z } from "zod";

import { documentFormats, noteKinds } from "./document.ts";
import type { Frame } from "./confined/answer.ts";
import { unreadableWhys } from "./confined/unreadable.ts";

const at = z.int().min(0).max(10_000);
const frameSchema = z.discriminatedUnion("k", [
  z.strictObject({ k: z.literal("text"), at, text: z.string().max(64 * 1024) }),
  z.strictObject({
    k: z.literal("note"),
    at,
    note: z.enum(noteKinds),
    count: z.int().min(1).max(1e9).optional(),
  }),
  z.strictObject({
    k: z.literal("part"),
    at: at.min(1),
    name: z.string().max(255),
    depth: z.int().min(1).max(16),
    bytes: z
      .int()
      .min(0)
      .max(2 ** 32),
    md5: z.string().regex(/^[0-9a-f]{32}$/),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    format: z.enum(documentFormats).nullable(),
  }),
  z.strictObject({ k: z.literal("failed"), at, why: z.enum(unreadableWhys) }),
  z.strictObject({ k: z.literal("complete"), at }),
  z.strictObject({ k: z.literal("done") }),
]);

/** undefined for anything that is not a frame. */
export function parseFrame(line: string): Frame | undefined {
  try {
    const parsed = frameSchema.safeParse(JSON.parse(line));
    if (!parsed.success) return undefined;
    const { data } = parsed;
    if (data.k !== "note") return data;
    const { k, at: where, note, count } = data;
    return { k, at: where, note, ...(count === undefined ? {} : { count }) };
  } catch {
    return undefined;
  }
}
