import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { stemOf, wordsOf } from "./words.ts";

describe("wordsOf", () => {
  it.each<[string, string, string[]]>([
    ["words without case", "It Ran cmd.EXE", ["it", "ran", "cmd", "exe"]],
    [
      "signs for values",
      "http://e.example/x 192.0.2.7 CVE-2021-44228",
      ["<url>", "<address>", "<cve>"],
    ],
    ["signs for defanged values", "hxxps://e[.]example 192[.]0[.]2[.]7", ["<url>", "<address>"]],
    ["a sign for a hash", "a".repeat(64), ["<hash>"]],
    ["telling numbers only", "port 3389 or 4711", ["port", "3389", "or", "<number>"]],
    ["a hive as a sign too", "HKLM\\Software", ["<hive>", "hklm", "software"]],
    ["no ids of techniques", "used [T1059.003] and T1027", ["used", "and"]],
    ["nothing of other scripts", "Ω 漢字 !?", []],
  ])("gives %s", (_, text, wanted) => {
    expect(wordsOf(text).map((word) => word.text)).toEqual(wanted);
  });

  it("takes names of functions apart", () => {
    expect(wordsOf("CreateRemoteThread")[0]?.parts).toEqual(["creat", "remot", "thread"]);
  });

  it("gives places in order, inside the text, that hold the word", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        let before = 0;
        for (const { start, end } of wordsOf(text)) {
          expect(start).toBeGreaterThanOrEqual(before);
          expect(end).toBeLessThanOrEqual(text.length);
          before = start;
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe("stemOf", () => {
  it.each([
    ["injected", "inject"],
    ["injection", "inject"],
    ["injects", "inject"],
    ["obfuscation", "obfusc"],
    ["obfuscated", "obfusc"],
    ["task", "task"],
    ["used", "used"],
  ])("of %s is %s", (word, stem) => {
    expect(stemOf(word)).toBe(stem);
  });
});
