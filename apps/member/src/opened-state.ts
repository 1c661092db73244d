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

/** Begins to open it and starts the rest of the node beside; where that fails, nothing is left open. */
export async function withState<Started>(
  stateDir: string,
  start: (state: Promise<OpenedState>) => Promise<Started>,
): Promise<Started> {
  const state = openState(stateDir, systemClock);
  try {
    // Whichever fails is heard of at once: what the other does then does not matter any more.
    const [started] = await Promise.all([start(state), state]);
    return started;
  } catch (error) {
    await state.then(
      ({ store }) => store[Symbol.asyncDispose](),
      () => undefined,
    );
    throw error;
  }
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
