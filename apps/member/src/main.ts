/** Runs the member node. `tocsin up` does the same. */

import { systemClock } from "@tocsin/kernel";
import { keepCompiledCode } from "./compiled-code.ts";
import { explain, readConfig } from "./config.ts";
import { keepHeapSmall } from "./small-heap.ts";

try {
  keepHeapSmall();
  const config = readConfig();
  const compiled = keepCompiledCode(config.stateDir);
  if (compiled !== undefined) process.env["NODE_COMPILE_CACHE"] = compiled;
  const { beginState } = await import("./opened-state.ts");
  const state = beginState(config.stateDir, systemClock);
  const { runMember } = await import("./run.ts");
  await runMember(config, state);
} catch (error) {
  process.exitCode = explain(error);
}
