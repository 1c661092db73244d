import { expect, test } from "vitest";

import { helpOf, readOptions } from "./options.ts";
import { attacks } from "./suite.ts";

test("without flags three sizes are played in full", () => {
  expect(readOptions([])).toMatchObject({
    ok: true,
    value: { seed: 1, members: [50, 200, 500], reports: 2000, thorough: true, names: [] },
  });
});

test.each([
  [["--members", "5"], "--members: 20 to 2000"],
  [["--seed", "-1"], "--seed"],
  [["--reports", "many"], "--reports: 100 to 100000"],
  [["--nothing"], "--nothing"],
  [["stray"], "stray"],
])("%s is refused", (argv, why) => {
  const read = readOptions(argv);
  expect(read.ok ? "" : read.why).toContain(why);
});

test("the help names every attack", () => {
  const help = helpOf(attacks);
  for (const { name } of attacks) expect(help).toContain(`  ${name}`);
});
