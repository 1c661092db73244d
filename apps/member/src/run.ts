/** The member node as a service: its log, and its end in order. */

import { setFlagsFromString } from "node:v8";
import { createLog, logOptions } from "@tocsin/http";
import { systemClock } from "@tocsin/kernel";
import closeWithGrace from "close-with-grace";
import { pino } from "pino";
import { startMember } from "./compose.ts";
import { announce, type MemberConfig } from "./config.ts";
import type { OpenedState } from "./opened-state.ts";

export async function runMember(config: MemberConfig, state: Promise<OpenedState>): Promise<void> {
  const log = createLog(pino(logOptions("member", systemClock)));
  const starting = startMember(config, { log, state });
  closeWithGrace(async () => (await starting)[Symbol.asyncDispose]());
  const member = await starting;
  holdLittleMemory();
  announce(() => member.signInUrl());
}

/**
 * The engine's heap is collected earlier and its young part grows no further: a node runs beside other
 * programs and is idle for most of its time. Only once it runs: code that was compiled under other flags is not used.
 */
export function holdLittleMemory(): void {
  setFlagsFromString("--optimize-for-size");
  setFlagsFromString("--semi-space-growth-factor=1");
}
