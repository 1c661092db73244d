import { expect, test } from "vitest";

import { inventoryLines } from "./inventory-lines.ts";

test.each([
  [
    "cpe:2.3:a:citrix:netscaler:13:*:*:*:*:*:*:*\n",
    [{ cpe: "cpe:2.3:a:citrix:netscaler:13:*:*:*:*:*:*:*" }],
    [],
  ],
  ["# comment\ncpe:/a:apache:log4j\n", [{ cpe: "cpe:/a:apache:log4j" }], []],
  [
    "Vendor,Product,Version\nCitrix,NetScaler,13.1\nOkta,Okta,\n",
    [
      { vendor: "Citrix", product: "NetScaler", version: "13.1" },
      { vendor: "Okta", product: "Okta", version: null },
    ],
    [],
  ],
  [
    '\ufeffvendor;product;version\r\nFortinet;"FortiOS, all";7,2\r\n',
    [{ vendor: "Fortinet", product: "FortiOS, all", version: "7,2" }],
    [],
  ],
  ["vendor\tproduct\nOkta\tOkta\n", [{ vendor: "Okta", product: "Okta", version: null }], []],
  ["host,cpe\nweb1,cpe:/a:apache:httpd\nweb2,\n", [{ cpe: "cpe:/a:apache:httpd" }], [3]],
  ["VMware,ESXi\n", [{ vendor: "VMware", product: "ESXi", version: null }], []],
  ["just a word\n", [], [1]],
  ["cpe:/a:apache:httpd\n\ncpe:2.3:a:*:*\ncpe:x\n", [{ cpe: "cpe:/a:apache:httpd" }], [3, 4]],
  ["", [], []],
  [
    "Hersteller;Produkt;Version;Gerät\nCitrix;NetScaler;13,1;srv-1\n",
    [{ vendor: "Citrix", product: "NetScaler", version: "13,1" }],
    [],
  ],
  ["Éditeur,Logiciel\nVMware,ESXi\n", [{ vendor: "VMware", product: "ESXi", version: null }], []],
  [
    "name,publisher,version\nESXi,VMware,8\n",
    [{ vendor: "VMware", product: "ESXi", version: "8" }],
    [],
  ],
])("%j is read", (text, items, wrongLines) => {
  expect(inventoryLines(text)).toMatchObject({ items, wrongLines });
});

test.each([
  "name,owner\nWS-ACC-01,Jane Roe\n",
  "Gerät,Besitzer,Standort\nWS-ACC-01,Jürgen Groß,Hamburg\n",
  "Gerät;Besitzer;Standort\nWS-ACC-01;Jürgen Groß;Hamburg\n",
  "hostname\nsrv-1\n",
  "software,host\nESXi,srv-1\n",
  "Kram,Chef\nWS-ACC-01,Anna\n",
  "Kram,Chef,Ort\nKiste,Anna,Ulm\n",
  "VMware,ESXi,8,prod,Ulm\n",
  "VMware,ESXi\n10.0.0.1,srv\n",
])("%j is of other things than products, and is refused", (text) => {
  expect(() => inventoryLines(text)).toThrow(expect.objectContaining({ code: "columns-unknown" }));
});

test("where no titles say what is what, that is told", () => {
  expect(inventoryLines("VMware,ESXi,8.0\n").isTitled).toBe(false);
  expect(inventoryLines("vendor,product\nVMware,ESXi\n").isTitled).toBe(true);
  expect(inventoryLines("cpe:/a:apache:log4j\n").isTitled).toBe(true);
});

test("a quote that is never closed is an error", () => {
  expect(() => inventoryLines('"vendor,product\n')).toThrow("");
});
