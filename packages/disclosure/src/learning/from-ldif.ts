/** Directory exports in LDIF: people, their mail domains and sites, and computers. RFC 2849. */

import { fromBase64, textOf } from "@tocsin/kernel";
import { letterPattern } from "@tocsin/kernel/letter-pattern";
import type { Collected } from "./collected.ts";
import { addMailDomain } from "./mail-domains.ts";

const entryLinesMax = 2000;
const valueCharsMax = 1000;

const twoNames = letterPattern(String.raw`\p{L}{2}[ ,]`);
const capitalFirst = letterPattern(String.raw`^\p{Lu}`);

/** An entry's attributes, names in lower case without options. */
type Entry = ReadonlyMap<string, readonly string[]>;

export function isLdif(text: string): boolean {
  return /^(?:version: \d|dn:{1,2} ?\S)/m.test(text.slice(0, 20_000));
}

export function learnFromLdif(text: string, into: Collected): void {
  for (const entry of entries(text)) learnEntry(entry, into);
}

function learnEntry(entry: Entry, into: Collected): void {
  const first = (name: string): string => entry.get(name)?.[0] ?? "";
  const classes = (entry.get("objectclass") ?? []).map((it) => it.toLowerCase());
  for (const company of [...(entry.get("o") ?? []), ...(entry.get("company") ?? [])]) {
    into.add("names", company, "The directory calls the company so.", 0);
  }
  for (const place of [
    ...(entry.get("l") ?? []),
    ...(entry.get("physicaldeliveryofficename") ?? []),
  ]) {
    into.add("places", place, "Someone in the directory works there.");
  }
  if (classes.includes("computer")) {
    const host = first("dnshostname") || first("cn") || first("name");
    if (host !== "") into.add("hosts", host, "A computer of the directory.", 0);
    return;
  }
  const isPerson =
    classes.some((it) => it.endsWith("person")) || classes.includes("user") || isMailed(entry);
  const written = `${first("givenname")} ${first("sn")}`.trim();
  const name = written.includes(" ") ? written : first("displayname") || first("cn");
  if (isPerson && twoNames.test(name)) {
    into.add("people", turned(name), "A person of the directory.", 0);
  }
  for (const mail of entry.get("mail") ?? []) addMailDomain(mail, into);
}

/** An export of chosen attributes may say of no entry what it is: who has an account and mail is somebody. */
function isMailed(entry: Entry): boolean {
  const has = (...names: string[]): boolean => names.some((name) => entry.has(name));
  return !has("objectclass") && has("mail") && has("uid", "samaccountname", "givenname", "sn");
}

/** "Roe, Jane" is Jane Roe. */
export function turned(name: string): string {
  const [last = "", first = "", ...more] = name.split(",").map((it) => it.trim());
  return first !== "" && more.length === 0 && capitalFirst.test(first) ? `${first} ${last}` : name;
}

function* entries(text: string): Generator<Entry> {
  let entry = new Map<string, string[]>();
  let lines = 0;
  const unfolded = text.replace(/\r?\n /g, "");
  for (const line of unfolded.split(/\r?\n/)) {
    if (line.trim() === "") {
      if (entry.size > 0) yield entry;
      entry = new Map();
      lines = 0;
      continue;
    }
    lines += 1;
    const parsed = lines > entryLinesMax ? undefined : attribute(line);
    if (parsed === undefined) continue;
    entry.set(parsed.name, [...(entry.get(parsed.name) ?? []).slice(0, 50), parsed.value]);
  }
  if (entry.size > 0) yield entry;
}

/** Undefined for comments, URLs of values and what has no form. */
function attribute(line: string): { name: string; value: string } | undefined {
  const match = /^([A-Za-z][A-Za-z0-9-]{0,63})(?:;[A-Za-z0-9;-]{1,64})?(::?) ?(.{0,4000})$/.exec(
    line,
  );
  if (match === null) return undefined;
  const [, name = "", colons, raw = ""] = match;
  const value = colons === "::" ? decoded(raw) : raw;
  if (value === undefined || value.length > valueCharsMax) return undefined;
  return { name: name.toLowerCase(), value: value.trim() };
}

function decoded(base64: string): string | undefined {
  const bytes = fromBase64(base64.trim());
  return bytes === undefined ? undefined : textOf(bytes);
}
