/**
 * Hits of the company's own systems, as sightings: a watched folder and a syslog listener. There are none
 * until somebody sets one up, and nothing that reads them is loaded before. What comes in stays here and is
 * sealed in the background at the constant rate, as every sighting is: nobody outside can tell that there
 * was a hit, or when. PROTOCOL §3.
 */

import { lstat } from "node:fs/promises";

import type { HitSourceView, HitTrial, HitTrialRequest, NewHitSource } from "@tocsin/wire/node-api";

import { createBell } from "../bell.ts";
import type { Work } from "../supervised.ts";
import type { HitSourcePorts } from "./ports.ts";
import type { SourceRoom } from "./source-room.ts";

export interface HitSources {
  list(): Promise<readonly HitSourceView[]>;
  /** Throws `limit-reached`, `name-taken`, `profile-empty`, and what its kind throws. */
  add(source: NewHitSource): Promise<HitSourceView>;
  /** Throws `not-found`. */
  remove(id: string): Promise<void>;
  /** What would be taken; nothing is kept or moved. */
  try(request: HitTrialRequest): Promise<HitTrial>;
  /** Runs the sources until its signal aborts. */
  readonly work: Work;
}

export const hitSourcesFileName = "hit-sources.json";

/** Where nobody has set up a source there is nothing to look for; the first one rings. */
const idleMs = 24 * 3_600_000;

export function createHitSources(ports: HitSourcePorts): HitSources {
  const bell = createBell(ports.clock);
  let opened: Promise<SourceRoom> | undefined;
  const open = (): Promise<SourceRoom> => {
    opened ??= import("./source-room.ts").then(({ SourceRoom: Room }) => new Room(ports));
    return opened;
  };
  const isSetUp = async (): Promise<boolean> =>
    (await lstat(ports.file).catch(() => undefined)) !== undefined;
  return {
    list: async () => (opened !== undefined || (await isSetUp()) ? (await open()).list() : []),
    add: async (source) => {
      const added = await (await open()).add(source);
      bell.ring();
      return added;
    },
    remove: async (id) => (await open()).remove(id),
    try: async (request) => (await open()).try(request),
    work: async (signal) => {
      while (!signal.aborted && !(await isSetUp())) await bell.wait(idleMs, signal);
      if (!signal.aborted) await (await open()).run(signal);
    },
  };
}
