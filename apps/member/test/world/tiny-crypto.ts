/** What an issuer and an exchange in memory do with tokens and capsules: the counterpart of a node's schemes. */

import {
  generateTokenSigningKey,
  issueToken,
  type IssueVerdict,
  type TokenPublicKey,
  type TokenSigningKey,
} from "@tocsin/crypto";
import { decapsulateRequest, type DecapsulatedRequest, type GatewayKey } from "@tocsin/wire";

import { ownSchemes, type Schemes } from "../../src/schemes.ts";

export interface TinyTokenKey {
  readonly publicKey: TokenPublicKey;
  issue(request: Uint8Array): IssueVerdict;
}

export interface TinyCrypto {
  /** Of the nodes. */
  readonly schemes: Schemes;
  /** The same for the same name. */
  tokenKey(name: string): Promise<TinyTokenKey>;
  openRequest(keys: readonly GatewayKey[], bytes: Uint8Array): Promise<DecapsulatedRequest>;
}

// Making an RSA key takes long: all tests share a few. Worlds differ by their issuer's Ed25519 key.
const rsaKeys = new Map<string, Promise<TokenSigningKey>>();

/** All of it as it is delivered. */
export const wholeCrypto: TinyCrypto = {
  schemes: ownSchemes,
  tokenKey: async (name) => {
    const made = rsaKeys.get(name) ?? generateTokenSigningKey();
    rsaKeys.set(name, made);
    const key = await made;
    return { publicKey: key.publicKey, issue: (request) => issueToken(key, request) };
  },
  openRequest: decapsulateRequest,
};
