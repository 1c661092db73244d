import type { Observation } from "@tocsin/threat/extraction";
import { describe, expect, it } from "vitest";
import { inspect } from "../inspect.ts";
import { findingsOf } from "../replacements.ts";
import { ferrocrestIdentity } from "../testing.ts";
import { proposeReview } from "./propose.ts";

/** One observation of the value where it first stands in the text. */
function seen(
  text: string,
  type: Observation["type"],
  raw: string,
  changes: Partial<Observation> = {},
): Observation {
  const start = text.indexOf(raw);
  const end = start + raw.length;
  const context = text.slice(Math.max(0, start - 60), end + 60);
  return { type, value: raw, start, end, raw, defanged: false, context, ...changes };
}

function propose(text: string, observations: readonly Observation[], technologies: string[] = []) {
  const inspection = inspect(text, { identity: ferrocrestIdentity, observations });
  if (!inspection.ok) throw new Error(inspection.detector);
  const findings = findingsOf(text, inspection.detections);
  return proposeReview({
    text,
    observations,
    findings,
    identity: ferrocrestIdentity,
    technologies,
  });
}

describe("proposals for review", () => {
  it.each<[string, Observation["type"], string, Partial<Observation>, string, string]>([
    ["beacons to c2 at gate.malware.example", "domain", "gate.malware.example", {}, "send", "E"],
    ["scanned from 192.0.2.9", "ipv4", "192.0.2.9", {}, "send", "A"],
    ["saw 192.0.2.9", "ipv4", "192.0.2.9", {}, "send", "G"],
    ["phishing page http://malware.example/x", "url", "http://malware.example/x", {}, "send", "D"],
    [
      "payload 44d88612fea8a8f36de82e1278abb02f",
      "md5",
      "44d88612fea8a8f36de82e1278abb02f",
      {},
      "send",
      "B",
    ],
    ["our vpn.ferrocrest.example", "domain", "vpn.ferrocrest.example", {}, "remove", "G"],
    ["our 203.0.113.97", "ipv4", "203.0.113.97", {}, "remove", "G"],
    ["at http://203.0.113.97:8080/x", "url", "http://203.0.113.97:8080/x", {}, "remove", "G"],
    ["lure ferrocrest-login.example", "domain", "ferrocrest-login.example", {}, "ask", "D"],
    ["To: x@partner.example", "email", "x@partner.example", {}, "remove", "D"],
    ["sender x@malware.example", "email", "x@malware.example", {}, "send", "D"],
    ["tell x@partner.example", "email", "x@partner.example", {}, "ask", "D"],
    [
      "seen 10.0.0.1",
      "ipv4",
      "10.0.0.1",
      { benign: { effect: "never", list: "rfc1918", why: "A private address." } },
      "remove",
      "G",
    ],
    [
      "went to dns.example",
      "domain",
      "dns.example",
      { benign: { effect: "context", list: "top", why: "Well known." } },
      "remove",
      "G",
    ],
    [
      "beacons to dns.example",
      "domain",
      "dns.example",
      { benign: { effect: "context", list: "top", why: "Well known." } },
      "ask",
      "E",
    ],
    [
      "from dyn.example",
      "domain",
      "dyn.example",
      { benign: { effect: "weak", list: "dyn", why: "Dynamic DNS." } },
      "send",
      "G",
    ],
    ["call +12025550123", "phone", "+12025550123", {}, "remove", "G"],
  ])("in %j for a %s", (text, type, raw, changes, proposal, fieldClass) => {
    const [item] = propose(text, [seen(text, type, raw, changes)]);
    expect(item).toMatchObject({
      part: "observable",
      type,
      proposal,
      class: fieldClass,
      decision: null,
    });
    expect(item?.why).not.toBe("");
  });

  it("reads what a value did from the heading of its list, which ends with the list", () => {
    const text =
      "Command and control:\n\n- gate.evil-loader.com\n- 45.77.12.9:443\n\nWe saw 45.77.12.10 too.\n\n## Exfiltration\n1. drop.evil-loader.com\n";
    const roles = propose(text, [
      seen(text, "domain", "gate.evil-loader.com", { context: "gate.evil-loader.com" }),
      seen(text, "ipv4", "45.77.12.9", { context: "45.77.12.9:443" }),
      seen(text, "ipv4", "45.77.12.10", { context: "We saw 45.77.12.10 too." }),
      seen(text, "domain", "drop.evil-loader.com", { context: "drop.evil-loader.com" }),
    ]).map((it) => it.role);
    expect(roles).toEqual([
      "command-and-control",
      "command-and-control",
      "unknown",
      "exfiltration",
    ]);
  });

  it("takes the account name out of a path", () => {
    const text = "dropped C:\\Users\\jroe\\AppData\\x.exe";
    const [item] = propose(text, [seen(text, "windows-path", "C:\\Users\\jroe\\AppData\\x.exe")]);
    expect(item).toMatchObject({ value: "%userprofile%\\appdata\\x.exe", proposal: "send" });
    expect(item?.why).toContain("left out");
  });

  it("puts catalogue numbers and names where they belong, with their class", () => {
    const text = "CVE-2021-44228, T1566.001, T1071.001, Mimikatz by APT29 on Melt Suite";
    const items = propose(
      text,
      [
        seen(text, "cve", "CVE-2021-44228"),
        seen(text, "attack-technique", "T1566.001"),
        seen(text, "attack-technique", "T1071.001"),
        seen(text, "tool", "Mimikatz"),
        seen(text, "actor", "APT29"),
      ],
      ["Melt Suite"],
    );
    expect(items.map((it) => [it.part, it.value, it.class, it.proposal])).toEqual([
      ["vulnerability", "CVE-2021-44228", "C", "send"],
      ["technique", "T1566.001", "D", "send"],
      ["technique", "T1071.001", "E", "send"],
      ["malware", "Mimikatz", "B", "send"],
      ["actor", "APT29", "G", "send"],
      ["technology", "Melt Suite", "C", "ask"],
    ]);
    expect(items[1]?.why).toBe("Spearphishing Attachment: a public catalogue number.");
  });

  it("names each value once, under the stricter proposal", () => {
    const text = "benign 192.0.2.9, then 192.0.2.9";
    const once = seen(text, "ipv4", "192.0.2.9");
    const strict = { ...once, benign: { effect: "never", list: "x", why: "A resolver." } } as const;
    expect(propose(text, [once, strict]).map((it) => it.proposal)).toEqual(["remove"]);
  });
});
