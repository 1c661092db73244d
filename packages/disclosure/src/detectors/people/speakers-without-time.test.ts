import { describe, expect, it } from "vitest";
import { foundBesideValues } from "../../testing.ts";

describe("people in a talk", () => {
  it("speak with first and last name, though one is called like a word", () => {
    const text = "[group]\nThandi Blessing: who opened it\nGift Dlomo: me\nThandi Blessing: ok";
    expect(foundBesideValues(text)).toEqual([
      "person: Thandi Blessing",
      "person: Gift Dlomo",
      "person: Thandi Blessing",
    ]);
  });

  it("are not labels that come back", () => {
    const text = "Source Port: 445\nFile Name: a.exe\nSource Port: 88\nFile Name: b.exe";
    expect(foundBesideValues(text)).toEqual([]);
  });

  it("speak at a time, though a nick ends as a domain does", () => {
    const text =
      "[2025-02-18 10:23] gracelin.tw: Jason?\n[2025-02-18 10:24] phhsieh: yes\n[2025-02-18 10:25] gracelin.tw: how much";
    expect(foundBesideValues(text)).toContain("username: gracelin.tw");
  });

  it.each([
    ["So they sat inside Rezaul bhai's mailbox.", "Rezaul bhai"],
    ["and old Bruce will ring", "old Bruce"],
    ["Signed Attorney Fang.", "Fang"],
  ])("are called so: %s", (text, name) => {
    expect(foundBesideValues(text).join(" ")).toContain(name);
  });

  it.each(["The old Java server and the big Docker host", "an old Apache on a new box"])(
    "are not in %j",
    (text) => {
      expect(foundBesideValues(text)).toEqual([]);
    },
  );
});

describe("what people carry", () => {
  it.each([
    ["Beacon from anna-bakker-laptop at 02:11", "anna-bakker-laptop"],
    ["DHCP lease to Annas-iPhone at noon", "Annas-iPhone"],
    ["the tablet ipad-of-greta joined", "ipad-of-greta"],
    ["EDR isolated mwangi-thinkpad at noon", "mwangi-thinkpad"],
    ["comment farah@penang-mbp in authorized_keys", "penang-mbp"],
  ])("is a machine of ours: %s", (text, host) => {
    expect(foundBesideValues(text).join(" ")).toContain(host);
  });

  it.each([
    "a gaming-laptop and a rugged-tablet",
    "the laptop-side fix",
    "iphone-backup-extractor",
  ])("is none in %j", (text) => {
    expect(foundBesideValues(text)).toEqual([]);
  });
});
