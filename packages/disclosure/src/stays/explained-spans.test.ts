import { describe, expect, it } from "vitest";
import { foundBesideValues } from "../testing.ts";

describe("a detection rule", () => {
  it("has names in what people write in YARA", () => {
    const rule = `rule loader_of_sheets
{
  meta:
    author = "Shoo Genever / Ferrocrest CERT"
    description = "seen on the laptop of Anna Bakker"
  strings:
    $a = "Peter Morgan Sheet" ascii // as Maria Lopez found it
  condition:
    $a
}`;
    expect(foundBesideValues(rule)).toEqual([
      "person: Shoo Genever",
      "company-name: Ferrocrest",
      "person: Anna Bakker",
      "person: Maria Lopez",
    ]);
  });

  it("has names in what people write in Sigma and Snort", () => {
    const sigma = `title: Loader of sheets
id: 0d3f7f3a-2f6b-4d5c-9f0a-1f2e3d4c5b6a
author: Anna Bakker
references:
  - told by Maria Lopez
  - https://attack.mitre.org/techniques/T1059
logsource:
  product: windows
detection:
  sel:
    Image|endswith: '\\\\Peter Morgan.exe'
  condition: sel
level: high`;
    const snort =
      'alert tcp any any -> 203.0.113.9 443 (msg:"loader seen by Anna Bakker"; content:"Peter Morgan"; sid:9000001; rev:1;)';
    expect(foundBesideValues(sigma)).toEqual(["person: Anna Bakker", "person: Maria Lopez"]);
    expect(foundBesideValues(snort)).toContain("person: Anna Bakker");
    expect(foundBesideValues(snort)).not.toContain("person: Peter Morgan");
  });
});
