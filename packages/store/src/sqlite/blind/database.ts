/** The database of blind values. Loaded in the engine's threads too. */

import { defineDatabase } from "../engine/index.ts";
import { checkOperations } from "./checks.ts";
import { lineOperations } from "./lines.ts";
import { migrations } from "./schema.ts";
import { sealingOperations } from "./sealing.ts";
import { valueOperations } from "./values.ts";

export const blindDatabase = defineDatabase({
  name: "blind",
  module: import.meta.url,
  migrations,
  operations: { ...valueOperations, ...sealingOperations, ...lineOperations, ...checkOperations },
});
