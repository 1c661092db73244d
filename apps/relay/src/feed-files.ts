/**
 * Files of the feed, kept for a moment: the same for every reader, so what is kept says nothing about
 * any of them. Copies are held against the source again after a second, so a withdrawal reaches them.
 */

import { type Clock, concatBytes, TocsinError } from "@tocsin/kernel";

import type { FeedAnswer, Gateway } from "./gateway.ts";
import { feedDeadlineMs, freshMs, keptBytesMax, keptFileBytesMax, keptFilesMax } from "./limits.ts";

export interface FeedFile {
  readonly status: 200 | 404;
  readonly mediaType: string;
  readonly etag: string | undefined;
  /** A stream where the file is too large to keep. */
  readonly body: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;
}

interface Kept {
  readonly file: FeedFile & { readonly body: Uint8Array<ArrayBuffer> };
  checkedMs: number;
}

export class FeedFiles {
  readonly #gateway: Pick<Gateway, "read">;
  readonly #clock: Clock;
  /** Least recently used first. */
  readonly #kept = new Map<string, Kept>();
  readonly #asking = new Map<string, Promise<FeedFile>>();
  #keptBytes = 0;

  constructor(gateway: Pick<Gateway, "read">, clock: Clock) {
    this.#gateway = gateway;
    this.#clock = clock;
  }

  /** `forever`: a file that never changes once it is there. Throws what the gateway throws. */
  async get(path: string, forever: boolean): Promise<FeedFile> {
    const kept = this.#kept.get(path);
    if (kept !== undefined && this.#isGood(kept, forever)) {
      this.#kept.delete(path);
      this.#kept.set(path, kept);
      return kept.file;
    }
    const asking = this.#asking.get(path);
    if (asking !== undefined) {
      const file = await asking;
      // A stream is one reader's; whoever waited for it asks for his own.
      if (file.body instanceof Uint8Array) return file;
      return this.#ask(path, undefined);
    }
    const asked = this.#ask(path, kept).finally(() => this.#asking.delete(path));
    this.#asking.set(path, asked);
    return asked;
  }

  #isGood({ file, checkedMs }: Kept, forever: boolean): boolean {
    const age = this.#clock.now() - checkedMs;
    return (forever && file.status === 200) || (age >= 0 && age < freshMs);
  }

  async #ask(path: string, kept: Kept | undefined): Promise<FeedFile> {
    const ending = new AbortController();
    const done = new AbortController();
    const late = this.#clock.sleep(feedDeadlineMs, done.signal).then(() => {
      if (!done.signal.aborted) ending.abort();
    });
    try {
      const etag = kept?.file.status === 200 ? kept.file.etag : undefined;
      const headers = etag === undefined ? {} : { "if-none-match": etag };
      const answer = await this.#gateway.read(path, { headers, signal: ending.signal });
      if (answer.status === 304 && kept !== undefined) {
        answer.discard();
        kept.checkedMs = this.#clock.now();
        return kept.file;
      }
      return await this.#take(path, answer);
    } catch (error) {
      if (ending.signal.aborted) throw new TocsinError("remote-late", { cause: error });
      throw error;
    } finally {
      done.abort();
      await late;
    }
  }

  async #take(path: string, answer: FeedAnswer): Promise<FeedFile> {
    this.#drop(path);
    const { status, length } = answer;
    if (status !== 200) answer.discard();
    if (status === 404) {
      const file = { status, mediaType: "", etag: undefined, body: new Uint8Array() } as const;
      this.#keep(path, file);
      return file;
    }
    if (status !== 200) throw new TocsinError("remote-refused", { detail: `status ${status}` });
    const mediaType = answer.header("content-type") ?? "application/octet-stream";
    const head = { status, mediaType, etag: answer.header("etag") } as const;
    if (length === undefined || length > keptFileBytesMax) {
      return { ...head, body: answer.stream() };
    }
    const chunks: Uint8Array[] = [];
    for await (const chunk of answer.stream()) chunks.push(chunk);
    const body = concatBytes(...chunks);
    if (body.length !== length) throw new TocsinError("remote-answer-invalid");
    const file = { ...head, body };
    this.#keep(path, file);
    return file;
  }

  #keep(path: string, file: Kept["file"]): void {
    this.#kept.set(path, { file, checkedMs: this.#clock.now() });
    this.#keptBytes += file.body.length;
    for (const oldest of this.#kept.keys()) {
      if (this.#keptBytes <= keptBytesMax && this.#kept.size <= keptFilesMax) break;
      this.#drop(oldest);
    }
  }

  #drop(path: string): void {
    this.#keptBytes -= this.#kept.get(path)?.file.body.length ?? 0;
    this.#kept.delete(path);
  }
}
