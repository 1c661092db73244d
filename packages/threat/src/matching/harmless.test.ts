import { describe, expect, it } from "vitest";

import type { ObservableType } from "../observables/observable-types.ts";
import { harmlessInLogs } from "./harmless.ts";

describe("harmlessInLogs", () => {
  it.each<[ObservableType, string, string]>([
    ["ipv4", "10.0.0.1", "private-addresses"],
    ["ipv4", "8.8.8.8", "known-resolvers"],
    ["domain", "google.com", "google"],
    ["domain", "duckdns.org", "dynamic-dns"],
    ["domain", "bit.ly", "url-shorteners"],
    ["domain", "co.uk", "registries"],
    ["cidr", "8.0.0.0/6", "wide-networks"],
    ["cidr", "2000::/3", "wide-networks"],
    ["file-name", "powershell.exe", "windows-files"],
    ["unix-path", "/bin/bash", "unix-files"],
    ["md5", "d41d8cd98f00b204e9800998ecf8427e", "empty-files"],
  ])("leaves out %s %s, which %s holds", (type, value, list) => {
    expect(harmlessInLogs(type, value)?.list).toBe(list);
  });

  it.each<[ObservableType, string]>([
    ["domain", "evil.duckdns.org"],
    ["domain", "evil.wikipedia.org"],
    ["domain", "evil.example"],
    ["domain", "evil.co.uk"],
    ["ipv4", "104.16.1.1"],
    ["cidr", "185.165.28.0/24"],
    ["url", "https://bit.ly/3abcde"],
    ["mutex", "Global\\abc"],
  ])("looks for %s %s", (type, value) => {
    expect(harmlessInLogs(type, value)).toBeUndefined();
  });
});
