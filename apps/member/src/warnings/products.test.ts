import { expect, test } from "vitest";

import { parseCpe } from "./products.ts";

test.each([
  ["cpe:2.3:a:citrix:netscaler_gateway:13.1:*:*:*:*:*:*:*", "citrix", "netscaler gateway", "13.1"],
  ["cpe:2.3:o:linux:linux_kernel:*:*:*:*:*:*:*:*", "linux", "linux kernel", null],
  ["cpe:/a:apache:log4j:2.14.1", "apache", "log4j", "2.14.1"],
  ["cpe:2.3:a:a\\:b:c\\:d:1\\.0:*:*:*:*:*:*:*", "a:b", "c:d", "1.0"],
  ["cpe:/a:caf%C3%A9:bar", "café", "bar", null],
])("%s names a product", (cpe, vendor, product, version) => {
  expect(parseCpe(cpe)).toEqual({ cpe, vendor, product, version });
});

test.each([
  "",
  "citrix netscaler",
  "cpe:2.3:a",
  "cpe:2.3:x:vendor:product:1",
  "cpe:2.3:a:vendor:*:1",
  "cpe:/",
  "CPE:2.3:a:b:c",
])("%s names none", (text) => {
  expect(parseCpe(text)).toBeUndefined();
});
