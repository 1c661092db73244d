/**
 * What the issuer wants everyone to see: its community file and its token keys; and what key holders do.
 * The exchange checks that they are theirs and of this ledger, and makes leaves of them. It cannot make
 * its own, and nobody can show different members different ones. PROTOCOL §1, §3.
 */

import { parseTokenPublicKey, sha256, verifyDocument } from "@tocsin/crypto";
import { canonicalJson, equalBytes, TocsinError, toBase64Url, utf8 } from "@tocsin/kernel";
import type { ExchangeStore, Notice, StoredNotice } from "@tocsin/store";
import {
  bytesOf,
  type CommunityFile,
  type KeyDirectory,
  type Leaf,
  type SignedCommunity,
  type SignedDirectory,
  type SignedHolderRecord,
  type SignedRefunds,
} from "@tocsin/wire";

import { newestCommunity, newestDirectories, parseLeaf } from "../trust/trust.ts";
import { holderRecordRefusal } from "./holder-records.ts";

export type SignedNotice = SignedCommunity | SignedDirectory | SignedHolderRecord | SignedRefunds;

export interface NoticeTerms {
  readonly issuerKey: Uint8Array;
  readonly origin: string;
  readonly ledgerKey: Uint8Array;
  readonly roundMs: number;
}

export class Notices {
  readonly #store: Pick<ExchangeStore, "addNotice" | "notices">;
  readonly #terms: NoticeTerms;
  readonly #changed: () => Promise<void>;
  /** One at a time: a revision is compared with the newest one before it is kept. */
  #last: Promise<unknown> = Promise.resolve();

  /** `changed` is told after a notice was added. */
  constructor(
    store: Pick<ExchangeStore, "addNotice" | "notices">,
    terms: NoticeTerms,
    changed: () => Promise<void>,
  ) {
    this.#store = store;
    this.#terms = terms;
    this.#changed = changed;
  }

  /**
   * Resolves with the position of its leaf, or null while it waits for the end of the round. The same
   * content again changes nothing. Throws `not-allowed` or `notice-refused`.
   */
  accept(signed: SignedNotice): Promise<number | null> {
    const accepted = this.#last.then(() => this.#accept(signed));
    this.#last = accepted.catch(() => undefined);
    return accepted;
  }

  async #accept(signed: SignedNotice): Promise<number | null> {
    if (!("record" in signed) && !isIssuers(signed, this.#terms.issuerKey)) {
      throw new TocsinError("not-allowed");
    }
    const notice = noticeOf(leafFor(signed));
    const known = await this.#store.notices();
    const same = known.find(({ id }) => equalBytes(id, notice.id));
    if (same !== undefined) return same.position;
    const why = refusal(signed, this.#terms, known);
    if (why === "not-allowed") throw new TocsinError("not-allowed");
    if (why !== undefined) throw new TocsinError("notice-refused", { detail: why });
    await this.#store.addNotice(notice);
    await this.#changed();
    return null;
  }
}

function leafFor(signed: SignedNotice): Leaf & { readonly kind: Notice["kind"] } {
  if ("record" in signed) return { kind: "key-holder", record: signed };
  if ("answers" in signed) return { kind: "refunds-signed", refunds: signed };
  return "file" in signed
    ? { kind: "community", community: signed }
    : { kind: "key-directory", directory: signed };
}

function isIssuers(
  signed: Exclude<SignedNotice, SignedHolderRecord>,
  issuerKey: Uint8Array,
): boolean {
  const signature = bytesOf(signed.signature);
  if ("answers" in signed) {
    return verifyDocument("refunds-signed", signed.answers, signature, issuerKey);
  }
  return "file" in signed
    ? verifyDocument("community", signed.file, signature, issuerKey)
    : verifyDocument("key-directory", signed.directory, signature, issuerKey);
}

function refusal(
  signed: SignedNotice,
  terms: NoticeTerms,
  known: readonly StoredNotice[],
): string | undefined {
  if ("record" in signed) {
    return holderRecordRefusal(
      signed,
      known.map(({ leaf }) => parseLeaf(leaf)),
    );
  }
  // Nodes hold it against the leaf that it names; the same again is a leaf more and changes nothing.
  if ("answers" in signed) return undefined;
  return "file" in signed
    ? communityRefusal(signed.file, terms, known)
    : directoryRefusal(signed.directory, known);
}

function communityRefusal(
  file: CommunityFile,
  terms: NoticeTerms,
  known: readonly StoredNotice[],
): string | undefined {
  if (file.ledger.origin !== terms.origin) return "ledger origin";
  if (file.ledger.publicKey !== toBase64Url(terms.ledgerKey)) return "ledger key";
  if (file.issuer.publicKey !== toBase64Url(terms.issuerKey)) return "issuer key";
  if (file.roundMs !== terms.roundMs) return "round length";
  const newest = newestCommunity(leavesOf(known, "community"));
  return newest !== undefined && newest.revision >= file.revision ? "revision" : undefined;
}

function directoryRefusal(
  directory: KeyDirectory,
  known: readonly StoredNotice[],
): string | undefined {
  for (const { publicKey, keyId } of directory.keys) {
    if (!isKeyOf(bytesOf(publicKey), bytesOf(keyId))) return "token key";
  }
  const newest = newestDirectories(leavesOf(known, "key-directory")).get(directory.epoch);
  return newest !== undefined && newest.revision >= directory.revision ? "revision" : undefined;
}

function isKeyOf(spki: Uint8Array, id: Uint8Array): boolean {
  try {
    return equalBytes(parseTokenPublicKey(spki).id, id);
  } catch (error) {
    if (error instanceof TocsinError) return false;
    throw error;
  }
}

function leavesOf(known: readonly StoredNotice[], kind: Notice["kind"]): Leaf[] {
  return known.filter((it) => it.kind === kind).map(({ leaf }) => parseLeaf(leaf));
}

function noticeOf(content: Leaf & { readonly kind: Notice["kind"] }): Notice {
  const leaf = utf8(canonicalJson(content));
  return { id: sha256(leaf), kind: content.kind, leaf };
}
