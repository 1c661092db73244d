/**
 * A connection as one value: address, port and the fingerprint of its TLS client, which say together what
 * none of them says alone. It is made on this machine of what stands in one line of a log. PROTOCOL §3.
 */

import { canonicalise } from "@tocsin/threat";

export const connectionType = "connection";

/** Endpoints or fingerprints of one line. */
const ofLineMax = 4;

const ip = String.raw`(?<![\d.])(\d{1,3}(?:\.\d{1,3}){3})`;
const gap = String.raw`["']?\s*[=:]\s*["']?`;
const withPort = new RegExp(`${ip}:(\\d{1,5})(?!\\d)`, "g");
const namedAddress = new RegExp(
  String.raw`(?:^|[^a-z])(?:dst|dest|destination)[._-]?(?:ip|addr|address)?${gap}${ip}`,
  "i",
);
const namedPort = new RegExp(
  String.raw`(?:^|[^a-z])(?:dpt|dport|(?:dst|dest|destination)[._-]?port)${gap}(\d{1,5})(?!\d)`,
  "i",
);
/** `ja3=…`, `"ja3":{"hash":"…"`, `cs1Label=ja3 cs1=…`. */
const ja3 = /ja3(?:[^0-9a-z]{1,4}(?:hash|cs\d)){0,1}[^0-9a-z]{1,6}([0-9a-f]{32})(?![0-9a-z])/gi;
const ja4 =
  /(?<![a-z0-9])([tq][0-9d]{2}[di]\d{4}[a-z0-9]{2}_[0-9a-f]{12}_[0-9a-f]{12})(?![a-z0-9])/g;

/** "192.0.2.1:443 <JA3 or JA4>"; undefined for another text. */
export function canonicalConnection(text: string): string | undefined {
  const [endpoint = "", print = "", ...more] = text.trim().split(/\s+/);
  const at = canonicalise("endpoint", endpoint);
  const by = canonicalise("ja3", print) ?? canonicalise("ja4", print);
  return at === undefined || by === undefined || more.length > 0 ? undefined : `${at} ${by}`;
}

/** The address in it. */
export function addressOfConnection(connection: string): string {
  return connection.slice(0, connection.lastIndexOf(":", connection.indexOf(" ")));
}

export function fingerprintsIn(line: string): { ja3: string[]; ja4: string[] } {
  return { ja3: allOf(line, ja3), ja4: allOf(line, ja4) };
}

/** Connections that one line of a log tells of. */
export function connectionsIn(line: string): string[] {
  const prints = fingerprintsIn(line);
  const by = [...prints.ja3, ...prints.ja4].slice(0, ofLineMax);
  if (by.length === 0) return [];
  const found = [...line.matchAll(withPort)].map(([, address, port]) => `${address}:${port}`);
  const address = namedAddress.exec(line)?.[1];
  const port = namedPort.exec(line)?.[1];
  if (address !== undefined && port !== undefined) found.push(`${address}:${port}`);
  const endpoints = [...new Set(found)].slice(0, ofLineMax);
  return endpoints.flatMap((at) =>
    by.flatMap((print) => canonicalConnection(`${at} ${print}`) ?? []),
  );
}

function allOf(line: string, pattern: RegExp): string[] {
  return [...new Set(Array.from(line.matchAll(pattern), ([, value = ""]) => value.toLowerCase()))];
}
