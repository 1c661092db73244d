import { describe, expect, it } from "vitest";
import { foundIn } from "../../testing.ts";
import { secrets } from "./secrets.ts";

const found = (text: string): string[] => foundIn(text, [secrets]);

describe("a secret behind the word for it", () => {
  it.each([
    ["the break-glass is still Zenith-Nadir-77, rotate it", "Zenith-Nadir-77"],
    ["the encoder still has the site code A17C-0B9E here", "A17C-0B9E"],
    ["change the master code of the door, today it's 031979", "031979"],
    ["her PIN, 8823, was on the sleeve", "8823"],
    ["new password for everyone is Sommer.2025, sorry", "Sommer.2025"],
    ["our tenant secret 8Q~kd93.fjKs02~LqPz leaked", "8Q~kd93.fjKs02~LqPz"],
    ["The vault seal key was hvs-9Kd2mQ7xLp until noon", "hvs-9Kd2mQ7xLp"],
    ["the account still has Ptr4ck-2019-wex in the web.config", "Ptr4ck-2019-wex"],
    ["user balanza / balanza1 on the bridge", "balanza1"],
  ])("is held in %j", (text, secret) => {
    expect(found(text).join()).toContain(secret);
  });

  it.each([
    "The registry key HKCU\\Software\\Run32x was set.",
    "Kerberos key type 0x17 and RC4-HMAC.",
    "A web shell, key qwsx12, and a mutex.",
    "A public key taken for a secret : confusion RS256/HS256.",
    "Cookie consent fails on Chrome126.",
    "The PIN pad NX4410 was replaced.",
    "API key rotation takes 12h in region eu-west-1.",
    "Password spraying of 41 accounts from node9.",
    "The password manager KeePass2 was opened.",
    "The attacker's panel password was Mamba2025x.",
    "The token of the loader v2.14 is its hash.",
  ])("is not read from %j", (text) => {
    expect(found(text)).toEqual([]);
  });
});
