/**
 * What a channel is told. Unless somebody has said otherwise, people are told that something is new and
 * not what, how urgent or how much: a mail server or a chat of others learns nothing from the text.
 * Systems get a number of this node and the urgency, so that they can ask for the rest.
 */

import type { ChannelRequest, Concern, Warning, WarningReason } from "@tocsin/wire/node-api";
import { defang } from "../cli/defang.ts";

export interface Message {
  /** The same for each try, so that who has it already can tell. */
  readonly id: string;
  readonly atMs: number;
  /** None: a test. */
  readonly warnings: readonly Warning[];
}

type Settings = Pick<ChannelRequest, "kind" | "indicators">;

export const subject = "Tocsin: something new concerns you";
const newsText = "Something new concerns you. Look at Tocsin on your own node: tocsin warning list";
const testText = "This is a test of this channel. Nothing has happened.";
const warningsToldMax = 100;
const reasonsToldMax = 10;

/** For people, one line a warning. Values are live, so they are written defanged. */
export function peopleText(settings: Settings, { warnings }: Message): string {
  if (warnings.length === 0) return testText;
  const told = warnings.filter((it) => maySay(settings, it)).slice(0, warningsToldMax);
  const lines = told.map(
    (it) =>
      `${it.urgency}, warning ${it.id}, TLP:${tlpOf(it).toUpperCase()}: ${reasonsText(it.reasons)}`,
  );
  return [newsText, ...lines].join("\n");
}

export interface SystemWarning {
  readonly id: string;
  readonly urgency: Warning["urgency"];
  readonly report?: string;
  /** What feeds say, where no report stands behind it. */
  readonly concerns?: readonly Pick<Concern, "kind" | "what" | "ours" | "due">[];
  readonly tlp?: string;
  readonly reasons?: readonly WarningReason[];
}

/** For systems: values as they are. */
export function systemWarning(settings: Settings, warning: Warning): SystemWarning {
  const { id, urgency, report, concerns, reasons } = warning;
  if (!maySay(settings, warning)) return { id, urgency };
  const shown = reasons.slice(0, reasonsToldMax);
  const told = concerns
    .slice(0, reasonsToldMax)
    .map(({ kind, what, ours, due }) => ({ kind, what, ours, due }));
  const about = report === null ? { concerns: told } : { report: report.id };
  return { id, urgency, ...about, tlp: tlpOf(warning), reasons: shown };
}

/** What is only for this company does not go through the chat of another. */
function maySay({ kind, indicators }: Settings, warning: Warning): boolean {
  const isOfOthers = kind === "slack" || kind === "teams";
  return indicators && !(isOfOthers && forUsAlone.has(tlpOf(warning)));
}

const forUsAlone: ReadonlySet<string> = new Set(["amber+strict", "red"]);
const strictestFirst = ["red", "amber+strict", "amber", "green", "clear"] as const;

/** What feeds say together is marked as the strictest of it; what says nothing of it, as amber. */
function tlpOf({ report, concerns }: Warning): (typeof strictestFirst)[number] {
  const marked: readonly (string | undefined)[] =
    report === null ? concerns.map(({ tlp }) => tlp ?? "amber") : [report.body?.tlp];
  return strictestFirst.find((it) => marked.includes(it)) ?? "red";
}

function reasonsText(reasons: readonly WarningReason[]): string {
  return reasons
    .slice(0, reasonsToldMax)
    .map(({ kind, type, value }) => `${type ?? kind} ${defang(value, type ?? "url")}`)
    .join(", ");
}
