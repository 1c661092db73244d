import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { bodies } from "../stix/test/bodies.contract.ts";
import { readMispEvents } from "./event.ts";
import { materialOfMisp } from "./from-event.ts";
import { mispEventOf, mispFeed } from "./to-event.ts";

const uuid = "8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f";
const createdMs = Date.UTC(2026, 10, 21);
const shared = {
  id: "report-1",
  className: "Finance",
  classId: "finance",
  createdMs,
  changedMs: createdMs,
};

function event(changes: object): object {
  return { Event: { uuid, info: "Phishing", ...changes } };
}

function material(value: unknown) {
  const read = readMispEvents(value);
  if (!read.ok) throw new Error(read.path);
  return materialOfMisp(read.events);
}

describe("MISP events", () => {
  test("attributes, objects, galaxies and tags become material; the rest is listed", () => {
    const found = material(
      event({
        Tag: [{ name: "tlp:amber" }, { name: 'misp-galaxy:threat-actor="Sofacy"' }],
        Galaxy: [
          {
            GalaxyCluster: [
              { type: "mitre-attack-pattern", value: "Spearphishing Attachment - T1566.001" },
              { type: "malpedia", value: "PlugX" },
              { type: "target-information", value: "France" },
            ],
          },
        ],
        Attribute: [
          { type: "ip-dst|port", value: "192.0.2.1|443", to_ids: true },
          { type: "domain|ip", value: "malware.example|2001:db8::1" },
          { type: "vulnerability", value: "cve-2021-44228" },
          { type: "pattern-in-memory", value: "x", uuid },
          { type: "md5", value: "not a hash" },
          { type: "domain", value: "benign.example", warnings: [{}] },
          { type: "domain", value: "deleted.example", deleted: "1" },
          { type: "comment", value: "seen twice" },
          { type: "filename|sha256", value: `a.exe|${"b".repeat(64)}`, Sighting: [{}] },
        ],
        Object: [{ name: "file", Attribute: [{ type: "filename", value: "C:\\x\\y.dll" }] }],
        EventReport: [{ content: "A longer text" }],
        RelatedEvent: [{}],
      }),
    );
    expect(found.values.map(({ type, value, confidence }) => [type, value, confidence])).toEqual([
      ["endpoint", "192.0.2.1:443", "medium"],
      ["domain", "malware.example", "low"],
      ["ipv6", "2001:db8::1", "low"],
      ["file-name", "a.exe", "low"],
      ["sha256", "b".repeat(64), "low"],
      ["windows-path", "c:\\x\\y.dll", "low"],
    ]);
    expect(found).toMatchObject({
      techniques: ["T1566.001"],
      vulnerabilities: ["CVE-2021-44228"],
      malware: ["PlugX"],
      actors: ["Sofacy"],
      texts: ["Phishing", "seen twice", "A longer text"],
      markings: { tlp: "amber" },
    });
    expect(found.notCarried.map(({ why }) => why)).toEqual([
      "a galaxy that reports have no field for",
      "an attribute type that reports do not hold",
      "a value that is not of its type, or a part without a field",
      "on a warning list of the sender",
      "sightings of others",
      "relations to other events",
    ]);
  });

  test("distribution and tags only tighten", () => {
    const tlp = (changes: object): string | undefined => material(event(changes)).markings.tlp;
    expect(tlp({ distribution: "0", Tag: [{ name: "tlp:white" }] })).toBe("red");
    expect(tlp({ distribution: 3, Tag: [{ name: "TLP:GREEN" }] })).toBe("green");
    expect(tlp({ Attribute: [{ type: "domain", value: "a.example", distribution: "4" }] })).toBe(
      "amber+strict",
    );
    expect(tlp({})).toBeUndefined();
  });

  test.each<[string, unknown]>([
    ["nothing", undefined],
    ["a text", "x"],
    ["no uuid", { Event: { info: "x" } }],
    ["attributes that are none", event({ Attribute: [1] })],
    ["a value that is an object", event({ Attribute: [{ type: "md5", value: {} }] })],
    ["tags that are texts", event({ Tag: ["tlp:red"] })],
    ["a broken event among good ones", { response: [event({}), { Event: {} }] }],
  ])("%s is refused with its place", (_name, value) => {
    expect(readMispEvents(value)).toMatchObject({ ok: false });
  });

  test("a report as an event and back keeps what MISP can hold, and lists the rest", () => {
    fc.assert(
      fc.property(bodies, (body) => {
        const { event: made, notCarried } = mispEventOf({ ...shared, body });
        const found = material(JSON.parse(JSON.stringify({ Event: made })));
        const known = body.observables.filter(({ type }) => mispTypes.includes(type));
        const values = found.values.map(({ type, value }) => `${type} ${value}`);
        for (const { type, value } of known) expect(values).toContain(`${type} ${value}`);
        const cves = body.vulnerabilities.map(({ id }) => id);
        expect(found.vulnerabilities).toEqual(expect.arrayContaining(cves));
        expect(found.texts).toEqual(expect.arrayContaining(body.notes.map(({ text }) => text)));
        const level = { clear: "clear", green: "amber", amber: "amber", "amber+strict": "red" };
        expect(found.markings.tlp).toBe(level[body.tlp]);
        expect(notCarried.includes("steps")).toBe(body.steps.length > 0);
        expect(JSON.stringify(made)).not.toMatch(/contact|legal/);
      }),
      { numRuns: 40 },
    );
  });

  test("a feed has a manifest, hashes and a file for each event", () => {
    const [body] = fc.sample(bodies, { numRuns: 1, seed: 3 });
    if (body === undefined) throw new Error("no body");
    const observables = [
      {
        type: "endpoint",
        value: "192.0.2.1:443",
        role: "command-and-control" as const,
        confidence: "high" as const,
        class: "E" as const,
      },
    ];
    const { event: made } = mispEventOf({ ...shared, body: { ...body, observables } });
    const files = mispFeed([made]);
    expect([...files.keys()]).toEqual([`${made.uuid}.json`, "manifest.json", "hashes.csv"]);
    const manifest: unknown = JSON.parse(files.get("manifest.json") ?? "");
    expect(manifest).toMatchObject({ [made.uuid]: { date: made.date, Orgc: { name: "Tocsin" } } });
    const [address, port] = files.get("hashes.csv")?.split("\n") ?? [];
    // md5 of "443", as MISP's own feeds have it.
    expect(port).toBe(`13f3cf8c531952d72e5847c4183e6910,${made.uuid}`);
    expect(address).toMatch(/^[0-9a-f]{32},/);
  });
});

const mispTypes = [
  "ipv4",
  "domain",
  "onion",
  "url",
  "email",
  "md5",
  "sha256",
  "endpoint",
  "mutex",
  "asn",
];
