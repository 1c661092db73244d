import { describe, expect, it } from "vitest";

import { readSightingValues } from "./sighting-values.ts";

describe("values that were seen", () => {
  it("are rows of type and value, each once and in canonical form", () => {
    const text = 'type,value\nipv4,203.0.113.77\ndomain,EVIL.example\n"domain","evil.example"\n';
    expect(readSightingValues(text, false)).toEqual({
      values: [
        { type: "ipv4", value: "203.0.113.77" },
        { type: "domain", value: "evil.example" },
      ],
      wrongLines: [],
      benign: 0,
    });
  });

  it("need no title where the first row begins with a type", () => {
    const { values } = readSightingValues("\ufeffsha256," + "1".repeat(64), false);
    expect(values).toEqual([{ type: "sha256", value: "1".repeat(64) }]);
  });

  it("that are none are told by their lines, never by what they say", () => {
    const text = "type,value\nipv4,999.1.1.1\nnope,x\nipv4\nipv4,192.0.2.1";
    expect(readSightingValues(text, false).wrongLines).toEqual([2, 3, 4]);
  });

  it("come out of any other text", () => {
    const text = "blocked hxxp://gate[.]evil-loader[.]com/x and 45.77.12.9, resolver 8.8.8.8";
    const { values, benign } = readSightingValues(text, false);
    expect(values).toContainEqual({ type: "ipv4", value: "45.77.12.9" });
    expect(values).toContainEqual({ type: "url", value: "http://gate.evil-loader.com/x" });
    expect(values).not.toContainEqual({ type: "ipv4", value: "8.8.8.8" });
    expect(benign).toBe(1);
    expect(readSightingValues(text, true).values).toContainEqual({
      type: "ipv4",
      value: "8.8.8.8",
    });
  });

  it("may be none at all", () => {
    expect(readSightingValues("nothing here", false).values).toEqual([]);
  });
});
