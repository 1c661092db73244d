import { describe, expect, it } from "vitest";
import { leftBesideValues } from "../testing.ts";
import { toldByName } from "./telling-names.ts";

const telling = [
  "Top_20_accounts_by_margin.xlsx",
  "TopAccounts2025.xlsx",
  "key-customers.csv",
  "who_buys_xmas.csv",
  "dealers_by_revenue.xlsx",
  "overdue_2025.csv",
  "sick_leave_2025.xlsx",
  "maternity-cover.docx",
  "Krankenstand_Q3.xlsx",
  "redundancy_list_v2.docx",
  "LayoffList.xlsx",
  "pay_rises_may.xlsx",
  "exit_interviews.docx",
  "Sozialplan_Werk2.docx",
  "licenciements_2025.docx",
  "margins_q2.xlsx",
  "Deckungsbeitraege.xlsx",
  "discounts_dealers.csv",
  "supplier_rebates.xlsx",
  "recipes_v3.pdf",
  "site_closures.pptx",
  "takeover_talks.docx",
  "board-pack-june.pdf",
];

const untold = [
  "growers_full.csv",
  "invoice_2291.pdf",
  "Payment_advice.pdf",
  "delivery_note.docx",
  "dump_01.csv",
  "forensic_timeline.csv",
  "hr_master.csv",
  "client_book.xlsx",
  "tenants_full.csv",
  "Rechnung_2291.docx",
  "CriticalBreachDetected.pdf",
  "hosts.csv",
  "sicknotify.docx",
  "costume.pdf",
  "README.pdf",
];

it.each(telling)("the name of a document tells: %s", (name) => {
  expect(toldByName(name)).toBeDefined();
});

it.each(untold)("the name of a document tells nothing: %s", (name) => {
  expect(toldByName(name)).toBeUndefined();
});

describe("in a sentence that is held", () => {
  it.each(telling)("goes %s", (name) => {
    expect(
      leftBesideValues(`Our net price is 40 a ton to the mill, ${name}, and the margin 11 %.`),
    ).not.toContain(name);
  });

  it.each([
    ["the lure salary_increase.docx"],
    ["the attachment bonus_2025.pdf"],
    ["a mail with redundancy_list.docx"],
    ["sick_leave.docx dropped a loader"],
    ["payslips.xlsx with a macro"],
    ["salary_increase.docm"],
    ["invoice_2291.pdf.exe"],
  ])("stays that of a lure: %s", (told) => {
    const name = /\S+\.\w+/.exec(told)?.[0] ?? "";
    expect(
      leftBesideValues(`Our net price is 40 a ton to the mill, ${told}, and the margin 11 %.`),
    ).toContain(name);
  });

  it("stays the folder of what goes", () => {
    const rest = leftBesideValues(
      "Our net price of 40 a ton is in C:\\Temp\\out\\layoffs_may.xlsx now.",
    );
    expect(rest).toContain("C:\\Temp\\out\\");
    expect(rest).not.toContain("layoffs");
  });
});

describe("by itself", () => {
  it.each([
    ["They took redundancy_list_v2.docx by rclone.", "redundancy_list_v2.docx"],
    ["Posted as proof: site_closures.pptx and others.", "site_closures.pptx"],
    ["On the leak page is a sample, LayoffList.xlsx.", "LayoffList.xlsx"],
    ["After the phishing they took wages_2025.xlsx.", "wages_2025.xlsx"],
    ["Gone are 19 GB of mail and sick_leave_2025.xlsx.", "sick_leave_2025.xlsx"],
    ["The folder held pay_rises_may.xlsx and tools.", "pay_rises_may.xlsx"],
  ])("goes what was taken: %s", (text, name) => {
    expect(leftBesideValues(text)).not.toContain(name);
  });

  it.each([
    ["The lure redundancy_list_v2.docx started mshta.exe."],
    ["The attachment layoff_list.docx started wscript.exe."],
    ["layoff_list.docx spawned powershell.exe and posted to the C2."],
    ["The dropper Payment_advice.iso held invoice_2291.pdf.exe."],
    ["They took growers_full.csv by rclone."],
  ])("stays what attackers sent, and what tells nothing: %s", (text) => {
    expect(leftBesideValues(text)).toBe(text);
  });
});
