import { describe, expect, test } from "vitest";
import { extract } from "./extract.ts";

describe("what is written in two ways, or could be two things", () => {
  const cases: [string, string[]][] = [
    ["1.2.3.4:443/tcp and 8.8.4.4/udp", ["ipv4 1.2.3.4", "ipv4 8.8.4.4"]],
    [
      "sha256: 275a021bbfb6489e54d471899f7db9d1\n663fc695ec2fe2a2c4538aabf651fd0f\n",
      ["sha256 275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f"],
    ],
    ["ｅｖｉｌ．ｃｏｍ", ["domain evil.com"]],
    ["CVE\u20112021\u201144228", ["cve CVE-2021-44228"]],
    [
      "The report that we have read is at the address https://evil.com/path/\nmore/of.it.html and so on",
      ["url https://evil.com/path/more/of.it.html"],
    ],
    [
      "The report that we have read is at the address https://evil.com/path/\nThen it goes on",
      ["url https://evil.com/path/"],
    ],
    [
      "2001[:]db8[:]0[:]0[:]0[:]0[:]0[:]1 and [2001:db8::5]:443",
      ["ipv6 2001:db8::1", "ipv6 2001:db8::5"],
    ],
    [
      "md5=44d88612fea8a8f36de82e1278abb02f;sha1(3395856ce81f2b7382dee72602f798b642f14140)",
      ["md5 44d88612fea8a8f36de82e1278abb02f", "sha1 3395856ce81f2b7382dee72602f798b642f14140"],
    ],
    ["hxxp://www[.]evil[.]com[:]8080/a", ["url http://www.evil.com:8080/a"]],
    ["hxxps://evil[.]com\\path", ["url https://evil.com"]],
    [
      'evil.com\'s site; "evil.net"; (evil.org); <evil.info>; evil.ru, evil.cn; evil.top.',
      [
        "domain evil.com",
        "domain evil.net",
        "domain evil.org",
        "domain evil.info",
        "domain evil.ru",
        "domain evil.cn",
        "domain evil.top",
      ],
    ],
    [
      "http://0x7f000001/x http://2130706433/",
      ["url http://0x7f000001/x", "url http://2130706433/"],
    ],
    [
      "*.evil.com and .evil.net and @evil.org",
      ["domain evil.com", "domain evil.net", "domain evil.org"],
    ],
    ["user@[1.2.3.4]", ["ipv4 1.2.3.4"]],
    ["mailto:bad.guy@evil.com?subject=x", ["email bad.guy@evil.com"]],
    ["Win10 22H2 10.0.19045.3803 build", []],
    ["Firefox/3.6.0.1 and Java 1.8.0.1", []],
    ["12:34:56 10:20:30:40 00:00:00:00", []],
    ["https://evil.com/a https://evil.com/b", ["url https://evil.com/a", "url https://evil.com/b"]],
    [
      "https://evil.com/a\thttps://evil.com/b",
      ["url https://evil.com/a", "url https://evil.com/b"],
    ],
    ["http://evil.com:80", ["url http://evil.com:80"]],
    ["http://evil.com?x=1", ["url http://evil.com?x=1"]],
    ["(see http://evil.com/a(b)c)", ["url http://evil.com/a(b)c"]],
    ["http://evil.com/a;b=c,d", ["url http://evil.com/a;b=c,d"]],
    ["payload.dll.", ["file-name payload.dll"]],
    [
      "invoice.pdf.exe and archive.tar.gz",
      ["file-name invoice.pdf.exe", "file-name archive.tar.gz"],
    ],
    ["transfer.sh was used to exfiltrate", ["domain transfer.sh"]],
    ["download from transfer[.]sh/abc", ["url transfer.sh/abc"]],
    [
      "C2: bashupload.com, ngrok.io, 0x0.st",
      ["domain bashupload.com", "domain ngrok.io", "domain 0x0.st"],
    ],
    ["The domains evil.py and evil.md resolve to", ["domain evil.py", "domain evil.md"]],
    ["import os.path; foo.bar(); a.b.c = d.e", []],
    ["node index.js; npm i left-pad; ./run.sh", ["file-name index.js", "file-name run.sh"]],
    [
      "rundll32.exe C:\\Windows\\Temp\\a.dll,Start",
      ["file-name rundll32.exe", "windows-path C:\\Windows\\Temp\\a.dll"],
    ],
    [
      'cmd.exe /c "C:\\Program Files\\x\\y.exe" -a',
      ["file-name cmd.exe", "windows-path C:\\Program Files\\x\\y.exe"],
    ],
    [
      "reg add HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run /v Foo",
      ["registry-key HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run"],
    ],
    [
      "HKLM\\SYSTEM\\CurrentControlSet\\Services\\EvilSvc, and",
      ["registry-key HKLM\\SYSTEM\\CurrentControlSet\\Services\\EvilSvc"],
    ],
    ["from 1.2.3.4 to 5.6.7.8 via 10.0.0.0/8", ["ipv4 1.2.3.4", "ipv4 5.6.7.8", "cidr 10.0.0.0/8"]],
    [
      "1.2.3.4,5.6.7.8;9.10.11.12|13.14.15.16/",
      ["ipv4 1.2.3.4", "ipv4 5.6.7.8", "ipv4 9.10.11.12", "ipv4 13.14.15.16"],
    ],
    [
      "https://web.archive.org/web/2020/http://evil.com/x",
      ["url https://web.archive.org/web/2020/http://evil.com/x"],
    ],
    ["%68%74%74%70%3A%2F%2Fevil.com", ["url http://evil.com"]],
    ["http%253A%252F%252Fevil.com", ["url http://evil.com"]],
    ["hxxp://evil[.com/x and evil.]com", ["url http://evil.com/x", "domain evil.com"]],
    ["hxxp://evil dot com/x", ["url http://evil.com/x"]],
    ["hXXp://Evil[.]COM/Path", ["url http://evil.com/Path"]],
    ["evil DOT com", ["domain evil.com"]],
    ["someone AT evil DOT com", ["email someone@evil.com"]],
    ["someone{at}evil{dot}com", ["email someone@evil.com"]],
    ["someone<at>evil<dot>com", ["email someone@evil.com"]],
    [
      "tor: http://duckduckgogg42xjoc72x3sjasowoarfbgcmvfimaftt6twagswzczad.onion/x",
      ["url http://duckduckgogg42xjoc72x3sjasowoarfbgcmvfimaftt6twagswzczad.onion/x"],
    ],
    ["AS400 and AS2 and as3356", []],
    ["T1000 Terminator and S3 and G20 and M365 and C2000", []],
    ["MITRE technique T1055, tactic TA0005", ["attack-technique T1055", "attack-tactic TA0005"]],
  ];
  test.each(cases)("%s", (text, wanted) => {
    expect(extract(text).map(({ type, value }) => `${type} ${value}`)).toEqual(wanted);
  });
});
