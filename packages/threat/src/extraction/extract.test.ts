import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import {
  canonicalise,
  observableTypeNames,
  observableTypes,
} from "../observables/observable-types.ts";
import { extract } from "./extract.ts";

const pieces = fc.constantFrom(
  ..."a|b.com|.|@|http://|hxxps[:]//|[.]|(dot)| |\n|1.2.3.4|::|/|\\|C:\\|%TEMP%\\|HKLM\\|(|)|[|]|+1 202 555 0123|&amp;|rule x {|}|title:|mutex: |“|\u200b|я.рф|\u3002|aHR0c|%3A%2F%2F|T1059|-|_|*|<b>|0x|CVE-2021-44228|\ud83d".split(
    "|",
  ),
);
const hostile = fc.oneof(
  fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join("")),
  fc.string({ unit: "binary", maxLength: 120 }),
);

describe("extraction", () => {
  test("gives offsets into the original and values that have a canonical form, for any text", () => {
    fc.assert(
      fc.property(hostile, fc.boolean(), (text, nested) => {
        for (const { type, value, start, end, raw } of extract(text, { nested })) {
          expect(start).toBeLessThan(end);
          expect(raw).toBe(text.slice(start, end));
          if (type !== "url")
            expect([type, value, canonicalise(type, value)]).not.toContain(undefined);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test("orders what it finds by place", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const starts = extract(text).map(({ start }) => start);
        expect(starts).toEqual(starts.toSorted((a, b) => a - b));
      }),
    );
  });

  const recognisable = observableTypeNames.filter(
    (type) =>
      ![
        "endpoint",
        "app-package",
        "actor",
        "malware",
        "tool",
        "signer",
        "registrant",
        "service",
        "mutex",
      ].includes(type),
  );
  const labels: Partial<Record<string, string>> = {
    imphash: "imphash: ",
    ja3: "JA3: ",
    jarm: "JARM: ",
    "certificate-serial": "Serial number: ",
    "user-agent": "User-Agent: ",
    phone: "phone ",
  };
  const fillers = new Set([
    "sha256",
    "sha384",
    "sha512",
    "tlsh",
    "jarm",
    "yara-rule",
    "sigma-rule",
  ]);
  test.each(recognisable.filter((type) => !fillers.has(type)))(
    "finds the example of %s",
    (type) => {
      const { example } = observableTypes[type];
      const found = extract(`${labels[type] ?? ""}${example}`);
      expect(found.map((one) => canonicalise(one.type, one.value))).toContain(example);
    },
  );

  test("finds only the kinds that are asked for", () => {
    const text = "evil.com 1.2.3.4 CVE-2021-44228";
    expect(extract(text, { types: new Set(["cve"]) }).map(({ type }) => type)).toEqual(["cve"]);
  });

  test("gives the host inside a URL or mail address where it is asked to", () => {
    const found = extract("http://evil.com/x and a@bad.net", { nested: true });
    expect(found.map(({ type, value }) => `${type} ${value}`)).toEqual([
      "url http://evil.com/x",
      "domain evil.com",
      "email a@bad.net",
      "domain bad.net",
    ]);
  });

  test("tells a disguised value from a plain one, and the port apart", () => {
    const [first, second] = extract("evil[.]com:8443 and bad.net");
    expect(first).toMatchObject({
      value: "evil.com",
      defanged: true,
      port: 8443,
      raw: "evil[.]com",
    });
    expect(second).toMatchObject({ value: "bad.net", defanged: false });
    expect(second).not.toHaveProperty("port");
  });

  test("tells the words around a value on its own line", () => {
    const [found] = extract("before\nbeacon to evil.com daily\nafter");
    expect(found?.context).toBe("beacon to evil.com daily");
  });

  test("refuses a text beyond the limit", () => {
    expect(() => extract("a".repeat(64 * 1024 * 1024 + 1))).toThrow(/too large|larger than/i);
  });

  test("keeps a rule whole and still reads the hashes in it", () => {
    const rule =
      'rule A {\n  meta:\n    hash = "44d88612fea8a8f36de82e1278abb02f"\n  strings:\n    $a = "C:\\\\x\\\\y.exe"\n  condition:\n    $a\n}';
    const found = extract(`before\n\n${rule}\n\nafter`);
    expect(found.map(({ type }) => type)).toEqual(["yara-rule", "md5"]);
    expect(found[0]?.value).toBe(rule);
  });

  test("keeps a Sigma rule whole", () => {
    const rule =
      "title: X\nid: 1\nlogsource:\n  product: windows\ndetection:\n  a:\n    Image: '*\\evil.exe'\n  condition: a\nlevel: high";
    const found = extract(`${rule}\n\nThat was it.`);
    expect(found.map(({ type, value }) => [type, value])).toEqual([["sigma-rule", rule]]);
  });

  test.each([
    "rule x { ",
    "title: x\nlogsource:\n",
    "alert tcp any any -> any any (",
    "rule x { /* ",
  ])("leaves a rule that is cut off: %s", (text) => {
    expect(extract(text.repeat(50))).toEqual([]);
  });
});

const reports = join(import.meta.dirname, "../../../../../shared/data/reports/eset-reports.jsonl");
const reportSchema = z.object({
  text: z.string(),
  truth: z.array(z.object({ type: z.string(), value: z.string() })),
});

describe.skipIf(!existsSync(reports))("labelled reports beside the repository", () => {
  test("at least 97 % of the indicators that the text holds are found as what they are", () => {
    let wanted = 0;
    let found = 0;
    for (const line of readFileSync(reports, "utf8").trim().split("\n")) {
      const { text, truth } = reportSchema.parse(JSON.parse(line));
      const got = new Set(extract(text).map(({ type, value }) => `${type} ${value.toLowerCase()}`));
      for (const { type, value } of truth) {
        wanted += 1;
        if (got.has(`${type} ${value.toLowerCase()}`)) found += 1;
      }
    }
    expect(found / wanted).toBeGreaterThanOrEqual(0.97);
  });
});
