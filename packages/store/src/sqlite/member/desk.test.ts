import { deskStoreContract } from "../../contract/desk.contract.ts";
import { tuningStoreContract } from "../../contract/tuning.contract.ts";
import { warningStoreContract } from "../../contract/warning.contract.ts";
import { storeInFile } from "../engine/testing/store-in-file.ts";
import { openMemberStore } from "./open.ts";

const create = () => storeInFile((file) => openMemberStore({ file }));

deskStoreContract(create);
warningStoreContract(create);
tuningStoreContract(create);
