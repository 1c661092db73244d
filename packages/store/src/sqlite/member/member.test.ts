import { systemClock } from "@tocsin/kernel";

import { memberStoreContract } from "../../contract/member.contract.ts";
import { scratchFolder } from "../engine/scratch-folder.ts";
import { openMemberStore } from "./open.ts";

memberStoreContract(async () => {
  const folder = scratchFolder();
  const options = { file: folder.file("member.sqlite"), clock: systemClock };
  const opened = {
    store: await openMemberStore(options),
    async reopen() {
      await opened.store[Symbol.asyncDispose]();
      opened.store = await openMemberStore(options);
    },
    async [Symbol.asyncDispose]() {
      await opened.store[Symbol.asyncDispose]();
      folder[Symbol.dispose]();
    },
  };
  return opened;
});
