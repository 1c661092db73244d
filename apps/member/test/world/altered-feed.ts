/** Batches and stored leaves with something of them altered, and what a node that reads them says of it. */

import { type Batch, encodeBatch, parseBatch } from "@tocsin/wire";

import type { Protocol } from "../../src/protocol.ts";
import type { Node, TinyWorld } from "./tiny-world.ts";

export function altered(bytes: Uint8Array, change: (batch: Batch) => Partial<Batch>): Uint8Array {
  const batch = parseBatch(bytes);
  return encodeBatch({ ...batch, ...change(batch) });
}

/** The node on its store, of which the disk gives one bit of the first leaf wrongly. */
export function onDamagedLeaf(world: TinyWorld, { name, clock, store }: Node): Promise<Protocol> {
  const commitments = async (from: number, limit: number): Promise<Uint8Array> => {
    const page = await store.ledger.commitments(from, limit);
    return page.map((byte, at) => (from + at === 0 ? byte ^ 1 : byte));
  };
  return world.protocolOn({ ...store, ledger: { ...store.ledger, commitments } }, name, clock);
}

/** Of all alarms but the one that stands in every new node. */
export async function alarmCodes({ protocol }: Node): Promise<string[]> {
  const { alarms } = await protocol.status();
  return alarms.map(({ code }) => code).filter((code) => code !== "key-backup-due");
}

export async function syncState({ protocol }: Node): Promise<string> {
  return (await protocol.status()).sync.state;
}
