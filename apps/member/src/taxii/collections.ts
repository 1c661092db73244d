/** The collections of a node, and what a key may do with each. TAXII 2.1 §5. */

import type { TaxiiCollection } from "@tocsin/http/taxii";
import { stableStixId } from "@tocsin/threat/stix";
import type { ApiScope } from "./api-keys.ts";

/** Where what clients add becomes a draft, and where it counts as seen here. */
export type Taking = "drafts" | "sightings";

type Named = Pick<TaxiiCollection, "id" | "alias" | "title" | "description">;
interface Standing extends Named {
  readonly takes: Taking | undefined;
}

export const receivedReports = "5f4cbaf1-6f26-5ad0-8a8b-8c2c5b1d3c01";
export const warningsForUs = "5f4cbaf1-6f26-5ad0-8a8b-8c2c5b1d3c02";
export const campaignsCollection = "5f4cbaf1-6f26-5ad0-8a8b-8c2c5b1d3c05";

const standing: readonly Standing[] = [
  {
    id: receivedReports,
    alias: "received-reports",
    title: "Received reports",
    description: "All reports that this node has read from the community's ledger.",
    takes: undefined,
  },
  {
    id: warningsForUs,
    alias: "warnings-for-us",
    title: "Warnings for us",
    description: "The reports among them that concern this company.",
    takes: undefined,
  },
  {
    id: campaignsCollection,
    alias: "campaigns",
    title: "Campaigns",
    description:
      "Reports that this node ties to one adversary, and how what they hold belongs to it; the reports " +
      "themselves are in received-reports.",
    takes: undefined,
  },
  {
    id: "5f4cbaf1-6f26-5ad0-8a8b-8c2c5b1d3c03",
    alias: "drafts",
    title: "Drafts",
    description: "What is added becomes a draft here; it leaves only after a person's review.",
    takes: "drafts",
  },
  {
    id: "5f4cbaf1-6f26-5ad0-8a8b-8c2c5b1d3c04",
    alias: "sightings",
    title: "Sightings",
    description:
      "What is added counts as seen here; it is matched on this machine and never leaves.",
    takes: "sightings",
  },
];

/** All of them, as a key may use them: those of every node, and one for each audience that it reads. */
export function collectionsFor(
  audiences: readonly string[],
  scopes: ReadonlySet<ApiScope>,
): readonly TaxiiCollection[] {
  return [...standing, ...audiences.map(audienceCollection)].map(({ takes, ...named }) => ({
    ...named,
    canRead: scopes.has("taxii:read"),
    canWrite: takes !== undefined && scopes.has("taxii:write"),
  }));
}

/** Whether a request's path is one of this collection. */
export function isOfCampaigns(path: string): boolean {
  const [, , , , name] = path.split("/");
  return name === "campaigns" || name === campaignsCollection;
}

/** Undefined for a collection that nothing is added to. */
export function takingOf(id: string): Taking | undefined {
  return standing.find((it) => it.id === id)?.takes;
}

/** Where the reports to one audience are: `members` or `class:NAME`. */
export function audienceCollectionId(audience: string): string {
  const type = "collection";
  return stableStixId(type, audience).slice(type.length + 2);
}

function audienceCollection(audience: string): Standing {
  const name = audience.replace(/^class:/, "");
  return {
    id: audienceCollectionId(audience),
    alias: `reports-to-${name}`,
    title: `Reports to ${name}`,
    description: `Those of the received reports that were given to ${name}.`,
    takes: undefined,
  };
}
