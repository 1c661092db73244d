import { ed25519SigningKey } from "@tocsin/crypto";
import { fromBase64, toBase64 } from "@tocsin/kernel";
import fc from "fast-check";
import { expect, test } from "vitest";

import vectors from "../../../vectors/c2sp-tlog.json" with { type: "json" };
import { formatCheckpoint, openCheckpoint, parseCheckpoint, signCheckpoint } from "./checkpoint.ts";
import { noteSigner, parseVerifierKey, verifierKeyText } from "./note-key.ts";
import { signNote } from "./note.ts";

const origin = "exchange.example/ledger";
const signingKey = ed25519SigningKey(new Uint8Array(32).fill(9));
const signer = noteSigner(origin, signingKey);
const verifier = parseVerifierKey(verifierKeyText(origin, signingKey.publicKey));
if (verifier === undefined) throw new Error("own key does not parse");
const root = new Uint8Array(32).fill(3);
const rootText = toBase64(root);

test("a checkpoint of the Go checksum database opens with its public key", () => {
  const { key, note, origin: goOrigin, size, root: goRoot } = vectors.checkpoint;
  const goVerifier = parseVerifierKey(key);
  if (goVerifier === undefined) throw new Error("vector does not parse");
  const checkpoint = { origin: goOrigin, size, root: fromBase64(goRoot) };
  expect(openCheckpoint(note, goOrigin, goVerifier)).toEqual({ ok: true, checkpoint });
  const grown = note.replace(String(size), String(size + 1));
  expect(openCheckpoint(grown, goOrigin, goVerifier)).toEqual({ ok: false, why: "bad-signature" });
});

test("a checkpoint survives formatting", () => {
  const anyCheckpoint = fc.record({
    origin: fc
      .string({ unit: "grapheme", minLength: 1, maxLength: 20 })
      .filter((text) => !/[\p{Cc}\u2028\u2029]/u.test(text)),
    size: fc.nat(2 ** 40),
    root: fc.uint8Array({ minLength: 32, maxLength: 32 }),
  });
  fc.assert(
    fc.property(anyCheckpoint, (checkpoint) => {
      expect(parseCheckpoint(formatCheckpoint(checkpoint))).toEqual(checkpoint);
    }),
  );
});

test.each([
  ["nothing", ""],
  ["two lines", `${origin}\n0\n`],
  ["no final newline", `${origin}\n0\n${rootText}`],
  ["an extension line", `${origin}\n0\n${rootText}\nmarked for you\n`],
  ["an empty line at the end", `${origin}\n0\n${rootText}\n\n`],
  ["an empty origin", `\n0\n${rootText}\n`],
  ["a control character in the origin", `a\u0007b\n0\n${rootText}\n`],
  ["a line separator in the origin", `a\u2028b\n0\n${rootText}\n`],
  ["a lone surrogate in the origin", `\udc00\n0\n${rootText}\n`],
  ["an endless origin", `${"o".repeat(257)}\n0\n${rootText}\n`],
  ["a leading zero", `${origin}\n01\n${rootText}\n`],
  ["two zeros", `${origin}\n00\n${rootText}\n`],
  ["a sign", `${origin}\n+1\n${rootText}\n`],
  ["a negative size", `${origin}\n-1\n${rootText}\n`],
  ["a fraction", `${origin}\n1.0\n${rootText}\n`],
  ["an exponent", `${origin}\n1e3\n${rootText}\n`],
  ["a hexadecimal size", `${origin}\n0x10\n${rootText}\n`],
  ["a size with a space", `${origin}\n 1\n${rootText}\n`],
  ["other digits", `${origin}\n١\n${rootText}\n`],
  ["a giant size", `${origin}\n18446744073709551615\n${rootText}\n`],
  ["a size beyond a trillion", `${origin}\n1099511627777\n${rootText}\n`],
  ["no size", `${origin}\n\n${rootText}\n`],
  ["a root of 31 bytes", `${origin}\n1\n${toBase64(new Uint8Array(31))}\n`],
  [
    "a root in base64url",
    `${origin}\n1\n${toBase64(new Uint8Array(32).fill(255)).replaceAll("/", "_")}\n`,
  ],
  ["a root without padding", `${origin}\n1\n${rootText.replace("=", "")}\n`],
  ["a root with stray bits", `${origin}\n1\n${rootText.replace("M=", "N=")}\n`],
  ["a root with white space", `${origin}\n1\n ${rootText}\n`],
])("refuses a checkpoint with %s", (_, text) => {
  expect(parseCheckpoint(text)).toBeUndefined();
  if (!text.endsWith("\n") || /\p{Cc}/u.test(text.replaceAll("\n", "")) || !text.isWellFormed())
    return;
  const note = signNote(text, [signer]);
  expect(openCheckpoint(note, origin, verifier)).toEqual({ ok: false, why: "malformed" });
});

test.each([
  ["a newline in the origin", { origin: "a\nb", size: 0, root }],
  ["an empty origin", { origin: "", size: 0, root }],
  ["a fractional size", { origin, size: 0.5, root }],
  ["a giant size", { origin, size: 2 ** 53, root }],
  ["a short root", { origin, size: 0, root: root.subarray(1) }],
])("refuses to sign a checkpoint with %s", (_, checkpoint) => {
  expect(() => signCheckpoint(checkpoint, [signer])).toThrow(RangeError);
});

test("a checkpoint of another log under the same key is refused", () => {
  const note = signCheckpoint({ origin: "other.example", size: 1, root }, [signer]);
  expect(openCheckpoint(note, origin, verifier)).toEqual({ ok: false, why: "wrong-origin" });
});
