import { systemRandom, utf8 } from "@tocsin/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import {
  generateHpkeKeyPair,
  hpkeOpener,
  hpkeSender,
  importHpkePublicKey,
  importHpkeRecipient,
} from "./hpke.ts";

const pair = await generateHpkeKeyPair(systemRandom);
const recipient = await importHpkeRecipient(pair.secretKey);
const to = await importHpkePublicKey(pair.publicKey);
const bytes = fc.uint8Array({ maxLength: 300 });

describe("what @hpke/core seals in base mode", () => {
  it("is opened in order, and exports the same secrets", async () => {
    await fc.assert(
      fc.asyncProperty(
        bytes,
        bytes,
        fc.array(bytes, { maxLength: 4 }),
        fc.integer({ min: 1, max: 100 }),
        async (info, aad, messages, length) => {
          const sender = await hpkeSender({ recipient: to, info, random: systemRandom });
          const opener = await hpkeOpener({ recipient, enc: sender.enc, info });
          for (const message of messages) {
            const sealed = await sender.seal(message, aad);
            expect(await opener?.open(sealed.slice(1), aad)).toBeUndefined();
            expect(await opener?.open(sealed, aad)).toEqual(Uint8Array.from(message));
          }
          const name = utf8("a secret");
          expect(await opener?.exportSecret(name, length)).toEqual(
            await sender.exportSecret(name, length),
          );
        },
      ),
      { numRuns: 40 },
    );
  });

  it("is not opened with another info, other data or a changed byte", async () => {
    const [info, aad, message] = [utf8("info"), utf8("aad"), utf8("message")];
    const sender = await hpkeSender({ recipient: to, info, random: systemRandom });
    const sealed = await sender.seal(message, aad);
    const other = await hpkeOpener({ recipient, enc: sender.enc, info: utf8("other") });
    expect(await other?.open(sealed, aad)).toBeUndefined();
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Uint8Array.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      const opener = await hpkeOpener({ recipient, enc: sender.enc, info });
      expect(await opener?.open(changed, aad)).toBeUndefined();
      expect(await opener?.open(sealed, utf8("other"))).toBeUndefined();
      expect(await opener?.open(sealed, aad)).toEqual(message);
    }
  });

  it.each([
    ["zeros", new Uint8Array(32)],
    ["a point of small order", Uint8Array.of(1, ...new Uint8Array(31))],
    ["too short a key", new Uint8Array(31)],
  ])("has no context for %s", async (_name, enc) => {
    expect(await hpkeOpener({ recipient, enc, info: utf8("info") })).toBeUndefined();
  });
});
