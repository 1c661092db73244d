/** Rooms, offers and questions as text. What others wrote is hostile: it is made safe and defanged. */

import type {
  Gives,
  OfferView,
  QuestionView,
  RoomMessage,
  RoomProposal,
  RoomSummary,
  RoomView,
} from "@tocsin/wire/node-api";

import { shortId } from "../shielded-ids.ts";
import { relative } from "../moment.ts";
import { manyLines, oneLine } from "../safe-text.ts";
import type { Shell } from "../shell.ts";
import { table } from "../table.ts";

export function offerTable(shell: Shell, items: readonly OfferView[]): string {
  const nowMs = shell.clock.now();
  return table(
    [
      { title: "offer" },
      { title: "by" },
      { title: "state" },
      { title: "until" },
      { title: "saw", shrinks: true },
    ],
    items.map(({ id, mine, state, untilMs, value, renews }) => [
      shortId(id),
      `${mine ? "us" : "them"}${renews === null ? "" : `, goes on with ${shortId(renews)}`}`,
      state,
      relative(untilMs, nowMs),
      value === null ? "" : shell.observable(value.value, value.type),
    ]),
    shell.terminal.width,
  );
}

export function roomTable(shell: Shell, items: readonly RoomSummary[]): string {
  const nowMs = shell.clock.now();
  return table(
    [
      { title: "room" },
      { title: "state" },
      { title: "in it", align: "right" },
      { title: "unread", align: "right" },
      { title: "last" },
      { title: "saw", shrinks: true },
    ],
    items.map(({ id, state, members, unread, changedMs, value }) => [
      shortId(id),
      state,
      String(members.filter(({ left }) => !left).length),
      String(unread),
      relative(changedMs, nowMs),
      value === null ? "" : shell.observable(value.value, value.type),
    ]),
    shell.terminal.width,
  );
}

export function roomText(shell: Shell, room: RoomView): string {
  const members = room.members.map(
    ({ name, mine, left, gives }) =>
      `  ${name}${mine ? " (us)" : ""}${left ? ", left" : ""}${gives === null ? "" : `: ${givesText(shell, gives)}`}\n`,
  );
  const lines = room.messages.map((it) => `${messageText(shell, it)}\n`);
  const seen =
    room.value === null ? "" : ` on ${shell.observable(room.value.value, room.value.type)}`;
  const proposed = room.proposals.map((it) => `${proposalText(shell, it)}\n`);
  const head = `Room ${shortId(room.id)}, ${room.state}${room.host ? ", we are host" : ""}${oneLine(seen)}`;
  return `${head}\n${members.join("")}\n${lines.join("")}${proposed.join("")}`;
}

/** What would be published, as text to be read before anyone agrees. */
function proposalText(shell: Shell, proposal: RoomProposal): string {
  const { body, from, mine, text, agreed, byAll } = proposal;
  const who = `${from}${mine ? " (us)" : ""}`;
  const standing = byAll ? "all have agreed" : `agreed: ${agreed.join(", ")}`;
  const head = `\nProposal ${body} of ${who}; ${standing}`;
  return text === null ? `${head}; not whole yet` : `${head}\n${said(shell, text)}`;
}

export function questionText(shell: Shell, items: readonly QuestionView[]): string {
  return items
    .map(({ id, mine, text, delivery, answers }) => {
      const head = `${shortId(id)}  ${mine ? "we ask" : "asked of us"} (${delivery}): ${said(shell, text)}\n`;
      return head + answers.map((it) => `    ${said(shell, it.text)} (${it.delivery})\n`).join("");
    })
    .join("");
}

function messageText(shell: Shell, { from, mine, delivery, says }: RoomMessage): string {
  const who = `${from}${mine ? ` (us, ${delivery})` : ""}`;
  switch (says.of) {
    case "note":
      return `${who}: ${said(shell, says.text)}`;
    case "join":
      return `${who} comes in: ${givesText(shell, says.gives)}`;
    case "gives":
      return `${who} opens: ${givesText(shell, says.gives)}`;
    case "file": {
      const { name, format, parts, got, text } = says.file;
      const state = text === null ? `${got} of ${parts} pieces` : "whole";
      return `${who} sends ${oneLine(shell.called(name))} (${format}, ${state})`;
    }
    case "agree":
      return `${who} agrees to publish ${shortId(says.body)}`;
    case "renew":
      return `${who} would go on in a new room, without the host: offer ${shortId(says.room)}`;
    case "leave":
      return `${who} has left`;
  }
}

function givesText(shell: Shell, { class: of, seen, techniques, contact, report }: Gives): string {
  const parts = [
    of,
    seen === null ? null : `seen ${seen}`,
    techniques.length === 0 ? null : techniques.join(", "),
    contact === null ? null : said(shell, contact),
    report === null ? null : `report ${shortId(report)}`,
  ].filter((it) => it !== null);
  return parts.length === 0 ? "nothing" : oneLine(parts.join("; "));
}

function said(shell: Shell, text: string): string {
  return manyLines(shell.quoted(text));
}
