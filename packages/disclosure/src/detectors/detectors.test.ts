import { describe, expect, it } from "vitest";
import { foundIn } from "../testing.ts";
import { standardDetectors } from "../rule-set.ts";
import { ibanHolds, luhnHolds } from "./numbers/payment.ts";
import { tableColumns } from "./tables/table-columns.ts";

const vehicle = "property-ownership: ";
const sure = (text: string): string[] => foundIn(text);

describe("personal data", () => {
  it.each([
    ["mail jane.roe@partner.example about it", ["email-person: jane.roe@partner.example ?"]],
    ["from: billing@malware.example", []],
    ["the phishing sender billing@malware.example", []],
    [
      "To: a@x.example, b@y.example\nFrom: evil@malware.example",
      ["email-person: a@x.example", "email-person: b@y.example"],
    ],
    ["reach j.doe@mail.ferrocrest.example", ["company-domain: j.doe@mail.ferrocrest.example"]],
    ["me[at]partner[.]example", ["email-person: me[at]partner[.]example ?"]],
    ["call (614) 555-0147 now", ["phone: (614) 555-0147"]],
    ["call +49 30 901820 now", ["phone: +49 30 901820"]],
    ["tel 0171 2345678", ["phone: 0171 2345678"]],
    ["build 10.0.19041.1023, 2026-11-21, 203.0.113.7", []],
    ["pay DE89 3704 0044 0532 0130 00 today", ["iban: DE89 3704 0044 0532 0130 00"]],
    ["pay DE89 3704 0044 0532 0130 03 today", ["iban: DE89 3704 0044 0532 0130 03 ?"]],
    [
      "Payroll led to AE07 0331 2345 6789 0123 457 INSTEAD",
      ["iban: AE07 0331 2345 6789 0123 457 ?"],
    ],
    ["IBAN SK31 1200 0000 1987 4263 7541 to", ["iban: SK31 1200 0000 1987 4263 7541"]],
    ["build AE07 0331 and DE8937040044", []],
    ["card 4111 1111 1111 1111.", ["payment-card: 4111 1111 1111 1111"]],
    ["hash 4111111111111112", []],
    ["SSN 078-05-1120", ["national-id: 078-05-1120"]],
    ["part 666-05-1120", []],
    ["passport no. C01X00T47", ["passport: C01X00T47"]],
    ["scan of a passport, A04417721", ["passport: A04417721"]],
    ["passport U 10482213.", ["national-id: U 10482213"]],
    ["passport 14 CV 22871", ["national-id: 14 CV 22871"]],
    ["a medical aid number, ID 8403125009087.", ["national-id: ID 8403125009087"]],
    ["employee id 88120034 was read", ["national-id: 88120034"]],
    ["born 19 July 1951 in", ["date-of-birth: 19 July 1951"]],
    ["DOB: 1951-07-19", ["date-of-birth: 1951-07-19"]],
    ["DOB 040371", ["date-of-birth: 040371"]],
    ["born on the 4th of March 1971", ["date-of-birth: 4th of March 1971"]],
    ["student id s2041177", ["national-id: s2041177"]],
    ["Matrikelnummer 4471203", ["national-id: 4471203"]],
    ["DNI 12.408.771", ["national-id: 12.408.771"]],
    ["the patch of 2026-07-19", []],
    [
      "at 742 Evergreen Terrace, Springfield",
      ["postal-address: 742 Evergreen Terrace, Springfield"],
    ],
    ["P.O. Box 1234", ["postal-address: P.O. Box 1234"]],
    [
      "Address Am Weiher 12, 83999 Oberau. He paid on hxxps://pay-ferry[.]test",
      ["postal-address: Am Weiher 12, 83999 Oberau ?"],
    ],
    ["at 3-14-9 Minowa, Nagano 399-0000;", ["postal-address: 3-14-9 Minowa, Nagano 399-0000 ?"]],
    ["first line 5136 0008 1122 3344=2709 of", ["payment-card: 5136 0008 1122 3344=2709 ?"]],
    ["build 3-14-9 Release, Candidate 3", []],
    ["Rua das Gaivotas 88, ap. 301; then", ["postal-address: Rua das Gaivotas 88, ap. 301"]],
    ["from Box 40, 88 Elevator Road", ["postal-address: Box 40, 88 Elevator Road"]],
    ["House 7, Road 12, Dhanmondi", ["postal-address: House 7, Road 12, Dhanmondi"]],
    ["to Lot 14, Falcon Lake", ["postal-address: Lot 14, Falcon Lake ?"]],
    ["Blk 214 Bedok North 1 #08-113", ["postal-address: Blk 214 Bedok North 1 #08-113"]],
    ["postcode BS1 4DJ", ["postal-address: BS1 4DJ ?"]],
    ["a blue Volvo V60, plate JLK 4471", [`${vehicle}a blue Volvo V60, plate JLK 4471 ?`]],
    ["its plane PT-WQX of 2019", [`${vehicle}plane PT-WQX ?`]],
    ["VIN WVWZZZ1JZXW000001", [`${vehicle}VIN WVWZZZ1JZXW000001 ?`]],
    ["card ending 1111", ["payment-card: 1111 ?"]],
    ["card 4111-11xx-xxxx-1111", ["payment-card: 4111-11xx-xxxx-1111 ?"]],
    ["the plate of the press, tail -20 of it, on unit 7", []],
  ])("in %j: %j", (text, expected) => {
    expect(sure(text)).toEqual(expected);
  });

  it.each([
    ["Dr. Melissa Okafor saw it", ["person: Dr. Melissa Okafor"]],
    ["the analyst Jane Roe saw it", ["person: Jane Roe"]],
    ["Jane Roe, our CISO, agreed", ["person: Jane Roe ?"]],
    ["Reported by: Jane Roe\n", ["person: Jane Roe"]],
    ["Best regards,\nJane Roe\n", ["person: Jane Roe"]],
    ["Hi Jane,\nlook", ["person: Jane"]],
    ["On Monday Jane Roe wrote:", ["person: Jane Roe"]],
    ["Ms Hsu called; hsu was unsure", ["person: Ms Hsu", "person: hsu ?"]],
    ["the Security Team met", []],
    ["C:\\Users\\jroe\\AppData\\x.exe", ["username: jroe"]],
    ["/home/jroe/.ssh/id", ["username: jroe"]],
    ["C:\\Users\\Public\\x.exe", []],
    ["NT AUTHORITY\\SYSTEM ran it", []],
    ["yesterday Juan Iriarte left", ["person: Juan Iriarte"]],
    ["It runs Windows on Microsoft Azure since Monday.", []],
    ["Staged as a.parquet, sent by Invoke-RestMethod at night", []],
    ["Reported by Ann McKay-DeWitt", ["person: Ann McKay-DeWitt"]],
    ["a public key taken for a secret: confusion Of keys", []],
  ])("in %j: %j", (text, expected) => {
    expect(sure(text)).toEqual(expected);
  });

  it("is no way of attacking in a table of those", () => {
    const table = "Tactic;ID;Name\nDiscovery;T1518;Software Roe\nImpact;T1489;Service Roe";
    expect(foundIn(table, [tableColumns])).toEqual([]);
    const byIds = table.replace("Tactic", "Area");
    expect(foundIn(byIds, [tableColumns])).toEqual([]);
    expect(foundIn("|ID |Name\n|T1106 |Native Roe", [tableColumns])).toEqual([]);
    expect(foundIn("ID;Name;Login\nT1106;Jane Roe;jroe", [tableColumns])).toContain(
      "person: Jane Roe",
    );
    const people = byIds.replace(/T1/g, "7");
    expect(foundIn(people, [tableColumns])).toContain("person: Software Roe");
  });

  it("is found in the cells of a table by the names of its columns", () => {
    const table =
      "host,name,dob\nsrv,Rosa Whit,1951-07-19\nsrv,Theo Lang,1988-11-02\n\nFree text, here, too.";
    expect(sure(table)).toEqual([
      "person: Rosa Whit",
      "date-of-birth: 1951-07-19",
      "person: Theo Lang",
      "date-of-birth: 1988-11-02",
    ]);
  });
});

describe("secrets", () => {
  it.each([
    ["password: hunter2!", ["secret: hunter2!"]],
    ["AKIAIOSFODNN7EXAMPLE", ["secret: AKIAIOSFODNN7EXAMPLE"]],
    [
      "ghp_0123456789abcdefghijklmnopqrstuvwxyzAB",
      ["secret: ghp_0123456789abcdefghijklmnopqrstuvwxyzAB"],
    ],
    ["ftp://user:pa55word@host.example/", ["secret: pa55word"]],
    ["Authorization: Bearer abcdefgh12345678", ["secret: abcdefgh12345678"]],
    [
      "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----",
      ["secret: -----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----"],
    ],
    ["the password was reset", []],
    ["password spraying from abroad", []],
  ])("in %j: %j", (text, expected) => {
    expect(sure(text)).toEqual(expected);
  });
});

describe("what a sentence is about", () => {
  const kinds = (text: string): string[] =>
    Array.from(new Set(sure(text).map((it) => it.split(":")[0] ?? ""))).filter(
      (kind) => kind !== "unexplained-name",
    );

  it.each([
    ["Attorney-client privileged: do not forward.", ["privileged"]],
    ["Outside counsel advised us not to notify.", ["privileged"]],
    ["We sell at $611 per ton, list price.", ["competitive-price"]],
    ["Our margin is 12 percent.", ["competitive-cost"]],
    ["Three bidders, the lowest offer was $184,300.", ["purchasing"]],
    ["Our top 20 customers were listed.", ["customer-list"]],
    ["The roadmap shows the unannounced model.", ["product-roadmap"]],
    ["The acquisition of the rival was in the board paper.", ["strategy-marketing"]],
    ["Output fell to 12 tons a day.", ["output-volume"]],
    ["The patient was diagnosed with diabetes.", ["health"]],
    ["He got a written warning for it.", ["human-resources"]],
    ["Her purchase history was open.", ["consumer-history"]],
    ["The student transcript of the user leaked.", ["education"]],
    ["Her mortgage and credit score were read.", ["financial-personal"]],
    ["He owns a house, see the title deed.", ["property-ownership"]],
    ["Their 9-year-old daughter uses it.", ["children"]],
    ["The actor demanded 40 bitcoin, about $2 million.", []],
    ["The loader beacons to a server every 60 seconds.", []],
  ])("%j: %j", (text, expected) => {
    expect(kinds(text)).toEqual(expected);
  });
});

describe("own network", () => {
  it.each([
    ["from 203.0.113.97 to", ["company-ip: 203.0.113.97"]],
    ["sel: cidr_not: [10.0.0.0/8, 172.16.0.0/12]", []],
    ["all of 172.30.0.0/16 was read", ["company-ip: 172.30.0.0/16"]],
    ["the pool is 203.0.113.97-103; one", ["company-ip: 203.0.113.97-103"]],
    [
      "room https://ferrocrest.meet.test/j/9 at",
      ["company-name: https://ferrocrest.meet.test/j/9"],
    ],
    ["from 203[.]0[.]113[.]97 to", ["company-ip: 203[.]0[.]113[.]97"]],
    ["from 203.0.113.7 to", []],
    ["2001:db8:77::9 answered", ["company-ip: 2001:db8:77::9"]],
    [
      "https://vpn.ferrocrest.example/login?x=1 opened",
      ["company-domain: https://vpn.ferrocrest.example/login?x=1"],
    ],
    ["vpn[.]ferrocrest[.]example", ["company-domain: vpn[.]ferrocrest[.]example"]],
    ["ferrocrest-login[.]example", ["company-lookalike: ferrocrest-login[.]example"]],
    ["http://intranet/wiki/x", ["internal-url: http://intranet/wiki/x"]],
    ["db1.corp.local", ["internal-url: db1.corp.local"]],
    ["in Folder/Db1.corp and dc1.ad", ["internal-url: Db1.corp", "internal-url: dc1.ad"]],
    ["Win32/Spy.AHK.AD and Python/Agent.AD", []],
    ["\\\\filer2\\share\\x", ["company-host: filer2\\share\\x"]],
    [String.raw`copied to \\target\C$\Temp and \\NETLOGON\corp\a.bat by \\pipe\lsarpc`, []],
    ["it listens on http://localhost:8080/x", []],
    ["http://localhosts/x", ["internal-url: http://localhosts/x"]],
    [String.raw`root\cimv2:Win32_DiskHelper4 is asked`, []],
    [String.raw`locker.exe -p C:\ -dr. Walks all drives`, []],
    ["the rule looks for --password preceded by a pipe; a saved password was removed", []],
    ["the API token was kt_9a8f77bc0e", ["secret: kt_9a8f77bc0e"]],
    ['recovery phrase: "otter lamp nine violet"', ["secret: otter lamp nine violet"]],
    ["all had one password, Welcome-Spring24, since", ["secret: Welcome-Spring24"]],
    ["PIN on the safe is 8841", ["secret: 8841"]],
    ["The combination 27-14-33 opens it; a combination of 12 tools", ["secret: 27-14-33"]],
    ["imap_relay_pw = T4nn3-Nordlicht_58", ["secret: T4nn3-Nordlicht_58"]],
    ["The session key, bk-hs256-Tromso5120kiln, sat there", ["secret: bk-hs256-Tromso5120kiln"]],
    ["enable secret F0undryBell7", ["secret: F0undryBell7"]],
    ["all foremen knew one password, anvil6620.", ["secret: anvil6620"]],
    ["token=eyfake998877aa in it", ["secret: eyfake998877aa"]],
    ["WPA key for the guest net: blueheron7781", ["secret: blueheron7781"]],
    ["SecretKey: 9hf82-kkq0-PL22", ["secret: 9hf82-kkq0-PL22"]],
    ["MFA seed JBSWY3DPEHPK3PXP was", ["secret: JBSWY3DPEHPK3PXP"]],
    ['snmp community "lakeside-rw-9"', ["secret: lakeside-rw-9"]],
    ["key fob code A7-3391-K", ["secret: A7-3391-K"]],
    ["in the script svc_erp:Tulip!Rain88", ["username: svc_erp ?", "secret: Tulip!Rain88 ?"]],
    ["access token: T1134.001; the token is base64-encoded; token was SHA256 of 32 bytes", []],
    ["net use --password winterfed", ["secret: winterfed"]],
    ["on fc-hmi-7 too", ["company-host: fc-hmi-7 ?"]],
    ["INC0012345 and CVE-2021-44228", ["ticket-id: INC0012345"]],
    ["incident 2026-118 of 2026", ["ticket-id: 2026-118"]],
  ])("in %j: %j", (text, expected) => {
    expect(sure(text)).toEqual(expected);
  });
});

describe("checksums", () => {
  it.each([
    ["GB82 WEST 1234 5698 7654 32", true],
    ["GB82 WEST 1234 5698 7654 33", false],
    ["XX00", false],
    ["", false],
  ])("IBAN %j: %s", (text, expected) => {
    expect(ibanHolds(text)).toBe(expected);
  });

  it.each([
    ["4111111111111111", true],
    ["4111111111111112", false],
    ["0000000000000000", false],
    ["411111111111", false],
    ["", false],
  ])("card %j: %s", (text, expected) => {
    expect(luhnHolds(text)).toBe(expected);
  });
});

describe("all detectors", () => {
  const units = [
    "a",
    "a.",
    "a-",
    "a@",
    "http://",
    "a[.]",
    "1.",
    "1:",
    "1",
    "--",
    "Aa ",
    "A. ",
    "\\x41",
    "%41",
    "=41",
    "&#65;",
    "-----BEGIN PRIVATE KEY-----",
    "name:",
    "a,b,",
    "To: a\n ",
    "(1)",
    "+1 ",
    "\u0435",
    "a\u200b",
    "é",
  ];

  it.each(units)("come through 80,000 characters of %j", (unit) => {
    const text = unit.repeat(Math.ceil(80_000 / unit.length));
    expect(foundIn(text).some((it) => it.startsWith("broke"))).toBe(false);
  });

  it("have names and versions of their own", () => {
    expect(new Set(standardDetectors.map((it) => it.name)).size).toBe(standardDetectors.length);
    for (const { version } of standardDetectors) expect(version).toBeGreaterThan(0);
  });
});
