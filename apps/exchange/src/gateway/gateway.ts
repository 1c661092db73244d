/**
 * The oblivious HTTP gateway. It opens a capsule, keeps what was inside without looking into it, and
 * answers with the same bytes to everyone: valid, dummy, spent and forged look and cost the same. It
 * sees the relay's address and no other. RFC 9458, PROTOCOL §4.
 */

import { sha256 } from "@tocsin/crypto";
import { type Clock, type Random, type Round, roundAt, TocsinError } from "@tocsin/kernel";
import { capsuleIdBytes, type ExchangeStore } from "@tocsin/store";
import {
  type BinaryRequest,
  capsuleBytes,
  capsulePath,
  decapsulateRequest,
  type DecapsulatedRequest,
  encodeBinaryResponse,
  frameBytes,
  hasForwardingField,
  parseBinaryRequest,
} from "@tocsin/wire";

import type { GatewayKeys } from "./gateway-keys.ts";
import type { StagingRoom } from "./staging-room.ts";

export interface GatewayPorts {
  readonly store: Pick<ExchangeStore, "stage">;
  readonly keys: Pick<GatewayKeys, "current">;
  readonly room: Pick<StagingRoom, "framesMax">;
  readonly clock: Clock;
  readonly random: Random;
}

export interface GatewayOptions {
  readonly roundMs: number;
  /** The oldest round that may still be staged for: those before it are worked. */
  readonly openRound: () => Round;
}

export type Opened = Extract<DecapsulatedRequest, { readonly ok: true }>;

/** The authority that requests inside name: there is one gateway and one target behind it. */
const authority = "exchange";

const accepted = encodeBinaryResponse({
  informational: [],
  status: 202,
  fields: [],
  content: new Uint8Array(),
  trailers: [],
});

export class Gateway {
  readonly #ports: GatewayPorts;
  readonly #options: GatewayOptions;

  constructor(ports: GatewayPorts, options: GatewayOptions) {
    this.#ports = ports;
    this.#options = options;
  }

  /**
   * Stages a capsule durably; resolves with the sealed answer. Throws `capsule-unreadable` where it is
   * not sealed to a key of this gateway, `staging-full` where there is no room for any.
   */
  async takeCapsule(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
    const opened = await this.open(bytes);
    const { store, clock, random } = this.#ports;
    const now = roundAt(clock.now(), this.#options.roundMs);
    const outcome = await store.stage(
      {
        id: sha256(bytes).slice(0, capsuleIdBytes),
        gatewayKey: bytes[0] ?? 0,
        // A clock that was set back must not put a capsule into a round that is over.
        round: Math.max(now, this.#options.openRound()) as Round,
        frame: frameIn(opened),
      },
      this.#ports.room.framesMax,
    );
    if (outcome === "full") throw new TocsinError("staging-full");
    return opened.sealResponse(accepted, random);
  }

  /** Opens what was sealed to this gateway; throws `capsule-unreadable`. */
  async open(bytes: Uint8Array): Promise<Opened> {
    if (bytes.length !== capsuleBytes) throw new TocsinError("capsule-unreadable");
    const keys = this.#ports.keys.current(this.#ports.clock.now());
    const opened = await decapsulateRequest(keys, bytes);
    if (!opened.ok) throw new TocsinError("capsule-unreadable");
    return opened;
  }
}

/** The request inside, or undefined where it is not one for this path that came straight from a node. */
export function requestIn(opened: Opened, path: string): BinaryRequest | undefined {
  try {
    const request = parseBinaryRequest(opened.request);
    const meant =
      request.method === "POST" &&
      request.scheme === "https" &&
      request.authority === authority &&
      request.path === path &&
      !hasForwardingField([...request.fields, ...request.trailers]);
    return meant ? request : undefined;
  } catch (error) {
    if (error instanceof TocsinError) return undefined;
    throw error;
  }
}

/** What is staged: always a frame's length, so that nothing tells a request that is none. */
function frameIn(opened: Opened): Uint8Array {
  const content = requestIn(opened, capsulePath)?.content;
  return content?.length === frameBytes ? content.slice() : new Uint8Array(frameBytes);
}
