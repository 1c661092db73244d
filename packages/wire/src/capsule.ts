/**
 * What is inside a capsule: one part of a submission, or nothing. Both have the same size, so only
 * the exchange, which opens them, can tell which. PROTOCOL §4.
 */

import { concatBytes, type Random, readUint, type Round, uintBytes } from "@tocsin/kernel";

/** The sealed capsule on the wire: an oblivious HTTP encapsulated request of exactly this size. */
export const capsuleBytes = 16_384;
/** The frame inside it; what remains is room for binary HTTP and HPKE. */
export const frameBytes = 16_128;
const headerBytes = 1 + 1 + 6 + 16 + 2 + 2 + 2;
export const framePayloadMax = frameBytes - headerBytes;
export const framePartsMax = 16;
export const submissionBytesMax = framePayloadMax * framePartsMax;

const version = 1;

export interface Part {
  readonly kind: "part";
  /** The round in which it is sent: an older or later one is refused. */
  readonly round: Round;
  /** Random, the same for all parts of one submission. */
  readonly submission: Uint8Array;
  readonly index: number;
  readonly count: number;
  readonly payload: Uint8Array;
}

export type Frame = Part | { readonly kind: "dummy"; readonly round: Round };

/** Always `frameBytes` long; a dummy's payload is random, so are a part's spare bytes. */
export function encodeFrame(frame: Frame, random: Random): Uint8Array<ArrayBuffer> {
  const isPart = frame.kind === "part";
  const payload = isPart ? frame.payload : new Uint8Array(0);
  if (payload.length > framePayloadMax) throw new RangeError("frame payload");
  return concatBytes(
    uintBytes(version, 1),
    uintBytes(isPart ? 1 : 0, 1),
    uintBytes(frame.round, 6),
    isPart ? frame.submission : random.bytes(16),
    uintBytes(isPart ? frame.index : 0, 2),
    uintBytes(isPart ? frame.count : 0, 2),
    uintBytes(payload.length, 2),
    payload,
    random.bytes(framePayloadMax - payload.length),
  );
}

/** The frame, or undefined where the bytes are none: the answer to the sender is the same. */
export function parseFrame(bytes: Uint8Array): Frame | undefined {
  if (bytes.length !== frameBytes || bytes[0] !== version) return undefined;
  const round = readUint(bytes, 2, 6) as Round;
  if (bytes[1] === 0) return { kind: "dummy", round };
  const [index, count, length] = [24, 26, 28].map((at) => readUint(bytes, at, 2));
  if (bytes[1] !== 1 || index === undefined || count === undefined || length === undefined) {
    return undefined;
  }
  if (count < 1 || count > framePartsMax || index >= count || length > framePayloadMax) {
    return undefined;
  }
  const submission = bytes.slice(8, 24);
  return {
    kind: "part",
    round,
    submission,
    index,
    count,
    payload: bytes.slice(headerBytes, headerBytes + length),
  };
}

/** Cuts a submission into payloads of one frame each. */
export function splitSubmission(bytes: Uint8Array): Uint8Array[] {
  if (bytes.length === 0 || bytes.length > submissionBytesMax) throw new RangeError("submission");
  const parts: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += framePayloadMax) {
    parts.push(bytes.slice(at, at + framePayloadMax));
  }
  return parts;
}
