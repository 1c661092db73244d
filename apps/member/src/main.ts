/** Runs the member node. `tocsin up` does the same. */

import { keepHeapSmall } from "./small-heap.ts";

keepHeapSmall(process.env);
const { explain, readConfig } = await import("./config.ts");
try {
  const config = readConfig();
  const { keepCompiledCode } = await import("./compiled-code.ts");
  const compiled = keepCompiledCode(config.stateDir);
  if (compiled !== undefined) process.env["NODE_COMPILE_CACHE"] = compiled;
  const { withState } = await import("./opened-state.ts");
  await withState(config.stateDir, async (state) => {
    const { runMember } = await import("./run.ts");
    await runMember(config, state);
  });
} catch (error) {
  process.exitCode = explain(error);
}
