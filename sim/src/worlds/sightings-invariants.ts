/** What must hold of sealed sightings and matches, whatever holders, exchange and chance have done. */

import { assert, type Epoch, toBase64Url } from "@tocsin/kernel";
import type { TinyWorld } from "@tocsin/member/testing";
import type { BlindPlace, EvaluatedValue } from "@tocsin/store";

import type { FaultyNode } from "./faults.ts";

export interface Seen {
  readonly by: FaultyNode;
  readonly value: string;
  readonly epoch: Epoch;
}

interface Found extends Seen {
  readonly place: BlindPlace | undefined;
  readonly tag: string | undefined;
}

/** What does not hold, and what each node knows of others. */
export async function sightingsBroken(
  world: TinyWorld,
  nodes: readonly FaultyNode[],
  seen: readonly Seen[],
  { liedTo }: { readonly liedTo: ReadonlySet<string> },
): Promise<{ readonly broken: string[]; readonly matches: string[] }> {
  const broken: string[] = [];
  const found = await Promise.all(seen.map(foundOf));
  for (const it of found) broken.push(...brokenSeal(world, it));
  for (const it of found) broken.push(...brokenMatch(world, found, it));
  const keys = world.exchange.sightings.alive.map(({ pk }) => pk);
  if (new Set(keys).size !== keys.length) broken.push("a one-time key was used twice");
  for (const [at, { node }] of nodes.entries()) {
    const { alarms } = await node.protocol.status();
    const accuses = alarms.some(({ code }) => code === "holder-lied");
    const isLiedTo = liedTo.has(world.issuer.members[at]?.key ?? "");
    if (accuses !== isLiedTo) {
      broken.push(
        `${node.name} ${accuses ? "accuses a holder" : "was lied to and does not say so"}`,
      );
    }
  }
  const matches = found.map(({ by, value, place }) => {
    return `${by.node.name} ${value} ${place?.match?.peers.length ?? 0}`;
  });
  return { broken: [...new Set(broken)], matches: matches.sort() };
}

async function foundOf(it: Seen): Promise<Found> {
  const { blind } = it.by.node;
  assert(blind, "a node that asks blindly");
  const type = /^[\d.]+$/.test(it.value) ? "ipv4" : "domain";
  const asked = { type, value: it.value };
  const [place] = await blind.places(it.epoch, [asked]);
  const known = await blind.evaluated(it.epoch, asked);
  return { ...it, place, tag: isEvaluated(known) ? toBase64Url(known.tag) : undefined };
}

function isEvaluated(known: EvaluatedValue | "waiting" | undefined): known is EvaluatedValue {
  return typeof known === "object";
}

/** Each value of a node is acknowledged, and sealed once. */
function brokenSeal({ exchange }: TinyWorld, { by, value, place, tag }: Found): string[] {
  const { name } = by.node;
  if (tag === undefined) return [`${name}: ${value} is not evaluated`];
  if (place?.seal !== "taken") return [`${name}: ${value} is ${place?.seal ?? "not to be sealed"}`];
  return exchange.sightings.alive.some((it) => it.tag === tag) ? [] : [`${name}: a tag is lost`];
}

/** Each knows all others who saw the same, and nobody else. */
function brokenMatch({ exchange }: TinyWorld, all: readonly Found[], it: Found): string[] {
  const { by, value, tag, place } = it;
  const same = all.filter((other) => other.value === value && other.epoch === it.epoch);
  if (same.some((other) => other.tag !== tag)) return [`${value} has two tags`];
  const sealed = exchange.sightings.alive.filter((sighting) => sighting.tag === tag);
  if (sealed.length !== same.length) {
    return [`${value} was seen by ${same.length} and sealed ${sealed.length} times`];
  }
  const keys = new Set(sealed.map(({ pk }) => pk));
  const peers = place?.match?.peers.map(({ pk }) => toBase64Url(pk)) ?? [];
  const invented = peers.filter((pk) => !keys.has(pk));
  if (invented.length > 0) return [`${by.node.name} believes in an invented sighting`];
  return peers.length === same.length - 1 ? [] : [`${by.node.name} misses a match of ${value}`];
}
