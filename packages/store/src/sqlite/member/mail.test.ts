import { systemClock } from "@tocsin/kernel";

import { memberMailContract } from "../../contract/member-mail.contract.ts";
import { scratchFolder } from "../engine/scratch-folder.ts";
import { openMemberStore } from "./open.ts";

memberMailContract(async () => {
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
