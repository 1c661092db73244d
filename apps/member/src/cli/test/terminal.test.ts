import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import process from "node:process";
import { stripVTControlCharacters } from "node:util";

import { draft, type Draft } from "@tocsin/wire/desk";
import { parseMessage } from "@tocsin/wire/primitives";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { DeskNode } from "../../../test/world/desk-node.ts";
import { TinyWorld } from "../../../test/world/tiny-world.ts";
import { launcher, until } from "./run-tocsin.ts";

/** util-linux: gives a program a terminal of its own. */
const script = "/usr/bin/script";
const hasScript = existsSync(script) && process.platform === "linux";
if (!hasScript)
  process.stderr.write("No util-linux `script`: questions at a terminal are not tested.\n");

let world: TinyWorld;
let alice: DeskNode;

beforeAll(async () => {
  if (!hasScript) return;
  world = await TinyWorld.open();
  alice = await DeskNode.ready(world, "alice", {
    names: ["Ferrocrest Steel Corp."],
    domains: ["ferrocrest.example"],
  });
});
afterAll(async () => {
  if (!hasScript) return;
  await alice[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
});

type Answer = readonly [question: string, keys: string];

/** Runs it at a terminal, and types each answer once its question is seen. */
async function atTerminal(
  args: readonly string[],
  answers: readonly Answer[],
): Promise<{ code: number | null; seen: string }> {
  const words = [process.execPath, launcher, "--home", alice.folder, ...args];
  const line = `stty cols 120 rows 40; exec ${words.map((it) => `'${it}'`).join(" ")}`;
  using stack = new DisposableStack();
  const running = spawn(script, ["-qefc", line, "/dev/null"], {
    env: { TERM: "xterm", NO_COLOR: "1", SHELL: "/bin/sh", PATH: "/usr/bin:/bin" },
  });
  stack.defer(() => void running.kill("SIGKILL"));
  let raw = "";
  running.stdout.setEncoding("utf8").on("data", (chunk: string) => (raw += chunk));
  const ended = new Promise<number | null>((resolve) => running.on("close", resolve));
  let from = 0;
  for (const [question, keys] of answers) {
    await until(() => raw.includes(question, from) || running.exitCode !== null);
    from = Math.max(from, raw.indexOf(question, from) + question.length);
    // The prompt listens a moment after it has been drawn.
    await until(() => raw.includes("└", from) || running.exitCode !== null);
    from = Math.max(from, raw.indexOf("└", from));
    running.stdin.write(keys);
  }
  const code = await ended;
  return { code, seen: stripVTControlCharacters(raw) };
}

async function newDraft(text: string): Promise<Draft> {
  return parseMessage(draft, (await alice.post("drafts", { name: "story.txt", text })).value);
}

const what = "What shall be done with it?";

describe.skipIf(!hasScript)("at a terminal", () => {
  it("a review asks for each part, shows the exact bytes, and needs a yes", async () => {
    const { id, items } = await newDraft(
      "The loader beacons to c2 at gate.evil-loader.com. Call d.smith@ferrocrest.example.",
    );
    expect(items.map((it) => it.proposal)).toEqual(["send", "remove"]);
    const no = await atTerminal(
      ["report", "review", id],
      [
        [what, "a"],
        [what, "a"],
        ["Approve exactly these bytes?", "n"],
      ],
    );
    expect(no.code).toBe(8);
    expect(no.seen).toContain("Call «d[.]smith[@]ferrocrest[.]example»");
    expect(no.seen).toContain('"value":"gate.evil-loader.com"');
    const open = await alice.get(draft, `drafts/${id}`);
    expect([open.state, open.items.map((it) => it.decision)]).toEqual(["open", ["send", "remove"]]);
    const yes = await atTerminal(["report", "review", id], [["Approve exactly these bytes?", "y"]]);
    expect(yes.code).toBe(0);
    expect((await alice.get(draft, `drafts/${id}`)).state).toBe("approved");

    const share = await atTerminal(["report", "share", id], [["Share exactly these bytes?", "n"]]);
    expect(share.code).toBe(1);
    expect(share.seen).toContain("12 members could have written this");
    expect(share.seen).toContain("error cancelled:");
    expect((await alice.get(draft, `drafts/${id}`)).state).toBe("approved");
    const shared = await atTerminal(
      ["report", "share", id, "--yes"],
      [["Share exactly these bytes?", "y"]],
    );
    expect(shared.code).toBe(0);
    expect((await alice.get(draft, `drafts/${id}`)).state).toBe("shared");
  });

  it("a review can be left and gone on with, and takes a reason for what it restores", async () => {
    const { id } = await newDraft(
      "It beacons to c2 at gate.evil-loader.net. Resolver 10.1.2.3 was asked.",
    );
    const left = await atTerminal(
      ["report", "review", id],
      [
        [what, "n"],
        [what, "q"],
      ],
    );
    expect(left.code).toBe(8);
    expect(left.seen).toContain("2 parts are undecided");
    const restored = await atTerminal(
      ["report", "review", id],
      [
        [what, "a"],
        [what, "r"],
        ["Why may it leave?", "the attacker used it as his own\r"],
        ["Approve exactly these bytes?", "n"],
      ],
    );
    const { items } = await alice.get(draft, `drafts/${id}`);
    expect(items[1]).toMatchObject({
      value: "10.1.2.3",
      decision: "send",
      reason: "the attacker used it as his own",
    });
    expect(restored.code).toBe(8);
  });

  it("ends with Ctrl-C, and nothing is decided", async () => {
    const { id } = await newDraft("It beacons to c2 at gate.evil-loader.org.");
    const { code, seen } = await atTerminal(["report", "review", id], [[what, "\u0003"]]);
    expect([code, seen.includes("error cancelled:")]).toEqual([1, true]);
    expect((await alice.get(draft, `drafts/${id}`)).items[0]?.decision).toBeNull();
  });

  it("asks for a passphrase twice and shows neither", async () => {
    const { code, seen } = await atTerminal(
      ["key", "backup", "-"],
      [
        ["Passphrase", "correct horse battery\r"],
        ["The same again", "correct horse buttery\r"],
      ],
    );
    expect([code, seen.includes("two passphrases differ")]).toEqual([2, true]);
    expect(seen).not.toContain("correct horse");
  });
});
