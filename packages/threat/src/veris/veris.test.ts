import { existsSync, readFileSync } from "node:fs";

import { expect, test } from "vitest";

import { readVeris } from "./veris.ts";

const file = new URL("../../../../../shared/data/vcdb/incidents.jsonl", import.meta.url);

const incident = {
  incident_id: "1",
  schema_version: "1.3.4",
  summary: "A worm.",
  action: {
    malware: { variety: ["Worm"], vector: ["Unknown"], name: "Slammer", cve: "cve-2002-0649" },
  },
  actor: { external: { name: ["Somebody"], variety: ["Unknown"] } },
  victim: { victim_id: "Example Inc" },
};

test("what was done is taken, who was hit is not", () => {
  const read = readVeris(incident);
  expect(read).toMatchObject({
    ok: true,
    material: {
      vulnerabilities: ["CVE-2002-0649"],
      malware: ["Slammer"],
      actors: ["Somebody"],
      texts: ["A worm.", "malware: Worm"],
      notCarried: [{ id: "1 victim", why: "it identifies a company" }],
    },
  });
  expect(JSON.stringify(read)).not.toContain("Example Inc");
});

test.skipIf(!existsSync(file))("published incidents are read", () => {
  const lines = readFileSync(file, "utf8").trim().split("\n").slice(0, 400);
  const refused = lines.filter((line) => !readVeris(JSON.parse(line)).ok);
  expect(refused.length).toBe(0);
});

test.each<[string, unknown]>([
  ["nothing", undefined],
  ["no id", { ...incident, incident_id: "" }],
  ["another schema", { ...incident, schema_version: "2" }],
  ["no action", { ...incident, action: undefined }],
  ["an action that is a text", { ...incident, action: { malware: "Worm" } }],
])("%s is refused", (_name, value) => {
  expect(readVeris(value).ok).toBe(false);
});
