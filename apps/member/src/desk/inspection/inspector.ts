/**
 * Inspection in a thread of its own, with a deadline. What it did not finish blocks: there is no
 * partial answer, and a thread that hangs is ended and replaced. The thread takes as much memory as the
 * rest of the node, so it starts when somebody sits down at the console, or with the first text, and
 * ends when there was none for a while.
 */

import { Worker } from "node:worker_threads";
import { assert, type Clock, systemClock, TocsinError } from "@tocsin/kernel";
import type { CompanyProfile } from "@tocsin/wire";
import type { Ask, InspectionCalls, InspectionSetup, Reply } from "./inspection-calls.ts";
import { warmText } from "./warm-text.ts";

/** From asking to the answer, waiting for earlier texts included. */
export const inspectionMsMax = 120_000;
/** Without a text for so long, the thread gives its memory back. */
const idleMsMax = 5 * 60_000;
/** A console that was just opened shows its pages first. */
const warmAfterMs = 1500;
/** Of the part of the thread's heap that is for what is short-lived; the engine would take 30 MB more. */
const youngMbMax = 8;
/** Texts that may wait; more are refused with `too-busy`. */
const waitingMax = 64;

type Answer<Call extends keyof InspectionCalls> = Promise<
  Awaited<ReturnType<InspectionCalls[Call]>>
>;

export interface Inspector extends AsyncDisposable {
  /** As `useProfile`, without starting the thread: it learns the profile before its first text. */
  assume(profile: CompanyProfile): void;
  /** Somebody is there: the thread is ready before the first text comes. */
  warm(): void;
  /** Told when a thread begins to start, and when it has given its first answer or is gone. */
  onStart(listener: (isStarting: boolean) => void): void;
  /** For all that is asked from now on. */
  useProfile(profile: CompanyProfile): Answer<"useProfile">;
  /** Throws `inspection-failed`, `too-busy`. */
  propose(...args: Parameters<InspectionCalls["propose"]>): Answer<"propose">;
  judge(...args: Parameters<InspectionCalls["judge"]>): Answer<"judge">;
  learn(...args: Parameters<InspectionCalls["learn"]>): Answer<"learn">;
  gate(...args: Parameters<InspectionCalls["gate"]>): Answer<"gate">;
}

export interface InspectorPorts extends InspectionSetup {
  readonly clock: Clock;
  /** By which an idle thread ends: this machine's, since its memory is meant and no round. */
  readonly idleClock?: Clock;
  readonly deadlineMs?: number;
  /** Told why a thread ended by itself. */
  readonly onFailure?: (error: unknown) => void;
}

interface Waiting {
  readonly settle: (reply: Reply) => void;
}

export function createInspector(ports: InspectorPorts): Inspector {
  return new ThreadInspector(ports);
}

class ThreadInspector implements Inspector {
  readonly #ports: InspectorPorts;
  #worker: Worker | undefined;
  #waiting: Waiting[] = [];
  #profile: CompanyProfile | undefined;
  #isClosed = false;
  #idle = new AbortController();
  #warming: AbortController | undefined;
  #isStarting = false;
  #tellStart: (isStarting: boolean) => void = () => undefined;

  constructor(ports: InspectorPorts) {
    this.#ports = ports;
  }

  assume(profile: CompanyProfile): void {
    assert(this.#worker === undefined, "before the first text");
    this.#profile = profile;
  }

  warm(): void {
    if (this.#isClosed || this.#worker !== undefined || this.#warming !== undefined) return;
    this.#warming = new AbortController();
    void this.#warmUp(this.#warming.signal);
  }

  async #warmUp(signal: AbortSignal): Promise<void> {
    const { idleClock = systemClock } = this.#ports;
    await idleClock.sleep(warmAfterMs, signal);
    this.#warming = undefined;
    if (signal.aborted || this.#worker !== undefined) return;
    // Whatever is wrong with the thread, the first real text says it.
    await this.propose(warmText, 0).catch(() => undefined);
  }

  onStart(listener: (isStarting: boolean) => void): void {
    this.#tellStart = listener;
  }

  useProfile(profile: CompanyProfile): Answer<"useProfile"> {
    this.#profile = profile;
    return this.#ask({ call: "useProfile", args: [profile] });
  }

  propose(...args: Parameters<InspectionCalls["propose"]>): Answer<"propose"> {
    return this.#ask({ call: "propose", args });
  }

  judge(...args: Parameters<InspectionCalls["judge"]>): Answer<"judge"> {
    return this.#ask({ call: "judge", args });
  }

  learn(...args: Parameters<InspectionCalls["learn"]>): Answer<"learn"> {
    return this.#ask({ call: "learn", args });
  }

  gate(...args: Parameters<InspectionCalls["gate"]>): Answer<"gate"> {
    return this.#ask({ call: "gate", args });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    this.#idle.abort();
    this.#warming?.abort();
    await this.#drop("stopped");
  }

  async #ask<Value>(ask: Ask): Promise<Value> {
    if (this.#isClosed) throw new TocsinError("inspection-failed", { detail: "stopped" });
    if (this.#waiting.length >= waitingMax) throw new TocsinError("too-busy");
    this.#idle.abort();
    const worker = this.#running();
    const done = new AbortController();
    const { clock, deadlineMs = inspectionMsMax } = this.#ports;
    const reply = new Promise<Reply>((resolve) => {
      this.#waiting.push({ settle: resolve });
    });
    worker.postMessage(ask);
    const late = clock.sleep(deadlineMs, done.signal).then(() => undefined);
    const first = await Promise.race([reply, late]);
    done.abort();
    this.#setStarting(false);
    if (first === undefined) {
      await this.#drop("deadline");
      throw new TocsinError("inspection-failed", { detail: "deadline" });
    }
    if (this.#waiting.length === 0) void this.#endWhenIdle();
    if (!first.ok) throw new TocsinError("inspection-failed", { detail: first.detector });
    // The thread runs the same calls: the one place where its answers get their types back.
    return first.value as Value;
  }

  #running(): Worker {
    if (this.#worker !== undefined) return this.#worker;
    const { ignoredBenignLists, benignFolder } = this.#ports;
    this.#setStarting(true);
    const worker = new Worker(new URL("./inspection-thread.ts", import.meta.url), {
      workerData: { ignoredBenignLists: [...ignoredBenignLists], benignFolder },
      resourceLimits: { maxYoungGenerationSizeMb: youngMbMax },
    });
    this.#worker = worker;
    worker.on("message", (reply: Reply) => this.#waiting.shift()?.settle(reply));
    worker.on("error", (error) => {
      this.#ports.onFailure?.(error);
      void this.#drop("thread", worker);
    });
    worker.unref();
    if (this.#profile !== undefined) {
      // Its answer comes first. Without the company's names no text may be judged.
      const settle = ({ ok }: Reply): void => {
        if (!ok) void this.#drop("profile", worker);
      };
      this.#waiting.push({ settle });
      worker.postMessage({ call: "useProfile", args: [this.#profile] } satisfies Ask);
    }
    return worker;
  }

  #setStarting(isStarting: boolean): void {
    if (this.#isStarting === isStarting) return;
    this.#isStarting = isStarting;
    this.#tellStart(isStarting);
  }

  async #endWhenIdle(): Promise<void> {
    if (this.#isClosed) return;
    this.#idle.abort();
    const { signal } = (this.#idle = new AbortController());
    const { idleClock = systemClock } = this.#ports;
    await idleClock.sleep(idleMsMax, signal);
    if (!signal.aborted) await this.#drop("idle");
  }

  async #drop(why: string, only?: Worker): Promise<void> {
    const worker = this.#worker;
    if (worker === undefined || (only !== undefined && only !== worker)) return;
    this.#worker = undefined;
    this.#setStarting(false);
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { settle } of waiting) settle({ ok: false, detector: why });
    await worker.terminate();
  }
}
