import { sha256 } from "@tocsin/crypto";
import { canonicalJson, toBase64Url, utf8 } from "@tocsin/kernel";
import type { Envelope } from "@tocsin/wire";
import type { DeliveryLeaf, RecipientLeaf } from "@tocsin/wire/recipients";
import { expect, test } from "vitest";

import { bodyOf } from "../../test/world/samples.ts";
import type { ReportRecord } from "../protocol.ts";
import { createRecipients } from "./recipients.ts";

const agency: RecipientLeaf = {
  kind: "recipient",
  recipient: "cisa",
  title: "CISA",
  is: "government",
  purposes: ["cybersecurity"],
  receiptKey: null,
  revision: 1,
  active: true,
};
const envelope = { class: "finance" } as Envelope;
const version = toBase64Url(sha256(utf8(canonicalJson(envelope))));
const chosen = {
  ...bodyOf("malware.example"),
  recipients: { to: ["government" as const], proprietary: false },
};

function opened(body: ReportRecord["body"], leaves: readonly (RecipientLeaf | DeliveryLeaf)[]) {
  const all = leaves.map((leaf, index) => ({
    index,
    round: 100 + index,
    kind: leaf.kind,
    json: canonicalJson(leaf),
  }));
  return createRecipients(
    {
      after: (kind, index, limit) =>
        Promise.resolve(all.filter((it) => it.kind === kind && it.index > index).slice(0, limit)),
    },
    {
      report: (id) =>
        Promise.resolve(id === "r" ? ({ id, envelope, body } as ReportRecord) : undefined),
    },
  );
}

function delivery(more: Partial<DeliveryLeaf> = {}, of = version): DeliveryLeaf {
  const reports = [{ report: "r".padEnd(43, "A"), envelope: of, purposes: agency.purposes }];
  return { kind: "delivery", recipient: "cisa", revision: 1, receipt: null, reports, ...more };
}

test("recipients are listed by their newest terms", async () => {
  const recipients = opened(null, [agency, { ...agency, revision: 2, active: false }]);
  expect(await recipients.list()).toEqual([
    {
      recipient: "cisa",
      title: "CISA",
      is: "government",
      purposes: ["cybersecurity"],
      revision: 2,
      active: false,
      takesAmber: false,
    },
  ]);
});

test.each([
  ["that its author chose", chosen, version, true],
  ["that nobody chose", bodyOf("malware.example"), version, false],
  ["of a version that is gone", chosen, "A".repeat(43), null],
])("a delivery %s is shown as such", async (_name, body, of, expected) => {
  const id = "r".padEnd(43, "A");
  const all = [agency, delivery({}, of)].map((leaf, index) => {
    return { index, round: 100, kind: leaf.kind, json: canonicalJson(leaf) };
  });
  const recipients = createRecipients(
    {
      after: (kind, index) =>
        Promise.resolve(all.filter((it) => it.kind === kind && it.index > index)),
    },
    { report: () => Promise.resolve({ id, envelope, body } as ReportRecord) },
  );
  expect(await recipients.givenTo(id)).toEqual([
    {
      recipient: "cisa",
      title: "CISA",
      is: "government",
      purposes: ["cybersecurity"],
      revision: 1,
      round: 100,
      receipt: null,
      chosen: expected,
    },
  ]);
});

test("of a report that is not there nothing is told", async () => {
  await expect(opened(null, []).givenTo("unknown")).rejects.toThrow("not");
});
