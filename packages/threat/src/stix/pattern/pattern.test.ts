import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { like } from "./like.ts";
import { createPatternMatcher, type Observed } from "./match.ts";
import { parsePattern } from "./parse.ts";
import { compileRegex } from "./safe-regex.ts";

const md5 = "d41d8cd98f00b204e9800998ecf8427e";

function seen(objects: Observed["objects"], minute = 0, times = 1): Observed {
  return { firstMs: minute * 60_000, lastMs: minute * 60_000, times, objects };
}

function matched(pattern: string, ...observed: Observed[]): boolean | string {
  const matcher = createPatternMatcher(pattern);
  if (!matcher.ok) return matcher.why;
  const result = matcher.match(observed);
  return result.ok ? result.matched : result.why;
}

const ip = (value: string): Observed["objects"][number] => ({ type: "ipv4-addr", value });

describe("the pattern parser", () => {
  test.each([
    "[file:hashes.'SHA-256' = 'aec070645fe53ee3b3763059376134f058cc337247c978add178b6ccdfb0019f']",
    "[email-message:from_ref.value MATCHES '.+\\\\@example\\\\.com$' AND email-message:body_multipart[*].body_raw_ref.name MATCHES '^Final Report.+\\\\.exe$']",
    "[file:hashes.MD5 = '79054025255fb1a26e4bc422aef54eb4'] FOLLOWEDBY [windows-registry-key:key = 'HKEY_LOCAL_MACHINE\\\\foo\\\\bar'] WITHIN 300 SECONDS",
    "([a:b = 1] AND [a:b = 2.5]) REPEATS 5 TIMES WITHIN 0.5 SECONDS",
    "[a:b = t'2014-01-13T07:03:17Z'] START t'2014-01-13T07:03:17Z' STOP t'2014-01-14T07:03:17Z'",
    "[a:b NOT IN () OR a:b IN ('x', 'y') OR c:d NOT IN (1, -2, +3)]",
    "[a:b.c[0].'d-e'[*].f ISSUBSET '198.51.100.0/24']",
    "[a:b = h'ab01' AND a:c != b'YWI=' AND a:d NOT LIKE 'x%' AND NOT EXISTS a:e AND EXISTS a:f]",
    "[(a:b = true OR a:b == false) AND a:c <> 'it\\'s']",
    "[x-acme-thing:x_p='1'AND x-acme-thing:q>=2]",
    "  [ a:b   =\t'x' ]\n",
  ])("%s is a pattern", (pattern) => {
    expect(parsePattern(pattern)).toMatchObject({ ok: true });
  });

  test.each([
    ["", 0],
    ["a:b = 1", 0],
    ["[a:b = 1", 8],
    ["[]", 1],
    ["[a:b]", 4],
    ["[a:b = ]", 7],
    ["[a:b = 'x]", 7],
    ["[a = 1]", 3],
    ["[a: = 1]", 4],
    ["[A:b = 1]", 1],
    ["[a:b.SHA-1 = 'x']", 5],
    ["[a:b = 1] [a:b = 2]", 10],
    ["[a:b = 1] AND", 13],
    ["[a:b = 1 AND c:d = 2]", 0],
    ["[(a:b = 1 OR c:d = 2) AND e:f = 3]", 0],
    ["[a:b = 1] and [a:b = 2]", 10],
    ["[a:b LIKE 1]", 10],
    ["[a:b MATCHES '(']", 13],
    ["[a:b < true]", 7],
    ["[a:b IN 'x']", 8],
    ["[a:b = t'yesterday']", 7],
    ["[a:b = h'abc']", 7],
    ["[a:b = b'a']", 7],
    ["[a:b = 01]", 7],
    ["[a:b[-1] = 1]", 5],
    ["[a:b = 1] WITHIN 0 SECONDS", 17],
    ["[a:b = 1] WITHIN 5 MINUTES", 19],
    ["[a:b = 1] REPEATS 1.5 TIMES", 18],
    ["[a:b = 1] WITHIN 5 SECONDS WITHIN 6 SECONDS", 27],
    ["[a:b = 1] START t'2014-01-13T07:03:17Z' STOP t'2014-01-13T07:03:17.0Z'", 45],
    ["[a:b = 1] START '2014-01-13T07:03:17Z' STOP t'2014-01-13T07:03:17Z'", 16],
    [`${"(".repeat(5000)}[a:b = 1]`, 65],
    [`[${"(".repeat(5000)}a:b = 1]`, 66],
    ["[a:b = \ud800]", 7],
  ])("%j is refused, and where", (pattern, at) => {
    expect(parsePattern(pattern)).toMatchObject({ ok: false, at });
  });

  test("any text is answered, and quickly", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        expect(typeof parsePattern(text).ok).toBe("boolean");
      }),
    );
    const long = `[a:b = '${"\\\\".repeat(100_000)}']`;
    expect(parsePattern(long).ok).toBe(true);
    expect(parsePattern("[a:b = 1]".repeat(40_000)).ok).toBe(false);
  });
});

describe("the pattern matcher", () => {
  test("tests of one object", () => {
    const file = {
      type: "file",
      id: "file--1",
      name: "Foo.EXE",
      size: 25_536,
      ctime: "2016-01-01T00:00:00.500Z",
      magic_number_hex: "FFD8",
      hashes: { MD5: md5 },
      parent_directory_ref: "directory--1",
      extensions: { "windows-pebinary-ext": { sections: [{ entropy: 2 }, { entropy: 7.5 }] } },
    };
    const observed = seen([file, { type: "directory", id: "directory--1", path: "/tmp" }]);
    const cases: [string, boolean][] = [
      [`[file:hashes.MD5 = '${md5}']`, true],
      [`[file:hashes.'MD5' != '${md5}']`, false],
      ["[file:size > 25000 AND file:size <= 25536]", true],
      ["[file:size = '25536']", false],
      ["[file:size != '25536']", true],
      ["[file:size IN (1, 25536)]", true],
      ["[file:size NOT IN (1, 25536)]", false],
      ["[file:ctime > t'2016-01-01T00:00:00Z']", true],
      ["[file:magic_number_hex = h'ffd8']", true],
      ["[file:name LIKE 'foo%']", false],
      ["[file:name LIKE 'F__.%']", true],
      ["[file:name MATCHES '(?i)\\\\.exe$']", true],
      ["[file:parent_directory_ref.path = '/tmp']", true],
      ["[file:extensions.'windows-pebinary-ext'.sections[*].entropy > 7.0]", true],
      ["[file:extensions.'windows-pebinary-ext'.sections[0].entropy > 7.0]", false],
      ["[file:name = 'x' OR directory:path = '/tmp']", true],
      ["[EXISTS file:name AND NOT EXISTS file:mime_type]", true],
      ["[file:nothing != 'x']", false],
    ];
    for (const [pattern, expected] of cases) {
      expect([pattern, matched(pattern, observed)]).toEqual([pattern, expected]);
    }
  });

  test("AND is of one object inside the brackets and of different observations outside", () => {
    const two = seen([
      { type: "file", name: "a", size: 1 },
      { type: "file", name: "b", size: 2 },
    ]);
    expect(matched("[file:name = 'a' AND file:size = 2]", two)).toBe(false);
    expect(matched("[file:name = 'a'] AND [file:size = 2]", two)).toBe(false);
    expect(matched("[file:name = 'a'] AND [file:size = 2]", two, two)).toBe(true);
    expect(matched("[file:name = 'x'] OR [file:size = 2]", two)).toBe(true);
  });

  test("order, number and time of observations", () => {
    const a = (minute: number): Observed => seen([ip("198.51.100.1")], minute);
    const b = (minute: number): Observed => seen([ip("198.51.100.2")], minute);
    const both = "[ipv4-addr:value = '198.51.100.1'] FOLLOWEDBY [ipv4-addr:value = '198.51.100.2']";
    expect(matched(both, a(0), b(5))).toBe(true);
    expect(matched(both, a(5), b(0))).toBe(false);
    expect(matched(`(${both}) WITHIN 300 SECONDS`, a(0), b(5))).toBe(true);
    expect(matched(`(${both}) WITHIN 299 SECONDS`, a(0), b(5))).toBe(false);
    const thrice = "[ipv4-addr:value = '198.51.100.1'] REPEATS 3 TIMES";
    expect(matched(thrice, a(0), a(1))).toBe(false);
    expect(matched(thrice, a(0), a(1), a(9))).toBe(true);
    expect(matched(`${thrice} WITHIN 120 SECONDS`, a(0), a(1), a(9))).toBe(false);
    expect(matched(`${thrice} WITHIN 120 SECONDS`, a(0), a(8), a(9), a(10))).toBe(true);
    expect(matched(thrice, seen([ip("198.51.100.1")], 0, 3))).toBe(true);
    const window = "START t'1970-01-01T00:01:00Z' STOP t'1970-01-01T00:02:00Z'";
    expect(matched(`[ipv4-addr:value = '198.51.100.1'] ${window}`, a(0), a(2))).toBe(false);
    expect(matched(`[ipv4-addr:value = '198.51.100.1'] ${window}`, a(1))).toBe(true);
  });

  test("ranges of addresses", () => {
    const v4 = seen([ip("198.51.100.7")]);
    const v6 = seen([{ type: "ipv6-addr", value: "2001:db8::7" }]);
    expect(matched("[ipv4-addr:value ISSUBSET '198.51.100.0/24']", v4)).toBe(true);
    expect(matched("[ipv4-addr:value ISSUBSET '198.51.101.0/24']", v4)).toBe(false);
    expect(matched("[ipv6-addr:value ISSUBSET '2001:db8::/32']", v6)).toBe(true);
    expect(matched("[ipv6-addr:value ISSUBSET '198.51.100.0/24']", v6)).toBe(false);
    const range = seen([ip("198.51.0.0/16")]);
    expect(matched("[ipv4-addr:value ISSUPERSET '198.51.100.0/24']", range)).toBe(true);
  });

  test("what cannot be searched in bounded time is refused with its reason", () => {
    const observed = seen([{ type: "url", value: "a".repeat(60_000) }]);
    expect(matched("[url:value MATCHES '(a)\\\\1']", observed)).toMatch(/back references/);
    expect(matched("[url:value MATCHES '(?=a)b']", observed)).toMatch(/look-around/);
    expect(matched("[url:value MATCHES '(a+)+$b']", observed)).toBe(false);
    expect(matched("[url:value MATCHES '(.*)*(.*)*(.*)*x']", observed)).toBe(false);
    expect(matched("[url:value MATCHES '(a|a|aa)+(a|aa)+x']", observed)).toBe(false);
    const many = Array.from({ length: 400 }, () => seen([ip("198.51.100.1")]));
    const any = "[ipv4-addr:value LIKE '%']";
    expect(matched(`${any} AND ${any} AND ${any}`, ...many)).toMatch(/too many combinations/);
  });
});

describe("regular expressions", () => {
  test("agree with the platform's on what both know", () => {
    const sources = [
      "a",
      "^a",
      "a$",
      "^$",
      "a|b|",
      "(ab)+c?",
      "a{2,3}",
      "a{2}",
      "a{2,}b",
      "[a-c]x",
      "[^a-c]+$",
      "\\d+\\.\\d",
      "\\bfoo\\b",
      ".*",
      "a.c",
      "(?:a|b)*abb",
      "[\\w.-]+@",
      "x*?y",
      "\\x41|\\t",
    ];
    const texts = fc.string({
      maxLength: 12,
      unit: fc.constantFrom(...Array.from("abcxyfo.@ 01A-\t\n")),
    });
    fc.assert(
      fc.property(fc.constantFrom(...sources), texts, (source, text) => {
        // A last line end is one that $ may stand before, in PCRE alone.
        fc.pre(!text.endsWith("\n"));
        const ours = compileRegex(source);
        expect(ours.ok && ours.test(text)).toBe(new RegExp(source).test(text));
      }),
      { numRuns: 500 },
    );
  });

  test("flags and named classes", () => {
    const found = (source: string, text: string): boolean => {
      const compiled = compileRegex(source);
      return compiled.ok && compiled.test(text);
    };
    expect(found("(?i)ABC[x-z]", "abcX")).toBe(true);
    expect(found("(?i:a)b", "Ab")).toBe(true);
    expect(found("(?i:a)b", "AB")).toBe(false);
    expect(found("^b", "a\nb")).toBe(false);
    expect(found("(?m)^b", "a\nb")).toBe(true);
    expect(found("(?s)a.b", "a\nb")).toBe(true);
    expect(found("[[:digit:]]+[[:^alpha:]]", "1-")).toBe(true);
    expect(found("(?P<name>a)b", "ab")).toBe(true);
    expect(found("^\\x{1F600}$", "😀")).toBe(true);
  });

  test.each([
    ["(", true],
    [")", true],
    ["[a", true],
    ["*a", true],
    ["a**", true],
    ["a{3,2}", true],
    ["[b-a]", true],
    ["\\", true],
    ["(?<x", true],
    ["(?=a)", false],
    ["(?<!a)b", false],
    ["(?>a)", false],
    ["a++", false],
    ["\\1", false],
    ["\\p{L}", false],
    ["(*ACCEPT)", false],
    ["a{5000}", false],
    ["((a{100}){100}){100}", false],
    ["(".repeat(100), false],
    ["a".repeat(3000), false],
  ])("%j is not taken", (source, isMalformed) => {
    expect(compileRegex(source)).toMatchObject({ ok: false, isMalformed });
  });
});

describe("LIKE", () => {
  test("fits as a regular expression of its signs would", () => {
    const letters = fc.string({ maxLength: 8, unit: fc.constantFrom("a", "b", "%", "_") });
    const texts = fc.string({ maxLength: 10, unit: fc.constantFrom("a", "b") });
    fc.assert(
      fc.property(letters, texts, (pattern, text) => {
        const source = pattern.replaceAll("%", "[^]*").replaceAll("_", "[^]");
        expect(like(text, pattern)).toBe(new RegExp(`^${source}$`).test(text));
      }),
      { numRuns: 1000 },
    );
  });
});
