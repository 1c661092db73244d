/**
 * Sealing and opening. A letter is padded to one length and sealed with HPKE to one key; a node tries its own
 * keys on every message, so nothing on the outside says for whom it is. RFC 9180, base and PSK mode.
 */

import {
  hpkeEncBytes,
  hpkeOpen,
  type HpkePsk,
  hpkeSeal,
  type HpkeRecipient,
  importHpkePublicKey,
} from "@tocsin/crypto";
import {
  canonicalJson,
  concatBytes,
  parseCanonicalJson,
  type Random,
  readUint,
  textOf,
  TocsinError,
  uintBytes,
  utf8,
} from "@tocsin/kernel";
import {
  bytesOf,
  type Letter,
  letter,
  letterBytes,
  letterJsonBytesMax,
  parseMessage,
} from "@tocsin/wire";

/** With a pre-shared key the two modes must not be mistaken for each other. */
const openInfo = utf8("tocsin/letter/v1");
const sharedInfo = utf8("tocsin/shared-letter/v1");
const noAad = new Uint8Array();

export interface LetterKey {
  readonly recipient: HpkeRecipient;
  /** Where only one who knows it too can have sealed the letter. */
  readonly psk: HpkePsk | undefined;
}

/** Throws `too-large`: a letter is one capsule. */
export function letterText(it: Letter): string {
  const text = canonicalJson(parseMessage(letter, it));
  if (utf8(text).length > letterJsonBytesMax) {
    throw new TocsinError("too-large", { detail: `letter of ${letterJsonBytesMax} bytes` });
  }
  return text;
}

export async function sealLetter(
  text: string,
  to: { readonly pk: string; readonly psk: HpkePsk | undefined },
  random: Random,
): Promise<Uint8Array<ArrayBuffer>> {
  const recipient = await importHpkePublicKey(bytesOf(to.pk));
  const { psk } = to;
  const options = { recipient, random, info: psk === undefined ? openInfo : sharedInfo };
  const sealing = psk === undefined ? options : { ...options, psk };
  const { enc, ciphertext } = await hpkeSeal(sealing, padded(utf8(text)), noAad);
  return concatBytes(enc, ciphertext);
}

/** The letter, if it is for this key; undefined for all other messages and for what is no letter. */
export async function openLetter(
  { recipient, psk }: LetterKey,
  sealed: Uint8Array,
): Promise<Letter | undefined> {
  const options = {
    recipient,
    enc: sealed.subarray(0, hpkeEncBytes),
    info: psk === undefined ? openInfo : sharedInfo,
  };
  const opening = psk === undefined ? options : { ...options, psk };
  const opened = await hpkeOpen(opening, sealed.subarray(hpkeEncBytes), noAad);
  return opened && letterIn(opened);
}

function padded(json: Uint8Array): Uint8Array<ArrayBuffer> {
  return concatBytes(
    uintBytes(json.length, 2),
    json,
    new Uint8Array(letterJsonBytesMax - json.length),
  );
}

function letterIn(bytes: Uint8Array): Letter | undefined {
  if (bytes.length !== letterBytes) return undefined;
  const text = textOf(bytes.subarray(2, 2 + readUint(bytes, 0, 2)));
  if (text === undefined) return undefined;
  try {
    return parseMessage(letter, parseCanonicalJson(text));
  } catch (error) {
    if (error instanceof TocsinError) return undefined;
    throw error;
  }
}
