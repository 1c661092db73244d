/** The node's TAXII server with its store: what the ledger says goes in, and what keys may see comes out. */

import { join } from "node:path";

import { createTaxiiServer, PageCache, type TaxiiServer, toldOfChanges } from "@tocsin/http/taxii";
import type { Clock, Random } from "@tocsin/kernel";
import { openTaxiiStore } from "@tocsin/store";
import { everyone } from "@tocsin/wire";
import type { Desk } from "../desk/desk.ts";
import type { Protocol } from "../protocol.ts";
import type { ApiKeys } from "./api-keys.ts";
import { createCampaignPublication } from "./campaigns.ts";
import { collectionsFor, isOfCampaigns, takingOf } from "./collections.ts";
import { createPublisher } from "./publication.ts";
import { takePosted } from "./taking.ts";

export interface TaxiiParts {
  readonly stateDir: string;
  readonly keys: ApiKeys;
  readonly desk: Pick<Desk, "newDraft" | "drafts" | "sightings" | "warnings" | "campaigns">;
  readonly protocol: Pick<Protocol, "changes" | "report" | "on" | "enrolled" | "classes">;
  readonly clock: Clock;
  readonly random: Random;
  readonly onFailure: (error: unknown) => void;
}

const root = {
  name: "node",
  title: "Tocsin member node",
  description: "Reports of the community for the company's own systems.",
} as const;

export async function openNodeTaxii(parts: TaxiiParts): Promise<TaxiiServer & AsyncDisposable> {
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
    clock,
    random,
    root,
    collectionsFor: async ({ header, certificate }) => {
      const scopes = await keys.scopesOf(header("authorization"), certificate);
      return scopes === undefined ? undefined : collectionsFor(await audiencesOf(protocol), scopes);
    },
    take: async ({ id }, posted) => {
      const into = takingOf(id);
      if (into !== undefined) await takePosted(desk, into, posted);
    },
  });
  const refreshCampaigns = createCampaignPublication({ store, campaigns: desk.campaigns, clock });
  return {
    answer: async (request) => {
      if (protocol.enrolled && isOfCampaigns(request.path)) await refreshCampaigns();
      return server.answer(request);
    },
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
    ids.push(...page.items.flatMap(({ report }) => report?.id ?? []));
    if (page.next === null) break;
    after = page.next;
  }
  return ids;
}
