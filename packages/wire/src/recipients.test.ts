import { describe, expect, test } from "vitest";

import { permissionOf, type RecipientLeaf } from "./recipients.ts";
import type { ReportBody, ReportRecipients } from "./report.ts";

const agency: RecipientLeaf = {
  kind: "recipient",
  recipient: "cisa",
  title: "CISA",
  is: "government",
  purposes: ["cybersecurity", "fraud-espionage"],
  receiptKey: null,
  revision: 1,
  active: true,
};

type Terms = Pick<ReportBody, "recipients" | "purposes" | "tlp">;

function report(to: ReportRecipients["to"] | undefined, more: Partial<Terms> = {}): Terms {
  const terms: Terms = { purposes: ["cybersecurity"], tlp: "amber", ...more };
  return to === undefined ? terms : { ...terms, recipients: { to, proprietary: false } };
}

describe("a recipient", () => {
  test.each<[string, RecipientLeaf, Terms]>([
    ["gets nothing by default", agency, report(undefined)],
    ["gets nothing that is for others", agency, report(["peer-community", "recipient:other"])],
    [
      "gets nothing for purposes that are not its own",
      agency,
      report(["government"], { purposes: ["minors"] }),
    ],
    ["gets nothing once it is dropped", { ...agency, active: false }, report(["government"])],
    [
      "of an intelligence agency is meant by no kind",
      { ...agency, is: "intelligence" },
      report(["government"]),
    ],
  ])("%s", (_name, recipient, body) => {
    expect(permissionOf(recipient, body)).toBeUndefined();
  });

  test("gets what is for its kind or names it, for the purposes that both name", () => {
    const purposes: Terms["purposes"] = ["minors", "fraud-espionage", "cybersecurity"];
    expect(permissionOf(agency, report(["government"], { purposes }))).toEqual({
      purposes: ["cybersecurity", "fraud-espionage"],
      isRestricted: true,
    });
    const named = { ...agency, is: "intelligence" } as const;
    expect(permissionOf(named, report(["recipient:cisa"], { tlp: "green" }))).toEqual({
      purposes: ["cybersecurity"],
      isRestricted: false,
    });
  });
});
