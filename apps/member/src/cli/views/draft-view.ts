/** A draft for the person who reviews it: parts, proposals and what stands in the way. It stays here. */

import {
  crowdCounts,
  type Draft,
  type FrameSuggestion,
  type Generalisation,
  type PartDetail,
  type ReportFrame,
  type ReviewItem,
} from "@tocsin/wire/desk";

import { counted } from "../counted.ts";
import type { Shell } from "../shell.ts";
import { facts, table } from "../table.ts";

const contextChars = 60;
const shownRegionsMax = 20;

export function draftText(shell: Shell, draft: Draft): string {
  const { source, items, findings, frame, terms } = draft;
  const count = (decision: ReviewItem["decision"]): number =>
    items.filter((it) => it.decision === decision).length;
  return facts([
    ["draft", draft.id],
    ["name", shell.called(draft.name)],
    ["state", draft.amends === null ? draft.state : `${draft.state}, amends ${draft.amends}`],
    ["source", `${shell.called(source.name)}, ${source.format}, ${source.text.length} characters`],
    ...source.notes.map((note) => ["", note] as const),
    [
      "found",
      `${counted(items.length, "part")}, ${counted(findings.length, "stretch", "stretches")} that must not leave`,
    ],
    ["decided", `${count("send")} sent, ${count("remove")} removed, ${count(null)} open`],
    ["kind", `${frame.kind}, ${frame.determination}, ${frame.stage ?? "no stage"}`],
    ["first seen", frame.firstSeen ?? "not said"],
    ...["noticed", "ended"].flatMap((name) => timeLine(name, frame)),
    ...draft.suggestions.filter(({ field, value }) => frame[field] !== value).map(suggestionLine),
    ["for", `${terms.audience}, TLP:${terms.tlp.toUpperCase()}, until ${terms.expires}`],
    ["purposes", terms.purposes.join(", ")],
    ["outside", terms.recipients?.to.join(", ") ?? "nobody"],
    ["as", terms.class ?? "the smallest class of ours that is large enough"],
    ["regime", draft.regime ?? "none in force today"],
    ["crowd", crowdText(draft.crowd)],
    ...crowdLines(draft),
    ...approvalLines(draft),
    ...draft.blockers.map(({ code, why }) => ["blocks", `${code}: ${shell.quoted(why)}`] as const),
  ]);
}

export function itemTable(shell: Shell, items: readonly ReviewItem[]): string {
  const rows = items.map((item) => [
    item.id,
    item.type ?? item.part,
    item.detail === null
      ? shell.observable(item.value, item.type)
      : `${detailText(item.detail)} ${shell.quoted(item.value)}`.trim(),
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
  if (crowd === null) return "not known";
  return `${counted(crowd, "member")} could have written this${crowd < crowdCounts.warnedBelow ? ": few" : ""}`;
}

function timeLine(name: string, { noticed, ended }: ReportFrame): [string, string][] {
  const time = name === "noticed" ? noticed : ended;
  return time === null ? [] : [[name, time]];
}

function suggestionLine({ field, value, why }: FrameSuggestion): [string, string] {
  return ["suggested", `${field} ${value}: ${why} (--accept-suggestions)`];
}

/** What makes the crowd smaller, one after the other, and the way to a larger one. */
function crowdLines({ crowdView }: Draft): [string, string][] {
  if (crowdView === null) return [];
  const [first, ...others] = crowdView.facts;
  const start = first === undefined ? [] : [`${first.value}: ${first.left}`];
  const then = others.map(
    ({ what, value, said, left }) => `${what} ${value}${said ? " (said before)" : ""}: ${left}`,
  );
  const { proposal, counted: known } = crowdView;
  const regions = known.regions.slice(0, shownRegionsMax).join(", ");
  return [
    ["", [...start, ...then].join(" → ")],
    ...(regions === "" ? [] : [["", `regions that are counted: ${regions}`] as const]),
    ...(proposal === null
      ? []
      : [["", `--generalise: ${moveTexts(proposal.moves)} → ${proposal.members}`] as const]),
  ].map(([name = "", text = ""]) => [name, text]);
}

export function moveTexts(moves: readonly Generalisation[]): string {
  return moves
    .map(({ drop, item, to }) => {
      if (drop === "time") return "times to the week";
      if (drop === "class") return `speak as ${to ?? ""}`;
      return item === null ? `without ${drop}` : `without ${item}`;
    })
    .join(", ");
}

const approvalWords: Readonly<Record<Draft["approval"]["state"], string>> = {
  "not-needed": "",
  "not-asked": "not asked yet: the analyst approves first",
  waiting: "waits for counsel",
  approved: "approved by counsel",
  returned: "returned by counsel",
};

function approvalLines({ approval }: Draft): [string, string][] {
  if (approval.state === "not-needed") return [];
  const by = approval.standing === null ? "" : `, standing approval ${approval.standing}`;
  const note = approval.note === null ? "" : `: ${approval.note}`;
  return [["counsel", `${approvalWords[approval.state]}${by}${note}`]];
}

/** "delivered, mail, T1566.001" */
export function detailText(detail: PartDetail): string {
  return Object.entries(detail)
    .filter(([name, value]) => name !== "of" && name !== "place" && value !== null)
    .map(([, value]) => String(value))
    .join(" ");
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
