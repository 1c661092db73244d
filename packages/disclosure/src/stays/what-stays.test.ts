import { expect, test } from "vitest";
import { leftBesideValues } from "../testing.ts";

test.each([
  [
    "Counsel advises that we tell CISA of AA25-203A and of nobody's liability.",
    ["CISA", "AA25-203A"],
  ],
  [
    "Our net margin of 11 % was read by okhttp/4.9.3, the buyer's price was 40 a ton.",
    ["okhttp/4.9.3"],
  ],
  ["Counsel advises us to call the code 0xC000006A a lockout in every answer.", ["0xC000006A"]],
])("in the held sentence %j public tokens stay", (text, wanted) => {
  for (const token of wanted) expect(leftBesideValues(text)).toContain(token);
});

test.each([
  ["Counsel advises that we tell plant PM2-17A first, whatever the contract says.", "PM2-17A"],
  ["Our net margin of 11 % and the price of 40/7.5 a ton were read.", "40/7.5"],
])("what only looks alike does not stay in %j", (text, token) => {
  expect(leftBesideValues(text)).not.toContain(token);
});

test.each([
  [
    "Our net margin of 11 % was read with mysqldump 8.0.36 and sent by curl -T.",
    "mysqldump 8.0.36",
  ],
  ["Our net margin of 11 % was read with mysqldump 8.0.36 and sent by curl -T.", "curl -T"],
  ["We lose 40 tons a week until the team behind TeamViewer 13 is found.", "TeamViewer 13"],
  ["Output fell to 212 tons a shift, since port 47808 of the mill was open.", "port 47808"],
  ["Our price of 612 a ton and 19 GB of mail were copied.", "19 GB"],
  ["Actions: LAPS, FIDO2 keys, and 14,000 dollars more for the melt shop a month.", "LAPS"],
  ['Our price of 612 a ton was sold by "desert_fox_77" to our rivals.', "desert_fox_77"],
  [
    'He gave our price of 612 a ton to a man from "the fraud team, badge 17".',
    "the fraud team, badge 17",
  ],
  ['The gang "Dune Tariff" has our price of 612 a ton.', "Dune Tariff"],
  ['The group "Dune Tariff" put up our price of 612 a ton.', "Dune Tariff"],
  ["Play posted our price of 612 a ton.", "Play"],
  ["What is true: a Hive-style note, and our price of 612 a ton.", "Hive-style"],
  ["Cactus's page shows our price of 612 a ton.", "Cactus"],
  ["Our price of 612 a ton was read, fix: rate limit of 30 a minute.", "rate limit of 30 a minute"],
  ["The price of 612 a ton is out, offline backups tested.", "offline backups tested"],
  ["Our recipe of the alloy was read by Modbus function 16.", "Modbus function 16"],
  ["Our price of 612 a ton was taken by rclone.exe copy --max-age 2y.", "--max-age 2y"],
  ["We lose 40 tons a shift until the WAF is in.", "the WAF"],
  ["Our customers were told, SHA-256 checked before and after.", "SHA-256 checked before"],
  ["Our customers may have the IOC list in full.", "the IOC list in full"],
  ["Our customers hear of the pcap of 15 January.", "pcap of 15 January"],
  ["Output fell to 212 tons a shift while ESXi 7.0 U3 was rebuilt.", "ESXi 7.0 U3"],
  ["Jobs sdelete -p 3 and wevtutil cl ran while output fell to 212 tons.", "sdelete -p 3"],
  ["Price asked 600k, our price of 612 a ton is in the sample.", "600k"],
  ["He had calls wanting a release fee of GHS 15,000.", "GHS 15,000"],
  ["Texts about unpaid customs, \u20ac1.99, use our name.", "\u20ac1.99"],
  ["Okup: 320 000 USD, stawka 94 z\u0142 za godzin\u0119.", "320 000 USD"],
  ["Demand: \u00a31.4m, overtime so far \u00a396,000.", "\u00a31.4m"],
  [
    'The till prints "All your doors are ours" and our price of 612 a ton.',
    "All your doors are ours",
  ],
  ['The text "PAY OR BLEED NOW" stood over our price of 612 a ton.', "PAY OR BLEED NOW"],
  ["They want 2.4 million dollars by Tor chat.", "Tor chat"],
  ["Our customers were told of IEC 62443 and NIST CSF 2.0.", "NIST CSF 2.0"],
  ["Our output fell to 212 tons, hits: 4,118 on the sinkhole.", "hits: 4,118"],
  ["Counsel advises not to answer Qilin's ask.", "Qilin's"],
  ['Negotiator "Bishop" knew our price of 612 a ton.', "Bishop"],
  ['The seller on XSS is "nutcracker" and has our price of 612 a ton.', "nutcracker"],
])("in the held sentence %j stays %s", (text, wanted) => {
  expect(leftBesideValues(text)).toContain(wanted);
});

test.each([
  ["The buyer paid SAP 1,200 a seat, our price was 40 a ton.", "1,200"],
  ["The buyer heard that our price is Rs 1,140 a ton.", "Rs"],
  ["We limit each buyer to 30 tons a day at our price of 612.", "30 tons"],
  ["They paid USD 88,000 to the Velmont mill for our coils.", "88,000"],
  ["The overdue customs, \u20ac1,990, were paid by our agent.", "1,990"],
  ['The price list says "FOR VELMONT ONLY 612 A TON".', "612"],
  ["Hive orders at our price of 612 a ton.", "Hive"],
  ['The customer group "Gold Circle" wants 4 % off our price of 612 a ton.', "Gold Circle"],
  ['The launch is "Falcon Gate", our price 612 a ton.', "Falcon Gate"],
  ["The buyer heard that our price for Horizon Tiles is 40 a ton.", "Horizon"],
  [
    'The feature flags face_pay_q3 and "crest_launch_q3" tell our launch in May.',
    "crest_launch_q3",
  ],
])("in %j %s tells of us and goes", (text, token) => {
  expect(leftBesideValues(text)).not.toContain(token);
});

test("what counsel thinks of a product goes with the product's name", () => {
  const text = "Counsel advises that the Citrix box was late, and that we admit no liability.";
  expect(leftBesideValues(text)).not.toContain("Citrix");
});

test("columns in other languages tell prices, costs and what was sold", () => {
  const table =
    "Artikel;Nettopreis EUR/km;Deckungsbeitrag;Absatz\nErdkabel;18.940,00;22,4;388\nSignalkabel;6.402,50;19,1;212";
  const rest = leftBesideValues(table);
  for (const cell of ["18.940,00", "6.402,50", "22,4", "388", "212"]) {
    expect(rest).not.toContain(cell);
  }
});

test("names of documents that were taken tell of business, those of programs and lures stay", () => {
  const attack = "The attacker logged in to the VPN with a stolen password and ran helper.exe.";
  const taken = `${attack} Taken were: the price list dealers_net_2026.xlsx and our customer list kunden_gross.csv.`;
  expect(leftBesideValues(taken)).not.toMatch(/dealers_net|kunden_gross/);
  expect(leftBesideValues(taken)).toContain("helper.exe");
  const lure = `${attack} The lure Rechnung_2291.docx started mshta.exe.`;
  expect(leftBesideValues(lure)).toBe(lure);
});

test.each([
  ["Our price of 612 a ton is out, we cut the switch uplink.", "we cut the switch uplink"],
  [
    "We lose 40 tons a shift, pinned the lockfile and moved runners to short-lived tokens.",
    "pinned the lockfile and moved runners to short-lived tokens",
  ],
  ["Our price of 612 a ton went out, since then closed FTP on 21.", "closed FTP on 21"],
  ["Our price of 612 a ton is out, MFA on webmail.", "MFA on webmail"],
  ["Our price of 612 a ton is out, we go on with token protection.", "token protection"],
  [
    "Counsel advises us to admit no liability, disable NTLM on the mail server, and wait.",
    "disable NTLM on the mail server",
  ],
])("what was done to machines stays in %j", (text, wanted) => {
  expect(leftBesideValues(text)).toContain(wanted);
});

test.each([
  ["Counsel advises that we never admit that we patched the VPN late.", "patched"],
  ["He is suspended without pay for sharing his login.", "suspended"],
])("in %j %s goes", (text, wanted) => {
  expect(leftBesideValues(text)).not.toContain(wanted);
});

test.each([
  [".flocked"],
  ["/etc/passwd"],
  ["203.0.113.7:4001"],
  ["23/tcp"],
  ["02:14:37"],
  ["21:30 IST"],
  ["1,870 requests"],
  ["9fa2c07e41bb"],
  ["TXm4Rk0Vq8uZfLs7d"],
  ["31B2F340-016D-11D2-945F-00C04FB984F9"],
  ["ICSA-25-191-10"],
  ["X-Spoof-Comment"],
  ["12.2.0.334"],
  ["C:\\Windows\\x"],
  ["Cisco ASA 9.16"],
  ["Citrix NetScaler VPN"],
  ["vssadmin /all"],
])("tokens of machines stay in a held sentence: %s", (token) => {
  expect(
    leftBesideValues(`Our net margin of 11 % was in the folder, ${token}, and 40 a ton.`),
  ).toContain(token);
});

test.each([["3:52"], ["/v3/rider/njeri_m88"], ["AC01234567"], ["84 posts"], ["/prices/2026.xlsx"]])(
  "what may tell of people or business goes: %s",
  (token) => {
    expect(
      leftBesideValues(`Our net margin of 11 % and the price of 40 a ton with ${token}.`),
    ).not.toContain(token);
  },
);

test.each([
  ["it asks for 250 euro in vouchers", "250 euro in vouchers"],
  ["they asked for USD 40,000", "USD 40,000"],
  ["the opening ask was NZ$3.4m", "NZ$3.4m"],
  ["for sale on RAMP, price 300 USD", "300 USD"],
  ['offered at $2,000 by "desert_fox_77"', "$2,000"],
  ["last orders, $3,500 escrow", "$3,500 escrow"],
  ["he wants gift cards, $500", "$500"],
  ["the driver was hired on @sg_quickload", "@sg_quickload"],
  ['the haulier is "Kranji Speed", which does not exist', "Kranji Speed"],
  ['it is settled at acct "Star Bullion"', "Star Bullion"],
])("what criminals ask, offer and call themselves stays: %s", (told, wanted) => {
  expect(leftBesideValues(`Our net price is 40 a ton to the mill, ${told}`)).toContain(wanted);
});

test.each([
  ["they asked for USD 38 a ton", "38"],
  ["the buyer offered 20,000 dollars", "20,000"],
  ["an auction reserve of USD 2.71 per kg", "2.71"],
  ["we would pay 20,000 dollars", "20,000"],
])("a sum of ours goes: %s", (told, sum) => {
  expect(leftBesideValues(`Our net price is 40 a ton to the mill, ${told}`)).not.toContain(sum);
});

test.each([
  ["we blocked 4444/tcp at the edge"],
  ["honeypot on 2323"],
  ["extension .flocked"],
  ["note akira_readme.txt"],
  ['the lure "Joy of spring offer"'],
  ["AnyDesk id 998 120 447"],
  ["sqlmap 1.7.2 with tamper"],
  ["log4shell string in the user agent"],
  ["SHA1 5f1c0b7d2e9a44c8b6a0d1f37790ce1245ab88e3"],
])("a piece of a held sentence that tells only of machines stays: %s", (piece) => {
  expect(
    leftBesideValues(`Our net price is 40 a ton to the mill, ${piece}, and the margin 11 %.`),
  ).toContain(piece);
});

test.each([["Kolb_dismissal.docx"], ["press_launch_2027.pdf"], ["East Java by turnover"]])(
  "the name of a document or of a place that tells of business goes: %s",
  (piece) => {
    expect(
      leftBesideValues(`Our net price is 40 a ton to the mill, ${piece}, and the margin 11 %.`),
    ).not.toContain(piece);
  },
);

test.each([["growers_full.csv"], ["FBI"], ["CERT-SE"], ["RAMP"], ["5 BTC"]])(
  "a name or a sum that is everybody's or the attackers' stays: %s",
  (name) => {
    expect(
      leftBesideValues(`Our net price is 40 a ton to the mill, as told by ${name}.`),
    ).toContain(name);
  },
);

test.each([["roll with pick-up passwords"], ["records of 30 workers"], ["orders of the mill"]])(
  "a piece that tells of people or business goes: %s",
  (piece) => {
    const rest = leftBesideValues(
      `Our net price is 40 a ton to the mill, cr\u00e8che ${piece}, margin 11 %.`,
    );
    expect(rest).not.toContain(piece);
  },
);
