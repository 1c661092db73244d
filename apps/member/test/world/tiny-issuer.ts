/** An issuer in memory, small and honest: roster, keys of an epoch, blind signatures. */

import {
  type Ed25519SigningKey,
  ed25519SigningKey,
  sha256,
  signDocument,
  verifyDocument,
} from "@tocsin/crypto";
import {
  assert,
  canonicalJson,
  type Epoch,
  parseJson,
  type Random,
  textOf,
  toBase64Url,
  utf8,
} from "@tocsin/kernel";
import {
  bytesOf,
  type ClassId,
  classId,
  type CommunityFile,
  everyone,
  type IdentifiedAnswer,
  identifiedRequest,
  type Invitation,
  type KeyDirectory,
  parseMessage,
  type RefundsLeaf,
  type SignedRefunds,
  type SignedCommunity,
  type SignedDirectory,
  type TokenPurpose,
} from "@tocsin/wire";

import { type TinyCrypto, type TinyTokenKey, wholeCrypto } from "./tiny-crypto.ts";

export const energy = parseMessage(classId, "energy");
export const issuerUrl = "https://issuer.example";
export const issuerName = "issuer.example";

/** Fewer than in production, because each costs time. */
export const quotas: Readonly<Partial<Record<TokenPurpose, number>>> = {
  report: 3,
  read: 40,
  relay: 33,
  message: 6,
  vote: 2,
  probe: 48,
};

export interface DirectoryOptions {
  readonly revision?: number;
  readonly name?: string;
  readonly merged?: boolean;
  /** With keys for messages and votes. */
  readonly talks?: boolean;
  /** With keys for sealed sightings. */
  readonly probes?: boolean;
}

interface Member {
  readonly id: string;
  readonly legalId: string;
  key: string;
}

export class TinyIssuer {
  readonly signing: Ed25519SigningKey;
  community: SignedCommunity;
  readonly directories: SignedDirectory[] = [];
  readonly members: Member[] = [];
  /** Every request's body, as the issuer sees them. */
  readonly seen: { readonly member: string; readonly what: string; readonly timeMs: number }[] = [];
  /** Gives signatures that finish no token. */
  spoil = false;
  readonly #random: Random;
  readonly #invited = new Map<string, string>();
  readonly #answers = new Map<string, string>();
  readonly #keys = new Map<string, TinyTokenKey>();
  readonly #crypto: TinyCrypto;

  constructor(random: Random, file: Omit<CommunityFile, "issuer">, crypto = wholeCrypto) {
    this.#random = random;
    this.#crypto = crypto;
    this.signing = ed25519SigningKey(random.bytes(32));
    const publicKey = toBase64Url(this.signing.publicKey);
    this.community = this.signCommunity({ ...file, issuer: { url: issuerUrl, publicKey } });
  }

  signCommunity(file: CommunityFile): SignedCommunity {
    return { file, signature: toBase64Url(signDocument("community", file, this.signing)) };
  }

  invite(legalId: string): Invitation {
    const secret = toBase64Url(this.#random.bytes(32));
    this.#invited.set(secret, legalId);
    return { v: 1, issuerUrl, issuerKey: toBase64Url(this.signing.publicKey), secret };
  }

  /** A directory with keys for both classes; `name` makes other keys than another name. */
  async makeDirectory(epoch: Epoch, options: DirectoryOptions = {}): Promise<SignedDirectory> {
    const { revision = 1, name = "a", merged = false, talks = false, probes = false } = options;
    const more: readonly TokenPurpose[] = [
      ...(talks ? (["message", "vote"] as const) : []),
      ...(probes ? (["probe"] as const) : []),
    ];
    const keys: KeyDirectory["keys"] = [];
    for (const purpose of ["report", "read", "relay", ...more] as const) {
      for (const of of purpose === "relay" || merged ? [everyone] : [energy, everyone]) {
        const key = await this.#crypto.tokenKey(`${epoch.slice(5)} ${purpose} ${of} ${name}`);
        const keyId = toBase64Url(key.publicKey.id);
        this.#keys.set(keyId, key);
        const publicKey = toBase64Url(key.publicKey.spki);
        keys.push({ purpose, class: of, publicKey, keyId, quota: quotas[purpose] ?? 1 });
      }
    }
    const directory: KeyDirectory = {
      v: 1,
      epoch,
      revision,
      issuerName,
      classes: [
        { id: everyone, members: 41, mergedInto: null },
        { id: energy, members: merged ? 4 : 12, mergedInto: merged ? everyone : null },
      ],
      crowd: [
        { class: everyone, region: null, size: null, members: 29 },
        merged
          ? { class: everyone, region: "north", size: null, members: 12 }
          : { class: energy, region: "north", size: null, members: 12 },
      ],
      keys,
    };
    return this.signDirectory(directory);
  }

  signDirectory(directory: KeyDirectory): SignedDirectory {
    const signature = toBase64Url(signDocument("key-directory", directory, this.signing));
    return { directory, signature };
  }

  /** What it makes of a leaf that asks for stakes. */
  signRefunds(leaf: number, keys: RefundsLeaf["keys"]): SignedRefunds {
    const signed = keys.map(({ keyId, requests }) => ({
      keyId,
      signed: requests.map((request) => {
        const key = this.#keys.get(keyId);
        const issued = key?.issue(bytesOf(request));
        if (issued?.ok !== true) return "";
        return toBase64Url(this.spoil ? issued.response.fill(1) : issued.response);
      }),
    }));
    const answers = { v: 1 as const, leaf, keys: signed };
    const signature = toBase64Url(signDocument("refunds-signed", answers, this.signing));
    return { answers, signature };
  }

  /** What the identified channel answers. */
  answer(bytes: Uint8Array): Uint8Array {
    const text = textOf(bytes) ?? "";
    const request = parseMessage(identifiedRequest, parseJson(text));
    const { signature, ...signed } = request;
    assert(
      verifyDocument("identified-request", signed, bytesOf(signature), bytesOf(request.key)),
      "request is signed by its key",
    );
    const body = this.#bodyFor(request.key, request.body, request.timeMs);
    const answer = { request: toBase64Url(sha256(utf8(text))), body };
    const by = signDocument("identified-answer", answer, this.signing);
    return utf8(canonicalJson({ ...answer, signature: toBase64Url(by) }));
  }

  #bodyFor(
    key: string,
    body: ReturnType<typeof parseMessage<typeof identifiedRequest>>["body"],
    timeMs: number,
  ): IdentifiedAnswer["body"] {
    if (body.do === "enrol") return this.#enrol(key, body.secret);
    const member = this.members.find((it) => it.key === key);
    if (member === undefined) return { is: "refused", why: "unknown-member" };
    const what = body.do === "tokens" ? `${body.purpose} ${body.class}` : body.do;
    this.seen.push({ member: member.id, what, timeMs });
    if (body.do === "rotate") member.key = body.publicKey;
    if (body.do !== "tokens") return this.#standing(member);
    const asked = canonicalJson(body);
    const slot = `${member.id} ${body.keyId}`;
    const before = this.#answers.get(slot) ?? asked;
    if (before !== asked) return { is: "refused", why: "quota-used" };
    this.#answers.set(slot, asked);
    const signing = this.#keys.get(body.keyId);
    if (signing === undefined) return { is: "refused", why: "unknown-key" };
    const signed = body.requests.map((request) => {
      const issued = signing.issue(bytesOf(request));
      assert(issued.ok, "request is one that can be signed");
      return toBase64Url(this.spoil ? issued.response.fill(1) : issued.response);
    });
    return { is: "tokens", signed };
  }

  #enrol(key: string, secret: string): IdentifiedAnswer["body"] {
    const legalId = this.#invited.get(secret);
    if (legalId === undefined) return { is: "refused", why: "invitation-unknown" };
    const known = this.members.find((it) => it.legalId === legalId);
    if (known !== undefined && known.key !== key) return { is: "refused", why: "invitation-used" };
    const member = known ?? { id: `member-${this.members.length}`, legalId, key };
    if (known === undefined) this.members.push(member);
    return this.#standing(member);
  }

  #standing({ id, legalId }: Member): IdentifiedAnswer["body"] {
    const classes: ClassId[] = [energy, everyone];
    const { community, directories } = this;
    return {
      is: "standing",
      standing: { memberId: id, legalId, classes, community, directories },
    };
  }
}
