import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { idsRuleText, readIdsRule } from "./ids-rule.ts";
import { readSigmaRule, sigmaRuleText } from "./sigma-rule.ts";
import { readYaraRules } from "./yara-rule.ts";
import { readYaml } from "./yaml.ts";

function whyNot(read: { readonly ok: boolean; readonly why?: string }): string {
  return read.ok ? "taken" : (read.why ?? "");
}

describe("rules of Suricata and Snort", () => {
  const options =
    'msg:"a \\"b\\"\\; c"; content:"x|3b|y"; nocase; pcre:"/a\\/b[0-9]+$/Ri"; sid:7; rev:3;';
  const written = (text: string): string => {
    const read = readIdsRule(text);
    return read.ok ? idsRuleText(read.rule, 1_900_000) : read.why;
  };

  test("are read option by option, and written with an id of ours", () => {
    expect(
      written(`alert  tcp $HOME_NET any ->  [198.51.100.0/24, !198.51.100.7] 80 (${options})`),
    ).toBe(
      'alert tcp $HOME_NET any -> [198.51.100.0/24,!198.51.100.7] 80 (msg:"a \\"b\\"\\; c"; ' +
        'content:"x|3b|y"; nocase; pcre:"/a\\/b[0-9]+$/Ri"; sid:1900000; rev:1;)',
    );
    expect(written('alert http any any -> any any \\\n  (msg:"x"; http.uri; content:"/a";)')).toBe(
      'alert http any any -> any any (msg:"x"; http.uri; content:"/a"; sid:1900000; rev:1;)',
    );
  });

  test.each([
    ["", "does something else than to alert"],
    ['drop tcp any any -> any any (msg:"x";)', "does something else than to alert"],
    ['alert gopher any any -> any any (msg:"x";)', "has a protocol that is none"],
    ['alert tcp any any => any any (msg:"x";)', "has no direction"],
    ['alert tcp any any -> any any msg:"x";', "has no options"],
    ['alert tcp any [1,2 -> any any (msg:"x";)', "has an address or a port that is none"],
    ['alert tcp any any -> any `id` (msg:"x";)', "has an address or a port that is none"],
    ["alert tcp any any -> any any (sid:1;)", "has no message"],
    ['alert tcp any any -> any any (msg:"x;)', "has quotes without an end"],
    ['alert tcp any any -> any any (msg:"x")', "has an option without its end"],
    [
      'alert tcp any any -> any any (msg:"x"; lua:a.lua;)',
      "has an option that reaches beyond an alert",
    ],
    [
      'alert tcp any any -> any any (msg:"x"; filestore;)',
      "has an option that reaches beyond an alert",
    ],
    [
      'alert tcp any any -> any any (msg:"x"; dataset:set,d,save /etc/x;)',
      "has an option that reaches beyond an alert",
    ],
    ['alert tcp any any -> any any (msg:"x"; pcre:"/(/";)', "has a malformed expression"],
    [
      'alert tcp any any -> any any (msg:"x";) alert tcp any any -> any any (msg:"y";)',
      "goes on after its end",
    ],
    [
      'alert tcp any any -> any any (msg:"x";)\nalert tcp any any -> any any (msg:"y";)',
      "is more than one line",
    ],
    [`alert tcp any any -> any any (${"a;".repeat(300)})`, "has more than 200 options"],
    ["x".repeat(70_000), "is longer than 65536 characters"],
  ])("%s: refused, with the reason", (text, why) => {
    expect(whyNot(readIdsRule(text))).toBe(why);
  });

  test("what is taken is one line that ends once, whatever was given", () => {
    const parts = fc.constantFrom(
      'msg:"x";',
      "content:",
      '"',
      ";",
      ")",
      "(",
      "\\",
      " ",
      "|3b|",
      "a",
      "\n",
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 12 }), (some) => {
        const read = readIdsRule(`alert tcp any any -> any any (msg:"m"; ${some.join("")})`);
        if (!read.ok) return;
        const text = idsRuleText(read.rule, 1);
        expect(text).not.toMatch(/[\r\n]/);
        const again = readIdsRule(text);
        expect(again).toEqual(read);
      }),
    );
  });
});

const yara = `
import "pe"
/* a comment with rule x { } */
private rule Base : tag other { condition: uint16(0) == 0x5A4D and filesize < 2MB }
rule Loader {
  meta:
    author = "a \\"b\\""
    score = -5
    good = true
  strings:
    $text = "evil\\x00\\n" wide ascii nocase fullword // until here
    $bytes = { 4D 5A ?? ~00 [4-6] ( 90 | 91 9? ) }
    $re = /https?:\\/\\/[a-z]{3,5}\\.example/i
    $a1 = "one" xor(0x01-0xff)
    $a2 = "two" base64("!@#$%^&*(){}[].,|ABCDEFGHIJ\\x09LMNOPQRSTUVWXYZabcdefghijklmnopqrstu")
    $_unused = "x"
  condition:
    Base and pe.number_of_sections > 3 and not defined pe.imphash() and
    (any of ($a*) or 2 of them or #text > 2 * 3 or $text at 0 or @re[1] < 100) and
    for any i in (1..#re) : ( @re[i] + 4 < filesize ) and
    for all of ($a*) : ( $ in (0..1KB) ) and $bytes
}`;

describe("YARA rules", () => {
  test("are read by the grammar, and stay as they were written", () => {
    const read = readYaraRules(yara);
    expect(whyNot(read)).toBe("taken");
    if (!read.ok) return;
    expect(read.rule.imports).toEqual(["pe"]);
    expect(read.rule.rules.map(({ name }) => name)).toEqual(["Base", "Loader"]);
    expect(read.rule.rules[0]?.text).toBe(
      "private rule Base : tag other { condition: uint16(0) == 0x5A4D and filesize < 2MB }",
    );
  });

  const rule = (condition: string, strings = '$a = "x"'): string =>
    `rule r { strings: ${strings} condition: ${condition} }`;
  test.each([
    ["", "is no rule"],
    ['include "/etc/passwd" rule r { condition: true }', "includes another file"],
    ['import "cuckoo" rule r { condition: true }', "imports a module that looks beyond the file"],
    ["global rule r { condition: false }", "is global, which turns other rules off"],
    ["rule r { condition: true } rule r { condition: true }", "names two rules alike"],
    ["rule any { condition: true }", "has a name that is none"],
    ["rule r { }", "has no condition"],
    ["rule r { condition: }", "has a condition that breaks off"],
    ["rule r { condition: true", "has no } where it must be"],
    ["rule r { condition: true } }", 'has no "rule" where it must be'],
    [rule("$b"), "uses a string that it has not"],
    [rule("true"), "has a string that its condition does not use"],
    [rule("$a and nowhere"), "uses a name that is nowhere said"],
    [rule("$a and"), "has a condition that breaks off"],
    [rule("$a $a"), "has no } where it must be"],
    [rule("$a", '$a = "x'), "has quotes without an end"],
    [rule("$a", '$a = "\\q"'), "has an escape that is none"],
    [rule("$a", '$a = ""'), "has a string that is empty"],
    [rule("$a", "$a = { 4 }"), "has bytes that are none"],
    [rule("$a", "$a = { 41 /* 42 }"), "has bytes that are none"],
    [rule("$a", "$a = { [4] 41 }"), "has bytes that are none"],
    [rule("$a", "$a = { ( 41 | 42 }"), "has bytes that are none"],
    [rule("$a", "$a = /(/"), "has a malformed expression"],
    [rule("$a", '$a = "x" $a = "y"'), "names two strings alike"],
    [rule(`${"(".repeat(100)}$a${")".repeat(100)}`), "is nested too deep"],
    ["rule r { condition: true /* }", "has a comment without an end"],
  ])("%s: refused, with the reason", (text, why) => {
    expect(whyNot(readYaraRules(text))).toBe(why);
  });

  test("any text is answered", () => {
    const parts = fc.constantFrom(
      ...'rule r {|strings:|$a|=|"x"|condition:|true|}|/|(|)|for|of|them|[|1|..|\\'.split("|"),
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 20 }), (some) => {
        expect(typeof readYaraRules(some.join(" ")).ok).toBe("boolean");
      }),
    );
  });
});

const sigma = `
title: Loader 'x' # a comment
id: 8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f
status: test
description: |
  Two lines
    of text
references: [https://report.example/a, 'b, c']
logsource:
  category: process_creation
  product: windows
detection:
  selection_img:
    - Image|endswith: '\\loader.exe'
    - OriginalFileName: "LOADER.EXE"
  selection_cli:
    CommandLine|contains|all:
    - ' -enc '
    - "a\\tb"
  filter:
    ParentImage: C:\\Windows\\explorer.exe
    EventID: 4688
  condition: all of selection_* and not filter
falsepositives:
  - unknown
level: high
x_own: left out
`;

describe("Sigma rules", () => {
  test("are read, held against the specification, and written anew as the same rule", () => {
    const read = readSigmaRule(sigma);
    expect(whyNot(read)).toBe("taken");
    if (!read.ok) return;
    const text = sigmaRuleText(read.rule);
    expect(readYaml(text)).toEqual(read.rule.fields);
    expect(read.rule.fields).toMatchObject({
      title: "Loader 'x'",
      description: "Two lines\n  of text\n",
      references: ["https://report.example/a", "b, c"],
      detection: {
        selection_img: [{ "Image|endswith": "\\loader.exe" }, { OriginalFileName: "LOADER.EXE" }],
        selection_cli: { "CommandLine|contains|all": [" -enc ", "a\tb"] },
        filter: { ParentImage: "C:\\Windows\\explorer.exe", EventID: 4688 },
      },
    });
    expect(text).not.toContain("x_own");
  });

  const rule = (detection: string): string =>
    `title: t\nlogsource:\n  product: windows\ndetection:\n${detection}`;
  test.each([
    ["", "is empty"],
    ["- a", "is no mapping"],
    ["title: t", "has no logsource"],
    [
      rule("  s:\n    a: b\n  condition: s").replace("windows", ""),
      "has a logsource that says nothing",
    ],
    [`status: new\n${rule("  s:\n    a: b\n  condition: s")}`, "has a status that is none"],
    [rule("  condition: s"), "searches for nothing"],
    [rule("  s:\n    a: b"), "has a condition that is none"],
    [rule("  s:\n    a: b\n  condition: t"), "has a condition that names no search"],
    [rule("  s:\n    a: b\n  condition: 1 of t*"), "has a condition that names no search"],
    [rule("  s:\n    a: b\n  condition: (s"), "has brackets that do not fit"],
    [rule("  s:\n    a: b\n  condition: s | count() > 5"), "has a condition that does not end"],
    [rule("  s:\n    a|starts: b\n  condition: s"), "uses a modifier that is none"],
    [rule("  s: &x\n    a: b\n  condition: s"), "uses a part of YAML that rules do not need"],
    [
      rule("  s:\n    a: !!python/object b\n  condition: s"),
      "uses a part of YAML that rules do not need",
    ],
    [rule("  s:\n    a: {b: c}\n  condition: s"), "uses a part of YAML that rules do not need"],
    [rule("  s:\n    a: b\n    a: c\n  condition: s"), "says one thing twice"],
    [rule("  s:\n    __proto__: b\n  condition: s"), "says one thing twice"],
    [rule("  s:\n\ta: b\n  condition: s"), "is indented with something else than spaces"],
    [rule("  s:\n    a: 'b\n  condition: s"), "has quotes without an end"],
    [rule("  s:\n    a: [b\n  condition: s"), "has brackets without an end"],
    [`${rule("  s:\n    a: b\n  condition: s")}\n---\ntitle: second`, "is indented unevenly"],
    [`title: t\n${"- ".repeat(100)}a`, "is indented unevenly"],
    ["- ".repeat(100).concat("a"), "is nested too deep"],
  ])("%s: refused, with the reason", (text, why) => {
    expect(whyNot(readSigmaRule(text))).toBe(why);
  });

  test.each([
    ["a: >\n  x\n  y\n\n  z\nb: 1", { a: "x y\nz\n", b: 1 }],
    ["a: >-\n  x\n    y\n  z\n\n\n  q", { a: "x\n  y\nz\n\nq" }],
    ["a: |\n  x\n   y\n\n  z\n", { a: "x\n y\n\nz\n" }],
    ["a: plain\n  goes on\n\n  here", { a: "plain goes on\nhere" }],
    ["a: 'it''s\n\n  x'", { a: "it's\nx" }],
    ["a: [x, # one\n  'y']\nb: 0x1410", { a: ["x", "y"], b: "0x1410" }],
  ])("%j is read as YAML says", (text, value) => {
    expect(readYaml(text)).toEqual(value);
  });

  test.each(["a:\tb", "a: |+\n  x\n\n", "a: |2\n   x"])(
    "%j, which would be read wrongly, is refused",
    (text) => {
      expect(() => readYaml(text)).toThrow("uses a part of YAML that rules do not need");
    },
  );

  test("what is taken is one document, whatever its texts hold", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 30 }), (value) => {
        const fields = {
          title: "t",
          logsource: { product: "windows" },
          detection: { s: { a: [value, { deep: "x" }.deep] }, condition: "s" },
        };
        const text = sigmaRuleText({ title: "t", fields });
        expect(text.split("\n")).toHaveLength(10);
        if (value.isWellFormed()) expect(readYaml(text)).toEqual(fields);
      }),
    );
  });
});
