import { parseJson } from "@tocsin/kernel";
import { bundleOf, objectsOfReport } from "@tocsin/threat/stix";
import { describe, expect, it } from "vitest";

import { bodyOf } from "../../../test/world/samples.ts";
import { runHere } from "./captured-terminal.ts";
import { scratch } from "./scratch.ts";

const { file } = scratch();

const seen = (at: number, name: string) => {
  const id = `00000000-0000-4000-8000-${String(at).padStart(12, "0")}`;
  const moment = "2026-11-01T00:00:00Z";
  return [
    { type: "domain-name", spec_version: "2.1", id: `domain-name--${id}`, value: name },
    {
      type: "observed-data",
      spec_version: "2.1",
      id: `observed-data--${id}`,
      created: "2026-11-01T00:00:00.000Z",
      modified: "2026-11-01T00:00:00.000Z",
      first_observed: moment,
      last_observed: moment,
      number_observed: 1,
      object_refs: [`domain-name--${id}`],
    },
  ];
};
const bundle = (objects: readonly object[]) =>
  JSON.stringify({ type: "bundle", id: "bundle--00000000-0000-4000-8000-000000000000", objects });

describe("tocsin stix match", () => {
  const at = file("seen.json", bundle([...seen(1, "gate.evil.net"), ...seen(2, "calm.net")]));
  const match = (pattern: string, ...more: string[]) =>
    runHere(["stix", "match", pattern, at, ...more]);

  it("names the observations that fulfil a pattern", async () => {
    const { code, stdout } = await match("[domain-name:value LIKE '%evil%']", "--json");
    const observations = ["observed-data--00000000-0000-4000-8000-000000000001"];
    expect([code, parseJson(stdout)]).toEqual([0, { matched: true, observations }]);
    const none = await match("[domain-name:value = 'other.net']");
    expect([none.code, none.stdout]).toEqual([1, "no match\n"]);
  });

  it.each(["", "nonsense", "[domain-name:value = 'x'"])("refuses the pattern %j", async (text) => {
    const { code, stdout, stderr } = await match(text);
    expect([code, stdout, stderr.includes("error usage:")]).toEqual([2, "", true]);
  });
});

describe("tocsin stix reports", () => {
  const body = bodyOf("gate.evil.net");
  const moment = Date.UTC(2026, 10, 21);
  const shared = { id: "report-1", className: "Energy", classId: "energy", body };
  const ours = objectsOfReport({ ...shared, createdMs: moment, changedMs: moment });

  it("gives the reports of a node's bundle as they were shared, and leaves the rest", async () => {
    const at = file("ours.json", JSON.stringify(bundleOf("b", [...ours, ...seen(1, "calm.net")])));
    const { code, stdout, stderr } = await runHere(["stix", "reports", at]);
    expect([code, parseJson(stdout)]).toEqual([0, { id: "report-1", body }]);
    expect(stderr).toMatch(/^1 report, \d+ objects? of none\n$/);
    const json = parseJson((await runHere(["stix", "reports", at, "--json"])).stdout);
    expect(json).toMatchObject({ reports: [{ id: "report-1" }] });
  });

  it("takes no other bundle, and no altered one, for a report", async () => {
    const renamed = ours.map((it) =>
      it["type"] === "report"
        ? { ...it, external_references: [{ source_name: "tocsin", external_id: "another" }] }
        : it,
    );
    for (const objects of [renamed, seen(1, "calm.net")]) {
      const at = file("other.json", bundle(objects));
      const { code, stdout } = await runHere(["stix", "reports", at]);
      expect([code, stdout]).toEqual([1, ""]);
    }
  });
});
