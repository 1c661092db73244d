/** The issuer's database: its schema and every operation on it. Loaded in the engine's threads too. */

import { defineDatabase } from "../engine/index.ts";
import { epochOperations } from "./epochs.ts";
import { identifiedOperations } from "./identified.ts";
import { refundOperations } from "./refunds.ts";
import { rosterOperations } from "./roster.ts";
import { migrations } from "./schema.ts";

export const issuerDatabase = defineDatabase({
  name: "issuer",
  module: import.meta.url,
  migrations,
  operations: {
    ...rosterOperations,
    ...identifiedOperations,
    ...epochOperations,
    ...refundOperations,
  },
});
