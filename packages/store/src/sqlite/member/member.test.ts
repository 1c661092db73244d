import { systemClock } from "@tocsin/kernel";

import { memberStoreContract } from "../../contract/member.contract.ts";
import { storeInFile } from "../engine/testing/store-in-file.ts";
import { openMemberStore } from "./open.ts";

memberStoreContract(() => storeInFile((file) => openMemberStore({ file, clock: systemClock })));
