/** Publishing on demand and by the clock, one at a time, and what came of the last try. */

import { type Clock, TocsinError } from "@tocsin/kernel";
import type { IssuerStore } from "@tocsin/store";
import { z } from "zod";

import { type Post, publishWaiting } from "../epochs/publication.ts";
import { loadSettings } from "../settings.ts";

export const publicationView = z.strictObject({
  published: z.number().int(),
  waiting: z.number().int(),
  /** Error code of the last try, where one of what waits failed. */
  trouble: z.string().nullable(),
});
export type PublicationView = z.output<typeof publicationView>;

export class Publisher {
  readonly #store: IssuerStore;
  readonly #clock: Clock;
  readonly #post: Post;
  readonly #stopping = new AbortController();
  #running: Promise<PublicationView> | undefined;

  constructor(ports: { readonly store: IssuerStore; readonly clock: Clock; readonly post: Post }) {
    this.#store = ports.store;
    this.#clock = ports.clock;
    this.#post = ports.post;
  }

  /** Posts what is not known to be in the ledger. Throws `community-not-set`. */
  publish(): Promise<PublicationView> {
    this.#running ??= this.#publish().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  stop(): void {
    this.#stopping.abort();
  }

  async #publish(): Promise<PublicationView> {
    const settings = await loadSettings(this.#store);
    if (settings === undefined) throw new TocsinError("community-not-set");
    const { published, waiting, trouble } = await publishWaiting(this.#store, {
      exchangeUrl: settings.exchangeUrl,
      nowMs: this.#clock.now(),
      post: this.#post,
      signal: this.#stopping.signal,
    });
    return { published, waiting, trouble: trouble ?? null };
  }
}
