/** Batches with something of them altered, and what a node that reads such a feed says of it. */

import { type Batch, encodeBatch, parseBatch } from "@tocsin/wire";

import type { Node } from "./tiny-world.ts";

export function altered(bytes: Uint8Array, change: (batch: Batch) => Partial<Batch>): Uint8Array {
  const batch = parseBatch(bytes);
  return encodeBatch({ ...batch, ...change(batch) });
}

/** Of all alarms but the one that stands in every new node. */
export async function alarmCodes({ protocol }: Node): Promise<string[]> {
  const { alarms } = await protocol.status();
  return alarms.map(({ code }) => code).filter((code) => code !== "key-backup-due");
}

export async function syncState({ protocol }: Node): Promise<string> {
  return (await protocol.status()).sync.state;
}
