/**
 * Answers. What is not in the route's schema cannot leave: every JSON answer is parsed by it, so a
 * field that a handler adds by mistake is dropped or refused. This is a privacy control.
 */

import { TocsinError } from "@tocsin/kernel";
import type { z } from "zod";

/** What a handler's value becomes on the wire. */
export interface Answer<Value> {
  readonly mediaTypes: readonly string[];
  /** Of success. */
  readonly status: number;
  /** Of JSON, for whoever describes the route. */
  readonly schema?: z.ZodType;
  encode(value: Value): EncodedAnswer;
}

export interface EncodedAnswer {
  readonly status: number;
  readonly mediaType?: string;
  readonly body: Uint8Array<ArrayBuffer> | string | ReadableStream<Uint8Array> | null;
}

/** Bytes that have a form of their own, such as a batch or a sealed answer. */
export interface BytesAnswer {
  readonly status?: number;
  /** One of the declared types; the first one by default. */
  readonly mediaType?: string;
  readonly body: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> | null;
}

export function jsonAnswer<Schema extends z.ZodType>(
  schema: Schema,
  options: { readonly status?: number } = {},
): Answer<z.input<Schema>> {
  const mediaType = "application/json";
  const { status = 200 } = options;
  return {
    mediaTypes: [mediaType],
    status,
    schema,
    encode: (value) => {
      const parsed = schema.safeParse(value);
      if (!parsed.success) throw outsideSchema(parsed.error);
      return { status, mediaType, body: JSON.stringify(parsed.data) };
    },
  };
}

export function emptyAnswer(options: { readonly status?: number } = {}): Answer<undefined> {
  const { status = 204 } = options;
  return { mediaTypes: [], status, encode: () => ({ status, body: null }) };
}

export function bytesAnswer(...mediaTypes: readonly [string, ...string[]]): Answer<BytesAnswer> {
  return {
    mediaTypes,
    status: 200,
    encode: (value) => {
      const mediaType = value.mediaType ?? mediaTypes[0];
      if (!mediaTypes.includes(mediaType)) {
        throw new TocsinError("invariant-broken", { detail: "media type of an answer" });
      }
      const status = value.status ?? 200;
      const { body } = value;
      return body === null ? { status, body } : { status, mediaType, body };
    },
  };
}

/** Names the field's path and never its value. */
function outsideSchema(error: z.ZodError): TocsinError {
  const path = error.issues[0]?.path.join(".") ?? "";
  return new TocsinError("invariant-broken", { detail: `answer field ${path.slice(0, 100)}` });
}
