/** A key holder's database: its schema and every operation on it. Loaded in the engine's threads too. */

import { defineDatabase } from "../engine/index.ts";
import { batchOperations, ceremonyOperations, ledgerOperations } from "./operations.ts";
import { migrations } from "./schema.ts";

export const keyHolderDatabase = defineDatabase({
  name: "keyholder",
  module: import.meta.url,
  migrations,
  operations: { ...ledgerOperations, ...ceremonyOperations, ...batchOperations },
});
