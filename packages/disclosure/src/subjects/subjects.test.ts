import { extract } from "@tocsin/threat/extraction";
import { describe, expect, it } from "vitest";
import { inspect } from "../inspect.ts";
import { ferrocrestIdentity } from "../testing.ts";

function held(text: string): string[] {
  const inspection = inspect(text, { identity: ferrocrestIdentity, observations: extract(text) });
  if (!inspection.ok) return [inspection.detector];
  return inspection.detections.map(({ kind, start, end }) => `${kind}: ${text.slice(start, end)}`);
}

describe("a sentence that says nothing of the attack", () => {
  const attack = "The attacker logged in to the VPN with a stolen password.";

  it.each([
    "Hotel stood half empty and 64 of the dishes were thrown away.",
    "He sleeps in the boiler room since then.",
    "Velmont wants the grey ones instead of ours.",
  ])("is held in a text about one: %s", (text) => {
    const named = attack.replace("VPN", "VPN of Ferrocrest");
    expect(held(`${named} ${text}`).filter((it) => it.includes(text.slice(-20, -1)))).toHaveLength(
      1,
    );
  });

  it.each([
    "It was a bad week for all.",
    "Handed over at 06:00 on 3 April.",
    "for (i = 0; i < 64; i++)",
  ])("stays where nothing is in it: %s", (text) => {
    expect(held(`${attack}\n${text}`)).toEqual([]);
  });

  it("stays in a text about something else", () => {
    expect(held("Velmont wants the grey ones instead.").some((it) => it.includes("grey"))).toBe(
      false,
    );
  });
});

describe("a fragment beside the point", () => {
  it.each([
    ["The crew read the share; we leave the discount tier by Christmas.", "discount tier"],
    ["Domain controller encrypted, note dropped. Only Tamura makes the valve.", "Tamura"],
    [
      "Phishing page taken down. The bays at the back of the yard stand empty until\nspring, 40 of them.",
      "spring",
    ],
  ])("is held, whatever the rest of the text speaks of: %s", (text, words) => {
    expect(held(text).some((it) => it.includes(words))).toBe(true);
  });

  it.each([
    "Block the sender, rotate the keys; patch the gateway and review its logs.",
    "The loader was staged on two servers; the beacon used HTTPS on port 443.",
  ])("is none in %j", (text) => {
    expect(held(text)).toEqual([]);
  });
});

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
      "privileged: Counsel says: no apology; nothing in writing before June.",
    ]);
  });

  it("is advice where counsel speaks of volumes too", () => {
    const text = "Counsel says hold it until the yield of 71 % is known; she thinks there is time.";
    expect(held(text)).toEqual([`privileged: ${text}`]);
  });

  it("is told by the label before it", () => {
    expect(held("Suppliers? Velmont gets 60 days now.")).toContain(
      "purchasing: Suppliers? Velmont gets 60 days now",
    );
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

describe("what is told of somebody's life", () => {
  const attack = "The attacker logged in to the VPN with a stolen password and left a beacon.";

  it.each([
    ["She is away after a knee operation.", "health"],
    ["Der Fahrer ist krankgeschrieben, Bandscheibenvorfall.", "health"],
    ["The guard was written up for it and wants a rise.", "human-resources"],
    ["Zwei haben schon eine Abmahnung von gestern.", "human-resources"],
    ["Her 12 yo sat beside her, and the foster boy too.", "children"],
    ["Sua filha de 4 anos estava na foto.", "children"],
    ["He resits chemistry in August with literacy support.", "education"],
    ["He owes the bank and is behind with the rent.", "financial-personal"],
    ["The loyalty card shows diapers and a pregnancy test.", "consumer-history"],
    ["The title to the farm is in the land register.", "property-ownership"],
  ])("is held in short notes: %s", (text, kind) => {
    const found = held(`${attack} ${text}`);
    expect(found.some((it) => it.startsWith(kind))).toBe(true);
  });

  it.each([
    "This is your last warning, pay or we leak.",
    "Pods were evicted and the CPU maxed out.",
    "Each user gets a warning banner, the rule fired in two seconds.",
    "Failed unit tests in the build; the thief made off with his laptop.",
    "The maximum password age is 14 days, the cache age 10 minutes.",
  ])("is not what is said of attacks and machines: %s", (text) => {
    expect(held(`${attack} ${text}`)).toEqual([]);
  });
});

describe("how a text is cut", () => {
  it("judges each value of an alert by itself", () => {
    const text =
      '{"sig":"beacon","src":"203.0.113.9","count":412,"note":"she is on sick leave with cancer","action":"dropped"}';
    const found = held(text);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain("sick leave with cancer");
    expect(found[0]).not.toContain("dropped");
  });

  it("keeps the title of a lawyer with what the lawyer says", () => {
    const text = "Avv. Paolo Ferri advises us that we should not admit liability.";
    expect(held(text)).toContain(`privileged: ${text}`);
  });

  it("takes the apostrophe of many for none", () => {
    const text =
      "Domain controller encrypted. The drivers' wages will be cut by six percent in May.";
    expect(held(text).some((it) => it.includes("drivers' wages"))).toBe(true);
  });
});

describe("lines and sentences", () => {
  const tail =
    "\nOur lawyers advise us to say nothing of the price of 40 dollars a ton to Velmont.";

  it.each([
    "date=2025-02-17 host=mes1 user=roe event=4624 type=3 result=ok and more of it\ndate=2025-02-17 host=mes2 event=4672",
    "hsk-mes01,172.30.9.2,svc-mes,2025-04-12 01:44,shellcode in memory,malicious\nhsk-ad2,172.30.1.5,roe,dump u.csv,malicious",
  ])("part at lines of logs and rows of tables: %j", (text) => {
    const found = held(text + tail);
    expect(found.some((it) => it.includes("40 dollars"))).toBe(true);
    expect(found.filter((it) => it.includes("4672") || it.includes("dump"))).toEqual([]);
  });

  it("end behind the bracket or the quote that a full stop ends", () => {
    const text =
      "(Counsel: offer undertakings, never a penalty figure.) The domain was blocked on the firewall.";
    const found = held(text);
    expect(found.some((it) => it.includes("penalty"))).toBe(true);
    expect(found.filter((it) => it.includes("blocked"))).toEqual([]);
  });
});

describe("numbers of attacks", () => {
  it.each([
    "The intruder asked 8,000 dollars in USDT, unpaid.",
    "The scan ran 11 minutes and took 318 GB, 204,115 files, by WinSCP 6.1 over SFTP.",
  ])("stay: %j", (text) => {
    expect(held(`Akira encrypted three servers of Ferrocrest by RDP. ${text}`)).not.toContainEqual(
      expect.stringContaining(text.slice(4, 20)),
    );
  });
});
