import process from "node:process";

import type { Command } from "commander";
import { expect, test } from "vitest";

import { firstWord } from "./parts.ts";
import { createProgram } from "./program.ts";
import { createTerminal } from "./terminal.ts";

// One for all programs: each listens to the errors of this process's own streams.
const terminal = createTerminal(process, { color: false });

function programOf(word?: string): Promise<Command> {
  const runner = { open: () => expect.fail(), ended: () => undefined };
  return createProgram({ version: "0", home: "/" }, { terminal }, runner, word);
}

test("each command alone is what it is among all, and there is no other", async () => {
  const whole = await programOf();
  expect(whole.commands.length).toBeGreaterThan(30);
  for (const command of whole.commands) {
    const alone = await programOf(command.name());
    const same = alone.commands.find((it) => it.name() === command.name());
    expect(same?.helpInformation()).toBe(command.helpInformation());
    expect(alone.commands.length).toBeLessThan(whole.commands.length / 2);
  }
  expect((await programOf("nothing")).helpInformation()).toBe(whole.helpInformation());
});

test.each<[readonly string[], string | undefined]>([
  [["extract", "a.md"], "extract"],
  [["--json", "report", "new"], "report"],
  [["--home", "/x", "report", "new"], "report"],
  [["--home=/x", "redact", "--json", "-"], "redact"],
  [["--help"], undefined],
  [["--home"], undefined],
  [[], undefined],
])("the first word of %j is %j", (args, expected) => {
  expect(firstWord(args)).toBe(expected);
});
