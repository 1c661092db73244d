/**
 * How freely content may travel. Levels are only ever tightened: a part that is marked more strictly
 * tightens the whole, a looser mark inside loosens nothing. FIRST TLP 2.0, STIX 2.1 §7.2.3.
 */

import { type Fields, isFields } from "../spec/kinds.ts";
import {
  levelNamed,
  papExtensionId,
  type PapLevel,
  papLevels,
  papOfMarking,
  tlp2ExtensionId,
  type TlpLevel,
  tlpLevels,
  tlpOfMarking,
} from "./tlp.ts";

export interface Markings {
  /** Undefined where nothing says. */
  readonly tlp: TlpLevel | undefined;
  readonly pap: PapLevel | undefined;
  /** Statements, IEP and whatever else is marked: shown to people, never dropped. */
  readonly others: readonly string[];
}

export function tighterTlp(a: TlpLevel | undefined, b: TlpLevel | undefined): TlpLevel | undefined {
  return tlpLevels[Math.max(rank(tlpLevels, a), rank(tlpLevels, b))];
}

export function tighterPap(a: PapLevel | undefined, b: PapLevel | undefined): PapLevel | undefined {
  return papLevels[Math.max(rank(papLevels, a), rank(papLevels, b))];
}

/** What marks an object as a whole or in part; `definitions` are the marking objects at hand. */
export function markingsOf(object: Fields, definitions: ReadonlyMap<string, Fields>): Markings {
  return markingsOfIds(markingIds(object), definitions);
}

/** The strictest of these together. */
export function markingsOfIds(
  ids: Iterable<string>,
  definitions: ReadonlyMap<string, Fields>,
): Markings {
  let tlp: TlpLevel | undefined;
  let pap: PapLevel | undefined;
  const others = new Set<string>();
  for (const id of ids) {
    const definition = definitions.get(id);
    const itsTlp = tlpOfMarking(id) ?? tlpOfDefinition(definition);
    const itsPap = papOfMarking(id) ?? papOfDefinition(definition);
    tlp = tighterTlp(tlp, itsTlp);
    pap = tighterPap(pap, itsPap);
    if (itsTlp === undefined && itsPap === undefined) others.add(id);
  }
  return { tlp, pap, others: [...others] };
}

export function tighterMarkings(a: Markings, b: Markings): Markings {
  return {
    tlp: tighterTlp(a.tlp, b.tlp),
    pap: tighterPap(a.pap, b.pap),
    others: [...new Set([...a.others, ...b.others])],
  };
}

/** Of the markings of the object and of its parts. */
export function markingIds(object: Fields): string[] {
  const whole = listOf(object["object_marking_refs"]);
  const parts = listOf(object["granular_markings"]).map((it) => isFields(it) && it["marking_ref"]);
  return [...whole, ...parts].filter((id) => typeof id === "string");
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function extensionOf(definition: Fields | undefined, id: string): Fields | undefined {
  const extensions = definition?.["extensions"];
  const extension: unknown = isFields(extensions) ? extensions[id] : undefined;
  return isFields(extension) ? extension : undefined;
}

/** A level under an id of somebody's own still counts: it can only tighten. */
function tlpOfDefinition(definition: Fields | undefined): TlpLevel | undefined {
  const level = extensionOf(definition, tlp2ExtensionId)?.["tlp_2_0"];
  const content = definition?.["definition"];
  const old = isFields(content) ? content["tlp"] : undefined;
  return levelNamed(tlpLevels, level ?? old);
}

function papOfDefinition(definition: Fields | undefined): PapLevel | undefined {
  return levelNamed(papLevels, extensionOf(definition, papExtensionId)?.["pap"]);
}

function rank<Level extends string>(levels: readonly Level[], level: Level | undefined): number {
  return level === undefined ? -1 : levels.indexOf(level);
}
