/** What of a company's profile is not understood, for whoever wrote it. */

import { addressSpan } from "@tocsin/disclosure/identity";
import { canonicalise } from "@tocsin/threat";
import type { CompanyProfile } from "@tocsin/wire/company-profile";

/** Entries that can protect nothing, by their place: a slip there would let what is ours leave. */
export function profileNotes({ ranges = [], domains = [] }: Partial<CompanyProfile>): string[] {
  const isName = (it: string) => canonicalise("domain", it.replace(/^\*\./, ""));
  return [
    ...notesOn("ranges", "no address and no range", ranges, addressSpan),
    ...notesOn("domains", "no domain name", domains, isName),
  ];
}

function notesOn(
  list: string,
  what: string,
  entries: readonly string[],
  understood: (entry: string) => unknown,
): string[] {
  const wrong = entries.flatMap((entry, at) => (understood(entry) === undefined ? [at] : []));
  const [first] = wrong;
  if (first === undefined) return [];
  const more = wrong.length > 1 ? `, and ${wrong.length - 1} more of that list` : "";
  return [`profile: ${list}[${first}] is ${what} and protects nothing${more}.`];
}
