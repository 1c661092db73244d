import { describe, expect, it } from "vitest";
import { isInitialed } from "./initial-names.ts";

describe("an initial before a family name", () => {
  it.each(["jwinter", "nluntian", "bsalvacion", "kmcduff", "rdagostino", "jpalm"])(
    "makes a beginning that no word has: %s",
    (name) => {
      expect(isInitialed(name)).toBe(true);
    },
  );

  it.each(["kswapd", "jsconsole", "kcached", "vshadowmount", "lsadump", "jsonwebtoken", "ptrace"])(
    "is none where a tool is called so: %s",
    (name) => {
      expect(isInitialed(name)).toBe(false);
    },
  );
});
