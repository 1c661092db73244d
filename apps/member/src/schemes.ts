/**
 * The costly steps of what leaves and comes, as one port: blinding and finishing tokens, checking those of others
 * and the signatures of their reports, the seal of a capsule. A node has these and no others; worlds of the simulation, in which what is looked for
 * lies in the protocol and not in its arithmetic, bring cheap ones. RFC 9578, RFC 9458, RFC 8032.
 */

import { finalizeToken, prepareToken, verifyDocumentAsync, verifyTokenAsync } from "@tocsin/crypto";
import type { Random } from "@tocsin/kernel";
import {
  encapsulateRequest,
  type EncapsulatedRequest,
  importKeyConfiguration,
  type KeyConfiguration,
} from "@tocsin/wire";

export interface Schemes {
  readonly prepareToken: typeof prepareToken;
  readonly finalizeToken: typeof finalizeToken;
  readonly verifyToken: typeof verifyTokenAsync;
  readonly verifyDocument: typeof verifyDocumentAsync;
  /** Undefined for a gateway whose suite is not ours. */
  readonly sealRequest: (
    gateway: KeyConfiguration,
    request: Uint8Array,
    random: Random,
  ) => Promise<EncapsulatedRequest | undefined>;
}

export const ownSchemes: Schemes = {
  prepareToken,
  finalizeToken,
  verifyToken: verifyTokenAsync,
  verifyDocument: verifyDocumentAsync,
  sealRequest: async (gateway, request, random) => {
    const key = await importKeyConfiguration(gateway);
    return key && encapsulateRequest(key, request, random);
  },
};
