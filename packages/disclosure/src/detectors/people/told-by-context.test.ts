import { describe, expect, it } from "vitest";
import { foundBesideValues as found } from "../../testing.ts";

describe("what stands around it tells", () => {
  it.each([
    ["She moved: 5638 Aasa 43\nHumilimont", "postal-address: 5638 Aasa 43\nHumilimont"],
    ["at the corner of Dalbraut 99", "postal-address: the corner of Dalbraut 99"],
    ["sent to USNS Vincent\nFPO AA 68422", "postal-address: USNS Vincent\nFPO AA 68422"],
    [
      "Home: 2709 N 41st Ave, Elkhorn NE 68999",
      "postal-address: 2709 N 41st Ave, Elkhorn NE 68999",
    ],
    [
      "parcel to Flat B, 12/F, 88 Nathan Road, Kowloon",
      "postal-address: Flat B, 12/F, 88 Nathan Road, Kowloon",
    ],
    [
      "to RR 2 Box 145, Millersville, KY 40348",
      "postal-address: RR 2 Box 145, Millersville, KY 40348",
    ],
    ["PSC 802 Box 74, FPO AE 09499-0074", "postal-address: PSC 802 Box 74, FPO AE 09499-0074"],
    [
      "Rose Cottage, Mill Lane, Ambleside LA22 9HT",
      "postal-address: Rose Cottage, Mill Lane, Ambleside LA22 9HT",
    ],
    [
      "an 12345 State Route 30, Bucyrus OH 44820",
      "postal-address: 12345 State Route 30, Bucyrus OH 44820",
    ],
    ["abita in Via Garibaldi 22, 20121 Milano", "postal-address: Via Garibaldi 22, 20121 Milano"],
    [
      "dort, Unter den Linden 77, 10117 Berlin",
      "postal-address: Unter den Linden 77, 10117 Berlin",
    ],
    [
      "e la casa: Corso Vittorio Emanuele II, 101",
      "postal-address: Corso Vittorio Emanuele II, 101",
    ],
    ["enter on Hoge Wei 32 from the left", "postal-address: Hoge Wei 32"],
    ["gave 31 fourth avenue suite 9 as hers", "postal-address: 31 fourth avenue suite 9"],
    ["please tell captain rhys penhallow", "person: captain rhys penhallow"],
    ["Odalys,\n\nthe share is open.", "person: Odalys"],
    ["tw_edit 8:04 AM\nkey came from a pin", "username: tw_edit"],
    ["He told Tor at nine", "person: Tor"],
    ["ask Julia for the key", "person: Julia"],
    ["Stamp of the chief: \u7acb\u82b1", "person: \u7acb\u82b1"],
    ["passport scan of Tevita Roe, number LF482913", "passport: LF482913"],
    ["still admin / Gate@2023! on two RTUs", "secret: Gate@2023!"],
    [
      "Mark the rest.\nrow,patient,dob,health_card\n1,Ana Roe,1979-11-30,5584-486-674-YM",
      "national-id: 5584-486-674-YM",
    ],
  ])("in %j: %s", (text, wanted) => {
    expect(found(text)).toContain(wanted);
  });

  it.each([
    "It came via RDP on port 3389, then via Citrix at 03:12.",
    "Sites 12 of the C2 answer, 14 Command View options do not.",
    'The user "cmdadmin" was made by them.',
    "A panel of the kit BNKR-16 was seen.",
    "They wrote from the ransom note with contact helpme@onionmail.invalid.",
    "Clones are sold on Telegram by @hopfree_uk.",
    "A scheduled task Rhsd starts the malware.",
    "It came from a Tor exit; a court in Virginia took the domains.",
    "The sample is written in Julia and the rogue box ran Kali.",
    'The subject was "Grace period ends today".',
    'They used ScreenConnect (CVE-2024-1709, user "cloudadmin").',
    "The account svc_ota is the vendor's.",
    "Dropped \u8a2d\u5b9a.lnk there.",
    "Block TCP 52300-52350 on it.",
    "Seen again: Daktronics signs with open VNC.",
    "It has the word insurance. T1505.003. Rebuild the host.",
    "Nothing secret: NetScaler CVE-2023-3519 came first.",
    "Thread 9120, user 'tihi_vrt' sold the shell.",
    "Logged in as user 'enable_15' by brute force.",
    "App consent is now admin-only for all of them.",
    "Voice of a bot, callback +1 888 555 0161.",
    "Number shown +1 202 555 0145, a bot.",
    "Keep the caller's number +61 491 570 157 for the police.",
    "An inbox was forwarded to <cargas77@mailbox.invalid> at night.",
    "[them] write to payback91@gmx.invalid or else",
    "Hits came from Googlebot and from the web shell.",
    "A cracked Zemax keygen with malware inside was run.",
    "The stick, a Sandisk CZ48, brought the worm.",
    "Amcache and Shimcache keep its name.",
    "The ransomware used by Royal is known.",
    "Reported to the Autoriteit Persoonsgegevens.",
    "The exploit called ldap://203.0.113.9:1389/a and left.",
    '{"dst_port":587,"mail_from":"kim.log@freight[.]invalid","verdict":"AgentTesla"}',
    "The attacker's zip w.7z (password 1q2w3e) was in the folder.",
    "It packs with RAR -hp and the password 1qaz3edc (the attacker's).",
    "They came from session RDP-Tcp#14.",
    'The name "Marla Steiner, HR at Bluefin Robotics", a persona.',
    "OWASP calls it OAT-005 scalping.",
    "A man on WhatsApp (+234 809 555 0100) sent a photo of malware.",
    "Bots had to solve a Captcha; Bing and Googlebot came, too.",
    'The skimmer "Kritec" was in the page.',
  ])("nothing of ours is in: %s", (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe("a text that names nobody of ours", () => {
  const note =
    "The skimmer hides in the image handler of the shop page and sends cards to a host of the attackers. " +
    "Keep a list of all scripts and alert on a new host. A courier who collects cards is always a thief. " +
    "Most of the shops had cut their night staff before the season, and the cards are sold in the first week after the theft.";

  it("is held less than one that does", () => {
    expect(found(note)).toEqual([]);
    expect(found(`${note} Ferrocrest paid.`).length).toBeGreaterThan(1);
  });
});
