import { concatBytes, utf8 } from "@tocsin/kernel";
import { expect, test } from "vitest";

import { sha256 } from "./hash.ts";
import { tieLock } from "./tie-lock.ts";

test("a lock is the hash of its secret, of nothing else and in no other use", () => {
  const secret = new Uint8Array(32).fill(5);
  expect(tieLock(secret)).toEqual(sha256(concatBytes(utf8("tocsin/tie-lock/v1"), secret)));
  expect(tieLock(secret)).not.toEqual(sha256(secret));
  expect(() => tieLock(secret.subarray(1))).toThrow();
});
