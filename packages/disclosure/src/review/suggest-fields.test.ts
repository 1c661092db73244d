import { reportFrame, reviewItem } from "@tocsin/wire";
import { describe, expect, it } from "vitest";
import { frame } from "../testing.ts";
import { suggestFields } from "./suggest-fields.ts";

const nowMs = Date.UTC(2026, 10, 21);

function suggested(text: string, field: string): string | undefined {
  return suggestFields(text, [], nowMs).frame.find((it) => it.field === field)?.value;
}

describe("single fields", () => {
  it.each([
    ["Seen on 2026-11-19 and before that 2026-11-12.", "2026-W46"],
    ["It began on 19 November 2026.", "2026-W47"],
    ["On Nov 3, 2026 a mail came.", "2026-W45"],
    ["Rules of 2019-01-01 and plans for 2026-12-24.", undefined],
    ["On 2026-02-31 nothing was.", undefined],
    ["No date.", undefined],
    ["On 12 November it began, on 14 Nov it was over.", "2026-W46"],
    ["Mail of 3 December.", "2025-W49"],
    ["It began on 1 November. We saw it on 2024-11-04.", undefined],
    ["Told on 5 March 2025. It began on 1 November; the last mail came on 2026-11-04.", "2026-W44"],
    ["The rule is of 2026-01-03. It began on 28 December.", "2025-W52"],
    ["Born on 12 March 1944.", undefined],
    ["In June 2025 it began, on 27 June it was told.", undefined],
    ["Of these 1 to 5 may not be told.", undefined],
    ["Am 12.11.2026.", "2026-W46"],
  ])("of %j: first seen %s", (text, week) => {
    expect(suggested(text, "firstSeen")).toBe(week);
  });

  it.each([
    ["The mail was quarantined; it was a phishing lure.", "near-miss", "blocked", "delivery"],
    ["It beacons to a host, forensics showed.", undefined, "confirmed", "control"],
    ["The attempt failed.", "near-miss", "failed-attempt", undefined],
    ["Files were encrypted after lateral movement.", undefined, undefined, "impact"],
    ["Nothing.", undefined, undefined, undefined],
  ])("of %j", (text, kind, determination, stage) => {
    expect([
      suggested(text, "kind"),
      suggested(text, "determination"),
      suggested(text, "stage"),
    ]).toEqual([kind, determination, stage]);
  });

  it.each([
    ["Nothing was encrypted, but they sent 40 GB to it.", undefined, "exfiltration"],
    ["They tried to wipe the servers; the web shell was blocked by us.", undefined, "foothold"],
    ["One address was blocked by the firewall after files were encrypted.", undefined, "impact"],
  ])("do not take for done what was not: %s", (text, kind, stage) => {
    expect([suggested(text, "kind"), suggested(text, "stage")]).toEqual([kind, stage]);
  });

  it("are told apart by what stands beside a date", () => {
    const text =
      "A clerk opened the mail on 3 November. We noticed it on 12 November, and it was contained on 16 November.";
    const weeks = ["firstSeen", "noticed", "ended"].map((field) => suggested(text, field));
    expect(weeks).toEqual(["2026-W45", "2026-W46", "2026-W47"]);
  });

  it("point at their words, and are values that the field can have", () => {
    const text = "On 2026-11-19 the mail was blocked by the filter; scanning went on.";
    const { frame: all } = suggestFields(text, [], nowMs);
    expect(all.map(({ source: { start, end } }) => text.slice(start, end))).toEqual([
      "was blocked",
      "was blocked",
      "scanning",
      "2026-11-19",
    ]);
    const set = Object.fromEntries(all.map(({ field, value }) => [field, value]));
    expect(reportFrame.safeParse({ ...frame, ...set }).success).toBe(true);
  });
});

describe("harm, measures and outcomes", () => {
  const told = (text: string): string[] =>
    suggestFields(text, [], nowMs).items.map(({ detail }) => {
      if (detail?.of === "impact") return `${detail.kind} ${detail.band}`;
      if (detail?.of === "defence") return `${detail.measure} ${detail.effect}`;
      return detail?.of === "outcome" ? `${detail.id} ${detail.result}` : "";
    });

  it.each([
    ["Mail was down for two days.", ["downtime days"]],
    ["An outage of 5 hours.", ["downtime under-a-day"]],
    ["The ransomware hit 212 machines.", ["systems hundreds-or-more"]],
    ["Three file servers were encrypted.", ["systems few"]],
    ["We own 400 servers.", []],
    ["They sent 40 GB to it.", ["data taken"]],
    ["No data was taken.", []],
    ["The files were deleted.", ["data destroyed"]],
    ["It took long: restoring took 3 weeks.", ["recovery weeks", "restore untried"]],
  ])("of %s", (text, expected) => {
    expect(told(text).sort()).toEqual([...expected].sort());
  });

  it.each([
    [
      "We blocked 203.0.113.9 at the edge and isolated the server.",
      ["block untried", "isolate untried"],
    ],
    ["What helped: resetting all passwords.", ["reset-credentials stopped"]],
    ["We will patch the VPN gateway.", []],
    ["The attackers disabled the antivirus.", []],
    ["Blocking the address did not help.", ["block no-effect"]],
    ["We should have patched; we patched the gateway then.", ["patch untried"]],
  ])("of %s", (text, expected) => {
    expect(told(text).sort()).toEqual([...expected].sort());
  });

  it.each([
    ["The VPN had no second factor.", ["PR.AA-03 failed"]],
    ["EDR quarantined it.", ["DE.CM-09 held"]],
    ["Backups were deleted.", ["PR.DS-11 failed"]],
    ["The gateway was unpatched.", ["PR.PS-02 failed"]],
  ])("of %s", (text, expected) => {
    expect(told(text)).toEqual(expected);
  });

  it("are asked, carry their class and the words that tell them, of which none leaves", () => {
    const text = "It began. Mail was down for two days. We blocked it.";
    const { items } = suggestFields(text, [], nowMs);
    expect(items.map((it) => [it.part, it.class, it.proposal, it.value])).toEqual([
      ["impact", "F", "ask", ""],
      ["defence", "DM", "ask", ""],
    ]);
    for (const it of items) expect(reviewItem.safeParse({ ...it, id: "i1" }).success).toBe(true);
    const { start, end } = items[0]?.source ?? { start: 0, end: 0 };
    expect(text.slice(start, end)).toBe("down for two days");
  });

  it("are read in linear time", () => {
    for (const unit of ["we blocked ", "down 1 ", "pulled ", "reset ", "12 November "]) {
      expect(suggestFields(unit.repeat(9000), [], nowMs).items.length).toBeLessThan(10);
    }
  });
});

describe("techniques and steps", () => {
  const text = "A mail with a macro came (T1566.001), then files on the ESXi hosts were encrypted.";
  const at = (words: string) => ({
    start: text.indexOf(words),
    end: text.indexOf(words) + words.length,
  });
  const techniques = [
    { technique: "T1486", score: 0.83, ...at("files on the ESXi hosts were encrypted") },
    { technique: "T1566.001", score: 1, ...at("T1566.001") },
    { technique: "T1003", score: 0.4, ...at("macro") },
  ];

  it("look for the system in the line that tells of it", () => {
    const lines = "The VPN was probed.\nT1566.001\nThen mail.";
    const found = { technique: "T1566.001", score: 1, start: 20, end: 29 };
    const [step] = suggestFields(lines, [found], nowMs).items;
    expect(step?.detail).toMatchObject({ did: "delivered", on: null });
  });

  it.each([
    ["They may have used T1190 on the NetScaler.", "T1190", "remote-access"],
    ["They came by the VPN, with a stolen account (T1078).", "T1078", "remote-access"],
    ["A mail came (T1566.001), then files on the ESXi hosts were lost.", "T1566.001", "mail"],
    ["Then files on the ESXi hosts and in Veeam were lost (T1486).", "T1486", null],
    ["Mail servers catch it. The file was opened (T1204.002).", "T1204.002", null],
    ["WannaCry (kill-switch domain evil.example) came by T1210.", "T1210", null],
    ["It called by phone (T1598) and named a C2 server.", "T1598", null],
    ["Seen: T1566.002, T1078, T1553.002. They may have used the NetScaler.", "T1078", null],
    ["T1566.002, T1078, T1553.002 on the NetScaler", "T1078", null],
  ])("name a system only where one alone is meant: %j", (words, technique, on) => {
    const found = Array.from(words.matchAll(/T\d{4}(?:\.\d{3})?/g), ({ 0: id, index }) => ({
      technique: id,
      score: 1,
      start: index,
      end: index + id.length,
    }));
    const { items } = suggestFields(words, found, nowMs);
    const details = items.flatMap(({ detail }) => (detail?.of === "step" ? [detail] : []));
    expect(details.find((it) => it.technique === technique)?.on).toBe(on);
  });

  it.each([
    ["an everyday word", "meta: rule tkw_tool", "rule", "T1114.003", 0],
    ["a vulnerability's number alone", "It hit us: CVE-2017-0144.", "CVE-2017-0144", "T1203", 0],
    ["the technique's own name", "It was phishing again.", "phishing", "T1566", 1],
    ["a tool's name", "pgrep xmrig", "xmrig", "T1496", 1],
    ["several words", "It ran rules for mails.", "rules for mails", "T1114.003", 1],
  ])("are guessed from %s or not", (_, words, told, technique, count) => {
    const start = words.indexOf(told);
    const found = { technique, score: 0.9, start, end: start + told.length };
    const { items } = suggestFields(words, [found], nowMs);
    expect(items.filter((it) => it.part === "step")).toHaveLength(count);
    expect(items.filter((it) => it.part === "technique")).toHaveLength(count);
  });

  it("that stand in a list of ids are in the order of tactics", () => {
    const list = "Seen: T1486, T1071.001, T1005, T1021.001, T1566.001.";
    const ids = ["T1486", "T1071.001", "T1005", "T1021.001", "T1566.001"].map((technique) => {
      const start = list.indexOf(technique);
      return { technique, score: 1, start, end: start + technique.length };
    });
    const { items } = suggestFields(list, ids, nowMs);
    expect(items.map((it) => (it.detail?.of === "step" ? it.detail.technique : ""))).toEqual([
      "T1566.001",
      "T1021.001",
      "T1005",
      "T1071.001",
      "T1486",
    ]);
  });

  it("are proposed in the order of the text, to be confirmed, each with its passage and class", () => {
    const { items } = suggestFields(text, techniques, nowMs);
    expect(
      items.map((it) => [
        it.part,
        it.detail?.of === "step" ? it.detail.technique : it.value,
        it.detail?.of === "step" ? `${it.detail.did} ${it.detail.on ?? "-"}` : "",
        it.class,
        it.proposal,
      ]),
    ).toEqual([
      ["technique", "T1486", "", "F", "ask"],
      ["step", "T1566.001", "delivered mail", "D", "ask"],
      ["step", "T1486", "damaged virtualisation", "F", "ask"],
    ]);
    for (const it of items) expect(reviewItem.safeParse({ ...it, id: "i1" }).success).toBe(true);
    expect(items[0]?.why).toContain("83 %");
  });
});
