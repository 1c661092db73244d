/** Runs the member node. `tocsin up` does the same. */

import { keepCompiledCode } from "./compiled-code.ts";
import { explain, readConfig } from "./config.ts";

try {
  const config = readConfig();
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
