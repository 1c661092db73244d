/** Sealing for tests, as a member node does it. */

import {
  type Random,
  type Round,
  systemRandom,
  utf8,
  canonicalJson,
  toBase64Url,
} from "@tocsin/kernel";
import {
  capsuleBytes,
  capsulePath,
  encapsulateRequest,
  type EncapsulatedRequest,
  encodeBinaryRequest,
  encodeFrame,
  type GatewayPublicKey,
  requestOverheadBytes,
  sessionPath,
  splitSubmission,
} from "@tocsin/wire";

const plainBytes = capsuleBytes - requestOverheadBytes;

export function sealContent(
  gateway: GatewayPublicKey,
  path: string,
  content: Uint8Array,
  random: Random = systemRandom,
): Promise<EncapsulatedRequest> {
  const request = encodeBinaryRequest(
    {
      method: "POST",
      scheme: "https",
      authority: "exchange",
      path,
      fields: [],
      content,
      trailers: [],
    },
    plainBytes,
  );
  return encapsulateRequest(gateway, request, random);
}

export function sealDummy(
  gateway: GatewayPublicKey,
  round: Round,
  random: Random = systemRandom,
): Promise<EncapsulatedRequest> {
  return sealContent(gateway, capsulePath, encodeFrame({ kind: "dummy", round }, random), random);
}

/** One capsule a part; all name the same round, so that a test need not wait for several. */
export function sealSubmission(
  gateway: GatewayPublicKey,
  round: Round,
  submission: Uint8Array,
  random: Random = systemRandom,
): Promise<EncapsulatedRequest[]> {
  const parts = splitSubmission(submission);
  const id = random.bytes(16);
  return Promise.all(
    parts.map((payload, index) => {
      const part = { index, count: parts.length, payload } as const;
      const frame = encodeFrame({ kind: "part", round, submission: id, ...part }, random);
      return sealContent(gateway, capsulePath, frame, random);
    }),
  );
}

export function sealSession(
  gateway: GatewayPublicKey,
  token: Uint8Array,
): Promise<EncapsulatedRequest> {
  const content = utf8(canonicalJson({ token: toBase64Url(token) }));
  return sealContent(gateway, sessionPath, content);
}
