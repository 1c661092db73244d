/** What the issuer has signed: the newest community file and the directory of each epoch. */

import { signDocument } from "@tocsin/crypto";
import {
  assert,
  canonicalJson,
  type Epoch,
  epochSpan,
  parseCanonicalJson,
  toBase64Url,
} from "@tocsin/kernel";
import type { EpochStore, IssuerNotice, RosterStore, StoredIssuerNotice } from "@tocsin/store";
import {
  type KeyDirectory,
  parseMessage,
  type SignedCommunity,
  signedCommunity,
  type SignedDirectory,
  signedDirectory,
} from "@tocsin/wire";

import { epochGraceMs } from "../limits.ts";
import { communityOf, loadSettings } from "../settings.ts";
import type { IssuerIdentity } from "../state/identity.ts";

export interface Published {
  readonly community: SignedCommunity | undefined;
  /** The newest revision of each epoch, oldest epoch first. */
  readonly directories: readonly SignedDirectory[];
}

/** A view of the notices that is read anew after each change. */
export class PublishedDocuments {
  readonly #store: EpochStore;
  #known: Promise<Published> | undefined;

  constructor(store: EpochStore) {
    this.#store = store;
  }

  forget(): void {
    this.#known = undefined;
  }

  current(): Promise<Published> {
    this.#known ??= this.#store.notices().then(publishedOf);
    this.#known.catch(() => {
      this.forget();
    });
    return this.#known;
  }

  /** Directories whose keys are still of use, or will be. */
  async live(nowMs: number): Promise<SignedDirectory[]> {
    const { directories } = await this.current();
    return directories.filter(({ directory }) => isLive(directory.epoch, nowMs));
  }

  async directory(epoch: Epoch): Promise<KeyDirectory | undefined> {
    const { directories } = await this.current();
    return directories.find((it) => it.directory.epoch === epoch)?.directory;
  }
}

export function isLive(epoch: Epoch, nowMs: number): boolean {
  return nowMs < epochSpan(epoch).untilMs + epochGraceMs;
}

/** Signs a new revision of the community file where it would differ from the last one. */
export async function renewCommunity(
  store: EpochStore & RosterStore,
  identity: IssuerIdentity,
): Promise<"renewed" | "same" | "not-set"> {
  const settings = await loadSettings(store);
  if (settings === undefined) return "not-set";
  const { community } = publishedOf(await store.notices());
  const revision = (community?.file.revision ?? 0) + 1;
  const file = communityOf(settings, await store.classes(), identity, revision);
  if (community !== undefined) {
    const unchanged = canonicalJson({ ...file, revision: 0 });
    if (canonicalJson({ ...community.file, revision: 0 }) === unchanged) return "same";
  }
  const signature = toBase64Url(signDocument("community", file, identity.key));
  const document = canonicalJson({ file, signature } satisfies SignedCommunity);
  const added = await store.addCommunity({ kind: "community", epoch: null, revision, document });
  assert(added === "added", "revisions of the community file follow each other");
  return "renewed";
}

export function directoryNotice(directory: KeyDirectory, identity: IssuerIdentity): IssuerNotice {
  const signature = toBase64Url(signDocument("key-directory", directory, identity.key));
  const document = canonicalJson({ directory, signature } satisfies SignedDirectory);
  const { epoch, revision } = directory;
  return { kind: "key-directory", epoch, revision, document };
}

function publishedOf(notices: readonly StoredIssuerNotice[]): Published {
  const communities = notices.filter(({ kind }) => kind === "community");
  const newest = communities.at(-1);
  const directories = new Map<Epoch, SignedDirectory>();
  for (const { kind, document } of notices) {
    if (kind !== "key-directory") continue;
    const parsed = parseMessage(signedDirectory, parseCanonicalJson(document));
    directories.set(parsed.directory.epoch, parsed);
  }
  return {
    community: newest && parseMessage(signedCommunity, parseCanonicalJson(newest.document)),
    directories: [...directories.values()],
  };
}
