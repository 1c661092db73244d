import { existsSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { parseJson, systemClock, systemRandom, toBase64Url } from "@tocsin/kernel";
import { invitation, parseMessage } from "@tocsin/wire";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { startIssuerProcess } from "../../test/issuer-process.ts";
import { MemberClient } from "../../test/member-client.ts";
import { runCommandLine } from "./program.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tocsin-issuer-cli-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

interface Ran {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

async function run(...argv: readonly string[]): Promise<Ran> {
  let [out, err] = ["", ""];
  const none = { stateDir: undefined, host: undefined, port: undefined, metricsPort: undefined };
  const exit = await runCommandLine(["--state", join(folder, "state"), ...argv], {
    out: (text) => (out += text),
    err: (text) => (err += text),
    settings: none,
    stateDirDefault: join(folder, "nowhere"),
  });
  return { exit, out, err };
}

const settings = [
  ["--name", "Community"],
  ["--issuer-url", "http://127.0.0.1:4330"],
  ["--issuer-name", "issuer.example"],
  ["--exchange-url", "http://127.0.0.1:1"],
  ["--ledger-origin", "ledger.example/log"],
  ["--ledger-key", toBase64Url(new Uint8Array(32).fill(3))],
  ["--relay-url", "http://127.0.0.1:2"],
  ["--feed", "http://127.0.0.1:2"],
].flat();

async function setUp(): Promise<void> {
  expect((await run("init")).exit).toBe(0);
  expect((await run("community", "set", ...settings)).exit).toBe(0);
}

const company = ["--name", "Example AG", "--legal-id", "CHE-1", "--class", "everyone"];

describe("the command line", () => {
  it("makes a key once, readable by its owner alone", async () => {
    const first = await run("init");
    expect(first.out).toMatch(/^[\w-]{43}\n$/);
    expect(statSync(join(folder, "state/issuer.key")).mode & 0o777).toBe(0o600);
    const second = await run("init");
    expect(second).toMatchObject({ exit: 2, out: "" });
    expect(second.err).toContain("never overwritten");
  });

  it("says what to do where there is no key, and which settings are missing", async () => {
    expect((await run("member", "list")).err).toContain("tocsin-issuer init");
    await run("init");
    const partly = await run("community", "set", "--name", "Community");
    expect(partly.exit).toBe(2);
    expect(partly.err).toContain("exchangeUrl");
    const early = await run("member", "invite", ...company);
    expect(early.err).toContain("community set");
  });

  it.each([
    ["no such command", ["member", "drop"]],
    ["a missing option", ["member", "invite", "--name", "x"]],
    ["a number out of bounds", ["community", "set", "--round-ms", "5"]],
    ["a round of a day", ["community", "set", "--round-ms", "86400000"]],
    ["a class that is no class id", ["class", "add", "Not An Id", "--title", "x"]],
    ["a parent that is no class id", ["class", "add", "x", "--title", "x", "--parent", "No Id"]],
    ["a name with an escape sequence", ["class", "add", "x", "--title", "a\u001b[2Jb"]],
    ["an unknown member", ["member", "show", "--", "-none-"]],
  ])("refuses %s with a word and no stack", async (_name, argv) => {
    await setUp();
    const ran = await run(...argv);
    expect(ran.exit).toBeGreaterThan(0);
    expect(ran.err).not.toBe("");
    expect(ran.err).not.toMatch(/\n\s+at |\p{Cc}\[/u);
  });

  it("says of what was typed wrongly that it is usage", async () => {
    await setUp();
    const ran = await run("class", "add", "Not An Id", "--title", "x");
    expect([ran.exit, ran.err]).toEqual([2, expect.stringContaining("the id is not of its form")]);
  });

  it("writes an invitation to a new file that only its owner can read", async () => {
    await setUp();
    const file = join(folder, "invitation.json");
    const ran = await run("member", "invite", ...company, "--out", file);
    expect(ran.exit).toBe(0);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(ran.out + ran.err).not.toContain('secret":');
    const again = await run("member", "invite", ...company, "--out", file);
    expect(again.err).toContain("file");
    expect((await run("member", "list")).out.match(/Example AG/g)).toHaveLength(1);
  });

  it("leaves no file where the member could not be invited", async () => {
    await setUp();
    const file = join(folder, "invitation.json");
    const unknown = [...company.slice(0, 5), "none", "--out", file];
    expect((await run("member", "invite", ...unknown)).exit).toBe(2);
    expect(existsSync(file)).toBe(false);
  });

  it("prints an invitation once, and JSON that a program can read", async () => {
    await setUp();
    const printed = await run("member", "invite", ...company);
    const { secret } = parseMessage(invitation, parseJson(printed.out));
    const [text, json] = await Promise.all([
      run("member", "list"),
      run("member", "list", "--json"),
    ]);
    expect(text.out + json.out).not.toContain(secret);
    expect(text.out).toContain("Example AG");
    expect(parseJson(json.out)).toMatchObject([{ name: "Example AG", state: "invited" }]);
  });

  it("refuses a key file that others can read, or that is a link", async () => {
    await setUp();
    const key = join(folder, "state/issuer.key");
    rmSync(key);
    writeFileSync(key, new Uint8Array(32), { mode: 0o644 });
    expect((await run("member", "list")).err).toContain("mode 600");
    rmSync(key);
    writeFileSync(join(folder, "elsewhere"), new Uint8Array(32), { mode: 0o600 });
    symlinkSync(join(folder, "elsewhere"), key);
    expect((await run("member", "list")).err).toContain("plain file");
  });

  it("asks the running program where there is one, and finds it gone after a crash", async () => {
    await setUp();
    const running = await startIssuerProcess(join(folder, "state"));
    const added = await run("class", "add", "finance", "--title", "Finance");
    expect(added).toMatchObject({ exit: 0, err: "" });
    expect(statSync(join(folder, "state/admin.json")).mode & 0o777).toBe(0o600);
    await running.kill();
    expect(await run("class", "list")).toMatchObject({
      exit: 0,
      err: "",
      out: expect.stringContaining("finance") as string,
    });
    await using again = await startIssuerProcess(join(folder, "state"));
    const { out } = await run("member", "invite", ...company);
    const client = new MemberClient(again, systemClock, systemRandom);
    const answer = await client.enrol(parseMessage(invitation, parseJson(out)));
    expect(answer.is).toBe("standing");
    const made = await run("epoch", "prepare");
    expect(made.out).toContain("Keys made.");
    expect(made.out).toMatch(/everyone\s+1\s+6\s+waiting/);
    // In a month's last days the doctor asks for the next month's keys too.
    expect(await run("epoch", "prepare", "--next")).toMatchObject({ exit: 0 });
    const doctor = await run("doctor");
    expect(doctor.exit).toBe(1);
    expect(doctor.out).toContain("bad   ledger");
    expect(doctor.out).toContain("good  keys");
  });
});
