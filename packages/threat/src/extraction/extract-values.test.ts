import { describe, expect, test } from "vitest";
import { extract } from "./extract.ts";

describe("values are found in every disguise, and what only looks like one is not", () => {
  const cases: [string, string[]][] = [
    [
      "evil[dot]com and evil(dot)net and evil [.] org",
      ["domain evil.com", "domain evil.net", "domain evil.org"],
    ],
    ["user[at]evil[.]com", ["email user@evil.com"]],
    ["john.doe (at) evil (dot) com", ["email john.doe@evil.com"]],
    ["mail to a.b+tag@sub.evil.co.uk, please", ["email a.b+tag@sub.evil.co.uk"]],
    ["admin at evil dot com", ["email admin@evil.com"]],
    [
      "1.2.3[.]4 and 5[.]6[.]7[.]8:443 and 9.9.9.0/24",
      ["ipv4 1.2.3.4", "ipv4 5.6.7.8", "cidr 9.9.9.0/24"],
    ],
    ["Chrome version 91.0.44.12 released", []],
    ["version 1.2.3.4", []],
    ["OpenSSL v1.2.3.4", []],
    ["connects to 45.77.1.2 on port 443", ["ipv4 45.77.1.2"]],
    ["see section 1.2.3.4.5", []],
    [
      "setup.py and README.md and main.rs and install.sh and report.zip",
      [
        "file-name setup.py",
        "file-name README.md",
        "file-name main.rs",
        "file-name install.sh",
        "file-name report.zip",
      ],
    ],
    ["The C2 domain is evil.zip", ["domain evil.zip"]],
    ["socket.io, Node.js and ASP.NET are used", []],
    ["node.js was dropped beside it", ["file-name node.js"]],
    ["This is the end.It was good. e.g. foo i.e. bar U.S. a.m.", []],
    ['os.system("x"); self.name = document.cookie; System.Net.Http', []],
    ["_evil.com_ and *evil.net*", ["domain evil.com", "domain evil.net"]],
    [
      "2001:db8::1 fe80::1 and 2001:db8:0:0:0:0:0:1/64, at 12:34:56 std::vector a::b",
      ["ipv6 2001:db8::1", "ipv6 fe80::1", "cidr 2001:db8::1/64"],
    ],
    [
      "bücher.example.com xn--bcher-kva.com пример.рф",
      [
        "domain xn--bcher-kva.example.com",
        "domain xn--bcher-kva.com",
        "domain xn--e1afmkfd.xn--p1ai",
      ],
    ],
    ["evil。com and evil．net", ["domain evil.com", "domain evil.net"]],
    [
      "duckduckgogg42xjoc72x3sjasowoarfbgcmvfimaftt6twagswzczad.onion",
      ["domain duckduckgogg42xjoc72x3sjasowoarfbgcmvfimaftt6twagswzczad.onion"],
    ],
    [
      "CVE-2021-44228, cve-2017-0144; CVE 2020-0601 CWE-79",
      ["cve CVE-2021-44228", "cve CVE-2017-0144", "cve CVE-2020-0601", "cwe CWE-79"],
    ],
    [
      "T1059.001, T1566 TA0001 G0016 S0154 M1032",
      [
        "attack-technique T1059.001",
        "attack-technique T1566",
        "attack-tactic TA0001",
        "attack-group G0016",
        "attack-software S0154",
        "attack-mitigation M1032",
      ],
    ],
    [
      "cpe:2.3:a:apache:log4j:2.14.1:*:*:*:*:*:*:*",
      ["cpe cpe:2.3:a:apache:log4j:2.14.1:*:*:*:*:*:*:*"],
    ],
    ["AS64496 and ASN 12345", ["asn AS64496", "asn AS12345"]],
    [
      "00:1A:2B:3C:4D:5E 00-1A-2B-3C-4D-5F 001a.2b3c.4d60",
      ["mac 00:1a:2b:3c:4d:5e", "mac 00:1a:2b:3c:4d:5f", "mac 00:1a:2b:3c:4d:60"],
    ],
    [
      "C:\\Users\\Public\\a.exe and %APPDATA%\\Microsoft\\x.dll then \\\\server\\share\\tool.exe",
      [
        "windows-path C:\\Users\\Public\\a.exe",
        "windows-path %APPDATA%\\Microsoft\\x.dll",
        "unc-path \\\\server\\share\\tool.exe",
      ],
    ],
    [
      "C:\\Program Files (x86)\\Foo Bar\\x.exe was dropped",
      ["windows-path C:\\Program Files (x86)\\Foo Bar\\x.exe"],
    ],
    ['"C:\\My Dir\\a file.exe"', ["windows-path C:\\My Dir\\a file.exe"]],
    [
      "copied C:\\temp\\a.exe to C:\\temp\\b.exe",
      ["windows-path C:\\temp\\a.exe", "windows-path C:\\temp\\b.exe"],
    ],
    [
      "HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Run key; HKEY_CURRENT_USER\\Software\\X",
      [
        "registry-key HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Run",
        "registry-key HKEY_CURRENT_USER\\Software\\X",
      ],
    ],
    ["\\\\.\\pipe\\evil-pipe is used", ["named-pipe \\\\.\\pipe\\evil-pipe"]],
    [
      'mutex: Global\\abc-123 and creates a mutex named "Foo Bar"',
      ["mutex Global\\abc-123", "mutex Foo Bar"],
    ],
    [
      "/tmp/.x/agent and /etc/cron.d/evil",
      ["unix-path /tmp/.x/agent", "unix-path /etc/cron.d/evil"],
    ],
    [
      "User-Agent: Mozilla/5.0 (Windows NT 10.0) evil/1.0",
      ["user-agent Mozilla/5.0 (Windows NT 10.0) evil/1.0"],
    ],
    [
      "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
      [
        "bitcoin 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
        "ethereum 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
      ],
    ],
    ["call +1 (202) 555-0123 today", ["phone +12025550123"]],
    ["d41d8cd98f00b204e9800998ecf8427e", ["md5 d41d8cd98f00b204e9800998ecf8427e"]],
    ["imphash: f34d5f2d4577ed6d9ceec516c1f5a744", ["imphash f34d5f2d4577ed6d9ceec516c1f5a744"]],
    [
      "JA3 e7d705a3286e19ea42f587b344ee6865 t13d1516h2_8daaf6152771_b186095e22b6",
      ["ja3 e7d705a3286e19ea42f587b344ee6865", "ja4 t13d1516h2_8daaf6152771_b186095e22b6"],
    ],
    [
      "96:s4Ud1Lj96tHHlZDrwciQmA+4uy1I0G4HYuL8N3TzS8QsO/wqWXLcMSx:sF1LjEtHHlZDrJzrhuyZvHYm8tKp/RWO",
      [
        "ssdeep 96:s4Ud1Lj96tHHlZDrwciQmA+4uy1I0G4HYuL8N3TzS8QsO/wqWXLcMSx:sF1LjEtHHlZDrJzrhuyZvHYm8tKp/RWO",
      ],
    ],
    ["commit 3395856ce81f2b7382dee72602f798b642f14140", []],
    [
      "sha256: 275a021bbfb6489e54d471899f7db9d1\n663fc695ec2fe2a2c4538aabf651fd0f",
      ["sha256 275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f"],
    ],
    [
      "275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2\n  a2c4538aabf651fd0f",
      ["sha256 275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f"],
    ],
    [
      "Cobalt Strike beacon, Emotet, the Play ransomware; play the game; net use",
      ["malware Cobalt Strike", "malware Emotet", "actor Play"],
    ],
    [
      "From: <a@evil.com>\nMessage-ID: <77f0.1@mx.evil.com>",
      ["email a@evil.com", "domain mx.evil.com"],
    ],
    ["References: <1@x.evil.com>\n <2@y.evil.com>", ["domain x.evil.com", "domain y.evil.com"]],
    [
      "signed by Hangzhou Leishite Laser Technology Co., Ltd.",
      ["signer Hangzhou Leishite Laser Technology Co., Ltd"],
    ],
    [
      "Registrant Name: Tony Stark\nRegistrant Email: t@x.com",
      ["registrant Tony Stark", "email t@x.com"],
    ],
    [
      "evil.com:8080, evil.com/path and www.evil.com.",
      ["domain evil.com", "url evil.com/path", "domain www.evil.com"],
    ],
    ["evil<b>.</b>com", ["domain evil.com"]],
    ["www\\.evil\\.com", ["domain www.evil.com"]],
    ["evil\u200b.com e\u00advil.net", ["domain evil.com", "domain evil.net"]],
    [
      "com.android.vending org.evil.app.loader",
      ["app-package com.android.vending", "app-package org.evil.app.loader"],
    ],
    ["Win32/Spy.Donot.A and Trojan.Win32.Agent.am", []],
    ["10.0.0.1-10.0.0.5", ["ipv4 10.0.0.1", "ipv4 10.0.0.5"]],
    ["arn:aws:s3:::examplebucket/my-data", ["arn arn:aws:s3:::examplebucket/my-data"]],
    [
      'alert tcp any any -> any 80 (msg:"x"; content:"evil.com"; sid:1; rev:1;)',
      [
        'snort-rule alert tcp any any -> any 80 (msg:"x"; content:"evil.com"; sid:1; rev:1;)',
        "domain evil.com",
      ],
    ],
    [
      'rule Evil : tag { meta: hash = "44d88612fea8a8f36de82e1278abb02f" strings: $a = "cmd.exe" condition: $a }',
      [
        'yara-rule rule Evil : tag { meta: hash = "44d88612fea8a8f36de82e1278abb02f" strings: $a = "cmd.exe" condition: $a }',
        "md5 44d88612fea8a8f36de82e1278abb02f",
      ],
    ],
    [
      "0x00000000219ab540356cBB839Cbe05303d7705Fa",
      ["ethereum 0x00000000219ab540356cBB839Cbe05303d7705Fa"],
    ],
    ["It costs 1.000.000.00 or 12.5.2020 and 3.14", []],
    ["the .net framework and a .com domain; dot com bubble", []],
    ["Contact us at info@example.org.", ["email info@example.org"]],
    [
      "evil.com|1.2.3.4|d41d8cd98f00b204e9800998ecf8427e",
      ["domain evil.com", "ipv4 1.2.3.4", "md5 d41d8cd98f00b204e9800998ecf8427e"],
    ],
    ['service named "EvilSvc"', ["service EvilSvc"]],
    ["APT29 (Cozy Bear) and Lazarus Group", ["actor APT29", "actor APT29", "actor Lazarus Group"]],
    ["evil,com evil[,]com", ["domain evil.com"]],
    ['"email":"a@b.com","ip":"1.2.3.4"', ["email a@b.com", "ipv4 1.2.3.4"]],
    ["update.exe, svchost.exe", ["file-name update.exe", "file-name svchost.exe"]],
    ["IP: 1.2.3.4.", ["ipv4 1.2.3.4"]],
    ["192[.]168[.]1[.]1[:]8080", ["ipv4 192.168.1.1"]],
    ["1[.]2[.]3[.]4/24", ["cidr 1.2.3.4/24"]],
  ];
  test.each(cases)("%s", (text, wanted) => {
    const found = extract(text);
    expect(found.map(({ type, value }) => `${type} ${value}`)).toEqual(wanted);
    for (const { start, end, raw } of found) expect(text.slice(start, end)).toBe(raw);
  });
});
