/** What a server says of its API root and of each collection. TAXII 2.1 §4.2, §5. */

import { taxiiMediaType } from "./media-types.ts";

/** A collection as the one who asks may use it. */
export interface TaxiiCollection {
  readonly id: string;
  readonly alias: string;
  readonly title: string;
  readonly description: string;
  readonly canRead: boolean;
  readonly canWrite: boolean;
}

/** Bytes of one post. */
export const contentBytesMax = 16 * 1024 * 1024;

export function collectionResource({
  id,
  alias,
  title,
  description,
  canRead,
  canWrite,
}: TaxiiCollection): object {
  return {
    id,
    title,
    description,
    alias,
    can_read: canRead,
    can_write: canWrite,
    media_types: ["application/stix+json;version=2.1"],
  };
}

export function rootResource({
  title,
  description,
}: {
  readonly title: string;
  readonly description: string;
}): object {
  return { title, description, versions: [taxiiMediaType], max_content_length: contentBytesMax };
}
