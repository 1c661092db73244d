/**
 * Server-sent events (WHATWG HTML §9.2): that something is new, so that the page asks again. A client
 * that does not read is let go: its queue is bounded, and nobody else waits for it.
 */

import type { Clock } from "@tocsin/kernel";
import { utf8 } from "@tocsin/kernel";

import type { Answer } from "./answers.ts";

export interface EventStreamLimits {
  /** A comment this often keeps connections alive and finds dead ones. */
  readonly heartbeatMs: number;
  /** Chunks that wait for one client. */
  readonly queueMax: number;
  /** A client that takes nothing for so long is let go. */
  readonly writeDeadlineMs: number;
  readonly clientsMax: number;
}

export const eventStreamLimits: EventStreamLimits = {
  heartbeatMs: 15_000,
  queueMax: 64,
  writeDeadlineMs: 30_000,
  clientsMax: 1000,
};

export const eventMediaType = "text/event-stream";

/** Answer of a route whose handler returns `EventHub.open(signal)`. */
export function eventAnswer(): Answer<ReadableStream<Uint8Array>> {
  return {
    mediaTypes: [eventMediaType],
    status: 200,
    encode: (body) => ({ status: 200, mediaType: eventMediaType, body }),
  };
}

export class EventHub<Name extends string> {
  readonly #clock: Clock;
  readonly #limits: EventStreamLimits;
  readonly #clients = new Set<Client>();

  constructor(clock: Clock, limits: Partial<EventStreamLimits> = {}) {
    this.#clock = clock;
    this.#limits = { ...eventStreamLimits, ...limits };
  }

  get clients(): number {
    return this.#clients.size;
  }

  /** `data` is shown to every client: one line, usually an id or nothing. */
  publish(name: Name, data = ""): void {
    const chunk = utf8(`event: ${name}\ndata: ${data.replaceAll(/[\r\n]/g, " ")}\n\n`);
    for (const client of this.#clients) client.send(chunk);
  }

  /** A stream until the signal aborts; where too many listen, the oldest is let go. */
  open(signal: AbortSignal): ReadableStream<Uint8Array> {
    if (this.#clients.size >= this.#limits.clientsMax) {
      const [oldest] = this.#clients;
      oldest?.close();
    }
    const client = new Client(this.#clock, this.#limits, () => this.#clients.delete(client));
    this.#clients.add(client);
    signal.addEventListener("abort", () => {
      client.close();
    });
    if (signal.aborted) client.close();
    return client.stream;
  }
}

class Client {
  readonly stream: ReadableStream<Uint8Array>;
  readonly #clock: Clock;
  readonly #limits: EventStreamLimits;
  readonly #closed = new AbortController();
  readonly #onClose: () => void;
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  #sent = 0;
  /** How many of them the other side had taken, and when that last grew. */
  #taken = 0;
  #takenMs: number;

  constructor(clock: Clock, limits: EventStreamLimits, onClose: () => void) {
    this.#clock = clock;
    this.#limits = limits;
    this.#onClose = onClose;
    this.#takenMs = clock.now();
    this.stream = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.#controller = controller;
          this.send(utf8(": open\n\n"));
        },
        cancel: () => {
          this.close();
        },
      },
      { highWaterMark: limits.queueMax },
    );
    void this.#beat();
  }

  send(chunk: Uint8Array): void {
    const controller = this.#controller;
    if (this.#closed.signal.aborted || controller === undefined) return;
    if (this.#queued >= this.#limits.queueMax) {
      this.close();
      return;
    }
    controller.enqueue(chunk);
    this.#sent += 1;
  }

  close(): void {
    if (this.#closed.signal.aborted) return;
    this.#closed.abort();
    this.#onClose();
    try {
      this.#controller?.close();
    } catch {
      // The other side has cancelled the stream already.
    }
  }

  get #queued(): number {
    return this.#limits.queueMax - (this.#controller?.desiredSize ?? 0);
  }

  async #beat(): Promise<void> {
    const { heartbeatMs, writeDeadlineMs } = this.#limits;
    while (!this.#closed.signal.aborted) {
      await this.#clock.sleep(heartbeatMs, this.#closed.signal);
      const taken = this.#sent - this.#queued;
      if (taken > this.#taken || this.#queued === 0) this.#takenMs = this.#clock.now();
      this.#taken = taken;
      if (this.#clock.now() - this.#takenMs > writeDeadlineMs) this.close();
      else this.send(utf8(": still here\n\n"));
    }
  }
}
