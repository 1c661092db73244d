/** A node's network that keeps what goes over it, and the ports from which this process calls. */

import diagnostics from "node:diagnostics_channel";
import { Socket } from "node:net";

import { systemClock } from "@tocsin/kernel";
import { httpNetwork, type Network, type NetworkRequest } from "@tocsin/member";

export interface Recorded {
  readonly atMs: number;
  readonly request: NetworkRequest;
  /** The answer's bytes, once it has come. */
  answer: Uint8Array | undefined;
}

export interface RecordedNetwork extends Network {
  readonly recorded: readonly Recorded[];
}

export function recordedNetwork(): RecordedNetwork {
  const recorded: Recorded[] = [];
  return {
    recorded,
    send: async (request) => {
      const entry: Recorded = { atMs: systemClock.now(), request, answer: undefined };
      recorded.push(entry);
      const answer = await httpNetwork.send(request);
      entry.answer = answer.bytes;
      return answer;
    },
  };
}

/** Local ports of all connections that this process opens until it is disposed. */
export function watchPorts(): Disposable & { readonly ports: ReadonlySet<number> } {
  const ports = new Set<number>();
  const hear = (message: unknown): void => {
    const socket =
      typeof message === "object" && message !== null && "socket" in message
        ? message.socket
        : undefined;
    if (!(socket instanceof Socket)) return;
    socket.once("connect", () => {
      if (socket.localPort !== undefined) ports.add(socket.localPort);
    });
  };
  diagnostics.subscribe("net.client.socket", hear);
  return {
    ports,
    [Symbol.dispose]: () => {
      diagnostics.unsubscribe("net.client.socket", hear);
    },
  };
}
