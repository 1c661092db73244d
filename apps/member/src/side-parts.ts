/**
 * Parts of a node that work beside the protocol, each on its own time: feeds of others and what they say of
 * us, the company's own systems, and where warnings go.
 */

import path from "node:path";
import { type EventHub, type Log, whereOf } from "@tocsin/http";
import { type Clock, type Random, TocsinError } from "@tocsin/kernel";
import { type MemberStore, openImportStore } from "@tocsin/store";
import type { MemberConfig } from "./config.ts";
import { type Channels, createChannels } from "./delivery/channels.ts";
import type { Desk, NodeEvent } from "./desk/desk.ts";
import { type Concerns, createConcerns } from "./feeds/concerns.ts";
import { createImports, type Imports } from "./feeds/imports.ts";
import { createHitSources, type HitSources, hitSourcesFileName } from "./hits/hit-sources.ts";
import type { Protocol } from "./protocol.ts";
import type { StateFolder } from "./state-folder.ts";
import { type ConcernRinger, createConcernRinger } from "./warnings/concern-ringer.ts";

export interface Basis {
  readonly config: MemberConfig;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly store: MemberStore;
  readonly hub: EventHub<NodeEvent>;
}

/** A code and a place, never a text: it could hold what is private. */
export function failureLog(log: Log): (error: unknown) => void {
  return (error) => {
    const code = error instanceof TocsinError ? error.code : "invariant-broken";
    const where = whereOf(error);
    log.warn("tried-again", { code, ...(where === undefined ? {} : { where }) });
  };
}

export function channelsOf(
  { store, random }: Basis,
  clock: Clock,
  protocol: Protocol,
  desk: Desk,
): Channels {
  return createChannels({
    store: store.delivery,
    warnings: { view: (id) => desk.warnings.brief(id) },
    clock,
    random,
    roundMs: async () =>
      protocol.enrolled ? (await protocol.status()).round.lengthMs : roundMsBefore,
  });
}

/** Before there is a community to say how long a round is. */
const roundMsBefore = 60_000;

export function importsOf({ config, random, log, hub }: Basis, clock: Clock, folder: StateFolder) {
  return createImports({
    file: folder.importDatabase,
    openStore: (file) => openImportStore({ file, clock }),
    policy: { ignoredBenignLists: new Set(config.ignoredBenignLists) },
    clock,
    random,
    onFailure: failureLog(log),
    onState: () => {
      hub.publish("status");
    },
  });
}

export function hitsOf(
  { random, hub }: Basis,
  clock: Clock,
  desk: Desk,
  folder: StateFolder,
): HitSources {
  return createHitSources({
    file: path.join(folder.path, hitSourcesFileName),
    stateDir: folder.path,
    sightings: desk.sightings,
    profile: () => desk.profile(),
    clock,
    random,
    onState: () => {
      hub.publish("status");
    },
  });
}

export interface ConcernRoom extends Pick<ConcernRinger, "ring" | "work"> {
  readonly list: Concerns["list"];
}

/** What feeds say of what is ours, and the warnings that come of it. */
export function concernsOf(
  { config, store, hub }: Basis,
  clock: Clock,
  imports: Imports,
  started: AsyncDisposableStack,
): ConcernRoom {
  const concerns = started.use(
    createConcerns({
      imports,
      products: () => store.inventory.products(),
      sightings: (query) => store.sightings.page(query),
      now: () => clock.now(),
    }),
  );
  const ringer = createConcernRinger({
    concerns,
    store: store.warnings,
    policy: { ignoredBenignLists: new Set(config.ignoredBenignLists) },
    clock,
    onRaised: () => {
      hub.publish("warning");
    },
  });
  imports.onChange(ringer.ring);
  return { ...ringer, list: () => concerns.list() };
}
