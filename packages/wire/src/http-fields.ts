/**
 * Field lines and control data that a message may have, RFC 9110 §5 and RFC 9113 §8.2, 8.3. Stricter
 * than those: values are visible ASCII, and no pseudo-field is a field.
 */

import { TocsinError } from "@tocsin/kernel";

/** Field lines in one section. */
export const fieldLinesMax = 64;
export const fieldNameBytesMax = 128;
export const fieldValueBytesMax = 8_192;
export const methodBytesMax = 32;
export const schemeBytesMax = 8;
export const authorityBytesMax = 255;
export const pathBytesMax = 2_048;

/** A field: lower-case name, value without spaces around it. */
export interface FieldLine {
  readonly name: string;
  readonly value: string;
}

export interface RequestControl {
  readonly method: string;
  readonly scheme: string;
  /** Empty where the request names its host in a field, or not at all. */
  readonly authority: string;
  readonly path: string;
}

/** Fields by which a hop tells the next where a request came from. Also all of `x-forwarded-`. */
export const forwardingFieldNames: readonly string[] = [
  "cf-connecting-ip",
  "client-ip",
  "fastly-client-ip",
  "forwarded",
  "from",
  "remote-addr",
  "true-client-ip",
  "via",
  "x-client-ip",
  "x-cluster-client-ip",
  "x-original-forwarded-for",
  "x-real-ip",
];

const namePattern = /^[a-z0-9!#$%&'*+.^_`|~-]+$/;
const valuePattern = /^(?:[\x21-\x7e](?:[\t\x20-\x7e]*[\x21-\x7e])?)?$/;
const methodPattern = /^[A-Z][A-Z-]*$/;
const schemePattern = /^https?$/;
const authorityPattern = /^[a-z0-9._~:[\]-]*$/;
const pathPattern = /^\/(?!\/)[\x21\x24-\x3b\x3d\x3f-\x5a\x5f\x61-\x7a\x7e]*$/;

/** Whether a hop said in a field where the request came from. */
export function hasForwardingField(fields: readonly FieldLine[]): boolean {
  return fields.some(
    ({ name }) => name.startsWith("x-forwarded-") || forwardingFieldNames.includes(name),
  );
}

/** Throws `message-invalid` unless the line may stand in a message. */
export function checkFieldLine({ name, value }: FieldLine): void {
  if (name.length > fieldNameBytesMax || !namePattern.test(name)) throw invalid("field name");
  if (value.length > fieldValueBytesMax || !valuePattern.test(value)) throw invalid("field value");
}

/**
 * Throws `message-invalid` unless this is a request for a path on a host: no absolute form, no
 * CONNECT, no user information, no fragment, and no second opinion about the host.
 */
export function checkRequest(control: RequestControl, fields: readonly FieldLine[]): void {
  const { method, scheme, authority, path } = control;
  if (method.length > methodBytesMax || !methodPattern.test(method) || method === "CONNECT") {
    throw invalid("method");
  }
  if (!schemePattern.test(scheme)) throw invalid("scheme");
  if (authority.length > authorityBytesMax || !authorityPattern.test(authority)) {
    throw invalid("authority");
  }
  if (path.length > pathBytesMax || !pathPattern.test(path)) throw invalid("path");
  const hosts = fields.filter(({ name }) => name === "host");
  if (hosts.length > 1) throw invalid("more than one host");
  const [host] = hosts;
  if (host !== undefined && authority !== "" && host.value !== authority) {
    throw invalid("host is not the authority");
  }
}

/** Throws `message-invalid` where a content-length is not the content's length. */
export function checkContentLength(fields: readonly FieldLine[], length: number): void {
  for (const { name, value } of fields) {
    if (name === "content-length" && value !== String(length)) throw invalid("content-length");
  }
}

function invalid(what: string): TocsinError {
  return new TocsinError("message-invalid", { detail: `binary HTTP: ${what}` });
}
