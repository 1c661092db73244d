/** Runs the member node. `tocsin up` does the same. */

import { keepCompiledCode } from "./compiled-code.ts";
import { explain, readConfig } from "./config.ts";
import { keepHeapSmall } from "./small-heap.ts";

try {
  keepHeapSmall();
  const config = readConfig();
  const compiled = keepCompiledCode(config.stateDir);
  if (compiled !== undefined) process.env["NODE_COMPILE_CACHE"] = compiled;
  const { runMember } = await import("./run.ts");
  await runMember(config);
} catch (error) {
  process.exitCode = explain(error);
}
