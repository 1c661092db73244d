/** Who wants to hear that something durable has happened. Listeners are told nothing of it. */

import type { ProtocolEvent } from "./protocol.ts";

export interface Events {
  tell(event: ProtocolEvent): void;
  /** Returns how to stop listening. */
  on(event: ProtocolEvent, listener: () => void): () => void;
}

export function createEvents(): Events {
  const listeners = new Map<ProtocolEvent, Set<() => void>>();
  return {
    tell: (event) => {
      for (const listener of listeners.get(event) ?? []) listener();
    },
    on: (event, listener) => {
      const known = listeners.get(event) ?? new Set();
      known.add(listener);
      listeners.set(event, known);
      return () => {
        known.delete(listener);
      };
    },
  };
}
