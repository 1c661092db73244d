import { extract } from "@tocsin/threat";
import { describe, expect, it } from "vitest";
import { inspect } from "../inspect.ts";
import { ferrocrestIdentity } from "../testing.ts";

function held(text: string): string[] {
  const inspection = inspect(text, { identity: ferrocrestIdentity, observations: extract(text) });
  if (!inspection.ok) return [inspection.detector];
  return inspection.detections.map(({ kind, start, end }) => `${kind}: ${text.slice(start, end)}`);
}

describe("what a fragment is about", () => {
  it.each([
    ["We sell it at 685.25 a ton.", "competitive-price: We sell it at 685.25 a ton"],
    ["Scrap costs us 171 a ton.", "competitive-cost: Scrap costs us 171 a ton"],
    ["Our order book fell by a third.", "output-volume: Our order book fell by a third"],
    ["She is on antidepressants since March.", "health: She is on antidepressants since March"],
    ["Sample: anaemia, second cycle.", "health: Sample: anaemia, second cycle"],
  ])("is held in %j: %s", (text, expected) => {
    const [kind = ""] = expected.split(":");
    const words = expected.slice(kind.length + 2);
    const found = held(text).filter((it) => it.endsWith(words));
    expect(found).toHaveLength(1);
  });

  it("goes for the whole sentence where counsel speaks", () => {
    const text = "Counsel says: no apology; nothing in writing before June. Fine.";
    expect(held(text)).toEqual([
      "privileged: Counsel says: no apology; nothing in writing before June",
    ]);
  });

  it("leaves what is the attacker's in it", () => {
    const found = held("Our price list went to hxxps://drop[.]evil-loader.com/up with rclone.");
    expect(found.length).toBeGreaterThan(0);
    expect(found.some((it) => it.includes("evil-loader") || it.includes("rclone"))).toBe(false);
  });

  it.each([
    "The loader sends 40 requests a minute to port 443.",
    "Block the domain and rotate all keys.",
    "They demand 2 million in Monero.",
    "CVE-2023-4966 was exploited on two servers.",
  ])("is nothing in %j", (text) => {
    expect(held(text)).toEqual([]);
  });
});
