import { describe, expect, it } from "vitest";
import { compileIdentity } from "../../identity/company-identity.ts";
import { emptyProfile } from "../../identity/empty-profile.ts";
import { wordsFound } from "../../testing.ts";
import { persons } from "../people/persons.ts";
import { tickets } from "./tickets.ts";

const identity = compileIdentity({ ...emptyProfile, names: ["Harbor Grace", "HGSL"] });

function found(text: string): string[] {
  return wordsFound(text, { identity, detectors: [tickets, persons] });
}

describe("numbers of records", () => {
  it.each([
    ["see IR-2025-044 there", "IR-2025-044"],
    ["Sag: SEC-2025-118.", "SEC-2025-118"],
    ["CR-FRD-20418 is open", "CR-FRD-20418"],
    ["Ref CAA/25/0611-b of today", "CAA/25/0611-b"],
    ["matter HG/LIT/0092.", "HG/LIT/0092"],
    ["it is HGSL/IR/0092 now", "HGSL/IR/0092"],
    ["Insurer file SIN-88-20417 is", "SIN-88-20417"],
    ["file #P-ISB-077.", "#P-ISB-077"],
    ["HGSL-S-2025/031 waits", "HGSL-S-2025/031"],
    ['"ref":"HG/BEZP/0147"', "HG/BEZP/0147"],
    ["order 4500128831 was paid", "4500128831"],
    ["contract C-2023-0418 ends", "C-2023-0418"],
    ["HGSL-IT 20418, prio 1", "HGSL-IT 20418"],
    ["boletim 0932/25 was filed", "0932/25"],
    ["The case is closed, QRN-2025-0966.", "QRN-2025-0966"],
    ["Police file number DKU/2025/0318 of Monday", "DKU/2025/0318"],
    ["HGSL-2025-03 is ours", "HGSL-2025-03"],
    ["the takedown was asked under SOC-2231", "SOC-2231"],
    ["sealed under QRN-2025-003 with the logs", "QRN-2025-003"],
    ["incident 2024/117 of the plant", "2024/117"],
    ["ticket #88213 stays open", "#88213"],
    ["crime ref CAD 4471/24 was given", "CAD 4471/24"],
  ])("are told by year, own letters or the word before them: %s", (text, number) => {
    expect(found(text)).toEqual([number]);
  });

  it.each([
    "FG-IR-23-097, SA-CORE-2018-002, ICSA-24-030-02 and CVE-2024-1234",
    "SEVD-2023-010-06, VDE-2023-004, NCSC-2025-0123",
    "Rule QRN-2025-0966 and advisory QSN-2025-0031 name it",
    "the loader QSN-2025-0031 came by mail",
    "AS/400, CI/CD, TCP/IP and 24/7",
    "in order to read it, a matter of 12 hours",
    "found by GrayhatWarfare",
    "exported by MEGAcmd",
  ])("are not what publishers number, and no names: %s", (text) => {
    expect(found(text)).toEqual([]);
  });
});
