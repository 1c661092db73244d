/** Addresses that are ours, as the smallest ranges that hold those of one /24 together. */

import type { Collected } from "./collected.ts";

export function addAddresses(addresses: readonly string[], why: string, into: Collected): void {
  const blocks = new Map<string, number[]>();
  for (const address of new Set(addresses)) {
    const parts = address.split(".").map(Number);
    if (parts.length !== 4 || parts.some((it) => !Number.isInteger(it) || it < 0 || it > 255))
      continue;
    const block = parts.slice(0, 3).join(".");
    blocks.set(block, [...(blocks.get(block) ?? []), parts[3] ?? 0]);
  }
  for (const [block, hosts] of blocks) {
    const [low, high] = [Math.min(...hosts), Math.max(...hosts)];
    let prefix = 32;
    while (low >> (32 - prefix) !== high >> (32 - prefix)) prefix -= 1;
    const start = (low >> (32 - prefix)) << (32 - prefix);
    into.add("ranges", `${block}.${start}/${prefix}`, why);
  }
}
