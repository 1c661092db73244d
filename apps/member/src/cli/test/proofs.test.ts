import { chmodSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

import { parseJson, toBase64Url } from "@tocsin/kernel";
import { signCheckpoint } from "@tocsin/ledger";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { DeskNode } from "../../../test/world/desk-node.ts";
import { TinyWorld } from "../../../test/world/tiny-world.ts";
import { runHere } from "./captured-terminal.ts";

let world: TinyWorld;
let alice: DeskNode;
let bob: DeskNode;

beforeAll(async () => {
  world = await TinyWorld.open();
  alice = await DeskNode.ready(world, "alice");
  bob = await DeskNode.ready(world, "bob");
  await world.exchange.rotateGateway();
  await world.rounds(2);
});
afterAll(async () => {
  await alice[Symbol.asyncDispose]();
  await bob[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
});

const at = (node: DeskNode, args: readonly string[], input = "") =>
  runHere(args, { home: node.folder, input });

const compared = (node: DeskNode, note: string) => at(node, ["ledger", "compare", "-"], note);

describe("checkpoints of members", () => {
  it("are printed, saved once, and compared by the other, however they were pasted", async () => {
    const { stdout, code } = await at(alice, ["ledger", "checkpoint"]);
    expect([code, stdout]).toEqual([0, world.exchange.batches.at(-1)?.checkpoint]);
    const saved = path.join(alice.folder, "ours.txt");
    expect((await at(alice, ["ledger", "checkpoint", saved])).code).toBe(0);
    expect(readFileSync(saved, "utf8")).toBe(stdout);
    expect((await at(alice, ["ledger", "checkpoint", saved])).stderr).toContain("file-exists");
    for (const pasted of [stdout, stdout.trim(), stdout.replaceAll("\n", "\r\n")]) {
      const same = await compared(bob, pasted);
      expect([same.code, same.stdout]).toEqual([0, expect.stringContaining("the same as ours")]);
    }
  });

  it("are older, ahead, or worth nothing", async () => {
    const { exchange } = world;
    const old = await compared(bob, exchange.batches[0]?.checkpoint ?? "");
    expect([old.code, old.stdout]).toEqual([0, expect.stringContaining("of our history")]);
    const { origin, signer } = exchange;
    const root = new Uint8Array(32);
    const later = signCheckpoint({ origin, size: exchange.size + 9, root }, [signer]);
    const ahead = await at(bob, ["ledger", "compare", "-", "--json"], later);
    expect([ahead.code, parseJson(ahead.stdout)]).toEqual([
      8,
      { verdict: "ahead", size: exchange.size },
    ]);
    for (const note of ["", "nonsense", later.replace("\n", "\nx")]) {
      const none = await compared(bob, note);
      expect([none.code, none.stdout]).toEqual([1, expect.stringContaining("worthless")]);
    }
    expect((await at(bob, ["alarm", "list"])).stdout).not.toContain("ledger-fork");
  });

  it("of another history stop the node, and leave a proof that anyone can judge", async () => {
    const { origin, signer, size } = world.exchange;
    const lie = signCheckpoint({ origin, size: size - 1, root: new Uint8Array(32).fill(3) }, [
      signer,
    ]);
    const none = await at(bob, ["alarm", "evidence", "ledger-fork"]);
    expect([none.code, none.stdout, none.stderr.includes("not-found")]).toEqual([1, "", true]);
    const fork = await compared(bob, lie);
    expect([fork.code, fork.stdout]).toEqual([1, expect.stringContaining("A FORK")]);
    expect(fork.stderr).toContain("alarm evidence ledger-fork");
    await world.rounds(2);
    expect((await at(bob, ["status"])).stdout).toContain("STOPPED by an alarm");

    const listed = await at(bob, ["alarm", "list"]);
    expect(listed.stdout).toMatch(/ledger-fork[\s\S]*EVIDENCE[\s\S]*ledger-fork +1 /);
    const saved = path.join(bob.folder, "fork.jsonl");
    const written = await at(bob, ["alarm", "evidence", "ledger-fork", saved]);
    expect([written.code, written.stdout, statSync(saved).mode & 0o777]).toEqual([0, "", 0o600]);
    expect(written.stderr).toContain("names nobody");
    const shown = await at(bob, ["alarm", "evidence", "ledger-fork"]);
    expect(shown.stdout).toBe(readFileSync(saved, "utf8"));
    const json = parseJson((await at(bob, ["alarm", "evidence", "ledger-fork", "--json"])).stdout);
    expect(json).toMatchObject({ code: "ledger-fork", evidence: [{ later: lie }] });

    const key = toBase64Url(world.exchange.ledgerKey);
    const judge = ["ledger", "judge", saved];
    const trusted = [...judge, "--ledger-key", key, "--origin", origin];
    const proved = await runHere(trusted);
    expect([proved.code, proved.stdout.startsWith("PROVED")]).toEqual([0, true]);
    // With a node, the key of its own ledger is taken.
    const here = await at(alice, [...judge, "--json"]);
    expect([here.code, parseJson(here.stdout)]).toEqual([
      0,
      { proved: true, origin, verdicts: ["proved"] },
    ]);
  });
});

describe("authorship that is proved to one verifier alone", () => {
  it("is sealed to its key, checked offline, and is nothing to anybody else", async () => {
    const { id: draft, outgoingHash } = await alice.approved("The loader beacons to 45.77.12.9.");
    await alice.post(`drafts/${draft}/share`, { outgoingHash });
    await world.rounds(2);
    const [report] = (await alice.member.protocol.reports({ mine: true, limit: 1 })).items;
    const id = report?.id ?? "";

    const secret = path.join(bob.folder, "verifier.key");
    const made = await runHere(["authorship", "key", secret]);
    expect([made.code, statSync(secret).mode & 0o777]).toEqual([0, 0o600]);
    expect((await runHere(["authorship", "key", secret])).stderr).toContain("file-exists");
    const challenge = (await runHere(["authorship", "challenge", "Example Ltd"])).stdout.trim();
    const asked = ["--challenge", challenge];
    const prove = ["authorship", "prove", id, ...asked, "--to"];
    const { stdout: input } = await at(alice, [...prove, made.stdout.trim()]);
    expect(input).not.toContain("LEI ");
    expect((await at(alice, [...prove, "AA"])).stderr).toContain("error usage:");

    const verify = (args: readonly string[]) =>
      runHere(["authorship", "verify", "-", ...asked, ...args], { input });
    const told = await verify(["--key", secret]);
    expect([told.code, told.stdout]).toEqual([0, expect.stringMatching(/calls itself +LEI alice/)]);
    const json = await verify(["--key", secret, "--json"]);
    expect(parseJson(json.stdout)).toMatchObject({ report: id, transferable: false });
    const none = await verify([]);
    expect([none.code, none.stdout, none.stderr.includes("--key FILE")]).toEqual([2, "", true]);

    const theirs = path.join(bob.folder, "other.key");
    await runHere(["authorship", "key", theirs]);
    const closed = await verify(["--key", theirs]);
    expect([closed.code, closed.stdout]).toEqual([1, ""]);
    expect(closed.stderr).toContain("(not-opened)");
    chmodSync(secret, 0o644);
    expect((await verify(["--key", secret])).stderr).toContain("secret-file-exposed");
  });
});

describe("proof that proves nothing", () => {
  const key = toBase64Url(new Uint8Array(32).fill(9));
  const judge = (args: readonly string[], input: string) =>
    runHere(["ledger", "judge", "-", ...args], { input });

  it.each([
    ["nothing", ""],
    ["no JSON", "nonsense\n"],
    ["another document", '{"type":"other"}\n'],
    ["notes that nobody signed", '{"later":"a","type":"tocsin/fork-evidence/v1"}\n'],
  ])("is %s", async (_, input) => {
    const { code, stdout } = await judge(["--ledger-key", key, "--origin", "a.example"], input);
    expect([code, stdout.includes("PROVED")]).toEqual([1, false]);
  });

  it.each([
    ["a key without a name", ["--ledger-key", key]],
    ["a name without a key", ["--origin", "a.example"]],
    ["a name that no ledger has", ["--ledger-key", key, "--origin", "a b"]],
    ["a key that is none", ["--ledger-key", "AA", "--origin", "a.example"]],
  ])("is not judged by %s", async (_, args) => {
    const { code, stdout, stderr } = await judge(args, "");
    expect([code, stdout, stderr.includes("error usage:")]).toEqual([2, "", true]);
  });
});
