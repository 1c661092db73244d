/**
 * What stands in place of a finding. The same person, name or address is replaced by the same words
 * wherever it stands in a report, however it is written there: defanged, with other blanks, by family
 * name alone. Pure.
 */

import { letterPattern } from "@tocsin/kernel/letter-pattern";
import type { Finding } from "@tocsin/wire";
import type { Detection } from "./detector.ts";
import { type FindingKind, findingKinds } from "./finding-kinds.ts";
import { honorifics } from "./identity/own-terms.ts";
import { readPassage } from "./text/passage.ts";
import { refangPassage } from "./text/rewrite.ts";

/** However many names it goes by: their number would tell readers about names, and there is one company. */
const onlyOne = new Set<FindingKind>(["company-name"]);

/** As findings of the desk, numbered where there are several of a kind. */
export function findingsOf(text: string, detections: readonly Detection[]): Finding[] {
  const meanings = detections.map((it) => meaningOf(text.slice(it.start, it.end), it.kind));
  const people = fullNames(meanings.filter((_, at) => detections[at]?.kind === "person"));
  const numbers = new Map<FindingKind, Map<string, number>>();
  const numbered = detections.map(({ kind }, at) => {
    const ofKind = numbers.get(kind) ?? new Map<string, number>();
    numbers.set(kind, ofKind);
    const meaning = meanings[at] ?? "";
    const meant = kind === "person" ? (people.get(meaning) ?? meaning) : meaning;
    const number = ofKind.get(meant) ?? ofKind.size + 1;
    ofKind.set(meant, number);
    return number;
  });
  return detections.map((it, at) => {
    const many = !onlyOne.has(it.kind) && (numbers.get(it.kind)?.size ?? 1) > 1;
    const plain = findingKinds[it.kind].replacement;
    const replacement = many ? `${plain.slice(0, -1)} ${String(numbered[at])}]` : plain;
    return { id: `f${at + 1}`, ...it, replacement };
  });
}

const betweenNames = letterPattern(String.raw`[^\p{L}\p{N}'-]+`);

/** The same for two ways to write the same: not to be shown. */
function meaningOf(words: string, kind: FindingKind): string {
  const text = refangPassage(readPassage(words)).lower.replace(/['’]s?$/, "");
  if (kind !== "person") return text.replace(/[\s_*`"'-]+|\.$/g, "");
  const names = text.split(betweenNames);
  return names.filter((it) => it !== "" && !honorifics.has(it)).join(" ");
}

/** By a name that stands alone, the one person of the text who is called so in full. */
function fullNames(people: readonly string[]): Map<string, string> {
  const known = new Map<string, string>();
  const shared = new Set<string>();
  for (const person of new Set(people)) {
    const names = person.split(" ");
    if (names.length < 2) continue;
    for (const name of names) {
      if (known.has(name)) shared.add(name);
      known.set(name, person);
    }
  }
  for (const name of shared) known.delete(name);
  return known;
}
