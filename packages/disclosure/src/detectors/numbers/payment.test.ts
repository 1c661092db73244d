import { describe, expect, it } from "vitest";
import { foundIn } from "../../testing.ts";
import { payment } from "./payment.ts";

const account = "DE89 3704 0044 0532 0130 00";
const found = (text: string): string[] => foundIn(text, [payment]);

describe("bank accounts", () => {
  it.each([
    `Mule account: ${account}`,
    `The fake invoice asks to pay to ${account}.`,
    `The attacker changed the bank details to IBAN ${account}.`,
    `The scammers' account ${account} is at a neobank.`,
    `New IBAN in the forged invoice: ${account}`,
    "The fraudster wanted the money on account 7781 2290 41.",
  ])("of whoever cheats stay: %j", (text) => {
    expect(found(text)).toEqual([]);
  });

  it.each([
    `The victim's IBAN ${account} was read.`,
    `The attacker read our account ${account}.`,
    `The fake invoice made us pay from ${account}.`,
    `The attacker changed the bank details of ${account}.`,
    `The refund goes to account ${account}.`,
    `The customer's account ${account} was emptied by scammers.`,
  ])("of others go: %j", (text) => {
    expect(found(text)).toEqual([`iban: ${account}`]);
  });
});
