import { deskStoreContract, type OpenedMemberStore } from "../../contract/desk.contract.ts";
import { tuningStoreContract } from "../../contract/tuning.contract.ts";
import { warningStoreContract } from "../../contract/warning.contract.ts";
import { scratchFolder } from "../engine/scratch-folder.ts";
import { openMemberStore } from "./open.ts";

async function create(): Promise<OpenedMemberStore> {
  const folder = scratchFolder();
  const file = folder.file("member.sqlite");
  const opened = {
    store: await openMemberStore({ file }),
    async reopen() {
      await opened.store[Symbol.asyncDispose]();
      opened.store = await openMemberStore({ file });
    },
    async [Symbol.asyncDispose]() {
      await opened.store[Symbol.asyncDispose]();
      folder[Symbol.dispose]();
    },
  };
  return opened;
}

deskStoreContract(create);
warningStoreContract(create);
tuningStoreContract(create);
