import { systemClock } from "@tocsin/kernel";

import { memberMailContract } from "../../contract/member-mail.contract.ts";
import { storeInFile } from "../engine/testing/store-in-file.ts";
import { openMemberStore } from "./open.ts";

memberMailContract(() => storeInFile((file) => openMemberStore({ file, clock: systemClock })));
