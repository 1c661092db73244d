/**
 * Takes what was raised to the company's channels: at least once, each under a lease, in moments that are
 * whole rounds. A channel that hangs holds up no other; what fails is tried for two days and then kept for
 * a person to replay.
 */

import { sha256 } from "@tocsin/crypto";
import { type Clock, toBase64Url, TocsinError, utf8 } from "@tocsin/kernel";
import type { ChannelRow, DeliveryStore, DispatchOutcome, DispatchRow } from "@tocsin/store";
import { type ChannelRequest, urgencies, type Warning } from "@tocsin/wire/node-api";
import type { Resolve } from "./guarded-post.ts";
import type { Message } from "./message.ts";
import { quietUntil } from "./quiet-hours.ts";
import { isForPeople, send } from "./sending.ts";
import { readSettings } from "./settings.ts";

/** After each failure; with the last one it is given up. */
const minuteMs = 60_000;
const retriesMs = [1, 5, 30, 120, 300, 600, 840, 1200].map((minutes) => minutes * minuteMs);
/** Longer than all that is claimed at once may take. */
const leaseMs = 15 * minuteMs;
const claimedMax = 40;
const digestedMax = 500;
/** Pages of one channel in one round. */
const claimsMax = 50;

export interface DispatcherPorts {
  readonly store: DeliveryStore;
  readonly warnings: { view(id: string): Promise<Warning> };
  readonly clock: Clock;
  readonly resolve?: Resolve;
}

interface Item {
  readonly row: DispatchRow;
  readonly warning: Warning;
}

interface Settled {
  readonly number: number;
  readonly outcome: DispatchOutcome;
}

/** Everything that is due now, on all channels. */
export async function dispatch(ports: DispatcherPorts): Promise<void> {
  const channels = await ports.store.all();
  await Promise.all(channels.map((channel) => dispatchChannel(ports, channel)));
}

async function dispatchChannel(ports: DispatcherPorts, row: ChannelRow): Promise<void> {
  const { store, clock } = ports;
  const { channel } = readSettings(row.settings);
  if (channel.kind === "atom") return;
  const dueMs = dueOf(channel, clock.now());
  while ((await store.fill(row.id, dueMs)) > 0);
  const limit = isForPeople(channel) ? digestedMax : claimedMax;
  for (let claims = 0; claims < claimsMax; claims += 1) {
    const nowMs = clock.now();
    const leasedUntilMs = nowMs + leaseMs;
    const rows = await store.claim({ channel: row.id, nowMs, leasedUntilMs, limit });
    if (rows.length === 0) return;
    const isGoing = await handle(ports, channel, rows);
    if (!isGoing) return;
  }
}

/** A digest waits for the next whole while. */
function dueOf({ mode, digestMs }: ChannelRequest, nowMs: number): number {
  return mode === "digest" ? Math.ceil(nowMs / digestMs) * digestMs : nowMs;
}

/** False where the channel does not take anything now. */
async function handle(
  ports: DispatcherPorts,
  channel: ChannelRequest,
  rows: readonly DispatchRow[],
): Promise<boolean> {
  const { store, clock } = ports;
  const { items, settled } = await sorted(ports, channel, rows);
  if (settled.length > 0) await store.settle(settled, clock.now());
  if (items.length === 0) return true;
  const groups = isForPeople(channel) ? [items] : items.map((it) => [it]);
  for (const group of groups) {
    const outcome = await tried(ports, channel, group);
    const outcomes = group.map(({ row }) => ({ number: row.number, outcome: outcome(row) }));
    await store.settle(outcomes, clock.now());
    // The others of this claim come back when their lease is over, or are given back at once.
    if (outcomes.some((it) => it.outcome.kind !== "sent")) {
      await giveBack(ports, groups.slice(groups.indexOf(group) + 1).flat());
      return false;
    }
  }
  return true;
}

/** What is still news, urgent enough and not in quiet hours, and what becomes of the rest. */
async function sorted(
  { warnings, clock }: DispatcherPorts,
  { urgencyMin, quiet }: ChannelRequest,
  rows: readonly DispatchRow[],
): Promise<{ items: Item[]; settled: Settled[] }> {
  const items: Item[] = [];
  const settled: Settled[] = [];
  const quietEnd = quietUntil(quiet, clock.now());
  for (const row of rows) {
    const warning = await found(warnings, row.warning);
    const { number } = row;
    if (warning?.state !== "new" || rankOf(warning.urgency) < rankOf(urgencyMin)) {
      settled.push({ number, outcome: { kind: "passed" } });
    } else if (quietEnd !== undefined && warning.urgency !== "urgent") {
      settled.push({ number, outcome: { kind: "later", dueMs: quietEnd } });
    } else items.push({ row, warning });
  }
  return { items, settled };
}

function rankOf(urgency: Warning["urgency"]): number {
  return urgencies.indexOf(urgency);
}

async function found(
  warnings: DispatcherPorts["warnings"],
  id: string,
): Promise<Warning | undefined> {
  try {
    return await warnings.view(id);
  } catch (error) {
    if (error instanceof TocsinError && error.code === "not-found") return undefined;
    throw error;
  }
}

async function tried(
  { clock, resolve }: DispatcherPorts,
  channel: ChannelRequest,
  items: readonly Item[],
): Promise<(row: DispatchRow) => DispatchOutcome> {
  const nowMs = clock.now();
  const message: Message = {
    id: messageId(items),
    atMs: nowMs,
    warnings: items.map(({ warning }) => warning),
  };
  try {
    await send(channel, message, nowMs, resolve);
    return () => ({ kind: "sent" });
  } catch (error) {
    const code = error instanceof TocsinError ? error.code : "remote-unreachable";
    return ({ tries }) => {
      const waitMs = retriesMs[tries - 1];
      return waitMs === undefined
        ? { kind: "dead", code }
        : { kind: "failed", code, dueMs: nowMs + waitMs };
    };
  }
}

function giveBack({ store, clock }: DispatcherPorts, items: readonly Item[]): Promise<void> {
  const dueMs = clock.now();
  const settled = items.map(({ row }) => ({
    number: row.number,
    outcome: { kind: "later", dueMs } as const,
  }));
  return settled.length === 0 ? Promise.resolve() : store.settle(settled, dueMs);
}

/** The same for the same warnings as they were raised. */
function messageId(items: readonly Item[]): string {
  const ranks = items.map(({ row }) => `${row.channel} ${row.warning} ${row.rank}`).join("\n");
  return toBase64Url(sha256(utf8(ranks)).subarray(0, 16));
}
