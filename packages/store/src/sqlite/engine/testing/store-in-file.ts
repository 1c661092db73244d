/** For contract suites: a store in a file of its own, closed and opened anew where a test asks for it. */

import { scratchFolder } from "../scratch-folder.ts";

export interface StoreInFile<Store> extends AsyncDisposable {
  readonly store: Store;
  reopen(): Promise<void>;
}

export async function storeInFile<Store extends AsyncDisposable>(
  open: (file: string) => Promise<Store>,
): Promise<StoreInFile<Store>> {
  const folder = scratchFolder();
  const file = folder.file("store.sqlite");
  const opened = {
    store: await open(file),
    async reopen() {
      await opened.store[Symbol.asyncDispose]();
      opened.store = await open(file);
    },
    async [Symbol.asyncDispose]() {
      await opened.store[Symbol.asyncDispose]();
      folder[Symbol.dispose]();
    },
  };
  return opened;
}
