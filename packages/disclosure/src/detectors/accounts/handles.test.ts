import { describe, expect, it } from "vitest";
import { foundIn } from "../../testing.ts";
import { accountNames } from "./account-names.ts";

const found = (text: string): string[] => foundIn(text, [accountNames]);

describe("somebody who is mentioned", () => {
  it.each([
    ["@tomas.k can you isolate the host?", "username: @tomas.k"],
    ["mira: ask @jroehl about the firewall", "username: @jroehl"],
    ["14:02 we need the key. cc @mbrandt", "username: @mbrandt"],
    ["the rule is in, thanks @pkowal", "username: @pkowal"],
    ["Owner: @hnakata. State: contained.", "username: @hnakata"],
    ["mira: who is @tmp_lab3? no idea", "username: @tmp_lab3"],
    ["@kwd_3's share is full of it", "username: @kwd_3"],
    ["it went over to @bvl at four", "username: @bvl"],
    ["please ping @wkruger before the reboot", "username: @wkruger"],
  ])("is a colleague who is spoken to or has the work: %s", (text, wanted) => {
    expect(found(text)).toEqual([`${wanted} ?`]);
  });

  it.each([
    "Credit to @vxcollector for the hash.",
    "Seen first by @malwrhunter on Mastodon.",
    "h/t @zeroflux, the mutex is new.",
    "The stealer sends to a bot (@blkdrop) with a token.",
    "They want us to write to @kasperle_support for the key.",
    "Write me @fix_vbb, escrow is fine.",
    "The query was exec run @stmt, @pname on the server.",
    '{"@odatatype": "group"}',
    "@staticproc() stands above def main.",
    "The script pulled @dropkit and ran it.",
  ])("is nobody of ours: %s", (text) => {
    expect(found(text)).toEqual([]);
  });
});
