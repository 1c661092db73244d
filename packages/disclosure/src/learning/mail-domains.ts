/** Domains of mail addresses that may be our own: no provider's, no popular site's. */

import { benignOf } from "@tocsin/threat";
import type { Collected } from "./collected.ts";

/** Popular sites and providers; a reserved name is nobody's, so it may stand for ours. */
export function isEverybodys(domain: string): boolean {
  const benign = benignOf("domain", domain);
  return benign !== undefined && benign.list !== "documentation-names";
}

export function addMailDomain(mail: string, into: Collected): void {
  const domain = mail
    .slice(mail.lastIndexOf("@") + 1)
    .trim()
    .toLowerCase();
  if (!mail.includes("@") || !/^[a-z0-9.-]{3,253}$/.test(domain) || !domain.includes(".")) return;
  if (isEverybodys(domain)) return;
  into.add("domains", domain, "People have mail addresses there.");
}
