import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { lookupTechnique } from "../attack/attack.ts";
import { builtInTagger } from "./model.ts";
import { suggestTechniques } from "./suggest-techniques.ts";

function first(text: string): string | undefined {
  return suggestTechniques(text)[0]?.technique;
}

describe("suggestTechniques", () => {
  it.each([
    ["The dropper injected its payload into explorer.exe.", "T1055"],
    ["Persistence comes from a scheduled task that schtasks.exe made.", "T1053.005"],
    ["They dumped LSASS with procdump to get credentials.", "T1003.001"],
    ["A keylogger wrote each keystroke to a file.", "T1056.001"],
    ["All shares were encrypted and a ransom note was left.", "T1486"],
    ["It bypasses UAC to run with higher rights.", "T1548.002"],
    ["The signed program side-loads the malicious DLL.", "T1574.002"],
  ])("names what %j describes", (text, technique) => {
    expect(first(text)).toBe(technique);
  });

  it.each([
    "",
    "…",
    "漢字",
    "The meeting is on Monday at nine.",
    "Lunch was good and the weather was fine.",
    "We thank all customers for their patience.",
  ])("answers %j with none", (text) => {
    expect(suggestTechniques(text)).toEqual([]);
  });

  it.each([
    "Sending cookies",
    "Sending cookies to the Graz branch",
    "Session cookies expire after half an hour",
    "Taking notes",
    "Sending the slides",
    "Hiding the price list",
    "Downloading the timetable",
    "Uploading the slides to the portal",
    "Loading the dishwasher",
    "Scheduled maintenance",
    "Scheduled delivery of the monitors",
    "Tasks for next week",
    "Service contract",
    "Injection pump was replaced",
    "Keyboard order",
    "DNS entry was corrected",
    "Directory of suppliers",
    "RDP licences run out in May",
    "Proxy settings on the tablets were wrong",
    "Link to the minutes",
    "Reported phishing mail was deleted",
    "The insurer asked for the list of encrypted servers",
    "Decryption of the disks took two days",
    "Supply chain meeting",
    "Video capture card ordered",
    "Time zone of the phones",
  ])("makes nothing of one word in a note of an office: %j", (text) => {
    expect(suggestTechniques(text)).toEqual([]);
  });

  it.each([
    ["stole session cookies", "T1539"],
    ["takes screenshots", "T1113"],
    ["screen capture", "T1113"],
    ["keylogging", "T1056.001"],
    ["deletes itself", "T1070.004"],
    ["downloads additional payloads", "T1105"],
    ["process injection", "T1055"],
    ["modifies the registry", "T1112"],
    ["process listing", "T1057"],
    ["brute-force of VPN passwords", "T1110"],
    ["multi-hop proxies", "T1090"],
    ["creates a scheduled task", "T1053.005"],
    ["decrypts the payload", "T1140"],
    ["uploads stolen files to MEGA", "T1567.002"],
  ])("still hears what attackers do in as few words: %j", (text, technique) => {
    expect(first(text)).toBe(technique);
  });

  it("gives ids that are written out first, once, with their place, and only those that exist", () => {
    const text = "As T1566.001 and T9999, then T1566.001 again; xT1059 T10590.";
    const [id, ...others] = suggestTechniques(text);
    expect(id).toEqual({ technique: "T1566.001", score: 1, start: 3, end: 12 });
    expect(others.map((it) => it.technique)).not.toContain("T1566.001");
    expect(others.every((it) => it.score < 1)).toBe(true);
  });

  it("gives at most as many as asked for, best first, each with the words that speak for it", () => {
    const text = "Note: the malware deletes itself and its log files from the disk afterwards.";
    const three = suggestTechniques(text);
    expect(three).toHaveLength(3);
    expect(suggestTechniques(text, { top: 1 })).toEqual(three.slice(0, 1));
    expect(three.map((it) => it.score)).toEqual(three.map((it) => it.score).sort((a, b) => b - a));
    expect(text.slice(three[0]?.start, three[0]?.end)).toMatch(/deletes itself/);
  });

  it("judges a long text sentence by sentence and gives each technique at its best place", () => {
    const filler = "The office is closed on public holidays and at weekends. ".repeat(20);
    const text = `${filler}The loader decrypts its payload with RC4.\n${filler}It takes screenshots of the desktop.`;
    const found = suggestTechniques(text);
    const words = new Map(found.map((it) => [it.technique, text.slice(it.start, it.end)]));
    expect(words.get("T1140")).toMatch(/decrypts its payload/);
    expect(words.get("T1113")).toMatch(/screenshots/);
    expect(found).toHaveLength(words.size);
  });

  it("makes nothing of titles, heads of tables and names of hosts in a long text", () => {
    const filler = "The office is closed on public holidays and at weekends. ".repeat(10);
    const heads = [
      "Files:",
      "## Techniques",
      "|IP address | Domain | Hosting",
      "SHA-256 | Filename | Description",
      "Exfiltration [TA0010]",
      "- extcitrix.portal-a[.]example and sharepoint-portal[.]example",
    ];
    expect(suggestTechniques(`${filler}\n${heads.join("\n")}\n`)).toEqual([]);
    expect(suggestTechniques(`${filler}\nFiles were sent to cloud storage.`)).not.toEqual([]);
  });

  it("gives places inside any text", () => {
    const piece = fc.constantFrom(
      "decrypts ",
      "T1059 ",
      "\ud800",
      "x".repeat(300),
      ". A",
      "\n",
      "keylogger",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join("");
        for (const { start, end, score } of suggestTechniques(text)) {
          expect(0 <= start && start < end && end <= text.length).toBe(true);
          expect(0 <= score && score <= 1).toBe(true);
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe("the table that comes with Tocsin", () => {
  it("knows only techniques of the catalogue, or that it replaced", () => {
    const unknown = builtInTagger().table.labels.filter(
      (label) => lookupTechnique(label) === undefined,
    );
    expect(unknown).toEqual(["none"]);
  });
});
