/**
 * A company's profile from what it has at hand: pages of its site, an export of its directory, a DNS
 * zone, an inventory. Only proposals: a person confirms. All of it stays in the node.
 */

import type { CompanyProfile, ProfileProposals } from "@tocsin/wire";
import { Collected, type SeedFile } from "./collected.ts";
import { isLdif, learnFromLdif } from "./from-ldif.ts";
import { learnFromTable, type TableHead, tableHead, unknownTitles } from "./from-table.ts";
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
    notes.push(`${name}: ${learnFile(name, text, found)}.`.slice(0, noteCharsMax));
  }
  const proposals = found.proposals(profile);
  return { proposals, notes: [...notes, ...found.notes(), ...patternNotes(found)] };
}

/** What it was read as. */
function learnFile(name: string, text: string, found: Collected): string {
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
    return tableWords(head);
  }
  const titles = unknownTitles(text, name);
  if (titles !== undefined) {
    return (
      `a table whose columns are not known (${titlesList(titles)}): nothing was taken. Name its columns ` +
      "in the first line, such as host, owner, site, ip, software, first name, last name, e-mail"
    );
  }
  learnFromText(text, found);
  return text.length > textCharsMax
    ? `read as text, its first ${textCharsMax} characters`
    : "read as text";
}

function tableWords({ titles, meanings }: TableHead): string {
  const unread = titles.filter((title, at) => meanings[at] === undefined && title !== "");
  return unread.length === 0
    ? "read as a table"
    : `read as a table; columns that are not known were left out (${titlesList(unread)})`;
}

function titlesList(titles: readonly string[]): string {
  const shown = titles.slice(0, titlesMax).map((title) => title.slice(0, titleCharsMax));
  return `${shown.join(", ")}${titles.length > titlesMax ? ", …" : ""}`;
}

const noteCharsMax = 2000;
const titlesMax = 12;
const titleCharsMax = 40;
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
