/** Publishing on demand and by the clock, one at a time, and what came of the last try. */

import { type Clock, TocsinError } from "@tocsin/kernel";
import type { IssuerStore } from "@tocsin/store";
import { z } from "zod";

import { type Post, publishWaiting, tellRelay } from "../epochs/publication.ts";
import type { PublishedDocuments } from "../epochs/published.ts";
import { loadSettings } from "../settings.ts";

export const publicationView = z.strictObject({
  published: z.number().int(),
  waiting: z.number().int(),
  /** Error code of the last try, where one of what waits failed. */
  trouble: z.string().nullable(),
  /** The same for the relay, which must know the keys by which it admits nodes. */
  relayTrouble: z.string().nullable(),
});
export type PublicationView = z.output<typeof publicationView>;

export class Publisher {
  readonly #store: IssuerStore;
  readonly #clock: Clock;
  readonly #post: Post;
  readonly #documents: PublishedDocuments;
  readonly #stopping = new AbortController();
  #running: Promise<PublicationView> | undefined;

  constructor(ports: {
    readonly store: IssuerStore;
    readonly clock: Clock;
    readonly post: Post;
    readonly published: PublishedDocuments;
  }) {
    this.#store = ports.store;
    this.#clock = ports.clock;
    this.#post = ports.post;
    this.#documents = ports.published;
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
    const nowMs = this.#clock.now();
    const way = { post: this.#post, signal: this.#stopping.signal };
    const { published, waiting, trouble } = await publishWaiting(this.#store, {
      ...way,
      exchangeUrl: settings.exchangeUrl,
      nowMs,
    });
    const untold = await tellRelay(settings.relayUrl, await this.#documents.live(nowMs), way);
    return { published, waiting, trouble: trouble ?? null, relayTrouble: untold ?? null };
  }
}
