import { createHash } from "node:crypto";
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";

import { parseJson } from "@tocsin/kernel";
import { parseMessage } from "@tocsin/wire/primitives";
import { authorshipProof, receipt } from "@tocsin/wire/receipt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";

import { DeskNode, loopsOfANode } from "../../../test/world/desk-node.ts";
import { TinyWorld } from "../../../test/world/tiny-world.ts";
import { shortId } from "../shielded-ids.ts";
import { runHere } from "./captured-terminal.ts";
import { rawControls, startTocsin, until } from "./run-tocsin.ts";

const story = `Darnell Pickering of Ferrocrest opened a mail on fc-mes-01.
The loader beacons to c2 at gate.evil-loader.com and 45.77.12.9.
From: billing@evil-loader.com, CVE-2021-44228, T1566.001.`;

const withId = z.looseObject({ id: z.string() });
const draftShown = z.looseObject({
  id: z.string(),
  state: z.string(),
  created: z.iso.datetime(),
  items: z.array(z.looseObject({ id: z.string(), proposal: z.string(), value: z.string() })),
  outgoingHash: z.string().nullable(),
});
const reportShown = z.looseObject({
  id: z.string(),
  index: z.number().nullable(),
  delivery: z.looseObject({ state: z.string() }).nullable(),
});

let world: TinyWorld;
let alice: DeskNode;
let bob: DeskNode;

beforeAll(async () => {
  world = await TinyWorld.open();
  alice = new DeskNode(world, "alice");
  await alice.start();
  bob = await DeskNode.ready(world, "bob");
});
afterAll(async () => {
  await alice[Symbol.asyncDispose]();
  await bob[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
});

const at = (node: DeskNode, args: readonly string[], input = "") =>
  runHere(args, { home: node.folder, input });

async function json<Schema extends z.ZodType>(
  schema: Schema,
  node: DeskNode,
  args: readonly string[],
  input = "",
): Promise<z.output<Schema>> {
  const { code, stdout, stderr } = await at(node, ["--json", ...args], input);
  if (code !== 0) throw new Error(`exit ${code}: ${stderr}`);
  return schema.parse(parseJson(stdout));
}

describe("joining", () => {
  it("needs an invitation, takes it from stdin and never from the command line", async () => {
    const before = await at(alice, ["status"]);
    expect([before.code, before.stdout]).toEqual([2, ""]);
    expect(before.stderr).toMatch(
      /error not-enrolled:[\s\S]*tocsin enrol[\s\S]*node's log: [\w-]{22}/,
    );
    const invitation = JSON.stringify(world.issuer.invite("LEI alice"));
    const { code, stdout, stderr } = await at(alice, ["enrol", "-"], invitation);
    expect([code, stdout]).toEqual([0, "Joined Energy of the North.\n"]);
    expect(stderr).toContain("profile set");
    world.clock.loops += loopsOfANode;
    await world.rounds(3);
  });

  it.each([
    ["{", "json-malformed"],
    ['{"v":1}', "message-invalid"],
  ])("refuses an invitation that says %s", async (invitation, code) => {
    const { stderr, code: exit } = await at(alice, ["enrol", "-"], invitation);
    expect(exit).not.toBe(0);
    expect(stderr).toContain(`error ${code}:`);
  });

  it("keeps lists of the profile that a file does not name", async () => {
    const profile = { names: ["Ferrocrest Steel Corp."], domains: ["ferrocrest.example"] };
    await json(z.looseObject({}), alice, ["profile", "set", "-"], JSON.stringify(profile));
    const people = JSON.stringify({ people: ["Darnell Pickering"], hosts: ["fc-mes-01"] });
    const shown = await json(z.looseObject({}), alice, ["profile", "set", "-"], people);
    expect(shown).toMatchObject({ ...profile, people: ["Darnell Pickering"] });
    expect((await at(alice, ["profile", "show"])).stdout).toMatch(/^names +1\n/);
  });

  it("proposes a profile from a file, and adds only the lists that are accepted", async () => {
    const bobs = ["profile", "learn", "-"];
    const table = "first name,last name,email,office\nJane,Roe,jane@quillmere.example,Brunnwald\n";
    const shown = await at(bob, bobs, table);
    expect([shown.code, shown.stdout]).toEqual([0, expect.stringMatching(/people +Jane Roe/)]);
    const taken = await json(z.looseObject({}), bob, [...bobs, "--accept", "people"], table);
    expect(taken).toMatchObject({ accepted: 1 });
    const profile = await json(z.looseObject({}), bob, ["profile", "show"]);
    expect(profile).toMatchObject({ people: ["Jane Roe"], places: [] });
    expect((await at(bob, [...bobs, "--accept", "peple"], table)).code).toBe(2);
  });
});

describe("the inventory", () => {
  it("is kept where a list names no product, and ends with titles alone", async () => {
    const take = (text: string) => at(alice, ["inventory", "import", "-"], text);
    expect((await take("vendor;product\nOkta;Okta\n")).stdout).toBe(
      "1 product, 0 lines not understood\n",
    );
    for (const text of [" \n", "scanner: no route to host\n"]) {
      const refused = await take(text);
      expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining("stays")]);
    }
    expect((await at(alice, ["inventory", "list"])).stdout).toContain("Okta");
    expect((await take("vendor,product\n")).code).toBe(0);
    expect((await at(alice, ["inventory", "list"])).stdout).not.toContain("Okta");
  });
});

describe("from a story to a published report", () => {
  let draft = "";
  let hash = "";
  let report = "";

  it("makes a draft of stdin, which stays here", async () => {
    const name = "seen on evil.example.txt";
    const made = await json(draftShown, alice, ["report", "new", "-", "--name", name], story);
    draft = made.id;
    expect(made.state).toBe("open");
    expect(made.items.map((it) => it.value)).toContain("gate.evil-loader.com");
    const listed = await at(alice, ["report", "list", "--drafts"]);
    expect(listed.stdout).toContain(draft.slice(0, 12));
    expect(listed.stdout).toContain("seen on evil[.]example.txt");
    const live = await at(alice, ["report", "list", "--drafts", "--live"]);
    expect(live.stdout).toContain("seen on evil.example.txt");
  });

  it("does not share or approve what is undecided: exit code 3", async () => {
    const share = await at(alice, ["report", "share", draft, "--dry-run"]);
    expect([share.code, share.stdout]).toEqual([3, ""]);
    expect(share.stderr).toContain("undecided:");
    const approve = await at(alice, ["report", "review", draft, "--approve"]);
    expect([approve.code, approve.stdout]).toEqual([3, ""]);
  });

  it("is decided by flags: proposals, parts, classes, notes and terms", async () => {
    const opened = await json(draftShown, alice, ["report", "review", draft.slice(0, 8)]).catch(
      () => undefined,
    );
    expect(opened).toBeUndefined();
    const flags = ["--accept-proposals", "--remove-open", "--determination", "confirmed"];
    const terms = ["--tlp", "green", "--note", "The loader came by mail."];
    const decided = await json(draftShown, alice, ["report", "review", draft, ...flags, ...terms]);
    const note = decided.items.find((it) => it.value.startsWith("The loader"));
    expect(note).toBeDefined();
    const last = ["--send", note?.id ?? "", "--class", `${note?.id ?? ""}=D`];
    const ready = await json(draftShown, alice, ["report", "review", draft, ...last]);
    hash = ready.outgoingHash ?? "";
    expect(hash).not.toBe("");
    expect(ready.state).toBe("open");
  });

  it("waits for approval: exit code 8", async () => {
    const { code, stderr } = await at(alice, ["report", "share", draft, "--confirm", hash]);
    expect(code).toBe(8);
    expect(stderr).toContain("error draft-not-approved:");
  });

  it("prints exactly the bytes that would leave, and their hash is the one to confirm", async () => {
    const { stdout } = await at(alice, ["report", "share", draft, "--dry-run"]);
    expect(createHash("sha256").update(stdout).digest("base64url")).toBe(hash);
    expect(stdout.toLowerCase()).not.toMatch(/pickering|ferrocrest|fc-mes/);
    const other = hash.replace(/^./, (it) => (it === "x" ? "y" : "x"));
    const wrong = await at(alice, ["report", "review", draft, "--approve", other]);
    expect([wrong.code, wrong.stdout]).toEqual([1, ""]);
    const approved = await at(alice, ["report", "review", draft, "--approve", hash]);
    expect([approved.code, approved.stdout]).toEqual([0, stdout]);
  });

  it("is never published by --yes, nor by another hash", async () => {
    const yes = await at(alice, ["report", "share", draft, "--yes"]);
    expect([yes.code, yes.stdout]).toEqual([2, ""]);
    expect(yes.stderr).toContain("error confirmation-needed:");
    expect(yes.stderr).toMatch(/Leaves with round \d+/);
    const other = await at(alice, ["report", "share", draft, "--confirm", hash.toLowerCase()]);
    expect(other.code).toBe(1);
    expect(other.stderr).toContain("error draft-changed:");
    expect(world.exchange.accepted).toHaveLength(0);
    expect((await json(z.looseObject({ waiting: z.number() }), alice, ["status"])).waiting).toBe(0);
  });

  it("loses its approval with any change of the terms: exit code 8", async () => {
    const args = ["report", "share", draft, "--tlp", "amber", "--confirm", hash];
    expect((await at(alice, args)).code).toBe(8);
    const back = ["report", "review", draft, "--tlp", "green", "--approve", hash];
    expect((await at(alice, back)).code).toBe(0);
  });

  it("is shared with its hash, taken back, and shared again until it is in the ledger", async () => {
    const share = ["report", "share", draft, "--confirm", hash];
    report = (await json(reportShown, alice, share)).id;
    const undone = await at(alice, ["report", "undo", report]);
    expect(undone.code).toBe(0);
    expect((await at(alice, ["report", "review", draft, "--approve", hash])).code).toBe(0);
    using waiting = startTocsin(["--home", alice.folder, "--json", ...share, "--wait"]);
    await until(() => waiting.seen().stderr.includes("waits"));
    await world.rounds(2);
    const { code, stdout, stderr } = await waiting.finished;
    expect(code, stderr).toBe(0);
    const published = reportShown.parse(parseJson(stdout));
    report = published.id;
    expect(published.index).toBeGreaterThan(0);
    expect(world.exchange.accepted).toHaveLength(1);
  });

  it("is in the lists of both, with values that cannot be followed", async () => {
    const mine = await at(alice, ["report", "list", "--mine"]);
    expect(mine.stdout).toContain(report.slice(0, 12));
    const shown = await at(bob, ["report", "show", shortId(report)]);
    expect(shown.stdout).toContain("gate[.]evil-loader[.]com");
    expect(shown.stdout).not.toContain("evil-loader.com");
    const live = await at(bob, ["report", "show", report, "--live"]);
    expect(live.stdout).toContain("gate.evil-loader.com");
    expect((await at(bob, ["report", "show", "nothing-like-it"])).code).toBe(1);
  });

  it("is proved by its review record, its receipt and an answer to a challenge", async () => {
    const evidence = await at(alice, ["report", "show", report, "--evidence"]);
    expect(evidence.stdout).toContain("reviewer     analyst");
    expect(evidence.stdout).toMatch(/ledger +position \d+, round \d+, change \d+: /);
    const saved = path.join(alice.folder, "receipt.json");
    expect((await at(alice, ["receipt", "save", report, saved])).code).toBe(0);
    expect(statSync(saved).mode & 0o777).toBe(0o600);
    expect((await at(alice, ["receipt", "save", report, saved])).stderr).toContain("file-exists");
    const verified = await runHere(["receipt", "verify", saved, "--json"]);
    expect(verified.code).toBe(0);
    expect(parseJson(verified.stdout)).toMatchObject({ ok: true, report, legalId: "LEI alice" });
    const challenge = (await runHere(["authorship", "challenge", "Example Ltd"])).stdout.trim();
    const prove = ["authorship", "prove", report, "--challenge", challenge];
    const proof = parseMessage(authorshipProof, parseJson((await at(alice, prove)).stdout));
    const check = (text: string, asked: string) =>
      runHere(["authorship", "verify", "-", "--challenge", asked], { input: text });
    expect((await check(JSON.stringify(proof), challenge)).code).toBe(0);
    const other = await check(JSON.stringify(proof), challenge.replace("Ltd", "Inc"));
    expect([other.code, other.stdout]).toEqual([1, ""]);
  });

  it("has a receipt that proves nothing once anything in it is another", async () => {
    const saved = path.join(alice.folder, "receipt.json");
    const whole = parseMessage(receipt, parseJson(readFileSync(saved, "utf8")));
    const forged: [object, string][] = [
      [{ ...whole, index: whole.index + 1 }, "not-included"],
      [{ ...whole, opening: { ...whole.opening, legalId: "LEI mallory" } }, "wrong-author"],
      [{ ...whole, round: whole.round + 1 }, "not-included"],
      [{ ...whole, checkpoint: whole.checkpoint.replace("\n", "\n1") }, "bad-checkpoint"],
      [{}, "malformed"],
    ];
    for (const [value, why] of forged) {
      const input = JSON.stringify(value);
      const { code, stdout, stderr } = await runHere(["receipt", "verify", "-"], { input });
      expect([code, stdout]).toEqual([1, ""]);
      expect(stderr).toContain(`(${why})`);
    }
    const key = Buffer.alloc(32).toString("base64url");
    const other = await runHere(["receipt", "verify", saved, "--ledger-key", key]);
    expect(other.stderr).toContain("(other-ledger)");
  });

  it("is amended by its author and withdrawn only with its whole id", async () => {
    expect((await at(bob, ["report", "amend", report])).code).toBe(4);
    const amending = await json(draftShown, alice, ["report", "amend", report]);
    expect(amending.items.length).toBeGreaterThan(0);
    const short = await at(alice, ["report", "withdraw", report, "--confirm", report.slice(0, 12)]);
    expect(short.code).toBe(1);
    expect((await at(alice, ["report", "withdraw", report])).stderr).toContain(report);
    const done = await json(reportShown, alice, [
      "report",
      "withdraw",
      report,
      "--confirm",
      report,
    ]);
    expect(done.id).toBe(report);
    await world.rounds(2);
    expect((await at(bob, ["report", "show", report])).stdout).toContain("withdrawn");
  });
});

describe("warnings", () => {
  it("rise, and rise again where they become more urgent, as a line of JSON each", async () => {
    const approved = await alice.approved("The loader beacons to c2 at 45.77.12.13.");
    await alice.post(`drafts/${approved.id}/share`, { outgoingHash: approved.outgoingHash });
    await world.rounds(2);
    await bob.member.desk.matcher.look();
    using watch = startTocsin(["--home", bob.folder, "--json", "warning", "watch", "--count", "1"]);
    await until(() => watch.seen().stderr.includes("Waiting for warnings"));
    const rows = "type,value\nipv4,45.77.12.13\ndomain,not a domain\n";
    const added = await at(bob, ["sighting", "add", "-", "--source", "proxy"], rows);
    expect([added.code, added.stdout]).toEqual([5, "1 added, 0 known before, 1 not taken\n"]);
    expect(added.stderr).toContain("line 3");
    expect((await at(bob, ["sighting", "list"])).stdout).toContain("45[.]77[.]12[.]13");
    const { code, stdout } = await watch.finished;
    expect([code, stdout.trim().split("\n").length]).toEqual([0, 1]);
    const warning = withId.parse(parseJson(stdout));
    expect(warning).toMatchObject({ state: "new", urgency: "urgent" });

    const listed = await at(bob, ["warning", "list"]);
    expect(listed.stdout).toContain("45[.]77[.]12[.]13 (sighting from proxy) and 1 more");
    const shown = await at(bob, ["warning", "show", warning.id.slice(0, 10)]);
    expect(shown.stdout).toContain("sighting from proxy");
    const snoozed = await at(bob, ["warning", "snooze", warning.id, "--for", "4h", "--json"]);
    expect(parseJson(snoozed.stdout)).toMatchObject([{ state: "snoozed" }]);
    const partly = await at(bob, ["warning", "ack", warning.id, "A".repeat(22)]);
    expect(partly.code).toBe(5);
    expect((await at(bob, ["warning", "list"])).stderr).toContain("Nothing to list.");
    const all = await at(bob, ["warning", "list", "--state", "all"]);
    expect(all.stdout).toContain("acknowledged");
  });
});

describe("the node and its keys", () => {
  it("say how they stand, and check themselves", async () => {
    const status = await at(alice, ["status"]);
    expect(status.stdout).toContain("Energy of the North");
    expect(status.stdout).toMatch(/report +energy +\d+ +\d+/);
    const doctor = await at(alice, ["doctor"]);
    expect(doctor.stdout).toMatch(/ok +database/);
    // Each alarm is told once, with what to do.
    expect(doctor.stdout.match(/key-backup-due/g)).toHaveLength(1);
    expect(doctor.stdout).toContain("→ tocsin key backup FILE");
    const ledger = await at(alice, ["ledger", "verify"]);
    expect(ledger.code).toBe(0);
    expect(ledger.stdout).toContain("everything fits");
  });

  it("open the console with a link that signs in once", async () => {
    const { stdout } = await at(alice, ["open"]);
    const found = /^(http:\/\/127\.0\.0\.1:\d+)\/#token=([\w-]{43})\n$/.exec(stdout);
    const [, url = "", token = ""] = found ?? [];
    const signIn = () =>
      fetch(`${url}/api/sign-in`, {
        method: "POST",
        headers: { "content-type": "application/json", "x-tocsin": "1" },
        body: JSON.stringify({ token }),
      });
    expect((await signIn()).status).toBe(204);
    expect((await signIn()).status).toBe(401);
  });

  it("are backed up and restored with a passphrase from a file that is its owner's alone", async () => {
    const secret = path.join(alice.folder, "passphrase");
    writeFileSync(secret, "correct horse battery staple\n", { mode: 0o600 });
    const backup = path.join(alice.folder, "keys.age");
    const flag = ["--passphrase-file", secret];
    const made = await at(alice, ["key", "backup", backup, ...flag]);
    expect(made.code).toBe(0);
    expect(readFileSync(backup, "utf8")).toMatch(/^-----BEGIN AGE ENCRYPTED FILE-----/);
    expect(statSync(backup).mode & 0o777).toBe(0o600);
    expect((await at(alice, ["key", "backup", backup, ...flag])).stderr).toContain("file-exists");
    expect((await at(bob, ["key", "restore", backup, ...flag])).stderr).toContain("--yes");
    const restored = await at(bob, ["key", "restore", backup, "--yes", ...flag]);
    expect(restored.code).toBe(0);
    expect(restored.stderr).toMatch(/^Restored: /);
    chmodSync(secret, 0o644);
    const open = await at(alice, ["key", "backup", "-", ...flag]);
    expect([open.stdout, open.stderr.includes("secret-file-exposed")]).toEqual(["", true]);
    const none = await at(alice, ["key", "backup", "-"]);
    expect(none.code).toBe(2);
  });

  it("are not reached with a bearer that others could have read", async () => {
    const address = path.join(bob.folder, "api.json");
    chmodSync(address, 0o640);
    const { code, stderr } = await at(bob, ["status"]);
    expect([code, stderr.includes("secret-file-exposed")]).toEqual([1, true]);
    chmodSync(address, 0o600);
  });

  it("are waited for by a watch when the node is started again", async () => {
    using watch = startTocsin(["--home", bob.folder, "warning", "watch"]);
    await until(() => watch.seen().stderr.includes("Waiting for warnings"));
    await bob.stop();
    await until(() => watch.seen().stderr.includes("waiting for it"));
    expect(existsSync(path.join(bob.folder, "api.json"))).toBe(false);
    await bob.start();
    await until(() => watch.seen().stderr.includes("The node is back."));
    watch.running.kill("SIGINT");
    const { signal, stdout } = await watch.finished;
    expect([signal, stdout, rawControls.test(watch.seen().stderr)]).toEqual(["SIGINT", "", false]);
  });
});
