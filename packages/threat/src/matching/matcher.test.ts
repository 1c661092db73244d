import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { Indicator } from "./indicator-index.ts";
import type { LogMatch } from "./log-match.ts";
import { createMatcher } from "./matcher.ts";

const encoder = new TextEncoder();

function known(...pairs: readonly (readonly [type: string, value: string])[]): Indicator[] {
  return pairs.map(([type, value]) => ({ type, value, source: "report" }));
}

function find(indicators: readonly Indicator[], log: string, chunkBytes = log.length + 1) {
  const found: LogMatch[] = [];
  const scanner = createMatcher(indicators).scanner((match) => found.push(match));
  const bytes = encoder.encode(log);
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    scanner.scan(bytes.subarray(at, at + chunkBytes));
  }
  return { found, totals: scanner.end() };
}

/** The log's own words of each match. */
function texts(indicators: readonly Indicator[], log: string): string[] {
  return find(indicators, log).found.map((match) => match.text);
}

describe("createMatcher", () => {
  it("says where it is, what it is, from which source and how it matched", () => {
    const { found, totals } = find(known(["domain", "evil.example"]), "a\nto x.EVIL.example:443\n");
    expect(found).toEqual([
      {
        line: 2,
        offset: 5,
        type: "domain",
        value: "evil.example",
        source: "report",
        text: "x.EVIL.example",
        how: "subdomain",
      },
    ]);
    expect(totals).toEqual({ bytes: 24, lines: 2, matches: 1, longRuns: 0 });
  });

  it("counts a last line without an end, and no line of an empty log", () => {
    expect(find([], "a\nb").totals.lines).toBe(2);
    expect(find([], "").totals).toEqual({ bytes: 0, lines: 0, matches: 0, longRuns: 0 });
  });

  it("tells each source of a value once", () => {
    const sources = ["one", "two", "one"];
    const list = sources.map((source) => ({ type: "ipv4", value: "192.0.2.7", source }));
    expect(find(list, "192.0.2.7").found.map((match) => match.source)).toEqual(["one", "two"]);
  });

  it("says how many indicators it does not look for, and why", () => {
    const { size, ignored } = createMatcher([
      ...known(["attack-technique", "T1059"], ["actor", "APT29"], ["colour", "red"]),
      ...known(["domain", "no domain"], ["user-agent", "x".repeat(3000)], ["cidr", "10.0.0.0/0"]),
      ...known(["mutex", "Global\\a"], ["mutex", "x".repeat(300)]),
    ]);
    expect(size).toBe(1);
    expect(ignored).toMatchObject({ invalid: 5, notInLogs: 2, tooLong: 0 });
  });
});

const onion = "2gzyxa5ihm7nsggfxnu52rck2vv4rvmdlkiu3zzui5du4xyclen53wid.onion";

describe("what matches", () => {
  it.each<[string, string, string, string, string[]]>([
    ["a name", "domain", "evil.example", "q: evil.example. A", ["evil.example"]],
    ["a name below it", "domain", "evil.example", "(a.b.evil.example)", ["a.b.evil.example"]],
    ["no longer label", "domain", "evil.example", "notevil.example not-evil.example", []],
    ["no longer name", "domain", "evil.example", "evil.example.org", []],
    ["the host of a mail address", "domain", "evil.example", "<a@evil.example>", ["evil.example"]],
    ["a name after %2F", "domain", "evil.example", "u=http%3A%2F%2Fevil.example", ["evil.example"]],
    ["a name after \\n of JSON", "domain", "evil.example", '"\\nevil.example"', ["evil.example"]],
    ["a name after \\u003d", "domain", "evil.example", "\\u003devil.example", ["evil.example"]],
    ["a name of one more dot", "domain", "evil.example", "..evil.example..", ["evil.example"]],
    ["an onion name", "onion", onion, `http://x.${onion}/`, [`x.${onion}`]],
    ["an address", "ipv4", "192.0.2.7", "192.0.2.7:80,192.0.2.70 1192.0.2.7", ["192.0.2.7"]],
    ["an address between joints", "ipv4", "192.0.2.7", "ip_192.0.2.7-80", ["192.0.2.7"]],
    ["no version", "ipv4", "192.0.2.7", "v192.0.2.7 192.0.2.7.1 192.0.2.07", []],
    ["an address in a network", "cidr", "192.0.2.0/24", "192.0.3.1 192.0.2.255", ["192.0.2.255"]],
    ["a large network", "cidr", "10.0.0.0/8", "10.255.0.1 11.0.0.1", ["10.255.0.1"]],
    ["a network of one", "cidr", "192.0.2.7/32", "192.0.2.7 192.0.2.8", ["192.0.2.7"]],
    ["any form of IPv6", "ipv6", "2001:db8::1", "2001:0DB8:0:0:0:0:0:1", ["2001:0DB8:0:0:0:0:0:1"]],
    ["IPv6 in brackets", "ipv6", "2001:db8::1", "[2001:db8::1]:443", ["2001:db8::1"]],
    ["an IPv6 network", "cidr", "2001:db8::/32", "2001:db8:9::2 2001:db9::1", ["2001:db8:9::2"]],
    ["no time of day", "ipv6", "::1", "12:34:56 00:00:00", []],
    ["a MAC address", "mac", "00:00:5e:00:53:01", "00-00-5E-00-53-01", ["00-00-5E-00-53-01"]],
    ["an endpoint", "endpoint", "192.0.2.9:443", "192.0.2.9:443 192.0.2.9:4433", ["192.0.2.9:443"]],
    [
      "a named endpoint",
      "endpoint",
      "c2.example:81",
      "C2.example:81 c2.example:8",
      ["C2.example:81"],
    ],
    ["a hash", "md5", "0".repeat(31) + "f", `MD5=${"0".repeat(31)}F,`, [`${"0".repeat(31)}F`]],
    ["a hash in a name", "md5", "0".repeat(32), `a_${"0".repeat(32)}.exe`, ["0".repeat(32)]],
    ["no longer hash", "md5", "0".repeat(32), "0".repeat(33), []],
    ["a mail address", "email", "a.b@c.example", "from=<A.b@c.example>", ["A.b@c.example"]],
    ["a mail address after =", "email", "a.b@c.example", "from=a.b@c.example", ["a.b@c.example"]],
    ["no longer mail address", "email", "b@c.example", "ab@c.example", []],
    ["a URL", "url", "http://e.example/a", "GET http://E.example/a HTTP", ["http://E.example/a"]],
    [
      "a URL that goes on",
      "url",
      "http://e.example/a",
      "http://e.example/a/b?c",
      ["http://e.example/a"],
    ],
    ["no longer word", "url", "http://e.example/a", "http://e.example/ab http://e.example/a-b", []],
    [
      "a URL with its port",
      "url",
      "http://e.example/a",
      "http://e.example:80/a",
      ["http://e.example:80/a"],
    ],
    ["no other port", "url", "http://e.example/a", "http://e.example:81/a", []],
    ["no other scheme", "url", "http://e.example/a", "https://e.example/a", []],
    ["a URL without a scheme", "url", "http://e.example/a", "e.example/a x", ["e.example/a"]],
    ["no host alone", "url", "http://e.example/", "e.example", []],
    [
      "a URL in JSON",
      "url",
      "http://e.example/a/b",
      '"http:\\/\\/e.example\\/a\\/b"',
      ["http:\\/\\/e.example\\/a\\/b"],
    ],
    [
      "an address after %2F",
      "ipv4",
      "192.0.2.1",
      "u=http%3A%2F%2F192.0.2.1%3A80 n=%20192.0.2.1",
      ["192.0.2.1", "192.0.2.1"],
    ],
    [
      "a URL of an address in another's query",
      "url",
      "http://192.0.2.1:8080/a",
      "/go?u=http%3A%2F%2F192.0.2.1%3A8080%2Fa%2Fb",
      ["http%3A%2F%2F192.0.2.1%3A8080%2Fa"],
    ],
    [
      "a URL of an address",
      "url",
      "http://192.0.2.1:8080/a",
      "(http://192.0.2.1:8080/a)",
      ["http://192.0.2.1:8080/a"],
    ],
    [
      "a URL in brackets",
      "url",
      "http://[2001:db8::1]/a",
      "http://[2001:db8::1]/a",
      ["http://[2001:db8::1]/a"],
    ],
    [
      "a query that goes on",
      "url",
      "http://e.example/?id=",
      "http://e.example/?id=7",
      ["http://e.example/?id="],
    ],
    ["a file", "file-name", "invoice.exe", "C:\\x\\Invoice.EXE, my-invoice.exe", ["Invoice.EXE"]],
    ["a file with blanks", "file-name", "my invoice.exe", "'my Invoice.exe'.", ["my Invoice.exe"]],
    [
      "a path",
      "windows-path",
      "c:\\a b\\c.dll",
      "C:\\A B\\C.dll d:\\a b\\c.dll",
      ["C:\\A B\\C.dll"],
    ],
    [
      "a path in JSON",
      "windows-path",
      "c:\\a b\\c.dll",
      '"C:\\\\A B\\\\C.dll"',
      ["C:\\\\A B\\\\C.dll"],
    ],
    ["a path with slashes", "windows-path", "c:\\a b\\c.dll", "c:/a b/c.dll", ["c:/a b/c.dll"]],
    ["what is in a path", "unix-path", "/tmp/.x", "/tmp/.x/y /tmp/.xy /var/tmp/.x", ["/tmp/.x"]],
    [
      "a registry key",
      "registry-key",
      "hkcu\\software\\e\\run",
      "HKEY_CURRENT_USER\\Software\\E\\Run",
      ["\\Software\\E\\Run"],
    ],
    ["a pipe", "named-pipe", "\\\\.\\pipe\\abc", "\\\\host\\pipe\\ABC", ["\\pipe\\ABC"]],
    ["case of a mutex", "mutex", "Global\\Abc", "Global\\abc Global\\Abc", ["Global\\Abc"]],
    ["an agent", "user-agent", "Evil/1.0 (x; y)", '"Evil/1.0 (x; y)"', ["Evil/1.0 (x; y)"]],
    ["a CVE", "cve", "CVE-2021-44228", "cve-2021-44228 CVE-2021-442281", ["cve-2021-44228"]],
  ])("finds %s", (_, type, value, log, wanted) => {
    expect(texts(known([type, value]), log)).toEqual(wanted);
  });

  it("finds a value at either end of the log and beside bytes that are no text", () => {
    const list = known(["domain", "evil.example"]);
    expect(texts(list, "evil.example")).toHaveLength(1);
    expect(texts(list, "\0evil.example\0\0evil.example")).toHaveLength(2);
    expect(texts(list, "Ωevil.example。")).toHaveLength(1);
  });

  it("finds values of one host, each by its own path", () => {
    const urls = Array.from({ length: 1000 }, (_, at) => `http://e.example/${at}/x`);
    const list = known(...urls.map((url) => ["url", url] as const));
    expect(texts(list, "http://e.example/7/x http://e.example/999/x/y")).toEqual([
      "http://e.example/7/x",
      "http://e.example/999/x",
    ]);
  });
});

describe("URLs in another's query", () => {
  const list = known(["url", "http://e.example/a?b=c%20d"]);

  it.each([
    ["/go?u=http%3A%2F%2Fe.example%2Fa%3Fb%3Dc%2520d&v=1", "exact"],
    ["/go?u=http%3a%2f%2fe.example%3a80%2fa%3fb%3dc%2520d%26more%3D1", "prefix"],
    ["/go?q=u%3Dhttp%3A%2F%2Fe.example%2Fa%3Fb%3Dc%2520d.", "exact"],
    ["http%3A//e.example/a?b=c%20d", "exact"],
  ])("%s is found as %s", (log, how) => {
    expect(find(list, log).found).toMatchObject([{ how, value: "http://e.example/a?b=c%20d" }]);
  });

  it.each([
    "/go?u=http%3A%2F%2Fe.example%2Fa%3Fb=c%2520d",
    "/go?u=http%3A%2F%2Fe.example/a?b=c%20d",
    "/go?u=http%3A%2F%2Fe.example%2Fa%3Fb%3Dc%20d",
    "/go?u=http%3A%2F%2Fe.example%2Fa%",
    "%2F%2Fe.example%2Fa%3Fb%3Dc%2520d",
  ])("%s is none", (log) => {
    expect(find(list, log).found).toEqual([]);
  });
});

describe("chunks", () => {
  const list = known(
    ["domain", "evil.example"],
    ["ipv4", "192.0.2.7"],
    ["cidr", "198.51.100.0/24"],
    ["url", "http://bad.example/a/b"],
    ["email", "x.y@bad.example"],
    ["windows-path", "c:\\a b\\c.dll"],
    ["md5", "ab".repeat(16)],
    ["ipv6", "2001:db8::1"],
  );
  const pieces = fc.constantFrom(
    ...["evil.example", "a.evil.example", "192.0.2.7", "198.51.100.9", "http://bad.example/a/b/c"],
    ...["x.y@bad.example", "C:\\\\A B\\\\c.dll", "c:\\a b\\c.dll", "ab".repeat(16), "2001:db8::1"],
    ...["\n", " ", "\0", "-", ".", "/", ":", "x", "é", "12:30:01", "bad.example", "\\", "%2f"],
  );

  it("gives the same matches however the log is cut", () => {
    fc.assert(
      fc.property(
        fc.array(pieces, { maxLength: 40 }),
        fc.integer({ min: 1, max: 50 }),
        (parts, size) => {
          const log = parts.join("");
          expect(find(list, log, size)).toEqual(find(list, log));
        },
      ),
    );
  });

  it("finds everything in a log of several windows", () => {
    const line = `${"word ".repeat(40)}a.evil.example 198.51.100.9\n`;
    const log = line.repeat(5000);
    const { found, totals } = find(list, log, 65_536);
    expect([found.length, totals.lines]).toEqual([10_000, 5000]);
    expect(found.at(-1)).toMatchObject({ line: 5000, offset: log.length - 13 });
    expect(new Set(found.map((match) => match.offset)).size).toBe(10_000);
  });
});

describe("names against a plain reading", () => {
  const label = fc.constantFrom("a", "b", "ab", "x-y", "example", "evil");
  const name = fc
    .array(label, { minLength: 1, maxLength: 4 })
    .map((labels) => `${labels.join(".")}.net`);

  it("are those that equal a known one or end with it after a dot", () => {
    fc.assert(
      fc.property(
        fc.array(name, { maxLength: 6 }),
        fc.array(name, { maxLength: 20 }),
        (listed, seen) => {
          const domains = new Set(listed);
          const wanted = seen.flatMap((host) =>
            [...domains].filter((domain) => host === domain || host.endsWith(`.${domain}`)),
          );
          const { found } = find(
            known(...listed.map((it) => ["domain", it] as const)),
            seen.join(" "),
          );
          expect(found.map((match) => match.value).sort()).toEqual(wanted.sort());
        },
      ),
    );
  });
});

describe("hostile logs", () => {
  const list = known(
    ["domain", "evil.example"],
    ["file-name", "a b.exe"],
    ["url", "http://e.example/a"],
  );

  it.each<[string, string]>([
    ["one run without an end", "a".repeat(600_000)],
    ["dots", ".".repeat(600_000)],
    ["labels", "a.".repeat(300_000)],
    ["hyphens", "-_".repeat(300_000)],
    ["NUL", "\0".repeat(600_000)],
    ["a line without an end", "word ".repeat(120_000)],
    ["a URL without an end", `http://e.example/${"a/".repeat(300_000)}`],
    ["hosts of URLs", "http://e.example/".repeat(8000)],
    ["colons", "a:".repeat(300_000)],
    ["backslashes", "\\".repeat(600_000)],
    ["mail", "a@".repeat(300_000)],
    ["words of a value", "a b.ex ".repeat(80_000)],
  ])("%s do not hide what comes after", (_, noise) => {
    const { found } = find(list, `${noise}\n http://x.evil.example/`, 100_000);
    expect(found.filter((match) => match.type === "domain")).toMatchObject([
      { line: 2, text: "x.evil.example", offset: noise.length + 9 },
    ]);
  });

  it("counts runs that are too long to be looked at", () => {
    const { totals } = find(list, `${"a".repeat(600_000)} b ${"c.".repeat(300)}`, 1000);
    expect(totals.longRuns).toBe(2);
  });

  it("stays ready when many values share their only words", () => {
    const crowd = Array.from(
      { length: 500 },
      (_, at) => ["mutex", `a${"!".repeat(at % 250)}${"?".repeat(at / 250 + 1)}b`] as const,
    );
    const { ignored, size } = createMatcher(known(...crowd));
    expect(size).toBe(500);
    expect(ignored.crowded).toBeGreaterThan(0);
    expect(texts(known(...crowd.slice(0, 10)), "a!!!?b")).toEqual(["a!!!?b"]);
  });
});
