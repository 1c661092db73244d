import { createHash } from "node:crypto";

import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { FeedWorld } from "./feed-world.ts";

let world: FeedWorld;
let others: FeedWorld["others"];
let imports: FeedWorld["imports"];

beforeEach(async () => {
  world = await FeedWorld.open();
  ({ others, imports } = world);
});

afterEach(() => world[Symbol.asyncDispose]());

describe("a MISP feed", () => {
  const uuid = (at: number) => `5f4cbaf1-6f26-4ad0-8a8b-00000000000${at}`;
  const manifest = (...times: number[]) =>
    JSON.stringify(
      Object.fromEntries(
        times.map((timestamp, at) => [uuid(at), { timestamp: String(timestamp), info: "x" }]),
      ),
    );
  const event = (at: number, value: string, more = {}) =>
    JSON.stringify({
      Event: {
        uuid: uuid(at),
        info: "phishing",
        Tag: [{ name: "tlp:amber" }],
        Attribute: [{ type: "domain", value, to_ids: true }],
        ...more,
      },
    });

  test("is read by its manifest: only events that changed, and what it drops is taken back", async () => {
    let list = manifest(100, 100);
    others.answers = ({ url }) => {
      if (url.pathname === "/misp/manifest.json") return list;
      return event(Number(url.pathname.at(-6)), `e${others.asked.length}.evil.net`);
    };
    const id = await world.add("misp", "/misp/", { auth: { scheme: "key", secret: "the key" } });
    expect(await world.sync(id)).toMatchObject({ added: 2 });
    expect(others.asked[0]?.headers.authorization).toBe("the key");
    list = manifest(100, 200);
    others.asked.length = 0;
    expect(await world.sync(id)).toMatchObject({ changed: 1 });
    expect(others.asked.map((it) => it.url.pathname)).toEqual([
      "/misp/manifest.json",
      `/misp/${uuid(1)}.json`,
    ]);
    list = manifest(100);
    expect(await world.sync(id)).toMatchObject({ removed: 1 });
    expect((await imports.values(0, 10)).items).toMatchObject([
      { tlp: "amber", confidence: "medium" },
    ]);
  });

  test("keeps what was good of an event that breaks, and refuses one under another's name", async () => {
    others.answers = ({ url }) =>
      url.pathname.endsWith("manifest.json") ? manifest(100, 100) : event(0, "a.evil.net");
    const id = await world.add("misp", "/misp/manifest.json");
    expect(await world.sync(id)).toMatchObject({ added: 1, refused: 1 });
    others.answers = ({ url }) =>
      url.pathname.endsWith("manifest.json") ? manifest(300, 300) : '{"Event":{"uuid":1}}';
    expect(await world.sync(id)).toMatchObject({ changed: 0, removed: 0, refused: 2 });
    expect(await world.known()).toEqual(["a.evil.net"]);
  });

  test.each([
    ["no manifest", "[]"],
    ["names that lead elsewhere", '{"../../etc/passwd":{"timestamp":"1"}}'],
  ])("with %s is refused", async (_name, text) => {
    others.answers = () => text;
    await expect(world.sync(await world.add("misp"))).rejects.toMatchObject({
      code: "remote-answer-invalid",
    });
  });
});

describe("known exploited vulnerabilities", () => {
  const entry = (cveID: string, product = "Server") => ({
    cveID,
    vendorProject: "Acme",
    product,
    vulnerabilityName: "x",
    dateAdded: "2026-01-01",
    shortDescription: "x",
    requiredAction: "Apply updates.",
    dueDate: "2026-12-01",
    knownRansomwareCampaignUse: "Known",
    notes: "",
    cwes: [],
  });
  const catalogue = (day: string, ...entries: object[]) =>
    JSON.stringify({
      catalogVersion: day,
      dateReleased: `${day}T00:00:00.000Z`,
      count: entries.length,
      vulnerabilities: entries,
    });

  test("come as differences, and an older or future catalogue is not believed", async () => {
    others.answers = () => catalogue("2026-01-02", entry("CVE-2026-0001"), entry("CVE-2026-0002"));
    const id = await world.add("kev");
    expect(await world.sync(id)).toMatchObject({ added: 2 });
    others.answers = () =>
      catalogue("2026-01-03", entry("CVE-2026-0001", "Client"), entry("CVE-2026-0003"));
    expect(await world.sync(id)).toMatchObject({ added: 1, changed: 1, removed: 1 });
    expect((await imports.kev()).map((it) => it.cveID)).toEqual(["CVE-2026-0001", "CVE-2026-0003"]);
    for (const day of ["2026-01-01", "2099-01-01"]) {
      others.answers = () => catalogue(day, entry("CVE-2026-0001"));
      await expect(world.sync(id)).rejects.toMatchObject({ code: "remote-answer-invalid" });
    }
    expect(await imports.kev()).toHaveLength(2);
  });
});

describe("CSAF advisories", () => {
  const advisory = (id: string, more = {}) => ({
    document: {
      category: "csaf_security_advisory",
      csaf_version: "2.0",
      title: "t",
      publisher: { name: "Acme", category: "vendor", namespace: "https://acme.example" },
      tracking: {
        id,
        version: "1",
        status: "final",
        current_release_date: "2026-01-01T00:00:00Z",
        ...more,
      },
    },
    product_tree: { full_product_names: [{ name: "Acme Server", product_id: "p" }] },
    vulnerabilities: [{ cve: "CVE-2026-0001", product_status: { known_affected: ["p"] } }],
  });
  const rolie = (...entries: [string, string][]) =>
    JSON.stringify({
      feed: { entry: entries.map(([src, updated]) => ({ updated, content: { src } })) },
    });

  test("are found by the provider's metadata, and only newer ones are read again", async () => {
    let second = "2026-01-01T00:00:00Z";
    others.answers = ({ url }) => {
      switch (url.pathname) {
        case "/provider-metadata.json":
          return JSON.stringify({
            distributions: [{ rolie: { feeds: [{ url: `${others.url}/white/feed.json` }] } }],
          });
        case "/white/feed.json":
          return rolie(["a.json", "2026-01-01T00:00:00Z"], ["b.json", second]);
        default:
          return JSON.stringify(advisory(url.pathname));
      }
    };
    const id = await world.add("csaf", "/provider-metadata.json");
    expect(await world.sync(id)).toMatchObject({ added: 2 });
    second = "2026-02-01T00:00:00Z";
    others.asked.length = 0;
    await world.sync(id);
    expect(others.asked.map((it) => it.url.pathname)).toEqual([
      "/provider-metadata.json",
      "/white/feed.json",
      "/white/b.json",
    ]);
    expect(await imports.advisories()).toMatchObject([
      { id: "/white/a.json", publisher: "Acme" },
      { id: "/white/b.json" },
    ]);
  });

  test("come from a plain list as well, and a bad one does not keep the others", async () => {
    others.answers = ({ url }) => {
      if (url.pathname === "/list.txt") return "a.json\nhttp://10.0.0.1/b.json\n";
      return JSON.stringify(advisory("a"));
    };
    const id = await world.add("csaf", "/list.txt");
    // What a list leads to is as foreign as the list.
    await expect(world.sync(id)).rejects.toMatchObject({ code: "address-private" });
    others.answers = ({ url }) => {
      if (url.pathname === "/list.txt") return "# ours\na.json\nb.json\nc.json\n";
      if (url.pathname === "/b.json") return JSON.stringify(advisory("b", { status: "draft" }));
      return url.pathname === "/c.json" ? "{}" : JSON.stringify(advisory("a"));
    };
    expect(await world.sync(id)).toMatchObject({ added: 1, refused: 2 });
    expect(await imports.advisories()).toHaveLength(1);
  });

  const hashOf = (text: string, algorithm = "sha256") =>
    `${createHash(algorithm).update(text).digest("hex")}  a.json\n`;

  test("that have not their published hash are refused, and the last good copy stays", async () => {
    const good = JSON.stringify(advisory("a"));
    let [text, updated] = [good, "2026-01-01T00:00:00Z"];
    others.answers = ({ url }) => {
      if (url.pathname === "/a.json") return text;
      if (url.pathname === "/a.json.sha512") return hashOf(good, "sha512");
      const link = [{ rel: "hash", href: "a.json.sha512" }];
      return JSON.stringify({ feed: { entry: [{ updated, content: { src: "a.json" }, link }] } });
    };
    const id = await world.add("csaf", "/feed.json");
    expect(await world.sync(id)).toMatchObject({ added: 1, refused: 0 });
    [text, updated] = [good.replace("Acme Server", "Other Server"), "2026-02-01T00:00:00Z"];
    expect(await world.sync(id)).toMatchObject({ changed: 0, removed: 0, refused: 1 });
    expect(await imports.advisories()).toHaveLength(1);
  });

  test.each([
    ["its hash beside it", { "/white/a.json.sha256": "good" }, { added: 1, refused: 0 }],
    ["no hash", {}, { added: 0, refused: 1 }],
    ["a hash that is none", { "/white/a.json.sha512": "x" }, { added: 0, refused: 1 }],
    ["another's hash", { "/white/a.json.sha512": "0".repeat(128) }, { added: 0, refused: 1 }],
  ])("of a trusted provider with %s", async (_name, hashes: Record<string, string>, outcome) => {
    const text = JSON.stringify(advisory("a"));
    others.answers = ({ url: { pathname } }) => {
      if (pathname === "/white/a.json") return text;
      if (pathname === "/white/changes.csv") return '"a.json","2026-01-01T00:00:00Z"\n';
      const hash = hashes[pathname];
      if (hash !== undefined) return hash === "good" ? hashOf(text) : hash;
      if (pathname !== "/provider-metadata.json") return { status: 404 };
      const distributions = [{ directory_url: `${others.url}/white/` }];
      return JSON.stringify({ role: "csaf_trusted_provider", distributions });
    };
    const id = await world.add("csaf", "/provider-metadata.json");
    expect(await world.sync(id)).toMatchObject(outcome);
  });
});

describe("lists", () => {
  test("of values are compared line by line, and what says nothing is left out", async () => {
    others.answers = () => "# list\nbad.evil.net\n198.51.100.7\n127.0.0.1\n0.0.0.0/0\n";
    const id = await world.add("list");
    expect(await world.sync(id)).toMatchObject({ added: 2, refused: 1 });
    others.answers = () => "type,value\ndomain,worse.evil.net\ndomain,bad.evil.net\n";
    expect(await world.sync(id)).toMatchObject({ added: 1, removed: 1 });
    expect(await world.known()).toEqual(["bad.evil.net", "worse.evil.net"]);
    const asked = [
      { type: "domain", value: "bad.evil.net" },
      { type: "domain", value: "x.net" },
    ];
    expect(await imports.holding(asked)).toMatchObject([
      { value: "bad.evil.net", feeds: ["a list"] },
    ]);
  });

  test.each(["", "<!doctype html><p>bad.evil.net</p>", "# nothing\n", "\u0000\u0001"])(
    "that are none are refused: %j",
    async (text) => {
      others.answers = () => text;
      await expect(world.sync(await world.add("list"))).rejects.toMatchObject({
        code: "remote-answer-invalid",
      });
    },
  );

  test("of VERIS incidents hold what was done and not to whom", async () => {
    const incident = {
      incident_id: "i1",
      schema_version: "1.3.7",
      action: { malware: { name: ["Evil"], variety: ["Backdoor"] } },
      victim: { victim_id: "Acme Corporation" },
    };
    others.answers = () => JSON.stringify([incident, { incident_id: "i2" }]);
    expect(await world.sync(await world.add("veris"))).toMatchObject({ added: 1, refused: 1 });
  });
});
