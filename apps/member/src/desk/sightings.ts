/** What was seen here. It is matched against the feed on this machine, and never leaves by itself. */

import { canonicalise, isObservableType } from "@tocsin/threat";
import type { SightingPage, SightingStore, WatchedObservable } from "@tocsin/store";
import type { Clock } from "@tocsin/kernel";
import {
  addressOfConnection,
  canonicalConnection,
  connectionType,
} from "../matching/connections.ts";
import { watchKey } from "../warnings/watch-key.ts";
import { type BenignPolicy, watchable } from "../warnings/watchable.ts";

export interface SightingPorts {
  readonly store: SightingStore;
  readonly policy: BenignPolicy;
  readonly clock: Clock;
  /** Told of warnings that were raised at once. */
  readonly onRaised: (warnings: number) => void;
  readonly onChange: () => void;
}

export interface Sightings {
  /** `refused`: no observables, or such that say nothing by themselves. */
  add(request: {
    readonly source: string;
    readonly values: readonly { readonly type: string; readonly value: string }[];
  }): Promise<{ added: number; known: number; refused: number }>;
  page(query: { after: string | undefined; limit: number }): Promise<SightingPage>;
  count(): Promise<number>;
}

export function createSightings(ports: SightingPorts): Sightings {
  const { store, policy, clock } = ports;
  return {
    add: async ({ source, values }) => {
      const observables = values
        .map(({ type, value }) => canonicalWatchable(type, value, policy))
        .filter((it) => it !== undefined);
      const request = { source, observables, addedMs: clock.now() };
      const { added, known, raised } = await store.add(request);
      if (raised > 0) ports.onRaised(raised);
      if (added > 0) ports.onChange();
      return { added, known, refused: values.length - observables.length };
    },
    page: (query) => store.page(query),
    count: () => store.count(),
  };
}

function canonicalWatchable(
  type: string,
  value: string,
  policy: BenignPolicy,
): WatchedObservable | undefined {
  if (type === connectionType) return connectionSeen(value, policy);
  if (!isObservableType(type)) return undefined;
  const canonical = canonicalise(type, value);
  return canonical === undefined ? undefined : watchable(type, canonical, policy);
}

/** No report names one, so it rings for nobody; it is sealed, and confirms what can be guessed. */
function connectionSeen(text: string, policy: BenignPolicy): WatchedObservable | undefined {
  const value = canonicalConnection(text);
  if (value === undefined) return undefined;
  const address = watchable("ipv4", addressOfConnection(value), policy);
  const key = watchKey(connectionType, value);
  return address && { key, type: connectionType, value, strength: "weak" };
}
