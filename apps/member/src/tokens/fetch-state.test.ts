import { tokenRequestBytes, tokenStateBytes } from "@tocsin/crypto";
import fc from "fast-check";
import { expect, test } from "vitest";

import { encodeFetchState, parseFetchState } from "./fetch-state.ts";

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

test("what was asked is read back as it was", () => {
  const prepared = fc.record({ request: bytes(tokenRequestBytes), state: bytes(tokenStateBytes) });
  fc.assert(
    fc.property(fc.array(prepared, { minLength: 1, maxLength: 5 }), (entries) => {
      expect(parseFetchState(encodeFetchState(entries))).toEqual(entries);
    }),
    { numRuns: 20 },
  );
});

test.each([0, 1, tokenRequestBytes + tokenStateBytes - 1, tokenRequestBytes + tokenStateBytes + 1])(
  "%d bytes are no whole entries",
  (length) => {
    expect(() => parseFetchState(new Uint8Array(length))).toThrow("damaged");
  },
);
