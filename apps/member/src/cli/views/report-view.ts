/** A report for people: what the fields say, with observables defanged. It is others' text throughout. */

import type { Delivery, ReportView } from "@tocsin/wire/desk";
import type { ReportBody } from "@tocsin/wire/report";

import { counted } from "../counted.ts";
import { shortId } from "../shielded-ids.ts";
import { relative } from "../moment.ts";
import { manyLines } from "../safe-text.ts";
import type { Shell } from "../shell.ts";
import { facts, table } from "../table.ts";

/** Observables that are listed; --json has all. */
const listedMax = 200;

const deliveryWords: Readonly<Record<Delivery["state"], string>> = {
  waiting: "waits for its round",
  sending: "leaves now",
  sent: "sent, not yet in the ledger",
  published: "published",
  resending: "did not appear, is sent again",
  lost: "lost twice, is sent again",
  refused: "refused",
};

export function deliveryText({ state, round }: Delivery): string {
  return round === null ? deliveryWords[state] : `${deliveryWords[state]} (round ${round})`;
}

/** Withdrawn, published and when, or how far it is. */
export function stateText(view: ReportView, nowMs: number): string {
  if (view.withdrawn) return "withdrawn";
  if (view.delivery !== null && view.delivery.state !== "published") {
    return deliveryText(view.delivery);
  }
  return view.publishedMs === null ? "-" : `published ${relative(view.publishedMs, nowMs)}`;
}

export function reportTable(shell: Shell, views: readonly ReportView[]): string {
  const nowMs = shell.clock.now();
  const rows = views.map((view) => [
    shortId(view.id),
    view.mine ? "own" : view.envelope.class,
    view.body === null ? "" : `TLP:${view.body.tlp.toUpperCase()}`,
    stateText(view, nowMs),
    view.unconfirmed ? "no" : "yes",
    shell.quoted(headline(view)),
  ]);
  const columns = [
    { title: "id" },
    { title: "from" },
    { title: "marking" },
    { title: "state" },
    { title: "confirmed" },
    { title: "what", shrinks: true },
  ];
  return table(columns, rows, shell.terminal.width);
}

export function reportText(shell: Shell, view: ReportView): string {
  const { envelope, body } = view;
  const nowMs = shell.clock.now();
  const head = facts([
    ["report", view.id],
    ["from", view.mine ? `us, as a member of ${envelope.class}` : `a member of ${envelope.class}`],
    ["for", envelope.audience],
    ["state", stateText(view, nowMs)],
    ["confirmed", view.unconfirmed ? "by no other member of its class yet" : "yes"],
    ["ledger", view.index === null ? "-" : `position ${view.index}, round ${view.round ?? "-"}`],
    ["changes", String(envelope.seq)],
    ...campaignFact(shell, view),
  ]);
  if (body === null) return head;
  return `${head}\n${manyLines(shell.quoted(view.narrative))}\n${observables(shell, body)}`;
}

function campaignFact(shell: Shell, { campaign }: ReportView): [string, string][] {
  if (campaign === null) return [];
  const { id, title, reports } = campaign;
  return [["campaign", `${id}  ${shell.quoted(title)}, ${counted(reports, "report")}`]];
}

function observables(shell: Shell, body: ReportBody): string {
  if (body.observables.length === 0) return "";
  const shown = body.observables.slice(0, listedMax);
  const rows = shown.map(({ type, value, role, confidence, class: fieldClass }) => [
    type,
    shell.observable(value, type),
    role,
    confidence,
    fieldClass,
  ]);
  const columns = [
    { title: "type" },
    { title: "value" },
    { title: "role" },
    { title: "confidence" },
    { title: "class" },
  ];
  const rest = body.observables.length - shown.length;
  const more = rest === 0 ? "" : `${shown.length} of ${body.observables.length}; --json has all\n`;
  return `\n${table(columns, rows)}${more}`;
}

function headline({ body, withdrawn }: ReportView): string {
  if (body === null) return withdrawn ? "withdrawn by its author" : "";
  const names = [...body.actors, ...body.malware].map((it) => it.name);
  const ids = [...body.vulnerabilities, ...body.techniques].map((it) => it.id);
  const count = body.observables.length;
  const values = count === 0 ? [] : [counted(count, "observable")];
  return [body.kind.replace("-", " "), body.determination, ...names, ...ids, ...values].join(", ");
}
