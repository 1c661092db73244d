/**
 * HTTP messages as bytes, RFC 9292 (`message/bhttp`): what is sealed inside oblivious HTTP. Known-length
 * messages are written, both forms are read. Zero bytes after a message are padding: a caller who
 * pads to one size hides what it sends.
 *
 * Divergences from the RFC, all towards refusing: integers only in their shortest form, no
 * pseudo-fields of extensions, values of visible ASCII, limits on everything.
 */

import { concatBytes, textOf, TocsinError, utf8 } from "@tocsin/kernel";
import {
  authorityBytesMax,
  checkContentLength,
  checkFieldLine,
  checkRequest,
  type FieldLine,
  fieldLinesMax,
  fieldNameBytesMax,
  fieldValueBytesMax,
  methodBytesMax,
  pathBytesMax,
  type RequestControl,
  schemeBytesMax,
} from "./http-fields.ts";
import { encodeVarint, readVarint } from "./quic-varint.ts";

export const binaryHttpMediaType = "message/bhttp";
/** Bytes of a message with its padding. */
export const binaryMessageBytesMax = 1_048_576;
/** Informational responses before a final one. */
export const informationalMax = 8;
/** Chunks of content of indeterminate length. */
export const contentChunksMax = 1_024;

export interface BinaryRequest extends RequestControl {
  readonly fields: readonly FieldLine[];
  readonly content: Uint8Array;
  readonly trailers: readonly FieldLine[];
}

export interface InformationalResponse {
  /** 100 to 199. */
  readonly status: number;
  readonly fields: readonly FieldLine[];
}

export interface BinaryResponse {
  readonly informational: readonly InformationalResponse[];
  /** 200 to 599. */
  readonly status: number;
  readonly fields: readonly FieldLine[];
  readonly content: Uint8Array;
  readonly trailers: readonly FieldLine[];
}

/**
 * A known-length request, padded with zeros to exactly `padTo` bytes where given. Throws `too-large`
 * where it is longer than that, `message-invalid` for what no message may hold.
 */
export function encodeBinaryRequest(
  request: BinaryRequest,
  padTo?: number,
): Uint8Array<ArrayBuffer> {
  checkRequest(request, request.fields);
  checkContentLength(request.fields, request.content.length);
  const { method, scheme, authority, path } = request;
  const control = [method, scheme, authority, path].map((text) => prefixed(utf8(text)));
  return padded([encodeVarint(0), ...control], sectionsOf(request), padTo);
}

/** A known-length response; as `encodeBinaryRequest`. */
export function encodeBinaryResponse(
  response: BinaryResponse,
  padTo?: number,
): Uint8Array<ArrayBuffer> {
  const { informational, status, fields, content } = response;
  checkStatus(status, 200, 599);
  if (content.length > 0) checkContentLength(fields, content.length);
  if (informational.length > informationalMax) throw invalid("informational responses");
  const before = informational.map((part) => {
    checkStatus(part.status, 100, 199);
    return concatBytes(encodeVarint(part.status), encodeFields(part.fields));
  });
  return padded([encodeVarint(1), ...before, encodeVarint(status)], sectionsOf(response), padTo);
}

/** Throws `message-invalid` unless the bytes are one request, of either form, and padding. */
export function parseBinaryRequest(bytes: Uint8Array): BinaryRequest {
  const reader = createReader(bytes);
  const framing = reader.integer();
  if (framing !== 0 && framing !== 2) throw invalid("not a request");
  const control = {
    method: reader.text(methodBytesMax),
    scheme: reader.text(schemeBytesMax),
    authority: reader.text(authorityBytesMax),
    path: reader.text(pathBytesMax),
  };
  const sections = readSections(reader, framing === 0);
  checkRequest(control, sections.fields);
  checkContentLength(sections.fields, sections.content.length);
  return { ...control, ...sections };
}

/** Throws `message-invalid` unless the bytes are one response, of either form, and padding. */
export function parseBinaryResponse(bytes: Uint8Array): BinaryResponse {
  const reader = createReader(bytes);
  const framing = reader.integer();
  if (framing !== 1 && framing !== 3) throw invalid("not a response");
  const informational: InformationalResponse[] = [];
  let status = reader.integer();
  while (status >= 100 && status <= 199) {
    if (informational.length === informationalMax) throw invalid("informational responses");
    informational.push({ status, fields: readFields(reader, framing === 1) });
    status = reader.integer();
  }
  checkStatus(status, 200, 599);
  const sections = readSections(reader, framing === 1);
  // A response to HEAD says the length of content that it does not have.
  if (sections.content.length > 0) checkContentLength(sections.fields, sections.content.length);
  return { informational, status, ...sections };
}

type Sections = Pick<BinaryRequest, "fields" | "content" | "trailers">;

function sectionsOf({ fields, content, trailers }: Sections): Uint8Array[] {
  return [encodeFields(fields), prefixed(content), encodeFields(trailers)];
}

/**
 * Control data, sections, zeros. Empty sections at the end are zeros themselves, so they may be left
 * out where the size demands it, RFC 9292 §3.8.
 */
function padded(
  control: readonly Uint8Array[],
  sections: readonly Uint8Array[],
  padTo: number | undefined,
): Uint8Array<ArrayBuffer> {
  const whole = concatBytes(...control, ...sections);
  if (whole.length > binaryMessageBytesMax || (padTo ?? 0) > binaryMessageBytesMax) {
    throw new TocsinError("too-large", { detail: `${binaryMessageBytesMax} bytes` });
  }
  if (padTo === undefined) return whole;
  const lastFilled = sections.findLastIndex((section) => section.length > 1);
  const needed = concatBytes(...control, ...sections.slice(0, lastFilled + 1)).length;
  if (needed > padTo) throw new TocsinError("too-large", { detail: `${padTo} bytes` });
  const message = new Uint8Array(padTo);
  message.set(whole.subarray(0, padTo));
  return message;
}

function encodeFields(fields: readonly FieldLine[]): Uint8Array<ArrayBuffer> {
  if (fields.length > fieldLinesMax) throw invalid("too many fields");
  for (const field of fields) checkFieldLine(field);
  const lines = fields.flatMap(({ name, value }) => [prefixed(utf8(name)), prefixed(utf8(value))]);
  return prefixed(concatBytes(...lines));
}

function prefixed(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return concatBytes(encodeVarint(bytes.length), bytes);
}

interface Reader {
  /** Whether all bytes were read. */
  ended(): boolean;
  integer(): number;
  /** A length up to `max`, then so many bytes. */
  bytes(max: number): Uint8Array<ArrayBuffer>;
  text(max: number): string;
  /** The rest, which must be zeros. */
  padding(): void;
}

function createReader(bytes: Uint8Array): Reader {
  if (bytes.length > binaryMessageBytesMax) {
    throw new TocsinError("too-large", { detail: `${binaryMessageBytesMax} bytes` });
  }
  let at = 0;
  function integer(): number {
    const { value, next } = readVarint(bytes, at);
    at = next;
    return value;
  }
  function take(max: number): Uint8Array<ArrayBuffer> {
    const length = integer();
    if (length > max) throw invalid("a part is too long");
    if (at + length > bytes.length) throw invalid("truncated");
    at += length;
    return Uint8Array.from(bytes.subarray(at - length, at));
  }
  return {
    ended: () => at === bytes.length,
    integer,
    bytes: take,
    text: (max) => asciiOf(take(max)),
    padding: () => {
      // Most of a capsule is padding: a plain loop takes a fifth of the time.
      for (; at < bytes.length; at += 1) {
        if (bytes[at] !== 0) throw invalid("padding is not zeros");
      }
    },
  };
}

/** A message may end before a section: then that section and all after it are empty. */
function readSections(reader: Reader, known: boolean): Sections {
  const fields = reader.ended() ? [] : readFields(reader, known);
  const content = reader.ended() ? new Uint8Array() : readContent(reader, known);
  const trailers = reader.ended() ? [] : readFields(reader, known);
  reader.padding();
  return { fields, content, trailers };
}

function readFields(reader: Reader, known: boolean): FieldLine[] {
  const section = known ? createReader(reader.bytes(binaryMessageBytesMax)) : reader;
  const fields: FieldLine[] = [];
  while (!known || !section.ended()) {
    const name = section.text(fieldNameBytesMax);
    // A name of no bytes ends an indeterminate section and is no name in a known one.
    if (name === "" && !known) break;
    if (fields.length === fieldLinesMax) throw invalid("too many fields");
    const field = { name, value: section.text(fieldValueBytesMax) };
    checkFieldLine(field);
    fields.push(field);
  }
  return fields;
}

function readContent(reader: Reader, known: boolean): Uint8Array<ArrayBuffer> {
  if (known) return reader.bytes(binaryMessageBytesMax);
  const chunks: Uint8Array[] = [];
  for (;;) {
    const chunk = reader.bytes(binaryMessageBytesMax);
    if (chunk.length === 0) return concatBytes(...chunks);
    if (chunks.length === contentChunksMax) throw invalid("too many chunks");
    chunks.push(chunk);
  }
}

function asciiOf(bytes: Uint8Array): string {
  const text = textOf(bytes);
  if (text?.length !== bytes.length) throw invalid("not ASCII");
  return text;
}

function checkStatus(status: number, min: number, max: number): void {
  if (!Number.isInteger(status) || status < min || status > max) throw invalid("status");
}

function invalid(what: string): TocsinError {
  return new TocsinError("message-invalid", { detail: `binary HTTP: ${what}` });
}
