/** Runs the member node. `tocsin up` does the same. */

import { explain } from "@tocsin/http/settings";

import { keepCompiledCode } from "./compiled-code.ts";
import { readConfig } from "./config.ts";

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
  process.exitCode = explain(error, console.error);
}
