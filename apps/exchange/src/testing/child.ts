/** An exchange in a process of its own, for tests and benchmarks that end it the hard way. */

import { createInterface } from "node:readline";

import { createLog } from "@tocsin/http";
import { assert, type Clock, fromBase64Url, parseJson, systemClock } from "@tocsin/kernel";
import { z } from "zod";

import { startExchange } from "../compose.ts";

export const childSettings = z.strictObject({
  stateDir: z.string(),
  port: z.number(),
  origin: z.string(),
  issuerKey: z.string(),
  roundMs: z.number(),
  threads: z.number().optional(),
});

/** A line of the parent: from now on the time is this. Only forward. */
export const childTime = z.strictObject({ nowMs: z.number() });
export type ChildSettings = z.output<typeof childSettings>;

/** What the child says of itself, one JSON line each. */
export const childLine = z.union([
  z.strictObject({ url: z.string(), ledgerKey: z.string() }),
  z.strictObject({ event: z.string(), code: z.string().optional() }),
  z.strictObject({
    round: z.number(),
    leaves: z.number(),
    spentMs: z.record(z.string(), z.number()),
  }),
]);

/** The system's clock with an offset that the parent sets. */
class ShiftedClock implements Clock {
  #offsetMs = 0;
  #shifting = new AbortController();

  now(): number {
    return systemClock.now() + this.#offsetMs;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    const signals = [this.#shifting.signal, ...(signal === undefined ? [] : [signal])];
    await systemClock.sleep(ms, AbortSignal.any(signals));
  }

  moveTo(nowMs: number): void {
    this.#offsetMs = nowMs - systemClock.now();
    this.#shifting.abort();
    this.#shifting = new AbortController();
  }
}

async function run(settings: ChildSettings): Promise<void> {
  const clock = new ShiftedClock();
  const { threads, ...rest } = settings;
  const issuerKey = fromBase64Url(settings.issuerKey);
  assert(issuerKey, "issuer key");
  const told = (fields: object, event: string): void => {
    say({ event, ...("code" in fields ? { code: String(fields.code) } : {}) });
  };
  const exchange = await startExchange(
    { ...rest, issuerKey, host: "127.0.0.1", ...(threads === undefined ? {} : { threads }) },
    {
      clock,
      log: createLog({ info: () => undefined, warn: told, error: told }),
      onRound: ({ round, leaves, spentMs }) => {
        say({ round, leaves, spentMs });
      },
    },
  );
  const orders = createInterface({ input: process.stdin }).on("line", (line) => {
    clock.moveTo(childTime.parse(parseJson(line)).nowMs);
  });
  process.once("SIGTERM", () => {
    orders.close();
    void exchange[Symbol.asyncDispose]();
  });
  say({ url: exchange.url, ledgerKey: Buffer.from(exchange.ledgerKey).toString("base64url") });
}

function say(line: z.input<typeof childLine>): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

const [, , given] = process.argv;
if (given !== undefined && import.meta.main) {
  await run(childSettings.parse(parseJson(given)));
}
