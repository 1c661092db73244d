/** All tests of all packages and programs, in two threads. `npm run test:unit [-- PATH…]`. */

import { enableCompileCache } from "node:module";
import path from "node:path";

import { defineConfig } from "vitest/config";

// Programs and threads that tests start find their modules compiled, as those that run for real do.
const compiled = path.resolve(import.meta.dirname, "node_modules/.cache/compiled");
process.env["NODE_COMPILE_CACHE"] = compiled;
enableCompileCache(compiled);

export default defineConfig({
  test: {
    include: [
      "packages/*/src/**/*.test.ts",
      "apps/*/src/**/*.test.ts",
      "apps/*/test/**/*.test.ts",
      "sim/src/**/*.test.ts",
      "scripts/**/*.test.ts",
    ],
    setupFiles: ["scripts/drawn-values.ts"],
    pool: "threads",
    isolate: false,
    maxWorkers: 2,
    // These end what hangs. A slow or loaded machine must not meet them.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 180_000 } },
  },
});
