/** The collections of a node, and what a key may do with each. TAXII 2.1 §5. */

import { stableStixId } from "@tocsin/threat/stix";
import type { ApiScope } from "./api-keys.ts";
import { taxiiMediaType } from "./media-types.ts";

export interface TaxiiCollection {
  readonly id: string;
  readonly alias: string;
  readonly title: string;
  readonly description: string;
  /** Whether clients may add to it and remove from it. */
  readonly takes: "nothing" | "drafts" | "sightings";
}

export const receivedReports = "5f4cbaf1-6f26-5ad0-8a8b-8c2c5b1d3c01";
export const warningsForUs = "5f4cbaf1-6f26-5ad0-8a8b-8c2c5b1d3c02";

const standing: readonly TaxiiCollection[] = [
  {
    id: receivedReports,
    alias: "received-reports",
    title: "Received reports",
    description: "All reports that this node has read from the community's ledger.",
    takes: "nothing",
  },
  {
    id: warningsForUs,
    alias: "warnings-for-us",
    title: "Warnings for us",
    description: "The reports among them that concern this company.",
    takes: "nothing",
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

/** All of them: those of every node, and one for each audience whose reports this node reads. */
export function collectionsFor(audiences: readonly string[]): readonly TaxiiCollection[] {
  return [...standing, ...audiences.map(audienceCollection)];
}

/** Where the reports to one audience are: `members` or `class:NAME`. */
export function audienceCollectionId(audience: string): string {
  const type = "collection";
  return stableStixId(type, audience).slice(type.length + 2);
}

function audienceCollection(audience: string): TaxiiCollection {
  const name = audience.replace(/^class:/, "");
  return {
    id: audienceCollectionId(audience),
    alias: `reports-to-${name}`,
    title: `Reports to ${name}`,
    description: `Those of the received reports that were given to ${name}.`,
    takes: "nothing",
  };
}

export function mayRead(scopes: ReadonlySet<ApiScope>): boolean {
  return scopes.has("taxii:read");
}

export function mayWrite({ takes }: TaxiiCollection, scopes: ReadonlySet<ApiScope>): boolean {
  return takes !== "nothing" && scopes.has("taxii:write");
}

export function collectionResource(
  collection: TaxiiCollection,
  scopes: ReadonlySet<ApiScope>,
): Readonly<Record<string, unknown>> {
  const { id, alias, title, description } = collection;
  return {
    id,
    title,
    description,
    alias,
    can_read: mayRead(scopes),
    can_write: mayWrite(collection, scopes),
    media_types: ["application/stix+json;version=2.1"],
  };
}

/** What the API root says of itself, §4.2. */
export const rootResource = {
  title: "Tocsin member node",
  description: "Reports of the community for the company's own systems.",
  versions: [taxiiMediaType],
  max_content_length: 16 * 1024 * 1024,
} as const;
