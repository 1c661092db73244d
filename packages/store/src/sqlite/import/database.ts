/** The database of what feeds have brought. Loaded in the engine's threads too. */

import { defineDatabase } from "../engine/index.ts";
import { feedOperations } from "./feeds.ts";
import { pageOperations } from "./pages.ts";
import { migrations } from "./schema.ts";
import { valueOperations } from "./values.ts";

export const importDatabase = defineDatabase({
  name: "import",
  module: import.meta.url,
  migrations,
  operations: { ...feedOperations, ...pageOperations, ...valueOperations },
});
