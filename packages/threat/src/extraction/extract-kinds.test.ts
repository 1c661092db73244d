import { createHash } from "node:crypto";

import { describe, expect, it } from "vitest";

import type { ObservableType } from "../observables/observable-types.ts";
import { extract } from "./extract.ts";

function digest(name: string): string {
  return createHash(name).update("sample").digest("hex");
}

const onion = "2gzyxa5ihm7nsggfxnu52rck2vv4rvmdlkiu3zzui5du4xyclen53wid.onion";
const monero =
  "44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3A";
const ssdeep =
  "96:s4Ud1Lj96tHHlZDrwciQmA+4uy1I0G4HYuL8N3TzS8QsO/wqWXLcMSx:sF1LjEtHHlZDrJzrhuyZvHYm8tKp/RWO";
const tlsh = "T1B2A1C3D4E5F60718293A4B5C6D7E8F90A1B2C3D4E5F60718293A4B5C6D7E8F9001A2B3";
const jarm = "2ad2ad0002ad2ad00042d42d00000ad9bf51cc3f5a1e29eecb81d0c7b06eb0";
const sigma =
  "title: Odd child\nlogsource:\n  product: windows\ndetection:\n  selection:\n    Image: '*\\\\x.exe'\n  condition: selection";

/** Each kind as reports write it. */
const kinds: [type: ObservableType, value: string, text: string][] = [
  ["ipv4", "45.77.1.2", "It beacons to 45[.]77[.]1[.]2:8443 every minute."],
  ["ipv6", "2001:db8:1::1", "Also seen: 2001:db8[:]1::1 (port 443)"],
  ["cidr", "45.77.1.0/24", "the range 45.77.1.0/24 belongs to the host"],
  ["domain", "evil-update.com", "resolves evil-update[.]com to it"],
  ["domain", "xn--bcher-kva.com", "the look-alike bücher.com"],
  ["domain", onion, `leak site ${onion.replace(".onion", "[.]onion")}`],
  ["onion", onion.slice(0, 56), `the key ${onion.slice(0, 56)} is its name`],
  ["url", "https://evil.com/a?b=c", "hxxps[:]//evil[.]com/a?b=c"],
  ["url", "http://evil.com/x", "meow://evil[.]com/x was pasted"],
  ["url", "http://evil.com/path", "redirect=http%3A%2F%2Fevil.com%2Fpath"],
  ["url", "http://evil.com/gate.php", "the blob aHR0cDovL2V2aWwuY29tL2dhdGUucGhw decodes to it"],
  ["email", "billing@evil.com", "sent from billing[at]evil[.]com"],
  ["md5", digest("md5"), `MD5: ${digest("md5")}`],
  ["sha1", digest("sha1"), `| loader | ${digest("sha1")} |`],
  ["sha256", digest("sha256"), `- \`${digest("sha256")}\``],
  ["sha512", digest("sha512"), digest("sha512").toUpperCase()],
  ["ssdeep", ssdeep, `ssdeep ${ssdeep}`],
  ["tlsh", tlsh, `TLSH ${tlsh}`],
  ["imphash", "f34d5f2d4577ed6d9ceec516c1f5a744", "imphash f34d5f2d4577ed6d9ceec516c1f5a744"],
  ["imphash", "f34d5f2d4577ed6d9ceec516c1f5a744", "Import hash: f34d5f2d4577ed6d9ceec516c1f5a744"],
  ["ja3", "6734f37431670b3ab4292b8f60f29984", "JA3: 6734f37431670b3ab4292b8f60f29984"],
  ["ja3", "6734f37431670b3ab4292b8f60f29984", "JA3S hash: 6734f37431670b3ab4292b8f60f29984"],
  ["ja4", "t13d190900_9dc949149365_97f8aa674fd9", "JA4 t13d190900_9dc949149365_97f8aa674fd9"],
  ["jarm", jarm, `JARM fingerprint ${jarm}`],
  ["cve", "CVE-2023-34362", "exploits cve-2023-34362 first"],
  ["cwe", "CWE-89", "a flaw of class CWE-89"],
  [
    "cpe",
    "cpe:2.3:a:progress:moveit:2023.0:*:*:*:*:*:*:*",
    "affects cpe:2.3:a:progress:moveit:2023.0:*:*:*:*:*:*:*",
  ],
  ["attack-technique", "T1566.001", "Phishing (T1566.001)"],
  ["asn", "AS64496", "hosted in AS64496"],
  ["asn", "AS13335", "hosted in AS 13335"],
  ["mac", "00:1a:2b:3c:4d:5e", "MAC 00-1A-2B-3C-4D-5E"],
  ["file-name", "invoice.exe", "opened invoice.exe"],
  ["windows-path", "C:\\ProgramData\\upd\\svc.dll", "drops C:\\ProgramData\\upd\\svc.dll."],
  ["unc-path", "\\\\fs01\\public\\x.lnk", "copied to \\\\fs01\\public\\x.lnk"],
  ["unix-path", "/usr/local/bin/kworker0", "as /usr/local/bin/kworker0,"],
  ["unix-path", "~/.ssh/authorized_keys", "adds a key to ~/.ssh/authorized_keys"],
  ["registry-key", "HKCU\\Software\\Upd\\Run", "persists in HKCU\\Software\\Upd\\Run"],
  ["mutex", "Global\\upd-7f3a", "creates the mutex Global\\upd-7f3a"],
  ["mutex", "qazwsx_777", '{"mutex": "qazwsx_777"}'],
  ["service", "UpdSvcX", "as a service named UpdSvcX"],
  ["named-pipe", "\\\\.\\pipe\\MSSE-1234-server", "over \\\\.\\pipe\\MSSE-1234-server"],
  ["named-pipe", "\\\\.\\pipe\\mojo.5688", "pipe name: mojo.5688"],
  ["named-pipe", "\\\\.\\pipe\\gds_out", "written to \\pipe\\gds_out"],
  ["user-agent", "Mozilla/4.0 (compatible; MSIE 8.0)", "UA: Mozilla/4.0 (compatible; MSIE 8.0)"],
  ["user-agent", "python-requests/2.25", 'the user agent "python-requests/2.25"'],
  ["user-agent", "Go-http-client/1.1", "with the user agent Go-http-client/1.1 only"],
  ["user-agent", "iexplorer", "with the user agent `iexplorer`, POST"],
  ["certificate-serial", "0a1b2c3d4e5f60718293", "serial number: 0a:1b:2c:3d:4e:5f:60:71:82:93"],
  ["signer", "Evil Software Ltd", "The binary is signed by Evil Software Ltd."],
  [
    "signer",
    "Evil Software Ltd",
    'The installer there is signed by\n"Evil Software Ltd" and drops',
  ],
  ["signer", "Sichuan Yijiu Tech Ltd", "a certificate issued to Sichuan Yijiu Tech Ltd in May"],
  ["signer", "Evil Software Ltd", "Subject: CN=Evil Software Ltd, O=Evil Software Ltd, C=GB"],
  ["registrant", "Tony Stark", "Registrant Name: Tony Stark"],
  ["registrant", "Tony Stark", "Registrant: Tony Stark, registrant email t@evil.com"],
  ["registrant", "Tony Stark", "the name was registered by Tony Stark on 2 May"],
  ["bitcoin", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "pay to 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"],
  [
    "bitcoin",
    "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
    "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
  ],
  [
    "ethereum",
    "0xde0B295669a9FD93d5F28D9Ec85E40f4cb697BAe",
    "wallet 0xde0B295669a9FD93d5F28D9Ec85E40f4cb697BAe",
  ],
  ["monero", monero, `mines for ${monero}`],
  ["phone", "+12025550123", "they called from +1 (202) 555-0123"],
  ["phone", "+12025550123", "call (202) 555-0123 to cancel"],
  ["phone", "+18885550142", "call 1-888-555-0142 to cancel"],
  ["yara-rule", "rule X { condition: true }", "rule X { condition: true }"],
  ["sigma-rule", sigma, `${sigma}\n`],
  [
    "snort-rule",
    'alert tcp any any -> any 80 (msg:"x"; sid:1;)',
    'alert tcp any any -> any 80 (msg:"x"; sid:1;)',
  ],
  ["malware", "QakBot", "an email led to Qbot"],
  ["tool", "Mimikatz", "credentials were read with mimikatz"],
  ["actor", "APT28", "attributed to Fancy Bear"],
];

/** One wrong character: what has a checksum is no address then. */
const wrong: [string, string][] = [
  ["bitcoin", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb"],
  ["ethereum", "0xde0B295669a9FD93d5F28D9Ec85E40f4cb697BAE"],
  ["monero", `${monero.slice(0, -1)}B`],
  ["onion", onion.slice(0, 56).replace("2gz", "2gy")],
];

describe("every kind that the product knows", () => {
  it.each(kinds)("%s %s is found", (type, value, text) => {
    const found = extract(text).map((one) => [one.type, one.value]);
    expect(found).toContainEqual([type, value]);
  });

  it.each(wrong)("no %s with a wrong checksum: %s", (type, text) => {
    expect(extract(text).map((one) => one.type)).not.toContain(type);
  });

  it.each([
    "It was registered by the actors as 300 others, AS 2016 shows.",
    "The agent: a person who signs, was issued to nobody.",
    "The service is good and the pipe was named by the engineer at work.",
    "A certificate was issued to all participants of the course.",
    '{"service":"mail","agent":"north","subject":"lunch"}',
    '{"user_agent":"unknown"} {"userAgent":"undefined"}',
    "She signed by hand; the contract was issued to Example Ltd",
  ])("nothing is made of plain words: %s", (text) => {
    expect(extract(text)).toEqual([]);
  });
});
