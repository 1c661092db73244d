import { systemClock } from "@tocsin/kernel";

import { memberStakesContract } from "../../contract/member-stakes.contract.ts";
import { storeInFile } from "../engine/testing/store-in-file.ts";
import { openMemberStore } from "./open.ts";

memberStakesContract(() => storeInFile((file) => openMemberStore({ file, clock: systemClock })));
