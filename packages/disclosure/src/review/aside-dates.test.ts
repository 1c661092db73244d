import { describe, expect, it } from "vitest";
import { suggestFields } from "./suggest-fields.ts";

const nowMs = Date.UTC(2026, 10, 21);

function weeks(text: string): (string | undefined)[] {
  const { frame } = suggestFields(text, [], nowMs);
  return ["firstSeen", "noticed", "ended"].map(
    (field) => frame.find((it) => it.field === field)?.value,
  );
}

describe("dates beside the attack", () => {
  it.each([
    "The gateway was not patched since 12 March.",
    "The VPN appliance had never been updated since 2026-03-12.",
    "Nobody had looked at the logs since 12 March.",
    "Since 12 March no backup ran.",
    "Unpatched since 12 March 2026.",
    "It was last patched on 12.03.2026.",
    "Last patched: 2026-03-12",
    "Last backup: 12 March",
    "The last full backup was of 12 March.",
    "The newest usable backup is from March 12.",
    "We restored from the backup of 12 March.",
    "The maintenance contract ended on 12 March.",
    "Our support contract with the vendor has run since 12 March.",
    "The licence expired on 12 March.",
    "On 12 March the subscription was renewed.",
    "On 12 March, we renewed the contract with the provider.",
    "The clerk was hired on 12 March.",
    "She joined the company on 12 March 2026.",
    "He has been with us since 12 March.",
    "The administrator was on leave from 12 March.",
    "The vendor released a patch on 12 March.",
    "A fix has been available since 12 March.",
    "CVE-2026-1234 was published on 12 March.",
    "On 12 March the firewall was patched.",
    "The server was bought on 12 March.",
    "The appliance has been out of support since 12 March.",
    "The firmware of 12 March was never installed.",
    "Passwords were not rotated on 12 March as planned.",
    "The last audit took place on 12 March.",
    "The restore test of 12 March went well.",
    "The certificate was renewed on 12 March.",
    "The account was last used on 12 March.",
    "On 12 March the weekly backup failed.",
    "The gateway that was exploited had not been patched since 12 March.",
    "MFA had not been enabled since 12 March.",
    "The rule was not reviewed on 12 March.",
    "The lease of the server runs until 12 March 2026.",
    "The supplier's insurance lapsed on 12 March.",
    "Our administrator, with us since 12 March, left the firm.",
    "Backup of 12 March was usable.",
    "On 12 March we updated the mail servers.",
    "Windows updates were last installed on 12 March.",
    "The penetration test of 12 March had named it.",
  ])("are no first sighting: %s", (text) => {
    expect(weeks(text)).toEqual([undefined, undefined, undefined]);
  });

  it.each([
    ["It began on 12 March.", "2026-W11"],
    ["The unpatched gateway was exploited on 12 March.", "2026-W11"],
    ["On 12 March attackers deleted the last backup.", "2026-W11"],
    ["On 12 March they logged in with the account of a clerk.", "2026-W11"],
    ["They had been in the network, unnoticed, since 12 March.", "2026-W11"],
    ["The intruders had not been noticed since 12 March.", "2026-W11"],
    ["Nobody saw that attackers were inside since 12 March.", "2026-W11"],
    ["The beacon has run since 12 March.", "2026-W11"],
    ["A fake update was installed on 12 March.", "2026-W11"],
    ["The host without a patch was compromised on 12 March.", "2026-W11"],
    ["A stolen certificate was used on 12 March.", "2026-W11"],
    ["After the update the beacon came back on 12 March.", "2026-W11"],
    ["On 12 March a mail asked for a renewed contract.", "2026-W11"],
    ["The intruder joined the domain on 12 March.", "2026-W11"],
    ["The patched loader ran on 12 March.", "2026-W11"],
    ["The mail about a contract came on 12 March.", "2026-W11"],
    ["The gateway, not patched since 12 March, was exploited on 3 November.", "2026-W45"],
    ["The gateway (last patched 12 March) was probed on 3 November.", "2026-W45"],
    ["The gateway that was last patched on 12 March was exploited on 3 November.", "2026-W45"],
    ["A clerk, who was hired on 12 March, opened the mail on 3 November.", "2026-W45"],
    ["Last backup: 12 March.\nFirst beacon: 3 November.", "2026-W45"],
    ["On 3 November the mail came, and the contract had ended on 12 March.", "2026-W45"],
    ["Files were encrypted on 3 November but the last backup was of 12 March.", "2026-W45"],
    ["On 3 November the loader ran on a server that had no update since 12 March.", "2026-W45"],
  ])("are told from those of the attack: %s", (text, week) => {
    expect(weeks(text)[0]).toBe(week);
  });

  it.each([
    [
      "We noticed on 3 November that the gateway had not been patched since 12 March.",
      ["2026-W45", "2026-W45", undefined],
    ],
    [
      "It began on 3 November. On 16 November we patched the gateway and it was contained.",
      ["2026-W45", undefined, "2026-W47"],
    ],
    [
      "It began on 3 November. It was restored from backup on 16 November.",
      ["2026-W45", undefined, "2026-W47"],
    ],
  ])("leave the other fields as they are: %s", (text, expected) => {
    expect(weeks(text)).toEqual(expected);
  });

  it("are read in linear time", () => {
    for (const unit of ["not last patch contract ", "no 12 March ", "last backup since on of "]) {
      const text = `${unit.repeat(20)}12 March. `.repeat(500);
      expect(suggestFields(text, [], nowMs).items.length).toBeLessThan(10);
    }
  });
});
