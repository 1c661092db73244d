/** Who this node is in its community, as long as it runs. Read from the store, changed only there. */

import { type Ed25519SigningKey, ed25519SigningKey } from "@tocsin/crypto";
import { TocsinError } from "@tocsin/kernel";
import type { IdentityStore } from "@tocsin/store";
import { type ClassId, classId, type CommunityFile, parseMessage } from "@tocsin/wire";
import { parseStoredCommunity } from "./community.ts";

export interface Standing {
  readonly memberId: string;
  readonly legalId: string;
  /** Own class first, the root last. */
  readonly classes: readonly ClassId[];
  readonly key: Ed25519SigningKey;
  readonly community: CommunityFile;
  readonly enrolledMs: number;
}

export interface Membership {
  readonly enrolled: boolean;
  /** Throws `not-enrolled`. */
  readonly standing: Standing;
  reload(): Promise<void>;
}

export function createMembership(store: IdentityStore): Membership {
  let standing: Standing | undefined;
  return {
    get enrolled() {
      return standing !== undefined;
    },
    get standing() {
      if (standing === undefined) throw new TocsinError("not-enrolled");
      return standing;
    },
    reload: async () => {
      const identity = await store.identity();
      if (identity === undefined) return;
      standing = {
        memberId: identity.memberId,
        legalId: identity.legalId,
        classes: identity.classes.map((text) => parseMessage(classId, text)),
        key: ed25519SigningKey(identity.seed),
        community: parseStoredCommunity(identity.community).file,
        enrolledMs: identity.enrolledMs,
      };
    },
  };
}
