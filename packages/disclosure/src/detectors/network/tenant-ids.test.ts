import { describe, expect, it } from "vitest";
import { foundIn } from "../../testing.ts";
import { ownNetwork } from "./own-network.ts";

const found = (text: string): string[] => foundIn(text, [ownNetwork]);
const guid = "0b2f6c1e-9a55-4c3b-8f0e-1d2c3b4a5f6e";

describe("numbers under which services keep us", () => {
  it.each([
    [`The tenant id ${guid} was read.`, guid],
    [`{"tenantId":"${guid}"}`, guid],
    [`GET /subscriptions/${guid}/resourceGroups`, guid],
    [`context={"Tid":"${guid}"}`, guid],
    ["arn:aws:iam::123456789012:user/x", "123456789012"],
    ["in AWS account 1234-5678-9012 of ours", "1234-5678-9012"],
  ])("are held in %j", (text, id) => {
    expect(found(text)).toContain(`company-unique: ${id} ?`);
  });

  it.each([
    `The attacker's tenant ${guid} asked for consent.`,
    `The app id ${guid} is known.`,
    "arn:aws:s3:::bucket-x",
  ])("are not seen in %j", (text) => {
    expect(found(text)).toEqual([]);
  });
});
