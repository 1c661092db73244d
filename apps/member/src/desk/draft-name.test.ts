import type { Finding } from "@tocsin/wire";
import { describe, expect, it } from "vitest";

import { draftName, writtenName } from "./draft-name.ts";

const createdMs = Date.parse("2026-11-23T08:10:42Z");

/** What stands between « and » must not leave. */
function named(marked: string, name = "pasted text"): string {
  const findings: Finding[] = [];
  let text = "";
  for (const part of marked.split(/(«[^»]*»)/)) {
    const start = text.length;
    text += part.replace(/[«»]/g, "");
    if (!part.startsWith("«")) continue;
    findings.push({
      id: `f${findings.length + 1}`,
      kind: "person",
      start,
      end: text.length,
      why: "A name.",
      replacement: "[a person]",
      needsReview: false,
    });
  }
  return draftName({ name, text }, findings, createdMs);
}

describe("the name of a draft", () => {
  it.each([
    ["# Ransomware at night\n\nThe file server …", "Ransomware at night"],
    [
      "From: «Ann Smith»\nDate: Mon, 23 Nov\nSubject: Loader in an invoice\n\nHello",
      "Loader in an invoice",
    ],
    ["Hello all\nBetreff: Fremder Zugriff auf VPN\n", "Fremder Zugriff auf VPN"],
    ["Mail to «Ann Smith» opened a loader", "Mail to [a person] opened a loader"],
    ["«Ann Smith»\n=====\nLoader seen on two hosts", "Loader seen on two hosts"],
    [
      "The attacker came by a stolen account of a supplier and went on to the backup",
      "The attacker came by a stolen account of a supplier and…",
    ],
    ["«Ann Smith\nBob Jones» called the desk", "[a person] called the desk"],
    ["The loader\ufffdbeacons", "The loader beacons"],
    ["45.77.12.9\n203.0.113.7\n", "text of 2026-11-23 08:10 UTC"],
    ["", "text of 2026-11-23 08:10 UTC"],
  ])("of %j is %j", (text, expected) => {
    expect(named(text)).toBe(expected);
  });

  it("is a file's own, and that of a program that named what it hands in", () => {
    expect(named("Loader seen on two hosts", "ticket-7.eml")).toBe("ticket-7.eml");
  });

  it("is found too where nothing but the pipe or the upload gave one", () => {
    expect(named("Loader seen on two hosts", "stdin")).toBe("Loader seen on two hosts");
    expect(named("Loader seen on two hosts", "upload")).toBe("Loader seen on two hosts");
  });

  it("has no line ends, no invisible characters and 255 characters at most", () => {
    expect(writtenName(" Night\n\u202eshift\u0007 ")).toBe("Night shift");
    expect(writtenName("\u200b")).toBe("");
    expect(writtenName("a".repeat(300))).toHaveLength(255);
  });
});
