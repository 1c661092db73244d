/** `npm run attack`: the adversary's suite, and the simulated worlds. Findings on standard output, progress on standard error. */

import { isGood } from "./judge/finding.ts";
import { honesty, jsonOf, tableOf } from "./judge/table.ts";
import { helpOf, readOptions } from "./options.ts";
import { attacks, runSuite } from "./suite.ts";

const [first, ...rest] = process.argv.slice(2);
if (first === "worlds") {
  const { runWorlds } = await import("./worlds/main.ts");
  process.exit(await runWorlds(rest));
}
const options = readOptions(process.argv.slice(2));
if (!options.ok) {
  console.error(`${options.why}\n\n${helpOf(attacks)}`);
  process.exit(2);
}
const { help, json, members, names, ...setting } = options.value;
const chosen = names.length === 0 ? attacks : attacks.filter(({ name }) => names.includes(name));
if (help) console.log(helpOf(attacks));
else if (chosen.length < names.length) {
  console.error(`No such attack.\n\n${helpOf(attacks)}`);
  process.exitCode = 2;
} else {
  const findings = [];
  for (const [at, count] of members.entries()) {
    const told = (line: string): void => console.error(`${count} members, ${line}`);
    const due = chosen.filter(({ once }) => at === 0 || once !== true);
    findings.push(...(await runSuite(due, { ...setting, members: count, tell: told })));
  }
  console.log(json ? findings.map(jsonOf).join("\n") : `${tableOf(findings)}\n\n${honesty}`);
  const bad = findings.filter((it) => !isGood(it));
  console.error(
    bad.length === 0 ? "No unknown leak; every planted leak was caught." : `${bad.length} BAD`,
  );
  process.exitCode = bad.length === 0 ? 0 : 1;
}
