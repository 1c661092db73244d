/**
 * What of a name its owner chose. Below a public suffix anybody can register, and below a dynamic
 * DNS provider as well: there the name that was rented counts, never the provider.
 */

import { benignOf } from "@tocsin/threat";

import suffixes from "../data/public-suffixes.json" with { type: "json" };
import { freeHosts } from "./free-hosts.ts";

export interface HostName {
  /** What the owner rented, such as `victim-login.com` or `mail-mofa.hopto.org`. */
  readonly registered: string;
  readonly suffix: string;
  /** The part of it that was chosen: `victim-login`. */
  readonly label: string;
  /** Chosen names below it, nearest first. */
  readonly below: readonly string[];
}

function readSuffixes(): ReadonlySet<string> {
  return new Set(suffixes.values.split(" "));
}

const publicSuffixes = readSuffixes();
const labelsMax = 32;

/** Undefined where the name is itself a suffix, which nobody owns alone. */
export function parseHostName(name: string): HostName | undefined {
  const labels = name.split(".").slice(-labelsMax);
  let first = labels.length - 1;
  for (let at = 0; at < labels.length - 1; at += 1) {
    if (isSuffix(labels.slice(at).join("."))) {
      first = at;
      break;
    }
  }
  const label = labels[first - 1];
  if (label === undefined || label === "") return undefined;
  const suffix = labels.slice(first).join(".");
  return {
    registered: `${label}.${suffix}`,
    suffix,
    label,
    below: labels.slice(0, first - 1).reverse(),
  };
}

/** A name below a provider is listed for the provider's sake; the provider is where that begins. */
function isSuffix(name: string): boolean {
  if (publicSuffixes.has(name) || freeHosts.has(name)) return true;
  if (!isDynamic(name)) return false;
  const above = name.slice(name.indexOf(".") + 1);
  return !above.includes(".") || !isDynamic(above);
}

function isDynamic(name: string): boolean {
  return benignOf("domain", name)?.list === "dynamic-dns";
}
