/**
 * Token keys of an epoch: one per class and purpose, made ahead, listed in a signed directory, and
 * destroyed when nobody can use them any more. Classes too small to hide in get none. PROTOCOL §1.
 */

import { generateTokenSigningKey, tokenSigningKeyBytes } from "@tocsin/crypto";
import {
  type Epoch,
  epochOf,
  epochSpan,
  nextEpoch,
  type Random,
  toBase64Url,
  TocsinError,
} from "@tocsin/kernel";
import type { IssuerStore, RosterMember, StoredTokenKey } from "@tocsin/store";
import {
  type ClassId,
  type DirectoryKey,
  everyone,
  type KeyDirectory,
  type TokenPurpose,
  tokenPurposes,
} from "@tocsin/wire";

import { ClassTree, planClasses } from "../classes/class-tree.ts";
import { type CountedMember, crowdCells } from "../classes/crowd-cells.ts";
import { epochGraceMs } from "../limits.ts";
import { type CommunitySettings, loadSettings } from "../settings.ts";
import { destroySealingKeys, sealingKey, sealTokenKey } from "../state/epoch-seal.ts";
import type { IssuerIdentity } from "../state/identity.ts";
import { directoryNotice, type PublishedDocuments } from "./published.ts";

export interface KeyMakingPorts {
  readonly folder: string;
  readonly store: IssuerStore;
  readonly identity: IssuerIdentity;
  readonly published: PublishedDocuments;
  readonly random: Random;
}

/**
 * Makes the epoch's keys, or with `grow` those of classes that have become large enough since; keys
 * that are there stay. "same": nothing was to be made. Throws `community-not-set`, `epoch-unfit`.
 */
export async function makeEpochKeys(
  ports: KeyMakingPorts,
  epoch: Epoch,
  options: { readonly nowMs: number; readonly grow: boolean },
): Promise<"made" | "grown" | "same"> {
  const { store, published } = ports;
  const settings = await loadSettings(store);
  if (settings === undefined) throw new TocsinError("community-not-set");
  if (epochSpan(epoch).untilMs <= options.nowMs || epoch > nextEpoch(epochOf(options.nowMs))) {
    throw new TocsinError("epoch-unfit", { detail: epoch });
  }
  const before = await published.directory(epoch);
  if (before !== undefined && !options.grow) return "same";
  const active = (await store.members()).filter(({ state }) => state === "active");
  if (active.length === 0) throw new TocsinError("epoch-without-members");
  const keyed = new Set(before?.keys.map((it) => it.class));
  const tree = new ClassTree(await store.classes());
  const plan = planClasses(
    tree,
    active.map((it) => it.class),
    keyed,
  );
  const fresh = plan.filter((it) => it.mergedInto === null && !keyed.has(it.id));
  if (before !== undefined && fresh.length === 0) return "same";
  const made = await makeKeys(
    ports,
    epoch,
    fresh.map(({ id }) => id),
    settings,
  );
  const directory: KeyDirectory = {
    v: 1,
    epoch,
    revision: (before?.revision ?? 0) + 1,
    issuerName: before?.issuerName ?? settings.issuerName,
    classes: plan,
    crowd: crowdCells(tree, plan, await counted(store, active)),
    keys: [...(before?.keys ?? []), ...made.map(({ entry }) => entry)],
  };
  const notice = directoryNotice(directory, ports.identity);
  const added = await store.addDirectory(
    notice,
    made.map(({ stored }) => stored),
  );
  published.forget();
  if (added === "exists") return "same";
  return before === undefined ? "made" : "grown";
}

/** What is counted of each: its class, and region and size where the operator knows them. */
async function counted(
  store: IssuerStore,
  members: readonly RosterMember[],
): Promise<CountedMember[]> {
  const traits = new Map((await store.traits()).map((it) => [it.member, it]));
  return members.map(({ id, class: of }) => {
    const { region, size } = traits.get(id) ?? { region: null, size: null };
    return { class: of, region, size };
  });
}

/** Destroys the keys of every epoch that nobody can use any more; resolves with their number. */
export async function destroyOldKeys(
  { folder, store }: Pick<KeyMakingPorts, "folder" | "store">,
  nowMs: number,
): Promise<number> {
  const oldest = epochOf(nowMs - epochGraceMs);
  const due = (await store.epochsWithKeys()).some((epoch) => epoch < oldest);
  await destroySealingKeys(folder, oldest);
  if (!due) return 0;
  const destroyed = await store.destroyKeys(oldest);
  await store.scour();
  return destroyed;
}

interface MadeKey {
  readonly entry: DirectoryKey;
  readonly stored: StoredTokenKey;
}

async function makeKeys(
  { folder, random }: KeyMakingPorts,
  epoch: Epoch,
  classes: readonly ClassId[],
  { quotas }: CommunitySettings,
): Promise<MadeKey[]> {
  const sealing = await sealingKey(folder, epoch, random);
  const made: MadeKey[] = [];
  for (const id of classes) {
    // A class's keys together: the thread pool makes as many at a time as there are cores.
    const places = tokenPurposes
      .filter((purpose) => purpose !== "relay" || id === everyone)
      .map((purpose) => ({ class: id, purpose }));
    made.push(
      ...(await Promise.all(
        places.map((place) =>
          makeKey({ ...place, epoch, quota: quotas[place.purpose] }, sealing, random),
        ),
      )),
    );
  }
  return made;
}

async function makeKey(
  wanted: {
    readonly epoch: Epoch;
    readonly class: ClassId;
    readonly purpose: TokenPurpose;
    readonly quota: number;
  },
  sealing: Uint8Array,
  random: Random,
): Promise<MadeKey> {
  const { epoch, purpose, quota } = wanted;
  const key = await generateTokenSigningKey();
  const { id, spki } = key.publicKey;
  const place = { id, epoch, class: wanted.class, purpose };
  const pkcs8 = tokenSigningKeyBytes(key);
  const sealed = sealTokenKey(sealing, place, pkcs8, random);
  pkcs8.fill(0);
  return {
    entry: {
      purpose,
      class: wanted.class,
      publicKey: toBase64Url(spki),
      keyId: toBase64Url(id),
      quota,
    },
    stored: { ...place, sealed },
  };
}
