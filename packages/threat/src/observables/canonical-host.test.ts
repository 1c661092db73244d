import { expect, test } from "vitest";
import { canonicalFileName } from "./canonical-host.ts";
import { canonicalUrl } from "./canonical-network.ts";

test("no name of a file and no URL has a control character, and every other may stand in a URL", () => {
  for (let code = 0; code < 0x3000; code += 1) {
    const char = String.fromCharCode(code);
    const isControl = /\p{Cc}/u.test(char);
    if (isControl) expect(canonicalFileName(`a${char}b`)).toBeUndefined();
    const isRefused = canonicalUrl(`http://a.example/b${char}c`) === undefined;
    expect(isRefused).toBe(isControl || char === " ");
  }
  expect(canonicalFileName("über-\u{1f600}.exe")).toBe("über-\u{1f600}.exe");
});
