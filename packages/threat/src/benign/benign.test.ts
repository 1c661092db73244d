import { describe, expect, test } from "vitest";
import { extract } from "../extraction/extract.ts";
import type { ObservableType } from "../observables/observable-types.ts";
import { benignOf, isSuppressed } from "./benign.ts";

describe("well-known values", () => {
  const known: [ObservableType, string, string, string][] = [
    ["ipv4", "10.1.2.3", "never", "private-addresses"],
    ["ipv4", "172.31.255.255", "never", "private-addresses"],
    ["ipv4", "127.0.0.1", "never", "reserved-addresses"],
    ["ipv4", "255.255.255.0", "never", "reserved-addresses"],
    ["ipv4", "198.51.100.7", "weak", "documentation-addresses"],
    ["ipv4", "224.0.0.251", "never", "multicast-addresses"],
    ["ipv4", "8.8.8.8", "never", "known-resolvers"],
    ["ipv4", "104.16.1.1", "weak", "delivery-networks"],
    ["ipv6", "::1", "never", "reserved-addresses"],
    ["ipv6", "fe80::1", "never", "link-local-addresses"],
    ["ipv6", "fd00::1", "never", "private-addresses"],
    ["ipv6", "2001:db8::1", "weak", "documentation-addresses"],
    ["ipv6", "2001:4860:4860::8888", "never", "known-resolvers"],
    ["cidr", "192.168.4.0/24", "never", "private-addresses"],
    ["domain", "www.google.com", "context", "google"],
    ["domain", "welivesecurity.com", "context", "security-vendors"],
    ["domain", "www.stopransomware.gov", "context", "authorities"],
    ["url", "https://www.stopransomware.gov/x", "context", "authorities"],
    ["domain", "host.test", "weak", "documentation-names"],
    ["domain", "printer.corp", "never", "special-names"],
    ["domain", "evil.duckdns.org", "weak", "dynamic-dns"],
    ["domain", "bit.ly", "weak", "url-shorteners"],
    ["url", "https://www.welivesecurity.com/2020/a/", "context", "security-vendors"],
    ["url", "http://192.168.1.1/x", "never", "private-addresses"],
    ["url", "http://twitter.com/some_account", "weak", "top-sites"],
    ["md5", "d41d8cd98f00b204e9800998ecf8427e", "never", "empty-files"],
    [
      "sha256",
      "275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f",
      "never",
      "test-files",
    ],
    ["email", "abuse@somewhere.net", "context", "contact-mailboxes"],
    ["file-name", "rundll32.exe", "never", "windows-files"],
    ["file-name", "RunDLL32.EXE", "never", "windows-files"],
    ["file-name", "ntds.dit", "never", "windows-files"],
    ["file-name", "sshd", "never", "unix-files"],
    ["file-name", "index.php", "never", "common-names"],
    ["file-name", "AnyDesk.exe", "weak", "common-tools"],
    ["windows-path", "C:\\Windows\\System32\\rundll32.exe", "never", "windows-files"],
    ["windows-path", "C:\\\\Windows\\\\SysWOW64\\\\cmd.exe", "never", "windows-files"],
    ["windows-path", "%WINDIR%\\explorer.exe", "never", "windows-files"],
    [
      "windows-path",
      "C:\\Windows\\Microsoft.NET\\Framework64\\v4.0.30319\\MSBuild.exe",
      "never",
      "windows-files",
    ],
    ["windows-path", "C:\\Users\\Public", "never", "windows-folders"],
    ["windows-path", "C:\\Users\\jroe\\AppData\\Roaming", "never", "windows-folders"],
    ["windows-path", "C:\\Windows\\System32", "never", "windows-folders"],
    ["unix-path", "/usr/bin/curl", "never", "unix-files"],
    ["unix-path", "/etc/passwd", "never", "unix-files"],
    ["unix-path", "/tmp", "never", "unix-folders"],
    [
      "registry-key",
      "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run",
      "never",
      "windows-keys",
    ],
  ];
  test.each(known)("%s %s is %s by %s", (type, value, effect, list) => {
    expect(benignOf(type, value)).toMatchObject({ effect, list });
  });

  const unknown: [ObservableType, string][] = [
    ["ipv4", "185.165.28.15"],
    ["ipv6", "2a02:1234::1"],
    ["cidr", "8.0.0.0/6"],
    ["domain", "evil.google.com.attacker.ru"],
    ["domain", "attacker.github.io"],
    ["domain", "mail.wikipedia-login.org"],
    ["email", "somebody@gmail.com"],
    ["sha256", "0".repeat(64)],
    ["cve", "CVE-2021-44228"],
    ["file-name", "svch0st.exe"],
    ["file-name", "invoice.exe"],
    ["windows-path", "C:\\Users\\Public\\svchost.exe"],
    ["windows-path", "C:\\Windows\\svchost.exe"],
    ["windows-path", "C:\\Windows\\Temp\\cmd.exe"],
    ["windows-path", "D:\\Windows\\System32\\cmd.exe"],
    ["windows-path", "C:\\Windows\\System32\\AnyDesk.exe"],
    ["unix-path", "/tmp/.x/curl"],
    ["unix-path", "/usr/local/bin/sshd"],
    ["unix-path", "/TMP"],
    ["registry-key", "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run\\updater"],
  ];
  test.each(unknown)("%s %s is not on any list", (type, value) => {
    expect(benignOf(type, value)).toBeUndefined();
  });

  test("a name below a listed one is not suppressed by that alone", () => {
    expect(benignOf("domain", "wikipedia.org")).toBeDefined();
    expect(benignOf("domain", "evil.wikipedia.org")).toBeUndefined();
  });

  test("the reason is a sentence", () => {
    expect(benignOf("ipv4", "10.0.0.1")?.why).toBe(
      "This is a private address, which means something inside one network only.",
    );
  });

  test("a disguised value is accused: only what can never be an indicator stays out", () => {
    const suppressed = extract("google.com google[.]com 10.0.0.1 10.0.0[.]1 evil.duckdns.org").map(
      isSuppressed,
    );
    expect(suppressed).toEqual([true, false, true, true, false]);
  });
});
