import type { ProfileProposal } from "@tocsin/wire";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { emptyProfile } from "../identity/empty-profile.ts";
import { learnProfile } from "./learn-profile.ts";

function learned(text: string, list: ProfileProposal["list"], name = "seed"): string[] {
  const { proposals } = learnProfile([{ name, text }], emptyProfile);
  return proposals.filter((it) => it.list === list).map((it) => it.value);
}

const ldif = `version: 1

dn: CN=Roe\\, Jane,OU=Staff,DC=quillmere,DC=example
objectClass: top
objectClass: organizationalPerson
objectClass: user
cn: Roe, Jane
givenName: Jane
sn: Roe
mail: jane.roe@quillmere.example
company: Quillmere Hotels
physicalDeliveryOfficeName: Harbour
  Point

dn: CN=Jos,OU=Staff,DC=quillmere,DC=example
objectClass: inetOrgPerson
displayName:: Sm9zw6kgUGVyZWlyYQ==
mail: j@gmail.com

dn: CN=QM-POS-04,OU=Computers,DC=quillmere,DC=example
objectClass: computer
dNSHostName: qm-pos-04.quillmere.example
`;

const zone = `$ORIGIN quillmere.example.
$TTL 3600
@ IN SOA ns1 hostmaster ( 1 7200 3600 1209600 3600 )
@ IN MX 10 mail
www IN A 203.0.113.33
qm-book-01 300 IN A 203.0.113.34 ; the booking engine
qm-book-02 IN A 203.0.113.45
* IN CNAME www
_dmarc IN TXT "v=DMARC1"
`;

const staff = `"Last Name","First Name","E-Mail","Office"
"Roe","Jane","jane@quillmere.example","Harbour Point"
"O""Neil","Tim","tim@quillmere.example","Harbour Point"
`;

const inventory = `hostname;ip address;operating system;site
QM-POS-04;10.20.4.17;Windows 11;Harbour Point
QM-POS-05;10.20.4.18;Windows 11;Harbour Point
`;

const site = `Quillmere Hotels GmbH welcomes you. Our hotels are located in Brunnwald and Tessmouth.
Stay with LanternClub™ and collect. LanternClub opens doors. Velora rooms, Velora baths, Velora gardens.
Write to Jane Roe, head of sales: sales@quillmere.example.
© 2019-2024 Quillmere Hotels GmbH. All rights reserved.`;

describe("a profile is learned", () => {
  it("from a site: short forms behind a name, and people by their office", () => {
    const page =
      "Quillmere Hotels Ltd (QMH) is led by Chief Executive Helena Strandgut. Omar van Idrisholm, CFO, joined.";
    expect(learned(page, "names")).toContain("QMH");
    expect(learned(page, "people")).toEqual(
      expect.arrayContaining(["Helena Strandgut", "Omar van Idrisholm"]),
    );
    expect(learned("a director (QMH) wrote the Chief Executive Summary", "names")).toEqual([]);
    expect(learned("a director (QMH) wrote the Chief Executive Summary", "people")).toEqual([]);
  });

  it("from a site: its symbol at an exchange, and what it calls itself", () => {
    const page =
      "Quillmere plc (LSE: QMH), known as QHG, runs inns. Nasdaq: QMHY. It is known as Better.";
    expect(learned(page, "names")).toEqual(["Quillmere plc", "QMH", "QMHY", "QHG"]);
  });

  it("from a site: no heading in a name, and no customer among the people", () => {
    const page =
      "About Quillmere Vickers Group\nInside Quillmere Vickers Group\nLife At Quillmere Vickers Group\nWelcome To Quillmere Vickers Group. Our History Quillmere Vickers Ltd.\n" +
      "Our customers include Petrolux Marine and Calder Foods. Contact Marta Oyelaran, press.";
    expect(learned(page, "names")).toEqual(["Quillmere Vickers Group", "Quillmere Vickers Ltd"]);
    expect(learned(page, "people")).toEqual(["Marta Oyelaran"]);
    expect(learned("The Group plc", "names")).toEqual(["Group plc"]);
  });

  it("from tables with cells of several lines, and with a quote that nobody closed", () => {
    const rows =
      'hostname,ip,notes\r\nqm-db-1,10.0.0.1,"first\r\nsecond, ""x""\r\n"\r\nqm-db-2,,\r\n';
    expect(learned(rows, "hosts")).toEqual(["qm-db-1", "qm-db-2"]);
    const open = 'hostname,notes\nqm-db-1,6" rack\nqm-db-2,x\nqm-db-3,y\n';
    expect(learned(open, "hosts")).toEqual(["qm-db-1", "qm-db-2", "qm-db-3"]);
  });

  it("from a zone: addresses of IPv6 too", () => {
    const more = `${zone}vpn IN AAAA 2001:DB8:5:0::71\nbad IN AAAA 2001::5::1\n`;
    expect(learned(more, "ranges")).toContain("2001:db8:5::71/128");
  });

  it("from a directory: people, mail domains, sites, computers", () => {
    expect(learned(ldif, "people")).toEqual(["Jane Roe", "José Pereira"]);
    expect(learned(ldif, "domains")).toEqual(["quillmere.example"]);
    expect(learned(ldif, "hosts")).toEqual(["qm-pos-04.quillmere.example"]);
    expect(learned(ldif, "names")).toEqual(["Quillmere Hotels"]);
    expect(learned(ldif, "places")).toEqual(["Harbour Point"]);
  });

  it("from a directory's export that leaves out what an entry is", () => {
    const chosen =
      "dn: cn=Jane Roe,dc=x\ncn: Jane Roe\nuid: jroe\nmail: jane@quillmere.example\n\n" +
      "dn: cn=All Staff,dc=x\ncn: All Staff\nmail: all@quillmere.example\n";
    expect(learned(chosen, "people")).toEqual(["Jane Roe"]);
  });

  it("from a zone: domains, hosts that not everybody has, the range that holds them", () => {
    expect(learned(zone, "domains")).toEqual(["quillmere.example"]);
    expect(learned(zone, "hosts")).toEqual([
      "qm-book-01.quillmere.example",
      "qm-book-02.quillmere.example",
    ]);
    expect(learned(zone, "ranges")).toEqual(["203.0.113.32/28"]);
  });

  it("from tables, by what their columns are called", () => {
    expect(learned(staff, "people")).toEqual(["Jane Roe", 'Tim O"Neil']);
    expect(learned(staff, "places")).toEqual(["Harbour Point"]);
    expect(learned(inventory, "hosts")).toEqual(["qm-pos-04", "qm-pos-05"]);
    expect(learned(inventory, "technologies")).toEqual(["Windows 11"]);
    expect(learned(inventory, "ranges")).toEqual(["10.20.4.16/30"]);
  });

  it.each([
    [
      "name,owner\nWS-ACC-01,Jane Roe\nClaims Portal,Tim Poe\n",
      ["ws-acc-01"],
      ["Jane Roe", "Tim Poe"],
      [],
    ],
    [
      "Gerät,Besitzer,Standort\nWS-ACC-01,Jürgen Groß,Hamburg\n",
      ["ws-acc-01"],
      ["Jürgen Groß"],
      ["Hamburg"],
    ],
    [
      "Équipement;Propriétaire;Lieu;Marque\nPC-12;Jean Dupont;Lyon;Dell\n",
      ["pc-12"],
      ["Jean Dupont"],
      ["Lyon"],
    ],
    [
      "Nombre,Usuario,Ubicación\nlap-001,María Núñez,Sevilla\n",
      ["lap-001"],
      ["María Núñez"],
      ["Sevilla"],
    ],
    [
      "Laite,Omistaja,Sijainti\nkone-7,Aino Virtanen,Oulu\n",
      ["kone-7"],
      ["Aino Virtanen"],
      ["Oulu"],
    ],
  ])("from inventories of other languages: %j", (text, hosts, people, places) => {
    expect(learned(text, "hosts")).toEqual(hosts);
    expect(learned(text, "people")).toEqual(people);
    expect(learned(text, "places")).toEqual(places);
    expect(learned(text, "brands")).toEqual([]);
    expect(learned(text, "products")).toEqual([]);
  });

  it.each([
    ["a.csv", "Kram,Chef\nKiste,Velora\nKiste,Velora\n"],
    ["b", "Kram;Chef\nKiste;Velora\nKiste;Velora\nKiste;Velora\n"],
  ])("not from a table whose columns nobody knows: %s, which is said", (name, text) => {
    const { proposals, notes } = learnProfile([{ name, text }], emptyProfile);
    expect(proposals).toEqual([]);
    expect(notes.join()).toContain("(Kram, Chef): nothing was taken. Name its columns");
  });

  it("from a table, and tells which columns it left out", () => {
    const { notes } = learnProfile([{ name: "a", text: "host,Kram\nsrv-1,x\n" }], emptyProfile);
    expect(notes.join()).toContain("columns that are not known were left out (Kram)");
  });

  it.each(["Hello, user\nWelcome to Velora.", "Home | Company | Contact\nWelcome to Velora."])(
    "as from a text where one word of its first line could be a title: %j",
    (text) => {
      const { notes } = learnProfile([{ name: "a", text }], emptyProfile);
      expect(notes).toEqual(["a: read as text."]);
    },
  );

  it("from a page: names, marks, words that come again, places, people", () => {
    expect(learned(site, "names")).toContain("Quillmere Hotels GmbH");
    expect(learned(site, "brands")).toEqual(["LanternClub"]);
    expect(learned(site, "products")).toContain("Velora");
    expect(learned(site, "places")).toEqual(["Brunnwald", "Tessmouth"]);
    expect(learned(site, "people")).toEqual(["Jane Roe"]);
    expect(learned(site, "domains")).toEqual(["quillmere.example"]);
  });

  it("with how often and where each was seen, and whether it is known", () => {
    const files = [
      { name: "a", text: staff },
      { name: "b", text: staff },
    ];
    const { proposals, notes } = learnProfile(files, { ...emptyProfile, people: ["jane roe"] });
    const jane = proposals.find((it) => it.value === "Jane Roe");
    expect(jane).toMatchObject({ list: "people", count: 2, files: ["a", "b"], known: true });
    expect(notes).toEqual(["a: read as a table.", "b: read as a table."]);
  });

  it("tells how hosts are named", () => {
    const { notes } = learnProfile([{ name: "zone", text: zone }], emptyProfile);
    expect(notes.join()).toContain("qm-… (2)");
  });
});

describe("what is no seed", () => {
  it.each([
    ["an empty file", ""],
    ["a zone without names", "$TTL 3600\n@ IN MX 10"],
    ["addresses that are none", "hostname,ip\n,999.1.2.3\n,1.2.3"],
    ["a broken directory", "dn: x\ncn:: ###\nmail: @\nobjectClass: user\ncn: x"],
    ["a table of quotes", 'host,name\n"""\n""""""'],
    ["signs of control", "host,name\na\u0000b,\u001b[31m"],
  ])("gives nothing: %s", (_name, text) => {
    expect(learnProfile([{ name: "x", text }], emptyProfile).proposals).toEqual([]);
  });

  it("breaks nothing, for any text", () => {
    const line = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom(
        "dn: x",
        "$ORIGIN a.",
        "host,ip,name",
        "cn:: e",
        "a IN A 1.2.3.4",
        '"',
        ",,,",
      ),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
        const { proposals } = learnProfile([{ name: "x", text: lines.join("\n") }], emptyProfile);
        expect(proposals.every((it) => it.value.length <= 253)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
