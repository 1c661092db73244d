/**
 * Requests that a client repeats because an answer was lost: with the same Idempotency-Key they are carried
 * out once, and the same answer is given again. Kept in memory for a day; a restart forgets them.
 * draft-ietf-httpapi-idempotency-key-header.
 */

import { createHash } from "node:crypto";

import { type Clock, dayMs, TocsinError } from "@tocsin/kernel";

import type { EncodedAnswer } from "./answers.ts";
import type { RawCall } from "./route.ts";

/** Lower-case name of the header. */
export const repetitionHeader = "idempotency-key";

const entriesMax = 1000;
const bytesMax = 16 * 1024 * 1024;
/** A longer answer is not kept: such a request is carried out again. */
const answerBytesMax = 4 * 1024 * 1024;
const keyPattern = /^[\x21-\x7e]{1,255}$/;

interface Entry {
  readonly untilMs: number;
  readonly answer: Promise<EncodedAnswer>;
  /** SHA-256 of the body that was carried out. */
  readonly digest: () => string | undefined;
  bytes: number;
}

export class RepeatedRequests {
  readonly #clock: Clock;
  readonly #entries = new Map<string, Entry>();
  #bytes = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * `place`: who asks for what; the same key elsewhere is another. Throws `request-malformed`,
   * `repetition-differs` where the body is another one.
   */
  async answer<Role extends string>(
    place: string,
    key: string,
    call: RawCall<Role>,
    bodyBytesMax: number,
    run: (call: RawCall<Role>) => Promise<EncodedAnswer>,
  ): Promise<EncodedAnswer> {
    if (!keyPattern.test(key))
      throw new TocsinError("request-malformed", { detail: repetitionHeader });
    const at = `${place} ${key}`;
    const known = this.#entries.get(at);
    if (known !== undefined && known.untilMs > this.#clock.now()) {
      const digest = digestOf(await call.readBody(bodyBytesMax));
      const answer = await known.answer;
      if (digest !== known.digest()) throw new TocsinError("repetition-differs");
      return answer;
    }
    return this.#first(at, call, run);
  }

  #first<Role extends string>(
    at: string,
    call: RawCall<Role>,
    run: (call: RawCall<Role>) => Promise<EncodedAnswer>,
  ): Promise<EncodedAnswer> {
    let digest: string | undefined;
    const readBody: RawCall<Role>["readBody"] = async (limit) => {
      const bytes = await call.readBody(limit);
      digest = digestOf(bytes);
      return bytes;
    };
    const answer = run({ ...call, readBody });
    const untilMs = this.#clock.now() + dayMs;
    const entry: Entry = { untilMs, answer, digest: () => digest, bytes: 0 };
    this.#drop(at);
    this.#entries.set(at, entry);
    answer.then(
      ({ body }) => {
        this.#keep(at, entry, body);
      },
      () => {
        // What was refused may be tried again.
        if (this.#entries.get(at) === entry) this.#drop(at);
      },
    );
    return answer;
  }

  #keep(at: string, entry: Entry, body: EncodedAnswer["body"]): void {
    if (this.#entries.get(at) !== entry) return;
    const isStream = body instanceof ReadableStream;
    if (isStream || (body?.length ?? 0) > answerBytesMax) {
      this.#drop(at);
      return;
    }
    entry.bytes = body?.length ?? 0;
    this.#bytes += entry.bytes;
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= entriesMax && this.#bytes <= bytesMax) break;
      this.#drop(oldest);
    }
  }

  #drop(at: string): void {
    this.#bytes -= this.#entries.get(at)?.bytes ?? 0;
    this.#entries.delete(at);
  }
}

function digestOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("base64url");
}
