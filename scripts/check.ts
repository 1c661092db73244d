/**
 * Everything that can be said of the code without running it: types, lint, format, import direction,
 * unused code. `npm run check [-- NAME…]` runs all steps or the named ones; each says how long it took.
 */

import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { performance } from "node:perf_hooks";

interface Step {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Refuses an output that shows that nothing was looked at. */
  readonly sane?: (output: string) => string | undefined;
}

const steps: readonly Step[] = [
  { name: "types", command: "tsc", args: ["-p", "."] },
  { name: "types-console", command: "tsc", args: ["-p", "apps/console"] },
  // The console has types of its own, so apart from the rest it takes no longer.
  lint("lint", [".", "--ignore-pattern", "apps/console"]),
  lint("lint-console", ["apps/console"]),
  { name: "format", command: "prettier", args: ["--check", "--log-level", "warn", "--cache", "."] },
  {
    name: "imports",
    command: "depcruise",
    args: ["packages", "apps", "bench", "sim", "scripts", "--config", ".dependency-cruiser.cjs"],
    sane: (output) => {
      const modules = Number(/\((\d+) modules/.exec(output)?.[1] ?? 0);
      return modules > 20 ? undefined : `only ${modules} modules were read`;
    },
  },
  { name: "unused", command: "knip", args: ["--no-progress"] },
];

function lint(name: string, of: readonly string[]): Step {
  const cache = ["--cache", "--cache-location", `node_modules/.cache/${name}/`];
  return { name, command: "eslint", args: [...of, "--max-warnings", "0", ...cache] };
}

const asked = process.argv.slice(2);
const chosen = asked.length === 0 ? steps : steps.filter((step) => asked.includes(step.name));
if (chosen.length === 0) {
  console.error(`Steps: ${steps.map((step) => step.name).join(", ")}`);
  process.exit(2);
}

// The longest first, so that the others fill the other cores beside it.
const waiting = chosen.toSorted((a, b) => Number(b.name === "lint") - Number(a.name === "lint"));
const failed: string[] = [];
await Promise.all(Array.from({ length: availableParallelism() }, work));
process.exit(failed.length === 0 ? 0 : 1);

async function work(): Promise<void> {
  for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) await check(step);
}

async function check(step: Step): Promise<void> {
  const started = performance.now();
  const { code, output } = await run(step);
  const wrong = code === 0 ? step.sane?.(output) : `exit code ${code}`;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${wrong === undefined ? "ok    " : "FAILED"} ${step.name} (${seconds} s)`);
  if (wrong === undefined) return;
  failed.push(step.name);
  console.log(`${output}\n${step.name}: ${wrong}`);
}

function run(step: Step): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn("npx", ["--no-install", step.command, ...step.args], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}
