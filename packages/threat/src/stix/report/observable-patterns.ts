/**
 * Each kind of observable as a STIX pattern, and back. What STIX has no property for is tested on a
 * custom object, so that it is carried and never passed off as something else. STIX 2.1 §6, §9.
 */

import { canonicalise, isObservableType } from "../../observables/observable-types.ts";
import type { Comparison, Literal, ObjectPath } from "../pattern/ast.ts";
import { parsePattern } from "../pattern/parse.ts";

export interface TypedValue {
  readonly type: string;
  readonly value: string;
}

export interface IndicatorPattern {
  readonly pattern: string;
  readonly pattern_type: "stix" | "yara" | "sigma" | "snort";
}

/** The type of object on which values without a place in STIX are tested. */
export const customValueType = "x-tocsin-value";

const ruleTypes = { "yara-rule": "yara", "sigma-rule": "sigma", "snort-rule": "snort" } as const;

/** Observable types whose value stands in one property as it is. */
const properties: Readonly<Record<string, string>> = {
  ipv4: "ipv4-addr:value",
  ipv6: "ipv6-addr:value",
  domain: "domain-name:value",
  onion: "domain-name:value",
  url: "url:value",
  email: "email-addr:value",
  mac: "mac-addr:value",
  md5: "file:hashes.MD5",
  sha1: "file:hashes.'SHA-1'",
  sha256: "file:hashes.'SHA-256'",
  sha384: "file:hashes.'SHA-384'",
  sha512: "file:hashes.'SHA-512'",
  ssdeep: "file:hashes.SSDEEP",
  tlsh: "file:hashes.TLSH",
  imphash: "file:extensions.'windows-pebinary-ext'.imphash",
  "file-name": "file:name",
  mutex: "mutex:name",
  service: "process:extensions.'windows-service-ext'.service_name",
  "certificate-serial": "x509-certificate:serial_number",
  cpe: "software:cpe",
  "user-agent": "network-traffic:extensions.'http-request-ext'.request_header.'User-Agent'[*]",
};
const typesByPath: ReadonlyMap<string, readonly string[]> = byPath();

const hives: Readonly<Record<string, string>> = {
  hklm: "HKEY_LOCAL_MACHINE",
  hkcu: "HKEY_CURRENT_USER",
  hkcr: "HKEY_CLASSES_ROOT",
  hku: "HKEY_USERS",
  hkcc: "HKEY_CURRENT_CONFIG",
};
const pathTypes = ["windows-path", "unc-path", "unix-path"];

export function patternOf({ type, value }: TypedValue): IndicatorPattern {
  const rule = Object.entries(ruleTypes).find(([name]) => name === type)?.[1];
  if (rule !== undefined) return { pattern: value, pattern_type: rule };
  return { pattern: `[${testOf(type, value)}]`, pattern_type: "stix" };
}

function testOf(type: string, value: string): string {
  const property = Object.hasOwn(properties, type) ? properties[type] : undefined;
  if (property !== undefined) return `${property} = ${quoted(value)}`;
  if (type === "cidr") {
    return `${value.includes(":") ? "ipv6" : "ipv4"}-addr:value ISSUBSET ${quoted(value)}`;
  }
  if (type === "asn") return `autonomous-system:number = ${value.slice(2)}`;
  if (type === "registry-key") return `windows-registry-key:key = ${quoted(longKey(value))}`;
  const split = type === "endpoint" ? endpointParts(value) : undefined;
  if (split !== undefined) {
    const [address, port] = split;
    return `network-traffic:dst_ref.value = ${quoted(address)} AND network-traffic:dst_port = ${port}`;
  }
  const slash = Math.max(value.lastIndexOf("/"), value.lastIndexOf("\\"));
  if (pathTypes.includes(type) && slash > 0 && slash < value.length - 1) {
    const [folder, name] = [value.slice(0, slash), value.slice(slash + 1)];
    return `file:name = ${quoted(name)} AND file:parent_directory_ref.path = ${quoted(folder)}`;
  }
  return `${customValueType}:${type.replaceAll("-", "_")} = ${quoted(value)}`;
}

/**
 * What a pattern of one value says, or of several joined by OR; undefined where it says more than a
 * list of values can hold.
 */
export function valuesOfPattern(pattern: string): readonly TypedValue[] | undefined {
  const parsed = parsePattern(pattern);
  if (!parsed.ok) return undefined;
  const { observation } = parsed;
  const parts = observation.kind === "or" ? observation.parts : [observation];
  const values: TypedValue[] = [];
  for (const part of parts) {
    const found = part.kind === "comparison" ? valuesOf(part.comparison) : undefined;
    if (found === undefined) return undefined;
    values.push(...found);
  }
  return values;
}

function valuesOf(comparison: Comparison): readonly TypedValue[] | undefined {
  if (comparison.kind === "or") {
    const parts = comparison.parts.map(valuesOf);
    return parts.includes(undefined) ? undefined : parts.flatMap((it) => it ?? []);
  }
  if (comparison.kind === "and") return joinedValue(comparison.parts);
  if (comparison.kind !== "test" || comparison.negated) return undefined;
  const { path, comparator, values } = comparison;
  const isRange = comparator === "ISSUBSET";
  if (comparator !== "=" && comparator !== "IN" && !isRange) return undefined;
  const found = values.map((value) => (isRange ? range(value) : typed(pathText(path), value)));
  return found.includes(undefined) ? undefined : found.filter((it) => it !== undefined);
}

/** An address with its port, or a file with its folder. */
function joinedValue(parts: readonly Comparison[]): readonly TypedValue[] | undefined {
  const given = new Map<string, string>();
  for (const part of parts) {
    if (part.kind !== "test" || part.negated || part.comparator !== "=") return undefined;
    given.set(pathText(part.path), String(part.values[0]?.value));
  }
  if (given.size !== 2 || parts.length !== 2) return undefined;
  const address = given.get("network-traffic:dst_ref.value");
  const port = given.get("network-traffic:dst_port");
  if (address !== undefined && port !== undefined) {
    return known("endpoint", address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`);
  }
  const name = given.get("file:name");
  const folder = given.get("file:parent_directory_ref.path");
  if (name === undefined || folder === undefined) return undefined;
  const isUnix = folder.startsWith("/") || folder.startsWith("~/");
  const type = isUnix ? "unix-path" : folder.startsWith("\\\\") ? "unc-path" : "windows-path";
  return known(type, `${folder}${isUnix ? "/" : "\\"}${name}`);
}

function typed(path: string, literal: Literal): TypedValue | undefined {
  const text = String(literal.value);
  if (path === "autonomous-system:number") return known("asn", `AS${text}`)?.[0];
  if (path === "windows-registry-key:key") return known("registry-key", text)?.[0];
  if (path.startsWith(`${customValueType}:`)) {
    return { type: path.slice(customValueType.length + 1).replaceAll("_", "-"), value: text };
  }
  for (const type of typesByPath.get(path) ?? []) {
    const value = known(type, text)?.[0];
    if (value !== undefined) return value;
  }
  const slashed = path === "ipv4-addr:value" || path === "ipv6-addr:value";
  return slashed ? known("cidr", text)?.[0] : undefined;
}

function range(literal: Literal): TypedValue | undefined {
  return known("cidr", String(literal.value))?.[0];
}

/** In the form in which values are compared; undefined where the text is no such value. */
function known(type: string, text: string): readonly TypedValue[] | undefined {
  const value = isObservableType(type) ? canonicalise(type, text) : undefined;
  return value === undefined ? undefined : [{ type, value }];
}

function pathText({ type, steps }: ObjectPath): string {
  let text = `${type}:`;
  for (const [at, step] of steps.entries()) {
    // Which element of a list it is makes no difference to what was seen.
    if (step.kind !== "property") text += "[*]";
    else text += `${at === 0 ? "" : "."}${step.name}`;
  }
  return text;
}

/** By the path without quotes; an onion name is tried before other names. */
function byPath(): Map<string, string[]> {
  const table = new Map<string, string[]>();
  for (const [type, path] of Object.entries(properties)) {
    const plain = path.replaceAll("'", "");
    const types = table.get(plain) ?? [];
    if (type === "onion") types.unshift(type);
    else types.push(type);
    table.set(plain, types);
  }
  return table;
}

function endpointParts(value: string): readonly [string, string] | undefined {
  const colon = value.lastIndexOf(":");
  const port = value.slice(colon + 1);
  if (colon < 1 || !/^(?:0|[1-9][0-9]{0,4})$/.test(port)) return undefined;
  return [value.slice(0, colon).replace(/^\[|\]$/g, ""), port];
}

function longKey(value: string): string {
  const [hive = "", ...rest] = value.split("\\");
  const long = Object.hasOwn(hives, hive) ? hives[hive] : undefined;
  return long === undefined ? value : [long, ...rest].join("\\");
}

function quoted(value: string): string {
  return `'${value.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
