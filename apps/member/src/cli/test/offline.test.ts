import { execFile } from "node:child_process";
import process from "node:process";
import { promisify } from "node:util";

import { parseJson } from "@tocsin/kernel";
import { describe, expect, it } from "vitest";
import { z } from "zod";

import { runHere } from "./captured-terminal.ts";
import { launcher, rawControls, runTocsin } from "./run-tocsin.ts";
import { scratch } from "./scratch.ts";

const found = z.array(
  z.looseObject({ type: z.string(), value: z.string(), start: z.number(), context: z.string() }),
);
/** These names and no other. */
const redacted = z.strictObject({
  text: z.string(),
  findings: z.array(
    z.strictObject({
      kind: z.string(),
      start: z.number(),
      end: z.number(),
      why: z.string(),
      replacement: z.string(),
      needsReview: z.boolean(),
    }),
  ),
});

const { folder, file } = scratch();

const ticket = `Darnell Pickering (d.pickering@ferrocrest.example) opened a mail on fc-mes-01.
The loader beacons to hxxps://gate[.]evil-loader[.]com/c2 and 45.77.12.9; resolver 8.8.8.8.`;

describe("tocsin extract", () => {
  it("lists each value once, defanged, and nothing else on stdout", async () => {
    const { code, stdout, stderr } = await runTocsin(["extract", "-"], { input: ticket });
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("hxxps://gate[.]evil-loader[.]com/c2");
    expect(stdout).toContain("45[.]77[.]12[.]9");
    expect(stdout).not.toContain("45.77.12.9");
    expect(stdout).toMatch(/8\[\.\]8\[\.\]8\[\.\]8 .*never/);
  });

  it("prints values as they are with --live, and every place with --json", async () => {
    const at = file("ticket.txt", ticket);
    const live = await runTocsin(["extract", "--live", at]);
    expect(live.stdout).toContain("https://gate.evil-loader.com/c2");
    const { stdout } = await runTocsin(["--json", "extract", at]);
    const values = found.parse(parseJson(stdout));
    const url = values.find((it) => it.type === "url");
    expect(url?.value).toBe("https://gate.evil-loader.com/c2");
    expect(ticket.slice(url?.start).startsWith("hxxps://")).toBe(true);
  });

  it("lets no hostile character of a file reach the terminal", async () => {
    const hostile =
      "\u001b]8;;https://evil.example\u0007click\u001b[2J 45.77.12.9 \u202egnp.exe\u2066 \u009b31m\n" +
      "c:\\temp\\\u202ecod.exe beacons to evil-loader.com\u200b\u0000";
    for (const format of [[], ["--json"]]) {
      const { code, stdout, stderr } = await runTocsin(["extract", "-", ...format], {
        input: hostile,
      });
      expect(code).toBe(0);
      expect(rawControls.test(stdout + stderr)).toBe(false);
      expect(stdout).toContain("evil-loader");
    }
  });

  it.each<[string, string[], Uint8Array | string, string, number]>([
    ["is not there", ["none\u001b[31m.txt"], "", "document-missing", 2],
    ["is a folder", ["."], "", "document-missing", 2],
    ["is empty", ["-"], "", "document-empty", 2],
    [
      "is a program",
      ["-"],
      Buffer.from("\u007fELF\u0002\u0001\u0001\0\0\0\0\0"),
      "document-unsupported",
      2,
    ],
    ["is a broken PDF", ["-", "--name", "x.pdf"], "%PDF-1.7\nnothing", "document-damaged", 1],
  ])("says plainly that a file %s", async (_, args, input, code, exit) => {
    const ran = await runTocsin(["extract", ...args], { input, cwd: folder });
    expect([ran.code, ran.stdout]).toEqual([exit, ""]);
    expect(ran.stderr).toContain(`error ${code}:`);
    expect(rawControls.test(ran.stderr)).toBe(false);
    expect(ran.stderr).not.toContain("none");
  });

  it("tells errors as JSON on stderr where JSON is wanted", async () => {
    const { code, stdout, stderr } = await runTocsin(["extract", "--json", "/nonexistent"]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(parseJson(stderr)).toMatchObject({ error: { code: "document-missing", exit: 2 } });
  });

  it("takes a file whose name looks like an option behind --", async () => {
    file("--json", "T1566.001");
    const { code, stdout } = await runTocsin(["extract", "--", "--json"], { cwd: folder });
    expect([code, stdout.includes("T1566.001"), stdout.startsWith("TYPE")]).toEqual([
      0,
      true,
      true,
    ]);
  });

  it("ends quietly when whoever reads it goes away", async () => {
    const many = Array.from({ length: 20_000 }, (_, at) => `host${at}.evil-loader.com`).join("\n");
    const big = file("many.txt", many);
    const line = `set -o pipefail; "$0" "$1" extract "$2" --json | head -c 20`;
    const shell = promisify(execFile)("bash", ["-c", line, process.execPath, launcher, big]);
    await expect(shell).resolves.toMatchObject({ stderr: "" });
    expect((await shell).stdout).toHaveLength(20);
    const search = `set -o pipefail; "$0" "$1" match "$2" --list "$2" --only-lists | head -c 20`;
    const matching = promisify(execFile)("bash", ["-c", search, process.execPath, launcher, big]);
    expect((await matching).stdout).toHaveLength(20);
    expect((await matching).stderr).not.toContain("error");
  });
});

describe("tocsin redact", () => {
  const profile = JSON.stringify({
    names: ["Ferrocrest Steel Corp."],
    domains: ["ferrocrest.example"],
    people: ["Darnell Pickering"],
    hosts: ["fc-mes-01"],
  });

  it("prints the text alone on stdout, and what was replaced on stderr", async () => {
    const at = file("profile.json", profile);
    const { code, stdout, stderr } = await runTocsin(["redact", "-", "--profile", at], {
      input: ticket,
    });
    expect(code).toBe(0);
    expect(stdout.toLowerCase()).not.toMatch(/pickering|ferrocrest|fc-mes/);
    expect(stdout).toContain("opened a mail");
    expect(stderr).toMatch(/^Replaced: .*person/);
  });

  it("gives places that fit the text with --json", async () => {
    const { stdout, stderr } = await runTocsin(["redact", "--json", "-"], { input: ticket });
    const { text, findings } = redacted.parse(parseJson(stdout));
    expect(stderr).toContain("Without --profile");
    const mail = findings.find((it) => it.kind === "email-person");
    expect(ticket.slice(mail?.start, mail?.end)).toBe("d.pickering@ferrocrest.example");
    expect(text).not.toContain("d.pickering");
  });

  it.each<[string, string, string]>([
    ["is not JSON", "{", "json-malformed"],
    ["has a list twice", '{"people":["A B"],"people":[]}', "json-name-twice"],
    ["has a list that is none", '{"names":"x"}', "usage"],
    ["has a list that nobody knows", '{"secrets":["x"]}', "usage"],
    ["has something else in a list", '{"names":[{"a":1}]}', "usage"],
  ])("refuses a profile that %s, and prints nothing of the text", async (_, content, code) => {
    const at = file("wrong.json", content);
    const ran = await runHere(["redact", file("ticket.txt", ticket), "--profile", at]);
    expect([ran.code, ran.stdout]).toEqual([2, ""]);
    expect(ran.stderr).toContain(`error ${code}:`);
  });

  it("says which lists a profile may have where it has another", async () => {
    const at = file("wrong.json", '{"nmaes":["Ferrocrest"]}');
    const ran = await runHere(["redact", file("ticket.txt", ticket), "--profile", at]);
    expect(ran.stderr).toContain("known are names, brands, domains, ");
  });

  it("tells which of two files is not there", async () => {
    const none = "/nonexistent/none";
    const redacting = await runHere(["redact", file("ticket.txt", ticket), "--profile", none]);
    expect([redacting.code, redacting.stderr]).toEqual([2, expect.stringContaining("(--profile)")]);
    const matching = await runHere(["match", "--list", none, "--only-lists", none]);
    expect([matching.code, matching.stderr]).toEqual([2, expect.stringContaining("(--list)")]);
    const empty = await runHere(["match", "--list", file("empty.txt", "\n"), "--only-lists", none]);
    expect([empty.code, empty.stderr]).toEqual([2, expect.stringContaining("document-empty")]);
  });

  it("tells which entries of the profile protect nothing, by their place", async () => {
    const lists = {
      ranges: ["10.0.0.0/8", "10.1.2.3-10.1.2.9", "10.9.0.0/99", "x"],
      domains: [""],
    };
    const at = file("odd.json", JSON.stringify(lists));
    const ran = await runHere(["redact", file("ticket.txt", ticket), "--profile", at]);
    expect(ran.code).toBe(0);
    expect(ran.stderr).toContain(
      "profile: ranges[2] is no address and no range and protects nothing, and 1 more of that list.\n" +
        "profile: domains[0] is no domain name and protects nothing.\n",
    );
  });

  it("does not read stdin twice", async () => {
    const { code, stderr } = await runHere(["redact", "-", "--profile", "-"]);
    expect(code).toBe(2);
    expect(stderr).toContain("- can be given once");
  });
});

describe("the command line itself", () => {
  it.each<[string, string[]]>([
    ["an unknown command", ["frobnicate"]],
    ["an unknown option", ["extract", "-", "--frob\u001b[31m"]],
    ["an operand too few", ["extract"]],
    ["an operand too many", ["status", "now"]],
    ["an option without its value", ["sighting", "add", "-", "--source"]],
    ["a needed option that is missing", ["sighting", "add", "-"]],
    ["a group without a command", ["report"]],
    ["a value of another form", ["report", "list", "--limit", "0"]],
  ])("answers %s with exit code 2 and a word on stderr", async (_, args) => {
    const { code, stdout, stderr } = await runHere(args);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr.length).toBeGreaterThan(10);
    expect(rawControls.test(stderr)).toBe(false);
  });

  it("says that no node runs, and how to start one", async () => {
    const { code, stderr } = await runTocsin(["status"]);
    expect(code).toBe(1);
    expect(stderr).toContain("error node-not-running:");
    expect(stderr).toContain("tocsin up");
  });

  it("prints help on stdout, its version, and no colours in a pipe", async () => {
    const help = await runTocsin(["report", "share", "--help"]);
    expect([help.code, help.stderr]).toEqual([0, ""]);
    expect(help.stdout).toContain("--yes alone never publishes");
    expect(rawControls.test(help.stdout)).toBe(false);
    const version = await runTocsin(["--version"]);
    expect(version.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it("makes and refuses challenges without a node", async () => {
    const { code, stdout } = await runHere(["authorship", "challenge", "Example Insurance"]);
    expect([code, /^Example Insurance [\w-]{20,}\n$/.test(stdout)]).toEqual([0, true]);
    expect((await runHere(["authorship", "challenge", " x\ny"])).code).not.toBe(0);
  });
});
