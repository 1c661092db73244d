import { emptyProfile } from "@tocsin/disclosure";
import { gate } from "@tocsin/disclosure/gate";
import { compileIdentity } from "@tocsin/disclosure/identity";
import { envelope, parseMessage, type ReportBody, reportBody } from "@tocsin/wire";
import { describe, expect, test } from "vitest";

import { bodyOf } from "../../test/world/samples.ts";
import type { ReportRecord } from "../protocol.ts";
import { amendmentOf } from "./amending.ts";

const key = Buffer.alloc(32).toString("base64url");

const body: ReportBody = bodyOf("gate.evil-loader.com", {
  noticed: "2026-W47",
  ended: "2026-W48",
  region: "north",
  size: "50-249",
  technologies: [{ name: "Citrix NetScaler", class: "C" }],
  techniques: [{ id: "T1190", class: "B" }],
  vulnerabilities: [{ id: "CVE-2026-21413", class: "C" }],
  malware: [{ name: "Cobalt Strike", class: "B" }],
  actors: [{ name: "APT29", class: "G" }],
  steps: [
    {
      technique: "T1190",
      did: "exploited",
      on: "remote-access",
      time: "2026-W46",
      result: "worked",
      class: "B",
    },
    {
      technique: null,
      did: "moved",
      on: "server",
      time: null,
      result: "detected",
      class: "B",
    },
  ],
  defences: [
    { measure: "patch", effect: "untried", text: null, class: "DM" },
    { measure: "reset-credentials", effect: "stopped", text: "Of all sessions.", class: "DM" },
  ],
  outcomes: [{ id: "PR.PS-02", result: "failed", class: "G" }],
  impact: [{ kind: "downtime", band: "days", class: "F" }],
  questions: [{ about: "tooling", text: "Which tool?", class: "G" }],
  notes: [{ text: "Restarted within a day.", class: "G" }],
  prose: { text: "Some free words of ours.", class: "G" },
});

function recordOf(changes: Partial<ReportRecord> = {}): ReportRecord {
  return {
    id: key,
    mine: true,
    envelope: parseMessage(envelope, {
      v: 1,
      kind: "report",
      class: "energy",
      epoch: "2026-11",
      audience: "members",
      body: key,
      pkSign: key,
      pkHpke: key,
      author: key,
      review: null,
      seq: 0,
      prev: null,
    }),
    body,
    withdrawn: false,
    index: 1,
    round: 1,
    publishedMs: 1,
    delivery: null,
    confirmed: false,
    ...changes,
  };
}

describe("an amendment", () => {
  test("holds all that the report says: unchanged, it would be the same bytes", () => {
    const { items = [], content } = amendmentOf(recordOf());
    const { frame, terms } = content ?? {};
    if (frame === undefined || terms === undefined) throw new Error("content");
    expect(terms.class).toBe("energy");
    const verdict = gate({
      frame,
      terms,
      regime: null,
      proseAccepted: true,
      items: items.map((item, at) => ({ ...item, id: `i${at + 1}` })),
      identity: compileIdentity(emptyProfile),
      today: "2026-11-21",
    });
    expect(verdict.ok ? verdict.body : verdict.blockers).toEqual(parseMessage(reportBody, body));
  });

  test.each([
    ["of another's report", { mine: false }, "not-ours"],
    ["of what was withdrawn", { withdrawn: true }, "already-withdrawn"],
    ["of what is erased", { body: null }, "already-withdrawn"],
  ])("is none %s", (_, changes, code) => {
    expect(() => amendmentOf(recordOf(changes))).toThrow(expect.objectContaining({ code }));
  });
});
