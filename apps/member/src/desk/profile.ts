/** The company's profile: kept here, used for what is removed and for what concerns us. */

import { emptyProfile } from "@tocsin/disclosure";
import { canonicalJson, parseJson } from "@tocsin/kernel";
import type { ProfileStore } from "@tocsin/store";
import { type CompanyProfile, parseMessage, type ProfileProposals } from "@tocsin/wire";
import { companyProfile, type profileSeeds } from "@tocsin/wire/node-api";
import type { z } from "zod";
import type { Inspector } from "./inspection/inspector.ts";

export interface ProfilePorts {
  readonly store: ProfileStore;
  readonly inspector: Pick<Inspector, "assume" | "learn" | "useProfile">;
}

export interface Profile {
  readonly current: CompanyProfile;
  /** In force once it resolves: for every draft that is looked at from then on. */
  set(profile: CompanyProfile): Promise<void>;
  /** What files say of the company. Nothing of them is kept, and nothing counts before it is set. */
  learn(files: z.output<typeof profileSeeds>["files"]): Promise<ProfileProposals>;
}

export async function openProfile({ store, inspector }: ProfilePorts): Promise<Profile> {
  const stored = await store.get();
  let current =
    stored === undefined ? emptyProfile : parseMessage(companyProfile, parseJson(stored));
  inspector.assume(current);
  return {
    get current() {
      return current;
    },
    set: async (profile) => {
      await store.set(canonicalJson(profile));
      current = profile;
      await inspector.useProfile(profile);
    },
    learn: (files) => inspector.learn(files),
  };
}
