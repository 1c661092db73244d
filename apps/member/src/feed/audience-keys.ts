/** Keys of the audiences that we belong to, as the read sessions gave them. */

import type { FeedStore } from "@tocsin/store";
import { type AudienceKey, bytesOf } from "@tocsin/wire";

export interface AudienceKeys {
  get(audience: string, epoch: string): Uint8Array | undefined;
  /** Durable; sections that the new keys open wait to be opened. */
  add(keys: readonly AudienceKey[]): Promise<void>;
  reload(): Promise<void>;
}

export function createAudienceKeys(store: FeedStore): AudienceKeys {
  let known = new Map<string, Uint8Array>();
  const reload = async (): Promise<void> => {
    const keys = await store.audienceKeys();
    known = new Map(keys.map(({ audience, epoch, key }) => [`${audience} ${epoch}`, key]));
  };
  return {
    get: (audience, epoch) => known.get(`${audience} ${epoch}`),
    add: async (keys) => {
      await store.addAudienceKeys(
        keys.map(({ audience, epoch, key }) => ({ audience, epoch, key: bytesOf(key) })),
      );
      await reload();
    },
    reload,
  };
}
