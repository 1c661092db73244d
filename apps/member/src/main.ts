/** Runs the member node. `tocsin up` does the same. */

import { keepHeapSmall } from "./small-heap.ts";

keepHeapSmall(process.env);
const { explain, readConfig } = await import("./config.ts");
try {
  const config = readConfig();
  const { keepCompiledCode } = await import("./compiled-code.ts");
  const compiled = keepCompiledCode(config.stateDir);
  if (compiled !== undefined) process.env["NODE_COMPILE_CACHE"] = compiled;
  const { beginState } = await import("./opened-state.ts");
  const state = beginState(config.stateDir);
  const { runMember } = await import("./run.ts");
  await runMember(config, state);
} catch (error) {
  process.exitCode = explain(error);
}
