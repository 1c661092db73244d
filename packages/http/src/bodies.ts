/**
 * Request bodies: read with a limit that holds while the bytes arrive, and turned into a domain type
 * by a schema before a handler sees them.
 */

import type { IncomingMessage } from "node:http";

import { concatBytes, parseJson, textOf, TocsinError } from "@tocsin/kernel";
import { parseMessage } from "@tocsin/wire";
import type { z } from "zod";

export interface RequestBody<Value> {
  /** Accepted media types; empty where no body is. */
  readonly mediaTypes: readonly string[];
  readonly bytesMax: number;
  /** Of JSON, for whoever describes the route. */
  readonly schema?: z.ZodType;
  parse(bytes: Uint8Array, mediaType: string): Value;
}

/** Raw bytes and what they say they are. */
export interface RawBody {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

const mediaTypePattern = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,63}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,63}$/;

export function noBody(): RequestBody<undefined> {
  return { mediaTypes: [], bytesMax: 0, parse: () => undefined };
}

/** JSON that the schema accepts; unknown fields are refused by strict schemas. */
export function jsonBody<Schema extends z.ZodType>(
  schema: Schema,
  limits: { readonly bytesMax: number },
): RequestBody<z.output<Schema>> {
  return {
    mediaTypes: ["application/json"],
    bytesMax: limits.bytesMax,
    schema,
    parse: (bytes) => {
      const text = textOf(bytes);
      if (text === undefined) throw new TocsinError("json-malformed", { detail: "not UTF-8" });
      return parseMessage(schema, parseJson(text));
    },
  };
}

export function rawBody(limits: {
  readonly mediaTypes: readonly [string, ...string[]];
  readonly bytesMax: number;
}): RequestBody<RawBody> {
  return { ...limits, parse: (bytes, mediaType) => ({ bytes, mediaType }) };
}

/** One of two forms, told apart by their media types. */
export function eitherBody<A, B>(one: RequestBody<A>, other: RequestBody<B>): RequestBody<A | B> {
  return {
    mediaTypes: [...one.mediaTypes, ...other.mediaTypes],
    bytesMax: Math.max(one.bytesMax, other.bytesMax),
    ...schemaOf(one.schema ?? other.schema),
    parse: (bytes, mediaType) => {
      const taker = one.mediaTypes.includes(mediaType) ? one : other;
      if (bytes.length > taker.bytesMax) throw tooLarge(taker.bytesMax);
      return taker.parse(bytes, mediaType);
    },
  };
}

function schemaOf(schema: z.ZodType | undefined): { readonly schema?: z.ZodType } {
  return schema === undefined ? {} : { schema };
}

/** The media type without its parameters, or undefined where there is none. */
export function mediaTypeOf(header: string | undefined): string | undefined {
  const bare = header?.split(";", 1)[0]?.trim().toLowerCase();
  return bare !== undefined && mediaTypePattern.test(bare) ? bare : undefined;
}

/** Reads what the client sends, and stops at the limit. */
export async function readBody(
  source: IncomingMessage | Request,
  bytesMax: number,
): Promise<Uint8Array> {
  const declared = lengthOf(source);
  if (declared !== undefined && declared > bytesMax) throw tooLarge(bytesMax);
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunksOf(source)) {
    length += chunk.length;
    if (length > bytesMax) throw tooLarge(bytesMax);
    chunks.push(chunk);
  }
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : concatBytes(...chunks);
}

function lengthOf(source: IncomingMessage | Request): number | undefined {
  const header =
    source instanceof Request
      ? (source.headers.get("content-length") ?? undefined)
      : source.headers["content-length"];
  return header === undefined ? undefined : Number(header);
}

/** Chunks as they come; leaving the loop early does not cut the connection, so an answer can go out. */
async function* chunksOf(source: IncomingMessage | Request): AsyncIterable<Uint8Array> {
  if (source instanceof Request) {
    if (source.body !== null) yield* source.body;
    return;
  }
  try {
    for await (const chunk of source.iterator({ destroyOnReturn: false })) {
      if (chunk instanceof Uint8Array) yield chunk;
    }
  } catch (cause) {
    throw new TocsinError("request-malformed", { detail: "body cut short", cause });
  }
}

function tooLarge(bytesMax: number): TocsinError {
  return new TocsinError("too-large", { detail: `body of at most ${bytesMax} bytes` });
}
