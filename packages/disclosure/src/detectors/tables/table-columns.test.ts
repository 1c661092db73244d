import { describe, expect, it } from "vitest";
import { foundIn } from "../../testing.ts";
import { tableColumns } from "./table-columns.ts";

const cells = (text: string): string[] =>
  foundIn(text, [tableColumns]).map((it) => it.replace(/ \?$/, ""));

describe("columns of a table", () => {
  it.each([
    [
      "dealer;model;qty;price_chf\nVelo Amstutz;E3;1400;2190\nZweirad Egli;E5;380;2540",
      ["1400", "2190", "380", "2540"],
    ],
    [
      "| site | cement, t (wk 7) | target, t | note |\n|---|:---:|---|---|\n| kiln 2 | 9,120 | 9,800 | by hand |",
      ["9,120", "9,800"],
    ],
    ["clinic,rebate_pct,visits_month\nSaint Orsola,12,1,940", ["12", "1,940"]],
    ["line;output (kg);shift\nA;18200;3\nB;17650;3", ["18200", "17650"]],
    ["customer,list_price,volume_t\nNordhavn,611,12,400\nPelle & Co,598,950", ["611", "12,400"]],
  ])("tell money and volumes by their units: %j", (text, expected) => {
    expect(cells(text).map((it) => it.replace(/^[^:]+: /, ""))).toEqual(
      expect.arrayContaining(expected),
    );
  });

  it.each([
    [
      "member_no,name,loan,paid_kes\n17,Rose Adhiambo,₦250,000,40 days",
      "financial-personal: ₦250,000",
    ],
    [
      "ticket,pledger,ic,item\nC-1,Tan Ah Lek,700812-07-5500,jade bangle and a watch",
      "consumer-history: jade bangle and a watch",
    ],
    ["name,dob,aid_usd\nTheo Lang,1988-11-02,0", "financial-personal: 0"],
    ["id_no,grower,net_pay_ugx\n22814407,Rose Adhiambo,31968", "human-resources: 31968"],
    [
      "name,phone,arrears,note\nJo Lang,0803 555,1,482,300,left, owes rent",
      "financial-personal: 1,482,300",
    ],
  ])("tell a person's money: %j", (text, expected) => {
    expect(cells(text)).toContain(expected);
  });

  it.each([
    ["region;customers;output_q2;margin\nNord;1240;88000;11", ["1240", "88000", "11"]],
    ["buyer | qty | port\n--|--|--\nHavila Foods | 41 000 | Oslo", ["41 000"]],
    ["retailer,sku_a,share_pct,qty\nHavila,1402,31,9100", ["31", "9100"]],
  ])("tell shares and customers: %j", (text, expected) => {
    expect(cells(text).map((it) => it.replace(/^[^:]+: /, ""))).toEqual(
      expect.arrayContaining(expected),
    );
  });

  it.each([
    [
      "hostinec;n\u00e1jemce;r.\u010d.;dluh_k\u010d;pozn\u00e1mka\nU Soud\u016f;Jan Vlk;736028/5163;184 300;spl\u00e1tky",
      ["U Soud\u016f", "Jan Vlk", "184 300", "spl\u00e1tky"],
    ],
    [
      "mieter;r\u00fcckstand_eur;bemerkung\nManfred Lang;1.240;zahlt in Raten",
      ["Manfred Lang", "1.240", "zahlt in Raten"],
    ],
    [
      "acquirente,prezzo,quantit\u00e0,nota\nCasa Sella,4.10,1200,paga tardi",
      ["Casa Sella", "4.10", "1200", "paga tardi"],
    ],
    ["afnemer;prijs;aantal\nBakker Smit;4,10;1200", ["Bakker Smit", "4,10", "1200"]],
    ["pacjent;rozpoznanie;leki\nAnna Lis;astma;salbutamol", ["Anna Lis", "astma", "salbutamol"]],
    ["stockist,units,remark\nOban Creamery,410,wants out", ["Oban Creamery", "410", "wants out"]],
  ])("are told by heads of other languages and trades: %j", (text, expected) => {
    expect(cells(text).map((it) => it.replace(/^[^:]+: /, ""))).toEqual(
      expect.arrayContaining(expected),
    );
  });

  it("are the keys of records, too", () => {
    const record = '[{"name":"Asta Lind","dob":"02-04-1985","test":"TSH 41 mIU/L","host":"lis1"}]';
    expect(cells(record)).toEqual([
      "person: Asta Lind",
      "date-of-birth: 02-04-1985",
      "human-resources: TSH 41 mIU/L",
    ]);
    const alert = '{"rule":{"name":"Encoded PowerShell","level":"high","user":"-"},"status":"new"}';
    expect(cells(alert)).toEqual([]);
  });

  it.each([
    "group | victims | ransom_usd\nAkira | 31 | 400000",
    "host,ip,owner,first_seen,artifact,verdict\nws-4,10.0.0.9,-,2025-04-12,Sliver shellcode,malicious",
    "sensor,alerts_day,events_month\nids-1,1400,98000",
    "src,dst,bytes_out,rate\n10.0.0.4,198.51.100.7,880000,12",
    "family | first seen | price (USD) | seller\nLumma | 2023-01 | 250 | shamel",
    "rule,hits_week,logins_day\nR1,22,4100",
    "country,samples_month,detections_month\nPeru,400,911",
  ])("tell nothing of attacks and machines: %j", (text) => {
    expect(cells(text)).toEqual([]);
  });
});
