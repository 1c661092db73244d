/** The small words that messages are made of: fixed-size bytes as base64url, ids, coarse times. */

import { type Brand, type Epoch, fromBase64Url, type Round, TocsinError } from "@tocsin/kernel";
import { z } from "zod";

/** A group of members large enough to hide in. Lower-case words joined by hyphens. */
export type ClassId = Brand<string, "ClassId">;

export const classId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,31}$/)
  .transform((text) => text as ClassId);

/** The class at the root of every community: all of its members. */
export const everyone = "everyone" as ClassId;

export const epoch = z
  .string()
  .regex(/^\d{4}-(?:0[1-9]|1[0-2])$/)
  .transform((text) => text as Epoch);

export const round = z
  .number()
  .int()
  .nonnegative()
  .transform((value) => value as Round);

/** Exactly `length` bytes as canonical base64url. */
export function fixedBytes(length: number): z.ZodString {
  const bytes = (text: string): boolean => fromBase64Url(text)?.length === length;
  return z
    .string()
    .length(Math.ceil((length * 4) / 3))
    .refine(bytes, `not ${length} bytes`);
}

/** At most `max` bytes as canonical base64url. */
export function boundedBytes(max: number): z.ZodString {
  return z
    .string()
    .max(Math.ceil((max * 4) / 3))
    .refine((text) => fromBase64Url(text) !== undefined, "not base64url");
}

export const hash = fixedBytes(32);
export const publicKey = fixedBytes(32);
export const signature = fixedBytes(64);

/** A moment to the millisecond, UTC; only between parties who know each other. */
export const timeMs = z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER);

export const webUrl = z.url({ protocol: /^https?$/ }).max(2048);

/** Parses a message, or throws `message-invalid` that names the field's path and never its value. */
export function parseMessage<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = issue?.path.filter(
    (step) => typeof step === "number" || /^\w{1,32}$/.test(String(step)),
  );
  throw new TocsinError("message-invalid", {
    detail: `${path?.join(".") ?? ""}: ${issue?.code ?? "invalid"}`,
  });
}

/** The bytes of a field that its schema has already checked. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const bytes = fromBase64Url(text);
  if (bytes === undefined) throw new TocsinError("message-invalid", { detail: "base64url" });
  return bytes;
}
