/**
 * What a channel is told. Unless somebody has said otherwise, people are told that something is new and
 * not what, how urgent or how much: a mail server or a chat of others learns nothing from the text.
 * Systems get a number of this node and the urgency, so that they can ask for the rest.
 */

import type { ChannelRequest, Warning, WarningReason } from "@tocsin/wire";
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
    ({ id, urgency, report, reasons }) =>
      `${urgency}, warning ${id}, TLP:${report.body?.tlp.toUpperCase() ?? "-"}: ${reasonsText(reasons)}`,
  );
  return [newsText, ...lines].join("\n");
}

export interface SystemWarning {
  readonly id: string;
  readonly urgency: Warning["urgency"];
  readonly report?: string;
  readonly tlp?: string;
  readonly reasons?: readonly WarningReason[];
}

/** For systems: values as they are. */
export function systemWarning(settings: Settings, warning: Warning): SystemWarning {
  const { id, urgency, report, reasons } = warning;
  if (!maySay(settings, warning)) return { id, urgency };
  const shown = reasons.slice(0, reasonsToldMax);
  return { id, urgency, report: report.id, tlp: report.body?.tlp ?? "red", reasons: shown };
}

/** What is only for this company does not go through the chat of another. */
function maySay({ kind, indicators }: Settings, { report }: Warning): boolean {
  const isOfOthers = kind === "slack" || kind === "teams";
  return indicators && !(isOfOthers && report.body?.tlp === "amber+strict");
}

function reasonsText(reasons: readonly WarningReason[]): string {
  return reasons
    .slice(0, reasonsToldMax)
    .map(({ kind, type, value }) => `${type ?? kind} ${defang(value, type ?? "url")}`)
    .join(", ");
}
