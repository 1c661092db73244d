import { gzipSync } from "node:zlib";

import { parseJson } from "@tocsin/kernel";
import { describe, expect, it } from "vitest";
import { z } from "zod";

import { readIndicators } from "../../matching/indicator-list.ts";
import { runHere } from "./captured-terminal.ts";
import { rawControls } from "./run-tocsin.ts";
import { scratch } from "./scratch.ts";

const { file } = scratch();

function read(content: string) {
  return [...readIndicators({ name: "list", bytes: Buffer.from(content) })];
}

const evil = { type: "domain", value: "evil-loader.com", source: "list" };
const address = { type: "ipv4", value: "45.77.12.9", source: "feed 7" };

const indicator = {
  type: "indicator",
  spec_version: "2.1",
  id: "indicator--a1b2c3d4-5e6f-4a1b-8c2d-3e4f5a6b7c8d",
  created: "2026-01-01T00:00:00.000Z",
  modified: "2026-01-01T00:00:00.000Z",
  pattern: "[domain-name:value = 'evil-loader.com']",
  pattern_type: "stix",
  valid_from: "2026-01-01T00:00:00Z",
};
const bundle = JSON.stringify(
  {
    type: "bundle",
    id: "bundle--b1b2c3d4-5e6f-4a1b-8c2d-3e4f5a6b7c8d",
    objects: [indicator, { type: "indicator", id: "broken" }],
  },
  null,
  2,
);

describe("lists of observables", () => {
  it.each<[string, string, object[]]>([
    ["JSON lines", `${JSON.stringify(evil)}\n\n${JSON.stringify(address)}`, [evil, address]],
    ["a JSON array", JSON.stringify([{ type: evil.type, value: evil.value }]), [evil]],
    [
      "rows",
      "type,value,source\ndomain,evil-loader.com\nipv4,45.77.12.9,feed 7\n",
      [evil, address],
    ],
    ["rows without titles", "\ufeffdomain,evil-loader.com,\n", [evil]],
    [
      "rows with other titles",
      'indicator,comment,type\n"evil-loader.com","a, b",domain\n45.77.12.9,,ipv4',
      [evil, { ...address, source: "list" }],
    ],
    [
      "one value a line",
      "# block\nevil-loader[.]com  # c2\n0.0.0.0 evil-loader.com\n45.77.12.9:443\nnovalue!\n",
      [
        evil,
        evil,
        { type: "endpoint", value: "45.77.12.9:443", source: "list" },
        { type: "", value: "novalue!", source: "list" },
      ],
    ],
    ["a STIX bundle", bundle, [{ ...evil, source: `list ${indicator.id}` }]],
    ["any text", "it beacons to evil-loader[.]com", [evil]],
    ["nothing", "", []],
  ])("are read from %s", (_, content, wanted) => {
    expect(read(content)).toEqual(wanted);
  });

  it.each([
    ["broken JSON", "{", "json-malformed"],
    ["a bundle cut off", bundle.slice(0, 300), "message-invalid"],
    ["other JSON", '{"a":1}', "message-invalid"],
    ["an array of others", "[1]", "message-invalid"],
    ["rows without a value", "domain,a.example\nipv4\n", "message-invalid"],
  ])("are refused with %s", (_, content, code) => {
    expect(() => read(content)).toThrow(expect.objectContaining({ code }));
  });
});

const match = z.object({
  file: z.string(),
  line: z.number(),
  value: z.string(),
  source: z.string(),
});

describe("tocsin match", () => {
  it("prints a line for each match, defanged, and says what it did on stderr", async () => {
    const list = file(
      "list.csv",
      "type,value,source\ndomain,evil-loader.com,feed 7\nipv4,8.8.8.8\n",
    );
    const log = file("dns.log.gz", gzipSync("a\nq www.evil-loader.com 8.8.8.8\n"));
    const { code, stdout, stderr } = await runHere(["match", log, "--list", list]);
    expect(code).toBe(0);
    expect(stdout).toBe(
      `${log}:2:4  domain evil-loader[.]com (subdomain: www[.]evil-loader[.]com)  feed 7\n`,
    );
    expect(stderr).toContain("Looking for 1 value; not looked for: 1 harmless.");
    expect(stderr).toContain("1 match in 2 lines.");
  });

  it("names what it leaves out as harmless, with the list that knows it", async () => {
    const values = ["8.8.8.8", "1.1.1.1", "9.9.9.9", "8.8.4.4", "1.0.0.1", "0.0.0.0/4", "8.8.8.8"];
    const rows = values.map((it) => `${it.includes("/") ? "cidr" : "ipv4"},${it},feed 7\n`);
    const list = file("list.csv", `type,value,source\n${rows.join("")}ipv4,45.77.12.9,feed 7\n`);
    const log = file("log", "45.77.12.9\n");
    const plain = await runHere(["match", log, "--list", list]);
    expect(plain.stderr).toContain("not looked for: 7 harmless.");
    expect(plain.stderr).toMatch(/harmless: ipv4 8\[\.\]8\[\.\]8\[\.\]8 {2}feed 7 {2}[\w-]+: \w/);
    expect(plain.stderr.match(/ {2}harmless: /g)).toHaveLength(5);
    expect(plain.stderr).toContain("and 1 more harmless value; --list-benign");
    expect(plain.stdout.split("\n")).toHaveLength(2);
    const all = await runHere(["match", log, "--list", list, "--list-benign", "--json"]);
    const lines = all.stdout
      .trim()
      .split("\n")
      .map((it) => parseJson(it));
    expect(lines).toHaveLength(7);
    expect(lines[5]).toEqual({
      type: "cidr",
      value: "0.0.0.0/4",
      source: "feed 7",
      notLookedFor: { list: "wide-networks", why: expect.any(String) as string },
    });
    expect(lines[6]).toMatchObject({ file: log, value: "45.77.12.9" });
  });

  it("gives lines of JSON, from stdin too", async () => {
    const list = file("list.jsonl", JSON.stringify(address));
    const args = ["match", "-", "--list", list, "--json"];
    const { stdout } = await runHere(args, { input: "45.77.12.9\n45.77.12.9:443\n" });
    const found = stdout
      .trim()
      .split("\n")
      .map((it) => match.parse(parseJson(it)));
    expect(found.map((it) => [it.line, it.value, it.source])).toEqual([
      [1, "45.77.12.9", "feed 7"],
      [2, "45.77.12.9", "feed 7"],
    ]);
  });

  it("lets no hostile character of a log or list reach the terminal", async () => {
    const list = file(
      "list.jsonl",
      `{"type":"domain","value":"evil.com","source":"\\u001b[31mx\\u202e"}`,
    );
    const log = file("log", "\u001b[2J evil.com\u0007\u202e\n");
    for (const format of [[], ["--json"]]) {
      const { stdout, stderr } = await runHere(["match", log, "--list", list, ...format]);
      expect(stdout).toContain("evil");
      expect(rawControls.test(stdout + stderr)).toBe(false);
    }
  });

  it.each([
    ["a file that is not there", ["match", "/nonexistent/log"], "document-missing"],
    ["two pipes", ["match", "-", "--list", "-"], "usage"],
  ])("says plainly of %s", async (_, args, error) => {
    const list = file("list.csv", "domain,evil.com\n");
    const given = args.includes("--list") ? args : [...args, "--list", list];
    expect((await runHere(given)).stderr).toContain(`error ${error}:`);
  });
});

const answer = z.object({
  suggestions: z.array(
    z.object({ technique: z.string(), score: z.number(), start: z.number(), end: z.number() }),
  ),
});

describe("tocsin techniques", () => {
  it("gives a line of JSON for each line of JSON, in order", async () => {
    const texts = ["It injects code into explorer.exe.", "The shop opens at nine.", "T1566.001"];
    const input = texts.map((text) => JSON.stringify({ text })).join("\n");
    const { code, stdout } = await runHere(["techniques", "--json", "-"], { input });
    const answers = stdout
      .trim()
      .split("\n")
      .map((it) => answer.parse(parseJson(it)));
    expect(code).toBe(0);
    expect(answers.map(({ suggestions: [first] }) => first?.technique)).toEqual([
      "T1055",
      undefined,
      "T1566.001",
    ]);
  });

  it("shows name, chance and words of a text", async () => {
    const at = file("note.md", "The signed program side-loaded the malicious DLL.");
    const { stdout } = await runHere(["techniques", at]);
    expect(stdout).toMatch(/T1574\.002 +DLL \(now T1574\.001\) +\d+ % .*side-loaded/);
  });

  it("says which line is no text", async () => {
    const at = file("x.jsonl", '{"text":"a"}\n{"txt":"b"}');
    const { stderr } = await runHere(["techniques", at]);
    expect(stderr).toContain("line 2");
  });
});
