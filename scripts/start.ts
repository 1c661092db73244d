/** `npm start`: the small world, with the console that it shows. Help and wrong options are answered at once. */

import { readConfig, say } from "../apps/sandbox/src/config.ts";
import { explain } from "../packages/http/src/settings.ts";
import { buildConsole } from "./with-console.ts";

try {
  readConfig();
  if (buildConsole()) await import("../apps/sandbox/src/main.ts");
  else process.exitCode = 1;
} catch (error) {
  process.exitCode = explain(error, say);
}
