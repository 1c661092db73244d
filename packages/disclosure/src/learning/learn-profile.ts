/**
 * A company's profile from what it has at hand: pages of its site, an export of its directory, a DNS
 * zone, an inventory. Only proposals: a person confirms. All of it stays in the node.
 */

import type { CompanyProfile, ProfileProposals } from "@tocsin/wire";
import { Collected, type SeedFile } from "./collected.ts";
import { isLdif, learnFromLdif } from "./from-ldif.ts";
import { learnFromTable, tableHead } from "./from-table.ts";
import { learnFromText, textCharsMax } from "./from-text.ts";
import { isZone, learnFromZone } from "./from-zone.ts";

export function learnProfile(
  files: readonly SeedFile[],
  profile: CompanyProfile,
): ProfileProposals {
  const found = new Collected();
  const notes: string[] = [];
  for (const { name, text } of files) {
    found.from(name);
    notes.push(`${name}: ${learnFile(text, found)}.`);
  }
  const proposals = found.proposals(profile);
  return { proposals, notes: [...notes, ...found.notes(), ...patternNotes(found)] };
}

/** What it was read as. */
function learnFile(text: string, found: Collected): string {
  if (isLdif(text)) {
    learnFromLdif(text, found);
    return "read as a directory (LDIF)";
  }
  if (isZone(text)) {
    learnFromZone(text, found);
    return "read as a DNS zone";
  }
  const head = tableHead(text);
  if (head !== undefined) {
    learnFromTable(text, head, found);
    return "read as a table";
  }
  learnFromText(text, found);
  return text.length > textCharsMax
    ? `read as text, its first ${textCharsMax} characters`
    : "read as text";
}

const familyMin = 2;
const familiesMax = 20;

/** Hosts are named in families: what begins like them is held as well. */
function patternNotes(found: Collected): string[] {
  const families = new Map<string, number>();
  for (const host of found.values("hosts")) {
    const prefix = /^([a-z]{2,12})-/.exec(host)?.[1];
    if (prefix !== undefined) families.set(prefix, (families.get(prefix) ?? 0) + 1);
  }
  const often = [...families].filter(([, count]) => count >= familyMin).sort((a, b) => b[1] - a[1]);
  if (often.length === 0) return [];
  const list = often.slice(0, familiesMax).map(([prefix, count]) => `${prefix}-… (${count})`);
  return [`Hosts are named ${list.join(", ")}; others that are named so will be held, too.`];
}
