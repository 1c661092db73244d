import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { bodies } from "../stix/test/bodies.contract.ts";
import { type ExportFilter, type ExportRow, exportRows } from "./rows.ts";
import { readSigmaRule } from "../rules/sigma-rule.ts";
import { readYaraRules } from "../rules/yara-rule.ts";
import { sigmaOf, suricataOf, yaraOf } from "./rule-writers.ts";
import { csvOf, listOf } from "./writers.ts";

const nowMs = Date.UTC(2026, 10, 21);
const filter: ExportFilter = {
  tlpMax: "amber+strict",
  ageMsMax: 30 * 86_400_000,
  confidenceMin: "low",
  withBenign: true,
};

function row(type: string, value: string): ExportRow {
  const rest = {
    role: "payload",
    confidence: "high",
    tlp: "amber",
    expires: "2027-01-01",
  } as const;
  return { type, value, ...rest, report: "r" };
}

function exported(changes: Partial<ExportFilter>, publishedMs = nowMs, expires = "2027-01-01") {
  const [drawn] = fc.sample(bodies, { numRuns: 1, seed: 5 });
  if (drawn === undefined) throw new Error("no body");
  const observable = (value: string, confidence: "low" | "high", role = "payload" as const) => ({
    type: "domain",
    value,
    role,
    confidence,
    class: "E" as const,
  });
  const body = {
    ...drawn,
    expires,
    tlp: "amber" as const,
    observables: [
      observable("low.evil-host.net", "low"),
      observable("high.evil-host.net", "high"),
      observable("www.google.com", "high"),
      { ...observable("ours.evil-host.net", "high"), role: "victim-side" as const },
    ],
  };
  const report = { id: "r", publishedMs, body };
  return exportRows([report, report], { ...filter, ...changes }, nowMs).map(({ value }) => value);
}

describe("what is exported", () => {
  test("marking, age, expiry, confidence and benign lists decide; a value comes once", () => {
    const all = ["low.evil-host.net", "high.evil-host.net", "www.google.com"];
    expect(exported({})).toEqual(all);
    expect(exported({ tlpMax: "green" })).toEqual([]);
    expect(exported({ ageMsMax: 1000 }, nowMs - 1001)).toEqual([]);
    expect(exported({}, nowMs, "2026-11-20")).toEqual([]);
    expect(exported({}, nowMs, "2026-11-21")).toEqual(all);
    expect(exported({ confidenceMin: "medium" })).toEqual(all.slice(1));
    expect(exported({ withBenign: false })).toEqual(all.slice(0, 2));
  });
});

describe("files for other tools", () => {
  test("no field of CSV is a formula, and fields stay fields", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 30 }), (value) => {
        const [, line = ""] = csvOf([row("x", value)]).split(/\r\n(?=x,|$)/);
        const field = line.slice(2, line.length - ",payload,high,amber,2027-01-01,r".length);
        const plain = field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field;
        expect(plain === value || plain === `'${value}`).toBe(true);
        expect(plain).not.toMatch(/^[=+\-@\t\r|%]/);
      }),
    );
    expect(csvOf([row("a", '=cmd|"x"')])).toContain(`a,"'=cmd|""x""",payload`);
  });

  test("one value is one rule at most, whatever it holds", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("domain", "url", "ipv4", "user-agent", "ja3", "mutex"),
        fc.string({ unit: "binary", maxLength: 30 }),
        (type, value) => {
          const { text } = suricataOf([row(type, value)]);
          const rules = text.split("\n").slice(0, -1);
          expect(rules.length).toBeLessThanOrEqual(1);
          for (const rule of rules) expect(rule).toMatch(/^alert [^"]*"[^"]*"[^()]*\)$/);
        },
      ),
    );
    expect(
      suricataOf([row("domain", "malware.example"), row("url", "http://a.example:80/x;y")]).text,
    ).toBe(
      'alert dns any any -> any any (msg:"Tocsin domain payload confidence high"; dns.query; dotprefix; content:".malware.example"; nocase; endswith; metadata:tlp amber; sid:1900000; rev:1;)\n' +
        'alert http any any -> any any (msg:"Tocsin url payload confidence high"; http.host; content:"a.example"; startswith; endswith; http.uri; content:"/x|3b|y"; startswith; metadata:tlp amber; sid:1900001; rev:1;)\n',
    );
  });

  test("values of Sigma stay in their list", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 30 }), (value) => {
        const { text } = sigmaOf([row("url", value)]);
        const lines = text.split("\n");
        expect(lines).toHaveLength(11);
        expect(lines[7]).toMatch(/^ {6}- ".*"$/s);
        if (value.isWellFormed()) expect(readSigmaRule(text).ok).toBe(true);
      }),
    );
    const { text } = sigmaOf([row("domain", "a.example"), row("md5", "b")]);
    const [names = "", ...others] = text.split("---\n");
    expect(others).toHaveLength(1);
    expect(names).toContain('- "a.example"');
    expect(names).toContain('- ".a.example"');
  });

  test("rules of reports are handed on as what they are, with ids of ours, or left out with the reason", () => {
    const alert = (options: string): string => `alert tcp any any -> any any (${options})`;
    const suricata = suricataOf([
      row("snort-rule", alert('msg:"a"; sid:5;')),
      row("snort-rule", alert('msg:"b"; lua:x.lua;')),
      row("ipv4", "198.51.100.7"),
    ]);
    expect(suricata.text.split("\n").map((it) => /sid:\d+/.exec(it)?.[0])).toEqual([
      "sid:1900000",
      "sid:1900001",
      undefined,
    ]);
    expect([...suricata.leftOut]).toEqual([["has an option that reaches beyond an alert", 1]]);

    const rule = (name: string, condition = "pe.is_pe"): string =>
      `import "pe" rule ${name} { condition: ${condition} }`;
    const yara = yaraOf([
      row("yara-rule", rule("a")),
      row("yara-rule", rule("b")),
      row("yara-rule", rule("a", "true")),
      row("yara-rule", 'include "/etc/passwd"'),
    ]);
    expect(yara.text).toBe(
      'import "pe"\nrule a { condition: pe.is_pe }\n\nrule b { condition: pe.is_pe }\n',
    );
    expect(readYaraRules(yara.text).ok).toBe(true);
    expect(yara.leftOut.size).toBe(2);

    const sigma = sigmaOf([
      row("sigma-rule", "title: t\nlogsource:\n  product: a\ndetection:\n  s: [x]\n  condition: s"),
      row("sigma-rule", "title: t"),
    ]);
    expect(readSigmaRule(sigma.text).ok).toBe(true);
    expect(sigma.leftOut.size).toBe(1);
  });

  test("a list has one value a line", () => {
    expect(listOf([row("a", "x"), row("b", "y\nz"), row("c", "w")])).toBe("x\nw\n");
  });
});
