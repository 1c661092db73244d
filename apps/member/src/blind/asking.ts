/**
 * Asking blindly begins where the community has key holders, a little after the node's start: its console
 * must not wait for it. PROTOCOL §3.
 */

import { evaluationSlotMs } from "@tocsin/wire";

import type { Work } from "../supervised.ts";
import { type AskingPorts, holdersOf } from "./asking-ports.ts";

/** After the node's start. */
const startPauseMs = 2000;

export function createAsking(ports: AskingPorts): Work {
  const { openBlind, membership, clock } = ports;
  return async (signal) => {
    while (holdersOf(membership).length === 0 && !signal.aborted) {
      await clock.sleep(evaluationSlotMs, signal);
    }
    await clock.sleep(startPauseMs, signal);
    if (signal.aborted) return;
    const { askWith } = await import("./asking-loop.ts");
    await using blind = await openBlind();
    await askWith(ports, blind, signal);
  };
}
