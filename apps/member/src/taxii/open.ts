/**
 * TAXII at the node's own address. Nothing of it runs before a system of the company shows a key: then
 * its store is opened and brought up to what the ledger says.
 */

import { join } from "node:path";

import type { Clock, Random } from "@tocsin/kernel";
import { openTaxiiStore } from "@tocsin/store";
import { everyone } from "@tocsin/wire";
import type { Desk } from "../desk/desk.ts";
import type { Protocol } from "../protocol.ts";
import type { ApiKeys } from "./api-keys.ts";
import { TaxiiFault } from "./faults.ts";
import { PageCache, toldOfChanges } from "./page-cache.ts";
import { createPublisher } from "./publication.ts";
import { createTaxiiServer, type TaxiiServer } from "./server.ts";
import { takePosted } from "./taking.ts";

export interface TaxiiParts {
  readonly stateDir: string;
  readonly keys: ApiKeys;
  readonly desk: Pick<Desk, "newDraft" | "drafts" | "sightings" | "warnings">;
  readonly protocol: Pick<Protocol, "changes" | "report" | "on" | "enrolled" | "classes">;
  readonly clock: Clock;
  readonly random: Random;
  readonly onFailure: (error: unknown) => void;
}

export function createTaxii(parts: TaxiiParts): TaxiiServer & AsyncDisposable {
  const { keys } = parts;
  let opening: Promise<TaxiiServer & AsyncDisposable> | undefined;
  return {
    answer: async (request) => {
      const scopes = await keys.scopesOf(request.header("authorization"), request.certificate);
      if (scopes === undefined) throw new TaxiiFault(401);
      opening ??= open(parts).catch((error: unknown) => {
        opening = undefined;
        throw error;
      });
      return (await opening).answer(request);
    },
    [Symbol.asyncDispose]: async () => {
      const opened = await opening?.catch(() => undefined);
      await opened?.[Symbol.asyncDispose]();
    },
  };
}

async function open(parts: TaxiiParts): Promise<TaxiiServer & AsyncDisposable> {
  const { desk, protocol, keys, clock, random, onFailure } = parts;
  await using opened = new AsyncDisposableStack();
  const file = join(parts.stateDir, "taxii.sqlite");
  const pages = new PageCache();
  const bare = opened.use(await openTaxiiStore({ file, clock }));
  const store = toldOfChanges(bare, () => {
    pages.forget();
  });
  const concerning = (limit: number): Promise<readonly string[]> => warned(desk, limit);
  const publisher = opened.use(createPublisher({ store, protocol, concerning, clock, onFailure }));
  await publisher.look();
  const all = opened.move();
  const server = createTaxiiServer({
    store,
    pages,
    keys,
    clock,
    random,
    audiences: () => audiencesOf(protocol),
    take: (into, posted) => takePosted(desk, into, posted),
  });
  return {
    answer: (request) => server.answer(request),
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

async function audiencesOf(protocol: Pick<Protocol, "enrolled" | "classes">): Promise<string[]> {
  if (!protocol.enrolled) return [];
  const ours = (await protocol.classes()).filter((it) => it !== everyone);
  return ["members", ...ours.map((it) => `class:${it}`)];
}

/** Reports of which a warning tells, newest first. */
async function warned(desk: Pick<Desk, "warnings">, limit: number): Promise<readonly string[]> {
  const pageMax = 100;
  const ids: string[] = [];
  let after: string | undefined;
  while (ids.length < limit) {
    const page = await desk.warnings.page({ state: undefined, after, limit: pageMax });
    ids.push(...page.items.map(({ report }) => report.id));
    if (page.next === null) break;
    after = page.next;
  }
  return ids;
}
