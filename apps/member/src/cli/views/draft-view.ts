/** A draft for the person who reviews it: parts, proposals and what stands in the way. It stays here. */

import type { Draft, ReviewItem } from "@tocsin/wire/desk";

import type { Shell } from "../shell.ts";
import { facts, table } from "../table.ts";

const contextChars = 60;

export function draftText(shell: Shell, draft: Draft): string {
  const { source, items, findings, frame, terms } = draft;
  const count = (decision: ReviewItem["decision"]): number =>
    items.filter((it) => it.decision === decision).length;
  return facts([
    ["draft", draft.id],
    ["state", draft.amends === null ? draft.state : `${draft.state}, amends ${draft.amends}`],
    ["source", `${source.name}, ${source.format}, ${source.text.length} characters`],
    ...source.notes.map((note) => ["", note] as const),
    ["found", `${items.length} parts, ${findings.length} stretches that must not leave`],
    ["decided", `${count("send")} sent, ${count("remove")} removed, ${count(null)} open`],
    ["kind", `${frame.kind}, ${frame.determination}, ${frame.stage ?? "no stage"}`],
    ["first seen", frame.firstSeen ?? "not said"],
    ["for", `${terms.audience}, TLP:${terms.tlp.toUpperCase()}, until ${terms.expires}`],
    ["purposes", terms.purposes.join(", ")],
    ["crowd", crowdText(draft.crowd)],
    ...draft.blockers.map(({ code, why }) => ["blocks", `${code}: ${shell.quoted(why)}`] as const),
  ]);
}

export function itemTable(shell: Shell, items: readonly ReviewItem[]): string {
  const rows = items.map((item) => [
    item.id,
    item.type ?? item.part,
    shell.indicator(item.value, item.type),
    item.class ?? "-",
    item.decision ?? `open (${item.proposal})`,
    item.why,
  ]);
  const columns = [
    { title: "part" },
    { title: "type" },
    { title: "value", shrinks: true },
    { title: "class" },
    { title: "decision" },
    { title: "why", shrinks: true },
  ];
  return table(columns, rows, shell.terminal.width);
}

export function crowdText(crowd: number | null): string {
  return crowd === null ? "not known" : `${crowd} members could have written this`;
}

/** The words around an item in the source, as one line; empty where it stands nowhere. */
export function contextOf({ source }: Draft, item: ReviewItem): string {
  if (item.source === null) return "";
  const { start, end } = item.source;
  const before = source.text.slice(Math.max(0, start - contextChars), start);
  const after = source.text.slice(end, end + contextChars);
  const whole = `${before}«${source.text.slice(start, end)}»${after}`;
  return whole.replaceAll(/\s+/g, " ").trim();
}
