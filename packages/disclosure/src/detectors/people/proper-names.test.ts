import { describe, expect, it } from "vitest";
import { foundIn } from "../../testing.ts";

describe("names", () => {
  it.each([
    ["we asked Magda Wiśniewska", ["person: Magda Wiśniewska"]],
    ["tell Mrs Constance\nFeatherstonehaugh", ["person: Mrs Constance\nFeatherstonehaugh"]],
    ["with Willemine van de Noort today", ["person: Willemine van de Noort"]],
    ["the ransomware note came, so we have D. Fennimore here", ["person: D. Fennimore ?"]],
    ["Guard Abul Hashem saw it", ["person: Guard Abul Hashem ?"]],
    ["Tomé pulled the cable", ["person: Tomé ?"]],
    ["todo @Mirela, not @Override", ["username: @Mirela ?"]],
    ["it was ANNA BAKKER, the CFO", ["person: ANNA BAKKER"]],
    ["then svetlana left", ["person: svetlana ?"]],
    ["sold to Brightmoor Bank", ["unexplained-name: Brightmoor Bank ?"]],
    [
      "The ransomware stopped servers of Collins Aerospace and the VPN.",
      ["unexplained-name: Collins Aerospace ?"],
    ],
    ["thanks -Magda", ["person: Magda ?"]],
    ["her name stands as 徐薇玲 here", ["person: 徐薇玲 ?"]],
    ["He signed it there, Water Street.", ["unexplained-name: Water Street ?"]],
    ["owner: \uc724\ud0dc\ud604, tablet", ["person: \uc724\ud0dc\ud604 ?"]],
    ["we saw gospa Zupan there", ["person: gospa Zupan"]],
    ["the laptop was used by Marta", ["person: Marta ?"]],
    ["as Fennwick Relay shareholders (Monday 3.9) met", ["unexplained-name: Fennwick Relay ?"]],
    ["that folder of Magda Wiśniewska in the mailbox", ["person: Magda Wiśniewska"]],
    ["dead at Gate E9 since", ["company-place: Gate E9 ?"]],
    ["we meet in Hangar 6", ["company-place: Hangar 6 ?"]],
    ["then a.yildiz and r_larsson came", ["username: a.yildiz ?", "username: r_larsson ?"]],
    ["cn=Magda Zupan,ou=Users,dc=gln", ["person: Magda Zupan ?"]],
  ])("are found in %j: %j", (text, expected) => {
    expect(foundIn(text)).toEqual(expected);
  });

  it.each([
    "the Zorbak ransomware was seen",
    "xfreerdp /v:srv-x /cert:ignore",
    "python -pthread x",
    "Melissa was a worm",
    "the caller used the name Mike Delgado",
    "runs FlexNet Publisher 11.18",
    "it took Building 3 hours",
    "Subresource checks were off",
    "Timesheets were late",
    "Credential Guard Enabled on 12 hosts",
    "seen with Storm-0485 and others",
    "he ran Remove-Item -Recurse on the share",
    'a voice said "Daniel from Fraud Desk" and asked for codes',
    "the kit has Encryptors for both",
    "Process dum.exe, with a log in C:\\Windows\\win.log, was left on the till by an Irina-type tool, T1059.",
    "the Print Spooler was off, its blob is XOR, then Vernam, TLS by Let's Encrypt",
    "its bytes are { 53 00 45 00 54 00 54 00 } and { 00 47 00 53 00 4E }",
    "Second pass: dropper.exe and its archive with a hard-coded password",
    "外部通信は停止、遮断済み",
    "seen before LB.exe -pass ran",
    "the same Gegenmassnahme in all",
    "then he started HxD and Recuva 1.53",
    "BTC, the coin of the note, was refused",
    "the Fennwick Relay gateways (firmware 3.9) were hit",
    "in the Old Threads folder of the mail program",
    'a rule sent everything with "bonifico" to the Conversation History folder',
    "the logins came from a VPN exit in Bucharest",
    "the mail went to the folder Rss Leftovers in the mailbox",
  ])("are none of ours in %j", (text) => {
    expect(foundIn(text)).toEqual([]);
  });

  it.each([
    ["Das Konto DE02 7009 9900 0011 2233 44 sperren", "iban: DE02 7009 9900 0011 2233 44"],
    ["scans of passports incl. QA 0552 9914 of hers", "passport: QA 0552 9914"],
    ["はい、電話して。090-5555-0187\n森川: 外部通信は停止、遮断済み。", "phone: 090-5555-0187"],
    ["منفذ 587.\nالسيدة منى عبد الكريم تتابع", "person: منى عبد الكريم ?"],
    ["then the account, contul dep.lan3, was used", "username: dep.lan3 ?"],
    ["ring 01 23 45 67 89 at noon", "phone: 01 23 45 67 89"],
  ])("do not hide numbers beside them: %j", (text, expected) => {
    expect(foundIn(text)).toContain(expected);
  });

  it("bring the date of birth and the account that belong to them", () => {
    expect(foundIn("Rosalind Whitaker, 1951-07-19, logs in as rwhitaker")).toEqual([
      "person: Rosalind Whitaker",
      "date-of-birth: 1951-07-19",
      "username: rwhitaker ?",
    ]);
  });
});
