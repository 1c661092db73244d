import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  canonicalise,
  type ObservableType,
  observableTypeNames,
  observableTypes,
} from "./observable-types.ts";

const alphabet =
  "a|B|1|.|:|/|\\|-|_|@| |%|x|0f|[|]|#|é|ß|\u0130|xn--|http://|HKLM|::|T1|e.com".split("|");

describe("canonical forms", () => {
  test.each(observableTypeNames)("%s: the example is its own canonical form", (type) => {
    expect(canonicalise(type, observableTypes[type].example)).toBe(observableTypes[type].example);
  });

  test.each(observableTypeNames)("%s: is idempotent on anything it accepts", (type) => {
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 40 }),
      fc.array(fc.constantFrom(...alphabet), { maxLength: 20 }).map((parts) => parts.join("")),
      fc.webUrl(),
      fc.ipV6(),
      fc.ipV4(),
      fc.domain(),
      fc
        .array(fc.nat(30), { maxLength: 3 })
        .map((cuts) => mutate(observableTypes[type].example, cuts)),
    );
    fc.assert(
      fc.property(text, (value) => {
        const once = canonicalise(type, value);
        if (once !== undefined) expect(canonicalise(type, once)).toBe(once);
      }),
      { numRuns: 300 },
    );
  });

  const same: [ObservableType, string, string][] = [
    ["ipv6", "2001:0DB8:0:0:0:0:0:1", "2001:db8::1"],
    ["ipv6", "::FFFF:192.0.2.1", "::ffff:192.0.2.1"],
    ["ipv6", "2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"],
    ["cidr", "10.1.2.3/8", "10.0.0.0/8"],
    ["cidr", "2001:db8:ffff::/33", "2001:db8:8000::/33"],
    ["domain", "WWW.Bücher.Example.", "www.xn--bcher-kva.example"],
    ["domain", "_dmarc.malware.example", "_dmarc.malware.example"],
    ["url", "HTTP://MALWARE.example:80", "http://malware.example/"],
    ["url", "tcp://Malware.example:4444", "tcp://malware.example:4444/"],
    ["url", "http://malware.example/a/../B?x#y", "http://malware.example/B?x#y"],
    ["email", "Billing@Malware.Example", "billing@malware.example"],
    ["asn", "ASN 64496", "AS64496"],
    ["mac", "0000.5E00.5301", "00:00:5e:00:53:01"],
    ["windows-path", "C:\\\\ProgramData//Update\\", "c:\\programdata\\update"],
    ["registry-key", "HKEY_LOCAL_MACHINE\\SOFTWARE\\\\Run\\", "hklm\\software\\run"],
    ["registry-key", "HKLM:\\Software", "hklm\\software"],
    ["certificate-serial", "00:1A:2B:3C:4D", "1a2b3c4d"],
    ["cwe", "cwe-079", "CWE-79"],
    ["attack-technique", "t1059.001", "T1059.001"],
    ["malware", "Cobalt-Strike", "cobaltstrike"],
    ["signer", "  DTOPTOOLZ  Co.,Ltd. ", "dtoptoolz co.,ltd."],
    ["phone", "+1 (202) 555-0123", "+12025550123"],
    [
      "ethereum",
      "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
      "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed",
    ],
    [
      "bitcoin",
      "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
      "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
    ],
  ];
  test.each(same)("%s: %s is written %s", (type, value, canonical) => {
    expect(canonicalise(type, value)).toBe(canonical);
  });

  const refused: [ObservableType, string][] = [
    ["ipv4", "1.2.3"],
    ["ipv4", "1.2.3.256"],
    ["ipv4", "01.2.3.4"],
    ["ipv4", "1.2.3.4.5"],
    ["ipv6", "1::2::3"],
    ["ipv6", "fe80::1%eth0"],
    ["ipv6", "1:2:3:4:5:6:7"],
    ["cidr", "0.0.0.0/0"],
    ["cidr", "10.0.0.0/33"],
    ["domain", "localhost"],
    ["domain", "a..example"],
    ["domain", "1.2.3.4"],
    ["domain", "-a.example"],
    ["domain", `${"a".repeat(64)}.example`],
    ["url", "malware.example/x"],
    ["url", "javascript:alert(1)"],
    ["url", "http://a b/"],
    ["email", "@malware.example"],
    ["email", "a..b@malware.example"],
    ["md5", "g".repeat(32)],
    ["sha256", "1".repeat(63)],
    ["ssdeep", "97:abcdefgh:abcdefg"],
    ["cve", "CVE-2021-123"],
    ["cpe", "cpe:2.3:x:a"],
    ["asn", "AS4294967296"],
    ["bitcoin", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb"],
    ["bitcoin", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5"],
    ["ethereum", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD"],
    [
      "monero",
      "44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3B",
    ],
    ["onion", "a".repeat(56)],
    ["phone", "+123"],
    ["registry-key", "HKXX\\Software"],
    ["unix-path", "relative/path"],
    ["unc-path", "\\\\.\\pipe\\x"],
  ];
  test.each(refused)("%s: refuses %s", (type, value) => {
    expect(canonicalise(type, value)).toBeUndefined();
  });
});

function mutate(example: string, cuts: readonly number[]): string {
  return cuts
    .reduce((text, cut) => text.slice(0, cut) + text.slice(cut + 1), example)
    .toUpperCase();
}
