/** DNS zone files: our domains, hosts and addresses. RFC 1035 §5. */

import { canonicalise } from "@tocsin/threat";
import type { Collected } from "./collected.ts";
import { addAddresses } from "./own-addresses.ts";

const linesMax = 1_000_000;
const types = "A|AAAA|CNAME|MX|NS|SOA|SRV|TXT|PTR|CAA";
const record = new RegExp(
  String.raw`^(\S{1,253})?\s{1,60}(?:\d{1,10}\w?\s{1,20})?(?:IN\s{1,20})?(?:\d{1,10}\w?\s{1,20})?(${types})\s{1,60}(\S{1,253})`,
  "i",
);
/** Names that everybody has say nothing about us. */
const usual = new Set(
  "www mail smtp imap pop pop3 ftp ns ns1 ns2 ns3 mx mx1 mx2 autodiscover webmail api cdn static blog shop dev test stage staging localhost autoconfig lyncdiscover sip enterpriseregistration enterpriseenrollment".split(
    " ",
  ),
);

const leadThere = "Names of our zones lead there.";

export function isZone(text: string): boolean {
  const head = text.slice(0, 20_000);
  return /^\$(?:ORIGIN|TTL)\s/im.test(head) || /\sIN\s{1,20}SOA\s/i.test(head);
}

export function learnFromZone(text: string, into: Collected): void {
  let origin = "";
  let owner = "";
  const addresses: string[] = [];
  for (const line of text.split(/\r?\n/, linesMax)) {
    const comment = line.search(/(?:^|\s);/);
    const said = comment < 0 ? line : line.slice(0, comment);
    const origins = /^\$ORIGIN\s{1,20}(\S{1,253})/i.exec(said);
    if (origins !== null) {
      origin = (origins[1] ?? "").replace(/\.$/, "");
      into.add("domains", origin, "A zone of ours.", 0);
      continue;
    }
    const match = record.exec(said);
    if (match === null) continue;
    const [, written, type = "", value = ""] = match;
    owner = written ?? owner;
    if (type.toUpperCase() === "SOA" && owner.endsWith(".") && origin === "") {
      origin = owner.slice(0, -1);
    }
    const name = fullName(owner, origin);
    if (type.toUpperCase() === "SOA" && name !== "")
      into.add("domains", name, "A zone of ours.", 0);
    if (/^(?:A|AAAA|CNAME)$/i.test(type)) learnHost(name, origin, into);
    if (/^A$/i.test(type) && canonicalise("ipv4", value) !== undefined) addresses.push(value);
    const long = /^AAAA$/i.test(type) ? canonicalise("ipv6", value) : undefined;
    if (long !== undefined) into.add("ranges", `${long}/128`, leadThere);
  }
  addAddresses(addresses, leadThere, into);
}

function fullName(owner: string, origin: string): string {
  if (owner === "@") return origin;
  if (owner.endsWith(".")) return owner.slice(0, -1);
  return origin === "" ? owner : `${owner}.${origin}`;
}

function learnHost(name: string, origin: string, into: Collected): void {
  const first = name.split(".")[0] ?? "";
  if (name === origin || first === "*" || first.startsWith("_") || usual.has(first.toLowerCase())) {
    return;
  }
  into.add("hosts", name, "A name of our zones.", 0);
}
