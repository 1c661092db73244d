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
])("%j is read", (text, items, wrongLines) => {
  expect(inventoryLines(text)).toEqual({ items, wrongLines });
});

test("a quote that is never closed is an error", () => {
  expect(() => inventoryLines('"vendor,product\n')).toThrow("");
});
