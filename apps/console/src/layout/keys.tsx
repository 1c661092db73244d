/** Keys of the whole console. No single key ever publishes. */

import { Kbd, Modal, Table } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";

const places: Readonly<Record<string, "/warnings" | "/reports" | "/new" | "/ledger">> = {
  w: "/warnings",
  r: "/reports",
  c: "/new",
  l: "/ledger",
};

/** How long after G the second key is waited for. */
const pairMs = 1000;

/** A choice that was just made keeps the focus, and takes no letters. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest("input:not([type=radio]), textarea, select, [contenteditable]") !== null
  );
}

/** What Enter presses by itself: it means what has the focus, not the chosen row. */
function isPressable(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.closest("a, button, summary, label, input") !== null
  );
}

/** With caps lock, too. */
function plainKey(key: string): string {
  return key.length === 1 ? key.toLowerCase() : key;
}

export function useKeys(toggleHelp: () => void): void {
  const navigate = useNavigate();
  const pressedG = useRef(0);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const afterG = event.timeStamp - pressedG.current < pairMs;
      const key = plainKey(event.key);
      const place = afterG ? places[key] : undefined;
      if (key === "?") toggleHelp();
      else if (key === "g") pressedG.current = event.timeStamp;
      else if (place !== undefined) void navigate({ to: place, search: {} });
      else if (key === "c") void navigate({ to: "/new" });
      else if (key === "/") document.querySelector<HTMLElement>("[data-search]")?.focus();
      else return;
      event.preventDefault();
    };
    // Before any list has it.
    document.addEventListener("keydown", onKey, { capture: true });
    return () => document.removeEventListener("keydown", onKey, { capture: true });
  }, [navigate, toggleHelp]);
}

/** J and K move, Enter opens, in a list of `count` rows. What was the second key after G is none of its own. */
export function useListKeys(
  count: number,
  chosen: number,
  choose: (at: number) => void,
  extra: Readonly<Record<string, () => void>>,
): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const key = plainKey(event.key);
      const act = key === "Enter" && isPressable(event.target) ? undefined : extra[key];
      if (key === "j") choose(Math.min(count - 1, chosen + 1));
      else if (key === "k") choose(Math.max(0, chosen - 1));
      else if (act !== undefined) act();
      else return;
      event.preventDefault();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [count, chosen, choose, extra]);
}

const rows: readonly (readonly [string, string])[] = [
  ["G then W, R, C, L", "Warnings, Reports, New report, Ledger"],
  ["C", "New report"],
  ["/", "Search"],
  ["J, K, Enter", "Next, previous, open"],
  ["E, H", "Acknowledge, snooze a warning"],
  ["N, A, R, D", "In review: next undecided, decide as proposed, send, drop"],
  ["?", "This help"],
];

export function KeyHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Keys">
      <Table>
        <Table.Tbody>
          {rows.map(([keys, what]) => (
            <Table.Tr key={keys}>
              <Table.Td>
                <Kbd>{keys}</Kbd>
              </Table.Td>
              <Table.Td>{what}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      No single key publishes anything.
    </Modal>
  );
}
