import { describe, expect, it } from "vitest";

import { defang, defangName, defangText } from "./defang.ts";

describe("an observable on a terminal", () => {
  it.each([
    ["url", "https://evil.example/a.php?x=1", "hxxps://evil[.]example/a[.]php?x=1"],
    ["url", "HTTP://EVIL.example", "hxxp://EVIL[.]example"],
    ["domain", "evil.example", "evil[.]example"],
    ["email", "a.b@evil.example", "a[.]b[@]evil[.]example"],
    ["ipv4", "192.0.2.1", "192[.]0[.]2[.]1"],
    ["ipv6", "2001:db8::1", "2001[:]db8[:][:]1"],
    ["cidr", "2001:db8::/32", "2001[:]db8[:][:]/32"],
    ["endpoint", "192.0.2.1:443", "192[.]0[.]2[.]1:443"],
    ["file-name", "invoice.exe", "invoice.exe"],
    [null, "evil.example", "evil.example"],
  ])("of type %s cannot be followed", (type, value, shown) => {
    expect(defang(value, type)).toBe(shown);
  });

  it("cannot be followed in running text either", () => {
    expect(defangText("See https://evil.example/x, mail a@evil.example. Done.")).toBe(
      "See hxxps://evil[.]example/x, mail a[@]evil[.]example. Done.",
    );
  });

  it.each([
    ["incident.txt", "incident.txt"],
    ["mail of 3 May.EML", "mail of 3 May.EML"],
    ["https://evil.example/a.html", "hxxps://evil[.]example/a.html"],
    ["pay.evil.example.pdf", "pay[.]evil[.]example.pdf"],
    ["evil.example", "evil[.]example"],
    ["beacon to 192.0.2.1:443", "beacon to 192[.]0[.]2[.]1:443"],
    ["a@evil.example.txt", "a[@]evil[.]example.txt"],
    ["notes.md", "notes[.]md"],
    ["", ""],
  ])("in what %j is called cannot be followed", (name, shown) => {
    expect(defangName(name)).toBe(shown);
  });

  it("that is defanged already stays as it is", () => {
    expect(defangText("hxxps://evil[.]example")).toBe("hxxps://evil[.]example");
    expect(defangText("T1071.001 on evil.example, PR.AA-03 failed")).toBe(
      "T1071.001 on evil[.]example, PR.AA-03 failed",
    );
  });
});
