/** An issuer for tests: real keys, real signatures, and no roster. */

import {
  challengeDigest,
  ed25519SigningKey,
  type Ed25519SigningKey,
  encodeToken,
  finalizeToken,
  generateTokenSigningKey,
  issueToken,
  prepareToken,
  signDocument,
  type TokenPublicKey,
  type TokenSigningKey,
} from "@tocsin/crypto";
import { assert, type Epoch, type Random, systemRandom, toBase64Url } from "@tocsin/kernel";
import {
  classId,
  type CommunityFile,
  type KeyDirectory,
  parseMessage,
  type SignedCommunity,
  type SignedDirectory,
} from "@tocsin/wire";

export const issuerName = "issuer.test";
const quota = 30;

export interface TestClass {
  readonly id: string;
  readonly parent: string | null;
}

export const testClasses: readonly TestClass[] = [
  { id: "everyone", parent: null },
  { id: "energy", parent: "everyone" },
  { id: "health", parent: "everyone" },
];

export type TestPurpose = "report" | "read" | "message" | "vote" | "probe";

export class TestIssuer {
  readonly signingKey: Ed25519SigningKey;
  readonly #random: Random;
  readonly #keys = new Map<string, TokenSigningKey>();

  constructor(random: Random = systemRandom) {
    this.#random = random;
    this.signingKey = ed25519SigningKey(random.bytes(32));
  }

  get publicKey(): Uint8Array {
    return this.signingKey.publicKey;
  }

  community(
    ledger: { readonly origin: string; readonly publicKey: Uint8Array },
    roundMs: number,
    revision = 1,
  ): SignedCommunity {
    const file: CommunityFile = {
      v: 1,
      name: "Test community",
      revision,
      issuer: { url: "http://issuer.test", publicKey: toBase64Url(this.publicKey) },
      ledger: { origin: ledger.origin, publicKey: toBase64Url(ledger.publicKey) },
      relay: { url: "http://relay.test" },
      feeds: ["http://relay.test"],
      roundMs,
      classes: testClasses.map(({ id, parent }) => ({
        id: parseMessage(classId, id),
        title: id,
        parent: parent === null ? null : parseMessage(classId, parent),
      })),
    };
    return { file, signature: toBase64Url(signDocument("community", file, this.signingKey)) };
  }

  /** Makes the keys that are missing; RSA keys take a moment. */
  async directory(
    epoch: Epoch,
    keys: readonly { readonly class: string; readonly purpose: TestPurpose }[],
    revision = 1,
  ): Promise<SignedDirectory> {
    const made = await Promise.all(
      keys.map(async ({ class: of, purpose }) => {
        const { publicKey } = await this.#keyOf(epoch, of, purpose);
        return {
          purpose,
          class: parseMessage(classId, of),
          publicKey: toBase64Url(publicKey.spki),
          keyId: toBase64Url(publicKey.id),
          quota,
        };
      }),
    );
    const directory: KeyDirectory = {
      v: 1,
      epoch,
      revision,
      issuerName,
      classes: testClasses.map(({ id }) => ({
        id: parseMessage(classId, id),
        members: 20,
        mergedInto: null,
      })),
      crowd: [],
      keys: made,
    };
    return this.signDirectory(directory);
  }

  signDirectory(directory: KeyDirectory): SignedDirectory {
    const signature = toBase64Url(signDocument("key-directory", directory, this.signingKey));
    return { directory, signature };
  }

  /** A token as a member has it after blinding, signing and finishing. */
  async token(
    epoch: Epoch,
    of: string,
    purpose: TestPurpose,
    nonce: Uint8Array = this.#random.bytes(32),
  ): Promise<Uint8Array> {
    const key = await this.#keyOf(epoch, of, purpose);
    const challenge = {
      issuerName,
      originInfo: "exchange",
      redemptionContext: new Uint8Array(),
    };
    assert(challengeDigest(challenge).length === 32, "digest");
    const { publicKey } = key;
    const prepared = prepareToken({ publicKey, challenge, nonce, random: this.#random });
    const issued = issueToken(key, prepared.request);
    assert(issued.ok, "token issued");
    const token = finalizeToken(prepared.state, issued.response);
    assert(token, "token finished");
    return encodeToken(token);
  }

  /** The key that members blind for. */
  async tokenKey(epoch: Epoch, of: string, purpose: TestPurpose): Promise<TokenPublicKey> {
    return (await this.#keyOf(epoch, of, purpose)).publicKey;
  }

  async #keyOf(epoch: Epoch, of: string, purpose: TestPurpose): Promise<TokenSigningKey> {
    const name = `${epoch} ${of} ${purpose}`;
    const known = this.#keys.get(name);
    if (known !== undefined) return known;
    const made = await generateTokenSigningKey();
    // Two callers at once: the first one's key stays.
    const first = this.#keys.get(name) ?? made;
    this.#keys.set(name, first);
    return first;
  }
}
