/**
 * The state folder and the node's store. Whoever starts a node opens them before the rest of it is loaded:
 * the store's threads start meanwhile, on another core.
 */

import { type Clock, systemClock } from "@tocsin/kernel";
import type { MemberStore } from "@tocsin/store";
import { openMemberStore, type StoreNotice } from "@tocsin/store/member";
import { openStateFolder, type StateFolder } from "./state-folder.ts";

export interface OpenedState {
  readonly folder: StateFolder;
  readonly store: MemberStore;
  /** What an operator must hear of, from its opening on. */
  readonly tell: (listener: (notice: StoreNotice) => void) => void;
}

/** Opens it in the background; what it throws waits for whoever awaits it. */
export function beginState(stateDir: string): Promise<OpenedState> {
  const opening = openState(stateDir, systemClock);
  opening.catch(() => undefined);
  return opening;
}

/** Throws `store-in-use` and what a damaged state folder throws. */
export async function openState(stateDir: string, clock: Clock): Promise<OpenedState> {
  const folder = await openStateFolder(stateDir);
  const notices: StoreNotice[] = [];
  let onNotice = (notice: StoreNotice): void => {
    notices.push(notice);
  };
  const store = await openMemberStore({
    file: folder.database,
    clock,
    onNotice: (notice) => {
      onNotice(notice);
    },
  });
  return {
    folder,
    store,
    tell: (listener) => {
      onNotice = listener;
      for (const notice of notices.splice(0)) listener(notice);
    },
  };
}
