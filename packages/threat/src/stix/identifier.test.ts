import { describe, expect, test } from "vitest";

import { derivedId, isTypeName, typeOfId, uuid5, valueId } from "./identifier.ts";

describe("identifiers", () => {
  test("ids follow from content as other implementations derive them", () => {
    // Computed by libraries in Python, Go and Rust; the ids printed in the standard's examples are
    // not what its own rule gives.
    const examples = [
      { id: "ipv4-addr--28bb3599-77cd-5a82-a950-b5bc3caf07c4", value: "198.51.100.3" },
      { id: "ipv6-addr--6469e3a9-b053-5e34-a025-9396ae051d26", value: "2001:db8::1" },
      { id: "domain-name--bedb4899-d24b-5401-bc86-8f6b4cc18ec7", value: "example.com" },
      { id: "mutex--f93fe911-e545-5239-b9b0-597840d0c871", name: "__CLEANSWEEP__" },
    ];
    for (const { id, ...content } of examples) {
      const type = id.slice(0, id.indexOf("--"));
      expect(derivedId({ type, ...content })).toBe(id);
    }
    expect(valueId("domain-name", "value", "example.com")).toBe(examples[2]?.id);
  });

  test("one hash is taken, in the standard's order; a process has no derived id", () => {
    const md5 = "a".repeat(32);
    const alone = derivedId({ type: "file", hashes: { MD5: md5 } });
    expect(derivedId({ type: "file", hashes: { "SHA-256": "b".repeat(64), MD5: md5 } })).toBe(
      alone,
    );
    expect(derivedId({ type: "process", pid: 1 })).toBeUndefined();
    expect(derivedId({ type: "url" })).toBeUndefined();
  });

  test("a name in a namespace gives the UUID that others compute", () => {
    // Python's uuid.uuid5(uuid.NAMESPACE_DNS, "python.org")
    expect(uuid5("6ba7b810-9dad-11d1-80b4-00c04fd430c8", "python.org")).toBe(
      "886313e1-3b8a-5372-9b90-0c9aee199e5d",
    );
  });

  test.each([
    "",
    "indicator",
    "indicator--",
    "indicator--nonsense",
    "--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f",
    "indicator-8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f",
    "Indicator--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f",
    "in--dicator--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f",
    "indicator--8e2e2d2b-17d4-0cbf-938f-98ee46b3cd3f",
    "indicator--8e2e2d2b-17d4-4cbf-138f-98ee46b3cd3f",
    "indicator--8e2e2d2b17d44cbf938f98ee46b3cd3f",
    "indicator--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3g",
    `${"a".repeat(251)}--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f`,
    "indicator--00000000-0000-0000-0000-000000000000",
  ])("%j is no identifier", (id) => {
    expect(typeOfId(id)).toBeUndefined();
  });

  test("a type's name has single hyphens inside", () => {
    expect(["x-a", "a", "a1-b2"].every(isTypeName)).toBe(true);
    expect(["", "-a", "a-", "a--b", "A", "a_b", "ä"].some(isTypeName)).toBe(false);
  });
});
