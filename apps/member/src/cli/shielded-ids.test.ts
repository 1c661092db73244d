import process from "node:process";

import type { Command } from "commander";
import { describe, expect, it } from "vitest";

import { createProgram } from "./program.ts";
import { shieldIds, shortId, unshieldId } from "./shielded-ids.ts";
import { createTerminal } from "./terminal.ts";

const report = "-bcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ";
const draft = "-bcdefghijklmnopqrstuv";

describe("ids that begin with a hyphen", () => {
  it.each([report, draft, shortId(report)])("%s is taken for an id", (id) => {
    const [shielded = ""] = shieldIds([id]);
    expect(shielded.startsWith("-")).toBe(false);
    expect(unshieldId(shielded)).toBe(id);
  });

  it("are left as they are behind --", () => {
    expect(shieldIds(["show", "--", draft])).toEqual(["show", "--", draft]);
  });

  it("no option is as long as an id", async () => {
    const terminal = createTerminal(process, { color: false });
    const program = await createProgram(
      { version: "0", home: "/" },
      { terminal },
      { open: () => expect.fail(), ended: () => undefined },
    );
    const all = (command: Command): Command[] => [command, ...command.commands.flatMap(all)];
    const flags = all(program).flatMap((it) => it.options.map((option) => option.long ?? ""));
    expect(flags.length).toBeGreaterThan(20);
    expect(shieldIds(flags)).toEqual(flags);
  });
});
