import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { parseJson } from "@tocsin/kernel";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";

import { DeskNode } from "../../../test/world/desk-node.ts";
import { TinyWorld } from "../../../test/world/tiny-world.ts";
import { runHere } from "./captured-terminal.ts";

const story = "The loader beacons to c2 at gate.evil-loader.com and 45.77.12.9.";
const passphrase = "counsel alone knows this";

const shownDraft = z.looseObject({
  id: z.string(),
  outgoingHash: z.string().nullable(),
  approval: z.looseObject({ state: z.string() }),
});
const shownReport = z.looseObject({ id: z.string() });

let world: TinyWorld;
let alice: DeskNode;
let folder = "";
let secret = "";

beforeAll(async () => {
  world = await TinyWorld.open();
  alice = await DeskNode.ready(world, "alice", { names: ["Ferrocrest Steel Corp."] });
  folder = mkdtempSync(path.join(tmpdir(), "tocsin-cli-"));
  secret = path.join(folder, "counsel");
  writeFileSync(secret, `${passphrase}\n`, { mode: 0o600 });
});
afterAll(async () => {
  await alice[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const run = (args: readonly string[], input = "") => runHere(args, { home: alice.folder, input });

async function json<Schema extends z.ZodType>(
  schema: Schema,
  args: readonly string[],
  input = "",
): Promise<z.output<Schema>> {
  return schema.parse(parseJson((await run(["--json", ...args], input)).stdout));
}

const newDraft = async (): Promise<string> => {
  const { id } = await json(shownDraft, ["report", "new", "-", "--name", "a.txt"], story);
  await run(["report", "review", id, "--accept-proposals", "--remove-open"]);
  return id;
};

describe("the crowd", () => {
  it("is told with each fact, refuses with exit code 3, and grows on request", async () => {
    const id = await newDraft();
    const flags = ["--first-seen", "2026-11-21T20Z", "--region", "north"];
    const wrong = await run(["report", "review", id, "--first-seen", "monday"]);
    expect(wrong.stderr).toContain("(--first-seen: is written like 2026-11-21T20Z, 2026-11-21,");
    const told = await run(["report", "review", id, ...flags]);
    expect(told.stdout).toContain("3 members could have written this: few");
    expect(told.stdout).toContain("energy: 12 → region north: 12 → time 2026-11-21T20Z: 3");
    expect(told.stdout).toContain("--generalise: times to the week → 12");
    const refused = await run(["report", "review", id, "--approve"]);
    expect(refused.code).toBe(3);
    expect(refused.stderr).toContain("crowd-too-small");
    const wider = await run(["report", "review", id, "--generalise"]);
    expect(wider.stdout).toContain("12 members could have written this\n");
    expect(wider.stderr).toContain("Said less: times to the week.");
  });
});

describe("fields", () => {
  it("are given by flags, and free text only after its warning", async () => {
    const id = await newDraft();
    const file = path.join(folder, "words.txt");
    writeFileSync(file, "The mail came first.\nThen the loader.");
    const flags = [
      ...["--step", "T1566.001 delivered mail worked", "--step", "executed workstation detected"],
      ...["--defence", "block stopped: At the gateway.", "--outcome", "DE.CM-01=held"],
      ...["--impact", "systems=one", "--question", "detection: Which log?", "--prose", file],
    ];
    const { code } = await run(["report", "review", id, ...flags]);
    expect(code).toBe(0);
    const added = z.looseObject({
      items: z.array(z.looseObject({ id: z.string(), part: z.string() })),
      outgoing: z.string().nullable(),
    });
    const { items } = await json(added, ["report", "show", id]);
    const ids = items.filter((it) => it.part !== "observable").map((it) => it.id);
    const sends = ids.flatMap((it) => ["--send", it]);
    const prose = items.find((it) => it.part === "prose")?.id ?? "";
    const decided = ["report", "review", id, ...sends, "--class", `${prose}=G`];
    const warned = await run(decided);
    expect(warned.stdout).toMatch(/prose-risk: Free text of 7 words names its author/);
    const { outgoing } = await json(added, [...decided, "--accept-prose-risk"]);
    const body = z
      .looseObject({ steps: z.array(z.looseObject({ did: z.string() })) })
      .parse(parseJson(outgoing ?? ""));
    expect(body.steps.map((it) => it.did)).toEqual(["delivered", "executed"]);
    expect(outgoing).toContain("The mail came first. Then the loader.");
  });
});

describe("two persons", () => {
  it("wait for each other with exit code 8, and counsel gets one page of it", async () => {
    const setting = ["policy", "set", "--persons", "2", "--passphrase-file", secret];
    expect((await run(setting)).stdout).toContain("the analyst and counsel");
    const id = await newDraft();
    expect((await run(["approval", "list"])).code).toBe(0);
    const approved = await run(["report", "review", id, "--approve"]);
    expect([approved.code, approved.stderr]).toEqual([
      8,
      expect.stringContaining("waits for counsel"),
    ]);
    const early = await run(["report", "share", id, "--confirm", "x"]);
    expect([early.code, early.stderr]).toEqual([8, expect.stringContaining("approval-needed")]);
    const queue = await run(["approval", "list"]);
    expect([queue.code, queue.stdout]).toEqual([8, expect.stringContaining(id.slice(0, 12))]);
    expect(queue.stdout).toContain("a.txt");
    const shown = await run(["approval", "show", id]);
    expect([shown.code, shown.stderr]).toEqual([8, expect.stringContaining("Exactly these")]);
    const { outgoingHash } = await json(shownDraft, ["report", "show", id]);
    const confirm = ["--confirm", outgoingHash ?? "", "--passphrase-file", secret];
    expect((await run(["approval", "approve", id, "--passphrase-file", secret])).code).not.toBe(0);
    const agreed = await run(["approval", "approve", id, ...confirm]);
    expect([agreed.code, agreed.stdout]).toEqual([0, `${id}  approved by counsel\n`]);
    expect(agreed.stderr).toContain("For members, TLP:AMBER");
    expect(agreed.stderr).toContain("Said as a member of the smallest class");
    expect(agreed.stderr).toContain("12 members could have written this");
    const shared = ["report", "share", id, "--confirm", outgoingHash ?? ""];
    const report = await json(shownReport, shared);
    const page = path.join(folder, "record.html");
    const written = await run(["report", "show", report.id, "--evidence", "--html", page]);
    expect(written.code).toBe(0);
    const html = readFileSync(page, "utf8");
    expect(html).toContain("counsel approved it for members, said as the smallest class,");
    expect(html).toContain("signature good");
    expect(html).toContain("What left, byte for byte");
    expect(html).not.toMatch(/NOT GOOD|NO: its hash|<script|\s(?:src|href)=/);
  });

  it("give a draft back with a reason, and standing approvals are counsel's", async () => {
    const id = await newDraft();
    await run(["report", "review", id, "--approve"]);
    const { outgoingHash } = await json(shownDraft, ["report", "show", id]);
    const given = ["--confirm", outgoingHash ?? "", "--passphrase-file", secret];
    expect((await run(["approval", "return", id, ...given])).code).toBe(2);
    const returned = await run(["approval", "return", id, ...given, "--note", "Leave out both."]);
    expect(returned.code).toBe(0);
    expect((await run(["report", "show", id])).stdout).toContain("returned by counsel: Leave out");
    const kinds = ["--kind", "sha256", "--kind", "domain=command-and-control"];
    const limits = ["--source", "edr", "--uses", "5", "--until", "2099-12-31"];
    const added = await run(["standing", "add", ...kinds, ...limits, "--passphrase-file", secret]);
    expect(added.stdout).toContain("0 of 5");
    expect((await run(["standing", "list"])).stdout).toContain(
      "sha256, domain=command-and-control",
    );
    const wrong = path.join(folder, "wrong");
    writeFileSync(wrong, "somebody else's words\n", { mode: 0o600 });
    const refused = await run(["policy", "set", "--persons", "1", "--passphrase-file", wrong]);
    expect([refused.code, refused.stdout]).toEqual([4, ""]);
    writeFileSync(wrong, "short\n", { mode: 0o600 });
    const short = await run(["policy", "set", "--persons", "1", "--passphrase-file", wrong]);
    expect([short.code, short.stderr]).toEqual([
      4,
      expect.stringContaining("counsel-passphrase-wrong"),
    ]);
  });
});
