import fc from "fast-check";
import { systemRandom, toHex, utf8 } from "@tocsin/kernel";
import { describe, expect, it } from "vitest";
import rfc9180 from "../../../vectors/rfc9180-x25519-aes128gcm.json" with { type: "json" };
import {
  deriveHpkeKeyPair,
  generateHpkeKeyPair,
  hpkeOpen,
  hpkeOpener,
  type HpkePublicKey,
  type HpkeRecipient,
  hpkeSeal,
  hpkeSender,
  importHpkePublicKey,
  importHpkeRecipient,
} from "./hpke.ts";
import { flipped, hex, scriptedRandom } from "./testing.ts";

type Vector = (typeof rfc9180.vectors)[number];
const info = hex(rfc9180.info);
const plaintext = hex(rfc9180.plaintext);
const empty = new Uint8Array();

interface Party {
  readonly recipient: HpkeRecipient;
  readonly publicKey: HpkePublicKey;
}

async function party(): Promise<Party> {
  const { secretKey, publicKey } = await generateHpkeKeyPair(systemRandom);
  return {
    recipient: await importHpkeRecipient(secretKey),
    publicKey: await importHpkePublicKey(publicKey),
  };
}

function pskOf({ psk, pskId }: Vector) {
  return psk === undefined ? {} : { psk: { key: hex(psk), id: hex(pskId) } };
}

async function contextsOf(vector: Vector) {
  const sender =
    vector.skSm === undefined ? undefined : await importHpkeRecipient(hex(vector.skSm));
  const checked =
    vector.pkSm === undefined ? undefined : await importHpkePublicKey(hex(vector.pkSm));
  const sending = await hpkeSender({
    recipient: await importHpkePublicKey(hex(vector.pkRm)),
    info,
    random: scriptedRandom(hex(vector.skEm)),
    ...pskOf(vector),
    ...(sender && { sender }),
  });
  const opening = await hpkeOpener({
    recipient: await importHpkeRecipient(hex(vector.skRm)),
    enc: hex(vector.enc),
    info,
    ...pskOf(vector),
    ...(checked && { sender: checked }),
  });
  if (opening === undefined) throw new Error("refused");
  return { sending, opening };
}

describe("RFC 9180, Appendix A.1", () => {
  it.each(rfc9180.vectors)("$section derives its key pairs ($mode)", async (vector) => {
    const recipient = await deriveHpkeKeyPair(hex(vector.ikmR));
    expect(toHex(recipient.secretKey)).toBe(vector.skRm);
    expect(toHex(recipient.publicKey)).toBe(vector.pkRm);
    const ephemeral = await deriveHpkeKeyPair(hex(vector.ikmE));
    expect(toHex(ephemeral.secretKey)).toBe(vector.skEm);
    expect(toHex(ephemeral.publicKey)).toBe(vector.enc);
    expect(toHex((await importHpkeRecipient(hex(vector.skRm))).publicKey)).toBe(vector.pkRm);
    if (vector.ikmS !== undefined) {
      const sender = await deriveHpkeKeyPair(hex(vector.ikmS));
      expect([toHex(sender.secretKey), toHex(sender.publicKey)]).toEqual([
        vector.skSm,
        vector.pkSm,
      ]);
    }
  });

  it.each(rfc9180.vectors)("$section seals, opens and exports ($mode)", async (vector) => {
    const { sending, opening } = await contextsOf(vector);
    expect(toHex(sending.enc)).toBe(vector.enc);
    const expected = new Map(vector.encryptions.map((entry) => [entry.sequence, entry]));
    for (let sequence = 0; sequence <= 256; sequence += 1) {
      const entry = expected.get(sequence);
      const aad = entry ? hex(entry.aad) : empty;
      const ciphertext = await sending.seal(plaintext, aad);
      if (entry) expect(toHex(ciphertext), String(sequence)).toBe(entry.ciphertext);
      const opened = await opening.open(ciphertext, aad);
      expect(opened).toEqual(plaintext);
    }
    for (const { context, value } of vector.exports) {
      expect(toHex(await sending.exportSecret(hex(context), 32))).toBe(value);
      expect(toHex(await opening.exportSecret(hex(context), 32))).toBe(value);
    }
  });
});

describe("HPKE", () => {
  it("gives back what was sealed", async () => {
    const { recipient, publicKey } = await party();
    await fc.assert(
      fc.asyncProperty(fc.uint8Array(), fc.uint8Array(), async (message, aad) => {
        const sealed = await hpkeSeal(
          { recipient: publicKey, info, random: systemRandom },
          message,
          aad,
        );
        const opened = await hpkeOpen({ recipient, enc: sealed.enc, info }, sealed.ciphertext, aad);
        expect(opened).toEqual(Uint8Array.from(message));
      }),
      { numRuns: 20 },
    );
  });

  it("opens for nobody else, nor with anything altered", async () => {
    const [a, b] = [await party(), await party()];
    const aad = utf8("aad");
    const { enc, ciphertext } = await hpkeSeal(
      { recipient: a.publicKey, info, random: systemRandom },
      plaintext,
      aad,
    );
    const mine = { recipient: a.recipient, enc, info };
    expect(await hpkeOpen(mine, ciphertext, aad)).toEqual(plaintext);
    expect(await hpkeOpen({ ...mine, recipient: b.recipient }, ciphertext, aad)).toBeUndefined();
    expect(await hpkeOpen({ ...mine, enc: flipped(enc, 3) }, ciphertext, aad)).toBeUndefined();
    expect(await hpkeOpen({ ...mine, info: empty }, ciphertext, aad)).toBeUndefined();
    expect(await hpkeOpen(mine, ciphertext, empty)).toBeUndefined();
    expect(await hpkeOpen(mine, flipped(ciphertext, 44), aad)).toBeUndefined();
    expect(await hpkeOpen(mine, ciphertext.subarray(1), aad)).toBeUndefined();
    expect(await hpkeOpen(mine, empty, aad)).toBeUndefined();
    expect(await hpkeOpen({ ...mine, enc: enc.subarray(1) }, ciphertext, aad)).toBeUndefined();
  });

  it("opens only with the same pre-shared key and id, and not in another mode", async () => {
    const { recipient, publicKey } = await party();
    const psk = { key: systemRandom.bytes(32), id: utf8("match") };
    const options = { recipient: publicKey, info, random: systemRandom, psk };
    const { enc, ciphertext } = await hpkeSeal(options, plaintext, empty);
    const open = (other?: typeof psk) =>
      hpkeOpen({ recipient, enc, info, ...(other && { psk: other }) }, ciphertext, empty);
    expect(await open(psk)).toEqual(plaintext);
    expect(await open({ ...psk, key: flipped(psk.key, 0) })).toBeUndefined();
    expect(await open({ ...psk, id: utf8("other") })).toBeUndefined();
    expect(await open()).toBeUndefined();
    await expect(open({ ...psk, key: psk.key.subarray(1) })).rejects.toThrow("pre-shared key");
    await expect(open({ ...psk, id: utf8("") })).rejects.toThrow("pre-shared key");
  });

  it("says who sent it in auth mode", async () => {
    const [sender, other, receiver] = [await party(), await party(), await party()];
    const { enc, ciphertext } = await hpkeSeal(
      { recipient: receiver.publicKey, info, random: systemRandom, sender: sender.recipient },
      plaintext,
      empty,
    );
    const open = (from?: HpkePublicKey) =>
      hpkeOpen(
        { recipient: receiver.recipient, enc, info, ...(from && { sender: from }) },
        ciphertext,
        empty,
      );
    expect(await open(sender.publicKey)).toEqual(plaintext);
    expect(await open(other.publicKey)).toBeUndefined();
    expect(await open()).toBeUndefined();
  });

  it("does not go on to the next nonce after a failed opening", async () => {
    const { recipient, publicKey } = await party();
    const sending = await hpkeSender({ recipient: publicKey, info, random: systemRandom });
    const opening = await hpkeOpener({ recipient, enc: sending.enc, info });
    const first = await sending.seal(plaintext, empty);
    const second = await sending.seal(plaintext, empty);
    expect(await opening?.open(second, empty)).toBeUndefined();
    expect(await opening?.open(first, empty)).toEqual(plaintext);
    expect(await opening?.open(first, empty)).toBeUndefined();
    expect(await opening?.open(second, empty)).toEqual(plaintext);
  });

  it("refuses keys with which the shared secret is zeros, to seal to and to open from", async () => {
    const { recipient } = await party();
    const smallOrder = [
      "0000000000000000000000000000000000000000000000000000000000000000",
      "0100000000000000000000000000000000000000000000000000000000000000",
      "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
      "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
      "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
      "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
      "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
    ];
    for (const point of smallOrder) {
      const hostile = await importHpkePublicKey(hex(point));
      const sending = hpkeSender({ recipient: hostile, info, random: systemRandom });
      await expect(sending, point).rejects.toThrow("recipient key");
      expect(await hpkeOpener({ recipient, enc: hex(point), info }), point).toBeUndefined();
    }
  });

  it.each([0, 31, 33])("takes no key of %i bytes", async (length) => {
    await expect(importHpkePublicKey(new Uint8Array(length))).rejects.toThrow("public key");
    await expect(importHpkeRecipient(new Uint8Array(length))).rejects.toThrow("secret key");
  });

  it("derives keys only from seeds of 32 bytes or more", async () => {
    await expect(deriveHpkeKeyPair(new Uint8Array(31))).rejects.toThrow("seed");
  });
});
