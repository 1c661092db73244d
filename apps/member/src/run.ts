/** The member node as a service: its log, and its end in order. */

import { setFlagsFromString } from "node:v8";
import { createLog, logOptions } from "@tocsin/http";
import { systemClock } from "@tocsin/kernel";
import closeWithGrace from "close-with-grace";
import { pino } from "pino";
import { type Member, startMember } from "./compose.ts";
import { announce, type MemberConfig } from "./config.ts";
import type { OpenedState } from "./opened-state.ts";

export async function runMember(config: MemberConfig, state: Promise<OpenedState>): Promise<void> {
  const log = createLog(pino(logOptions("member", systemClock)));
  const starting = startMember(config, { log, state });
  closeWithGrace(async () => (await starting)[Symbol.asyncDispose]());
  const member = await starting;
  holdLittleMemory(member);
  announce(() => member.signInUrl());
}

/**
 * The engine's heap is collected earlier and its young part grows no further: a node runs beside other
 * programs and is idle for most of its time. Only once it runs, and not while a thread starts: code that was
 * compiled under other flags is not used, and Node's own is compiled under the usual ones.
 */
export function holdLittleMemory({ desk }: Pick<Member, "desk">): void {
  const hold = (isHeld: boolean): void => {
    setFlagsFromString(isHeld ? "--optimize-for-size" : "--no-optimize-for-size");
    setFlagsFromString(`--semi-space-growth-factor=${isHeld ? 1 : usualGrowth}`);
  };
  hold(true);
  desk.inspector.onStart((isStarting) => {
    hold(!isStarting);
  });
}

/** Of the engine, where nobody says otherwise. */
const usualGrowth = 2;
