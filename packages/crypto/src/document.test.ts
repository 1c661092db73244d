import { systemRandom } from "@tocsin/kernel";
import { describe, expect, it } from "vitest";
import { documentBytes, signDocument, verifyDocument, verifyDocumentAsync } from "./document.ts";
import { ed25519SigningKey } from "./ed25519.ts";

const key = ed25519SigningKey(systemRandom.bytes(32));

describe("a signed document", () => {
  it("is signed over its kind, its version and its canonical JSON", () => {
    const bytes = documentBytes("envelope", { b: 1, a: "x" });
    expect(new TextDecoder().decode(bytes)).toBe('tocsin/envelope/v1\n{"a":"x","b":1}');
  });

  it("verifies whatever the order of its keys", async () => {
    const signature = signDocument("envelope", { b: 1, a: "x" }, key);
    expect(verifyDocument("envelope", { a: "x", b: 1 }, signature, key.publicKey)).toBe(true);
    expect(await verifyDocumentAsync("envelope", { a: "x", b: 1 }, signature, key.publicKey)).toBe(
      true,
    );
  });

  it("is worth nothing as another kind, with another value or by another key", async () => {
    const signature = signDocument("envelope", { a: 1 }, key);
    const other = ed25519SigningKey(systemRandom.bytes(32));
    expect(verifyDocument("key-directory", { a: 1 }, signature, key.publicKey)).toBe(false);
    expect(verifyDocument("envelope", { a: 2 }, signature, key.publicKey)).toBe(false);
    expect(verifyDocument("envelope", { a: 1 }, signature, other.publicKey)).toBe(false);
    expect(await verifyDocumentAsync("envelope", { a: 2 }, signature, key.publicKey)).toBe(false);
  });

  it("is false, not an error, for a value that has no canonical form", () => {
    const signature = signDocument("envelope", { a: 1 }, key);
    expect(verifyDocument("envelope", { a: "\ud800" }, signature, key.publicKey)).toBe(false);
    expect(() => signDocument("envelope", { a: Number.NaN }, key)).toThrow("canonical");
  });

  it.each(["", "Envelope", "envelope\n", "a/v1\n{}", "é", "a".repeat(65)])(
    "has no kind %j",
    (kind) => {
      expect(() => signDocument(kind, {}, key)).toThrow("kind");
      expect(() => verifyDocument(kind, {}, new Uint8Array(64), key.publicKey)).toThrow("kind");
    },
  );
});
