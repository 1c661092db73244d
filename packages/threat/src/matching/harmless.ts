/**
 * What is not looked for in logs: values on lists of the well known, and what would match nearly
 * every line. Otherwise one poisoned report would bury what is real.
 */

import { benignOf } from "../benign/benign.ts";
import type { Benign } from "../extraction/observation.ts";
import type { ObservableType } from "../observables/observable-types.ts";

/** Networks with fewer bits than these hold millions of strangers. */
const ipv4BitsMin = 12;
const ipv6BitsMin = 24;

const tooWide: Benign = {
  effect: "never",
  list: "wide-networks",
  why: "This is so large a network that nearly everybody meets it.",
};
const registry: Benign = {
  effect: "never",
  list: "registries",
  why: "This is a name under which a whole country registers names.",
};

/** Second labels of countries under which strangers register: `co.uk`, `com.br`. */
const registryLabel = /^(?:ac|co|com|edu|gob|gov|go|mil|ne|net|or|org)\.[a-z]{2}$/;

/**
 * Why a value would say nothing in a log; undefined where it is worth looking for. Listed names
 * are left out, what is below them is not by that alone; rented clouds and the like are looked for.
 */
export function harmlessInLogs(type: ObservableType, value: string): Benign | undefined {
  if (type === "cidr" && bitsOf(value) < (value.includes(":") ? ipv6BitsMin : ipv4BitsMin)) {
    return tooWide;
  }
  if (type === "domain" && registryLabel.test(value)) return registry;
  const benign = benignOf(type, value);
  if (benign?.effect !== "weak") return benign;
  return type === "domain" && !isBelowListed(value, benign) ? benign : undefined;
}

function bitsOf(network: string): number {
  return Number(network.slice(network.indexOf("/") + 1));
}

/** The name itself, such as a shortener's, is everybody's; a name below it is one customer's. */
function isBelowListed(name: string, { list }: Benign): boolean {
  const parent = name.slice(name.indexOf(".") + 1);
  return benignOf("domain", parent)?.list === list;
}
