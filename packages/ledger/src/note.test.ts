import { ed25519SigningKey } from "@tocsin/crypto";
import { concatBytes, fromBase64, fromHex, toBase64 } from "@tocsin/kernel";
import fc from "fast-check";
import { expect, test } from "vitest";

import vectors from "../../../vectors/c2sp-tlog.json" with { type: "json" };
import { noteSigner, type NoteVerifier, parseVerifierKey, verifierKeyText } from "./note-key.ts";
import { encodeNote, openNote, parseNote, signNote } from "./note.ts";

const { text, peter: peterVector, enoch: enochVector, wrongKeys } = vectors;
const verifierOf = (key: string): NoteVerifier => {
  const verifier = parseVerifierKey(key);
  if (verifier === undefined) throw new Error("vector does not parse");
  return verifier;
};
const peter = verifierOf(peterVector.key);
const enoch = verifierOf(enochVector.key);
const seed = fromHex(peterVector.seed) ?? new Uint8Array();
const peterSigner = noteSigner("PeterNeumann", ed25519SigningKey(seed));
const signed = `${text}\n${peterVector.line}`;

test("a verifier key has the text that Go's note package gives it", () => {
  const { publicKey } = ed25519SigningKey(seed);
  expect(verifierKeyText("PeterNeumann", publicKey)).toBe(peterVector.key);
  expect(peter).toMatchObject({ name: "PeterNeumann", keyId: 0xc74f20a3 });
});

test("no part of a verifier key, and no verifier key with a changed letter, is one", () => {
  const { key } = peterVector;
  for (let from = 0; from < key.length; from += 1) {
    for (let to = from + 1; to <= key.length; to += 1) {
      if (to - from < key.length) expect(parseVerifierKey(key.slice(from, to))).toBeUndefined();
    }
    const next = String.fromCharCode(key.charCodeAt(from) + 1);
    expect(parseVerifierKey(key.slice(0, from) + next + key.slice(from + 1))).toBeUndefined();
  }
  for (const wrong of wrongKeys) expect(parseVerifierKey(wrong)).toBeUndefined();
});

test.each([
  ["an upper-case key id", "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"],
  ["a short key id", "PeterNeumann+c74f20a+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"],
  ["a trailing newline", `${peterVector.key}\n`],
  ["white space in the key", peterVector.key.replace("ARpc", "ARp c")],
  ["nothing", ""],
  ["only separators", "++"],
])("refuses a verifier key with %s", (_, key) => {
  expect(parseVerifierKey(key)).toBeUndefined();
});

test("a key of small order is no verifier key", () => {
  const identity = new Uint8Array(32);
  identity[0] = 1;
  expect(parseVerifierKey(verifierKeyText("weak.example", identity))).toBeUndefined();
});

test.each([
  "",
  "a b",
  "a+b",
  "a\nb",
  "a\tb",
  "a\u00a0b",
  "a\u2028b",
  "a\u0085b",
  "a\u0000b",
  "\ud800",
  "x".repeat(257),
])("refuses to sign as %j", (name) => {
  expect(() => noteSigner(name, ed25519SigningKey(seed))).toThrow(RangeError);
  expect(() => verifierKeyText(name, new Uint8Array(32))).toThrow(RangeError);
});

test("signs the note of Go's documentation, byte for byte", () => {
  expect(signNote(text, [peterSigner])).toBe(signed);
});

test("opens a note of two signers, and keeps the signature of an unknown one", () => {
  const both = signed + enochVector.line;
  expect(openNote(both, [peter, enoch])).toMatchObject({
    ok: true,
    text,
    verified: [{ name: "PeterNeumann" }, { name: "EnochRoot" }],
    unknown: [],
  });
  const opened = openNote(both, [peter]);
  expect(opened).toMatchObject({ ok: true, text, unknown: [{ name: "EnochRoot" }] });
  if (!opened.ok) return;
  const signatures = [...opened.verified, ...opened.unknown];
  expect(encodeNote({ text: opened.text, signatures })).toBe(both);
});

test("a note of unknown keys alone says so", () => {
  expect(openNote(signed, [enoch])).toEqual({ ok: false, why: "unknown-keys" });
  expect(openNote(signed, [])).toEqual({ ok: false, why: "unknown-keys" });
});

test("one bad signature of a known key refuses the whole note", () => {
  const forged = enochVector.line.replace("5n2t", "5n2u");
  expect(openNote(signed + forged, [peter, enoch])).toEqual({ ok: false, why: "bad-signature" });
  expect(openNote(signed + forged, [peter])).toMatchObject({ ok: true });
});

test("a signature under a known name and another key id, or the reverse, is unknown", () => {
  const otherId = peterVector.line.replace("x08g", "xxxx");
  const otherName = peterVector.line.replace("PeterNeumann", "CarmenSandiego");
  for (const line of [otherId, otherName]) {
    expect(openNote(`${text}\n${line}`, [peter])).toEqual({ ok: false, why: "unknown-keys" });
  }
});

test("a changed text does not open", () => {
  const changed = signed.replace("cryptography", "cryptographY");
  expect(openNote(changed, [peter])).toEqual({ ok: false, why: "bad-signature" });
});

const line = peterVector.line;
test.each([
  ["nothing", ""],
  ["no signature", text],
  ["a blank line and no signature", `${text}\n`],
  ["no final newline", signed.slice(0, -1)],
  ["a control character", `\u0001${signed}`],
  ["a carriage return", signed.replaceAll("\n", "\r\n")],
  ["a tab", `\t${signed}`],
  ["a delete character", `\u007f${signed}`],
  ["a null in a signature line", `${text}\n${line.replace("Peter", "Pe\u0000ter")}`],
  ["a lone surrogate", `\ud800${signed}`],
  ["a name with a space", `${text}\n${line.replace("PeterNeumann", "Bad Name")}`],
  ["a name with a plus", `${text}\n${line.replace("PeterNeumann", "Bad+Name")}`],
  ["a name with a no-break space", `${text}\n${line.replace("PeterNeumann", "Bad\u00a0Name")}`],
  ["no name", `${text}\n${line.replace("PeterNeumann", "")}`],
  ["a line after the signatures", `${signed}Unexpected line.\n`],
  ["a blank line after the signatures", `${signed}\n`],
  ["a hyphen for the dash", `${text}\n${line.replace("—", "-")}`],
  ["two spaces", `${text}\n${line.replace(" x", "  x")}`],
  ["a space at the end of a line", `${text}\n${line.replace("\n", " \n")}`],
  ["base64 without its padding", `${text}\n${line.replace("AM=", "AM")}`],
  ["base64 with stray bits", `${text}\n${line.replace("AM=", "AN=")}`],
  ["a key id and no signature", `${text}\n— PeterNeumann x08gow==\n`],
  ["65 signatures", `${text}\n${line.repeat(65)}`],
  ["more bytes than the limit", `${"x".repeat(128 * 1024)}\n\n${line}`],
])("refuses a note with %s", (_, note) => {
  expect(parseNote(note)).toBeUndefined();
  expect(openNote(note, [peter])).toEqual({ ok: false, why: "malformed" });
});

test("16 signatures are accepted", () => {
  expect(openNote(`${text}\n${line.repeat(16)}`, [peter])).toMatchObject({ ok: true });
});

test.each(["", "no newline at the end", "a\u0000b\n", "a\r\n", "\ud800\n"])(
  "refuses to sign %j",
  (bad) => {
    expect(() => signNote(bad, [peterSigner])).toThrow(RangeError);
  },
);

test("a text that looks like a signed note cannot lend its inner signature", () => {
  const nested = signNote(signed, [peterSigner]);
  expect(openNote(nested, [peter])).toMatchObject({ ok: true, text: signed });
  const foreign = `${signed}\n${enochVector.line}`;
  expect(openNote(foreign, [peter])).toEqual({ ok: false, why: "unknown-keys" });
});

test("a note survives encoding", () => {
  const anyLine = fc.string({ unit: "grapheme" }).filter((part) => !/\p{Cc}/u.test(part));
  const anySignature = fc.record({
    name: fc.stringMatching(/^[^\s\p{C}\p{Z}+]{1,20}$/u),
    keyId: fc.nat(0xffffffff),
    signature: fc.uint8Array({ minLength: 1, maxLength: 80 }),
  });
  const anyNote = fc.record({
    text: fc.array(anyLine, { minLength: 1 }).map((lines) => `${lines.join("\n")}\n`),
    signatures: fc.array(anySignature, { minLength: 1, maxLength: 5 }),
  });
  fc.assert(
    fc.property(anyNote, (note) => {
      expect(parseNote(encodeNote(note))).toEqual(note);
    }),
  );
});

test("a note that parses is the one encoding of what was parsed", () => {
  const letters = ["a", "b", " ", "\n", "—", "+", "=", "AQ", "\n\n", line, "— a AQIDBAU=\n"];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...letters)), (parts) => {
      const note = parts.join("");
      const parsed = parseNote(note);
      expect(parsed === undefined || encodeNote(parsed) === note).toBe(true);
    }),
  );
});

test("a key id is a hash over name and key, so it changes with either", () => {
  const { publicKey } = ed25519SigningKey(seed);
  const other = parseVerifierKey(verifierKeyText("PeterNeuman", publicKey));
  expect(other?.keyId).not.toBe(peter.keyId);
  const raw = fromBase64(line.split(" ")[2]?.trim() ?? "") ?? new Uint8Array();
  expect(toBase64(concatBytes(raw.subarray(0, 4)))).toBe("x08gow==");
});
