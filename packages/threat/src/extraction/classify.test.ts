import { expect, test } from "vitest";
import { classifyValue } from "./classify.ts";

test.each([
  ["  evil[.]com ", "domain", "evil.com"],
  ["hxxp://Evil.com", "url", "http://evil.com/"],
  ["1.2.3.4", "ipv4", "1.2.3.4"],
  ["10.1.2.3/8", "cidr", "10.0.0.0/8"],
  ["44D88612FEA8A8F36DE82E1278ABB02F", "md5", "44d88612fea8a8f36de82e1278abb02f"],
  ["Cobalt Strike", "malware", "cobaltstrike"],
  ["HKEY_CURRENT_USER\\Software\\X", "registry-key", "hkcu\\software\\x"],
])("%s is one %s", (text, type, value) => {
  expect(classifyValue(text)).toEqual({ type, value });
});

test.each(["", "hello", "evil.com bad.net", "see evil.com", "a".repeat(5000)])(
  "%j is no single value",
  (text) => {
    expect(classifyValue(text)).toBeUndefined();
  },
);
