/** Requests that wait for a thread: bounded, sent in groups, one group under way at a time. */

import { TocsinError } from "@tocsin/kernel";

import { type Fault, errorOf } from "./faults.ts";
import type { Call, FromWorker, ToWorker } from "./messages.ts";

interface Request {
  readonly call: Call;
  resolve(value: unknown): void;
  reject(error: TocsinError): void;
}

export interface QueueOutline {
  readonly groupMax: number;
  readonly queueMax: number;
  ask(message: ToWorker): Promise<FromWorker>;
  /** Told of each group: the fault that refused it whole, or undefined. */
  settled(fault: Fault | undefined): void;
}

export class RequestQueue {
  readonly #outline: QueueOutline;
  #waiting: Request[] = [];
  #sending: Promise<void> | undefined;

  constructor(outline: QueueOutline) {
    this.#outline = outline;
  }

  push(call: Call): Promise<unknown> {
    if (this.#waiting.length >= this.#outline.queueMax) {
      const detail = `queueMax ${this.#outline.queueMax}`;
      return Promise.reject(new TocsinError("store-busy", { detail }));
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ call, resolve, reject });
      this.#sending ??= this.#send();
    });
  }

  /** Resolves when nothing waits any more. */
  async drained(): Promise<void> {
    await this.#sending;
  }

  async #send(): Promise<void> {
    // One turn of patience, so that requests made in the same turn share a group.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const group = this.#waiting.splice(0, this.#outline.groupMax);
      try {
        this.#settle(
          group,
          await this.#outline.ask({ kind: "calls", calls: group.map(({ call }) => call) }),
        );
      } catch (cause) {
        const error =
          cause instanceof TocsinError ? cause : new TocsinError("store-closed", { cause });
        for (const request of group) request.reject(error);
      }
    }
    this.#sending = undefined;
  }

  #settle(group: readonly Request[], message: FromWorker): void {
    const answers = message.kind === "answers" ? message.answers : [];
    const fault = "fault" in message ? message.fault : undefined;
    this.#outline.settled(fault);
    for (const [at, request] of group.entries()) {
      const answer = answers[at];
      if (answer?.ok === true) request.resolve(answer.value);
      else
        request.reject(
          answer === undefined ? new TocsinError("store-closed") : errorOf(answer.fault),
        );
    }
  }
}
