/** Requests that wait for a thread: bounded in number, sent in groups, few groups under way. */

import { TocsinError } from "@tocsin/kernel";

import { errorOf, type Fault } from "./faults.ts";
import type { Answer, Call, Calls, FromWorker } from "./messages.ts";

interface Request {
  readonly call: Call;
  resolve(value: unknown): void;
  reject(error: TocsinError): void;
}

export interface QueueOutline {
  /** Requests in a group: what shares a transaction. */
  readonly groupMax: number;
  /** Groups under way at a time. */
  readonly groupsMax: number;
  /** Requests that wait. */
  readonly queueMax: number;
  ask(message: Calls): Promise<FromWorker>;
  /** Told of each group: the fault of the storage that it met, or undefined. */
  settled(fault: Fault | undefined): void;
}

export class RequestQueue {
  readonly #outline: QueueOutline;
  readonly #waiting: Request[] = [];
  readonly #underWay = new Set<Promise<void>>();
  #scheduled = false;

  constructor(outline: QueueOutline) {
    this.#outline = outline;
  }

  push(call: Call): Promise<unknown> {
    const { queueMax } = this.#outline;
    if (this.#waiting.length >= queueMax) {
      return Promise.reject(new TocsinError("store-busy", { detail: `queueMax ${queueMax}` }));
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ call, resolve, reject });
      if (this.#scheduled) return;
      // A moment of patience, so that requests made in one turn share a group.
      this.#scheduled = true;
      queueMicrotask(() => {
        this.#scheduled = false;
        this.#send();
      });
    });
  }

  /** Resolves when nothing waits and nothing is under way any more. */
  async drained(): Promise<void> {
    while (this.#waiting.length > 0 || this.#underWay.size > 0) {
      this.#send();
      await Promise.all(this.#underWay);
    }
  }

  #send(): void {
    const { groupMax, groupsMax } = this.#outline;
    while (this.#waiting.length > 0 && this.#underWay.size < groupsMax) {
      const group = this.#waiting.splice(0, groupMax);
      const sent = this.#exchange(group).then(() => {
        this.#underWay.delete(sent);
        this.#send();
      });
      this.#underWay.add(sent);
    }
  }

  async #exchange(group: readonly Request[]): Promise<void> {
    const calls = group.map(({ call }) => call);
    try {
      this.#settle(group, await this.#outline.ask({ kind: "calls", calls }));
    } catch (cause) {
      this.#outline.settled(lost);
      const closed = new TocsinError("store-closed", { cause });
      for (const request of group) request.reject(cause instanceof TocsinError ? cause : closed);
    }
  }

  #settle(group: readonly Request[], message: FromWorker): void {
    const answers = message.kind === "answers" ? message.answers : [];
    const fault = "fault" in message ? message.fault : undefined;
    this.#outline.settled(fault ?? storageFaultAmong(answers));
    for (const [at, request] of group.entries()) {
      const answer = answers[at];
      if (answer?.ok === true) request.resolve(answer.value);
      else request.reject(errorOf(answer?.fault ?? fault ?? lost));
    }
  }
}

/** Of a thread that has ended. */
const lost: Fault = { code: "store-closed", detail: undefined, trace: undefined, storage: true };

function storageFaultAmong(answers: readonly Answer[]): Fault | undefined {
  for (const answer of answers) if (!answer.ok && answer.fault.storage) return answer.fault;
  return undefined;
}
