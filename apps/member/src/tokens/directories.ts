/**
 * Token key directories, taken from the verified ledger alone: a key that the ledger does not hold could
 * be meant for one member, to recognise its tokens. PROTOCOL §1.
 */

import { parseTokenPublicKey, type TokenPublicKey, verifyDocument } from "@tocsin/crypto";
import { type Epoch, parseCanonicalJson, toBase64Url, TocsinError } from "@tocsin/kernel";
import type { DirectoryFact, MemberLedgerStore } from "@tocsin/store";
import {
  bytesOf,
  type ClassId,
  type DirectoryKey,
  type KeyDirectory,
  leaf,
  parseMessage,
  type SignedDirectory,
} from "@tocsin/wire";

export interface KnownKey {
  readonly entry: DirectoryKey;
  readonly epoch: Epoch;
  /** Of the first directory that named it. */
  readonly revision: number;
  readonly issuerName: string;
  readonly key: TokenPublicKey;
}

export interface LedgerDirectory {
  readonly fact: DirectoryFact;
  readonly directory: KeyDirectory;
}

export interface Directories {
  /** The newest revision for the epoch. */
  newest(epoch: Epoch): LedgerDirectory | undefined;
  /** A key of any revision: what was paid with it stays paid. */
  tokenKey(keyId: string): KnownKey | undefined;
  /** Keys of earlier revisions of the epoch that this directory no longer names. */
  replacedBy(directory: KeyDirectory): readonly string[];
  /** A directory of a batch that has just been verified. */
  learn(fact: DirectoryFact, directory: KeyDirectory): void;
  reload(): Promise<void>;
}

export function createDirectories(store: MemberLedgerStore): Directories {
  let newest = new Map<Epoch, LedgerDirectory>();
  let keys = new Map<string, Omit<KnownKey, "key">>();
  let parsed = new Map<string, TokenPublicKey>();

  function learn(fact: DirectoryFact, directory: KeyDirectory): void {
    const { epoch, revision, issuerName } = directory;
    const known = newest.get(epoch);
    if (known === undefined || known.directory.revision < directory.revision) {
      newest.set(epoch, { fact, directory });
    }
    for (const entry of directory.keys) {
      if (!keys.has(entry.keyId)) keys.set(entry.keyId, { entry, epoch, revision, issuerName });
    }
  }

  return {
    newest: (epoch) => newest.get(epoch),
    tokenKey: (keyId) => {
      const known = keys.get(keyId);
      if (known === undefined) return undefined;
      const key = parsed.get(keyId) ?? keyOf(known.entry);
      parsed.set(keyId, key);
      return { ...known, key };
    },
    replacedBy: (directory) => {
      const named = new Set(directory.keys.map(({ keyId }) => keyId));
      const before = newest.get(directory.epoch)?.directory.keys ?? [];
      return before.map(({ keyId }) => keyId).filter((keyId) => !named.has(keyId));
    },
    learn,
    reload: async () => {
      newest = new Map();
      keys = new Map();
      parsed = new Map();
      for (const fact of await store.directories()) learn(fact, directoryOf(fact));
    },
  };
}

/** Whether the issuer signed it and each key is what its id says; its place in the ledger is apart. */
export function isSoundDirectory(signed: SignedDirectory, issuerKey: string): boolean {
  const { directory, signature } = signed;
  if (!verifyDocument("key-directory", directory, bytesOf(signature), bytesOf(issuerKey))) {
    return false;
  }
  const named = new Set(directory.keys.map(({ purpose, class: of }) => `${purpose} ${of}`));
  return named.size === directory.keys.length && directory.keys.every(isSoundKey);
}

/** Of these classes those with keys of their own: a merged one would be too small to hide in. */
export function speakableClasses(
  directory: KeyDirectory,
  ours: readonly ClassId[],
): readonly ClassId[] {
  return ours.filter((id) =>
    directory.classes.some((known) => known.id === id && known.mergedInto === null),
  );
}

/** Members entitled to the keys that the class's members use; undefined for an unknown class. */
export function crowdOf(directory: KeyDirectory, of: ClassId): number | undefined {
  const entry = directory.classes.find(({ id }) => id === of);
  if (entry?.mergedInto === null) return entry.members;
  return directory.classes.find(({ id }) => id === entry?.mergedInto)?.members;
}

function isSoundKey(entry: DirectoryKey): boolean {
  try {
    keyOf(entry);
    return true;
  } catch (error) {
    if (error instanceof TocsinError) return false;
    throw error;
  }
}

function keyOf(entry: DirectoryKey): TokenPublicKey {
  const key = parseTokenPublicKey(bytesOf(entry.publicKey));
  const id = toBase64Url(key.id);
  if (id !== entry.keyId) throw new TocsinError("message-invalid", { detail: "token key id" });
  return key;
}

function directoryOf(fact: DirectoryFact): KeyDirectory {
  const parsed = parseMessage(leaf, parseCanonicalJson(fact.leaf));
  if (parsed.kind === "key-directory") return parsed.directory.directory;
  throw new TocsinError("store-damaged", { detail: "directory" });
}
