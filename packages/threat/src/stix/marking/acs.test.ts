import type { ReportBody } from "@tocsin/wire/report";
import fc from "fast-check";
import { expect, test } from "vitest";

import { objectsOfReport } from "../report/to-objects.ts";
import { isFields } from "../spec/kinds.ts";
import { bodies } from "../test/bodies.contract.ts";
import { validateObject } from "../validate.ts";
import { markedForGovernment } from "./acs.ts";
import { tlpMarkingId } from "./tlp.ts";

const createdMs = Date.UTC(2026, 10, 21);
const [sample] = fc.sample(bodies, { numRuns: 1, seed: 1 });

function marked(type: "domain" | "email", more: Partial<ReportBody> = {}) {
  const value = type === "domain" ? "malware.example" : "phish@malware.example";
  const part = { type, value, role: "phishing", confidence: "high", class: "E" } as const;
  if (sample === undefined) throw new Error("no sample");
  const body: ReportBody = { ...sample, tlp: "amber", ...more, observables: [part] };
  const shared = { id: "r", className: "finance", classId: "finance", createdMs };
  const objects = objectsOfReport({ ...shared, changedMs: createdMs, body });
  return markedForGovernment({ id: "r", body, markedMs: createdMs }, objects);
}

function saysOf(objects: ReturnType<typeof marked>): unknown {
  const extensions = objects[0]?.["extensions"];
  return isFields(extensions) ? Object.values(extensions)[0] : undefined;
}

test("copies for government stay valid and carry one TLP and one ACS marking", () => {
  const objects = marked("domain");
  for (const object of objects) expect(validateObject(object)).toMatchObject({ valid: true });
  const report = objects.find(({ type }) => type === "report");
  expect(report?.["object_marking_refs"]).toEqual([tlpMarkingId("amber"), objects[0]?.["id"]]);
});

test("determinations say what is in it, caveat and onward sharing what was chosen", () => {
  expect(saysOf(marked("domain"))).toMatchObject({
    control_set: {
      classification: "U",
      formal_determination: [
        "AIS",
        "NO-PII-PRESENT",
        "INFORMATION-DIRECTLY-RELATED-TO-CYBERSECURITY-THREAT",
      ],
    },
    further_sharing: [
      { rule_effect: "permit", sharing_scope: ["USA.USG"] },
      { rule_effect: "deny" },
    ],
  });
  expect(
    saysOf(
      marked("email", { tlp: "clear", recipients: { to: ["government"], proprietary: true } }),
    ),
  ).toMatchObject({
    control_set: {
      caveat: ["CISAPROPRIETARY"],
      formal_determination: ["AIS", "PII-NECESSARY-TO-UNDERSTAND-THREAT", expect.any(String)],
    },
    further_sharing: [{ rule_effect: "permit" }],
  });
});
