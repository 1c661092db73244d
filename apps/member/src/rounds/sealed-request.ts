/**
 * What every node sends through the relay: a request of one size, sealed to the exchange's gateway under
 * a key that the ledger holds. The relay sees who sends and not what; the exchange what and not who.
 * RFC 9458, RFC 9292, PROTOCOL §4.
 */

import { canonicalJson, type Random, toBase64Url, TocsinError, utf8 } from "@tocsin/kernel";
import type { GatewayKeyFact } from "@tocsin/store";
import {
  type BinaryResponse,
  capsuleBytes,
  capsulePath,
  encodeBinaryRequest,
  encodeFrame,
  type Frame,
  obliviousRequestMediaType,
  parseBinaryResponse,
  parseKeyConfiguration,
  requestOverheadBytes,
  sessionPath,
  urlAt,
} from "@tocsin/wire";
import type { NetworkRequest } from "../network.ts";
import type { Schemes } from "../schemes.ts";

export interface SealedRequest {
  /** Exactly `capsuleBytes`. */
  readonly bytes: Uint8Array;
  /** The answer inside, or undefined where it is not the gateway's answer to this request. */
  openAnswer(bytes: Uint8Array): BinaryResponse | undefined;
}

/** One name for the exchange in every request of every node. */
const authority = "exchange";

export interface SealingPorts {
  readonly schemes: Pick<Schemes, "sealRequest">;
  readonly random: Random;
}

export async function sealCapsule(
  ports: SealingPorts,
  gateway: GatewayKeyFact,
  frame: Frame,
): Promise<SealedRequest> {
  return seal(ports, gateway, capsulePath, encodeFrame(frame, ports.random));
}

export async function sealSessionRequest(
  ports: SealingPorts,
  gateway: GatewayKeyFact,
  token: Uint8Array,
): Promise<SealedRequest> {
  const body = utf8(canonicalJson({ token: toBase64Url(token) }));
  return seal(ports, gateway, sessionPath, body);
}

/** The gateway key that all nodes use now: of those that are good, the newest. */
export function currentGatewayKey(
  keys: readonly GatewayKeyFact[],
  nowMs: number,
): GatewayKeyFact | undefined {
  return keys
    .filter(({ fromMs, untilMs }) => fromMs <= nowMs && nowMs < untilMs)
    .toSorted((a, b) => b.fromMs - a.fromMs || b.index - a.index)[0];
}

/** The request to the relay. `token` admits for a day. */
export function relayRequest(options: {
  readonly relayUrl: string;
  readonly path: string;
  readonly token: Uint8Array;
  readonly sealed: SealedRequest;
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
}): NetworkRequest {
  const { relayUrl, path, token, sealed, deadlineMs, signal } = options;
  return {
    method: "POST",
    url: urlAt(relayUrl, path),
    headers: { authorization: `PrivateToken token="${toBase64Url(token)}"` },
    body: { mediaType: obliviousRequestMediaType, bytes: sealed.bytes },
    deadlineMs,
    bytesMax: answerBytesMax,
    signal,
  };
}

const answerBytesMax = 256 * 1024;

async function seal(
  { schemes, random }: SealingPorts,
  gateway: GatewayKeyFact,
  path: string,
  content: Uint8Array,
): Promise<SealedRequest> {
  const request = encodeBinaryRequest(
    { method: "POST", scheme: "https", authority, path, fields: [], content, trailers: [] },
    capsuleBytes - requestOverheadBytes,
  );
  const sealed = await schemes.sealRequest(parseKeyConfiguration(gateway.config), request, random);
  if (sealed === undefined) throw new TocsinError("message-invalid", { detail: "gateway key" });
  return {
    bytes: sealed.bytes,
    openAnswer: (bytes) => {
      const answer = sealed.openResponse(bytes);
      return answer && parsedResponse(answer);
    },
  };
}

function parsedResponse(bytes: Uint8Array): BinaryResponse | undefined {
  try {
    return parseBinaryResponse(bytes);
  } catch (error) {
    if (error instanceof TocsinError) return undefined;
    throw error;
  }
}
