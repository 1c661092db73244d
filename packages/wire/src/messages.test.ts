import { describe, expect, it } from "vitest";

import { communityFile } from "./community.ts";
import { submission } from "./envelope.ts";
import { fixedBytes, parseMessage } from "./primitives.ts";
import { coarseTime, note, observable, plainText, reportBody } from "./report.ts";

const zeros = (bytes: number): string => Buffer.alloc(bytes).toString("base64url");

const body = {
  v: 1,
  class: "G",
  kind: "incident",
  determination: "confirmed",
  stage: "control",
  firstSeen: "2026-11-21T20Z",
  noticed: null,
  ended: "2026-W48",
  region: null,
  size: "50-249",
  tlp: "amber",
  purposes: ["cybersecurity"],
  expires: "2027-02-01",
  regime: null,
  technologies: [],
  observables: [
    { type: "domain", value: "evil.example", role: "unknown", confidence: "low", class: "E" },
  ],
  techniques: [{ id: "T1566.001", class: "B" }],
  vulnerabilities: [{ id: "CVE-2026-12345", class: "C" }],
  malware: [],
  actors: [],
  steps: [
    {
      technique: "T1566.001",
      did: "delivered",
      on: "mail",
      time: null,
      result: "worked",
      class: "D",
    },
  ],
  defences: [{ measure: "block", effect: "stopped", text: null, class: "DM" }],
  outcomes: [{ id: "PR.AA-03", result: "failed", class: "G" }],
  impact: [{ kind: "downtime", band: "days", class: "F" }],
  questions: [{ about: "detection", text: "Which log showed it first?", class: "G" }],
  notes: [],
  prose: null,
};
const envelope = {
  v: 1,
  kind: "report",
  class: "finance",
  epoch: "2026-11",
  audience: "members",
  body: zeros(32),
  pkSign: zeros(32),
  pkHpke: zeros(32),
  author: zeros(32),
  review: zeros(32),
  seq: 0,
  prev: null,
};
const report = { envelope, signature: zeros(64), body, token: zeros(354) };

describe("a submission", () => {
  it("of each kind has its parts and no others", () => {
    const amended = { ...envelope, kind: "amendment", seq: 1, prev: zeros(32) };
    const withdrawn = { ...amended, kind: "withdrawal", body: null, review: null };
    expect(submission.safeParse(report).success).toBe(true);
    expect(submission.safeParse({ ...report, envelope: amended, token: null }).success).toBe(true);
    expect(
      submission.safeParse({ ...report, envelope: withdrawn, token: null, body: null }).success,
    ).toBe(true);
  });

  it.each<[string, unknown]>([
    ["a report without a token", { ...report, token: null }],
    ["a report without a body", { ...report, body: null }],
    ["a report that comes second", { ...report, envelope: { ...envelope, seq: 1 } }],
    ["a report with a past", { ...report, envelope: { ...envelope, prev: zeros(32) } }],
    ["a withdrawal with a body", { ...report, envelope: { ...envelope, kind: "withdrawal" } }],
    ["an unknown field", { ...report, extra: 1 }],
    ["an unknown field inside", { ...report, body: { ...body, victim: "x" } }],
    ["a short key", { ...report, envelope: { ...envelope, pkSign: zeros(31) } }],
    ["nothing", null],
  ])("is refused with %s", (_, value) => {
    expect(() => parseMessage(submission, value)).toThrow("protocol");
  });

  it("is refused with a text that names the field and never its value", () => {
    const secret = { ...report, body: { ...body, kind: "secret-word" } };
    expect(() => parseMessage(submission, secret)).toThrow(/body\.kind/);
    expect(() => parseMessage(submission, secret)).not.toThrow(/secret-word/);
  });
});

describe("a report's fields", () => {
  it.each(["2026-11-21T20Z", "2026-11-21", "2026-W47", "2026-11"])("hold the time %s", (text) => {
    expect(coarseTime.safeParse(text).success).toBe(true);
  });

  it.each(["2026-11-21T20:15Z", "2026-13", "2026-W54", "2026", "2026-11-21 "])(
    "do not hold the time %j",
    (text) => {
      expect(coarseTime.safeParse(text).success).toBe(false);
    },
  );

  it.each([
    ["a line end", "two\nlines"],
    ["a right-to-left override", "abc\u202edef"],
    ["a zero-width space", "ab\u200bc"],
    ["text that is not normalised", "e\u0301"],
    ["white space at an end", " x"],
    ["an escape sequence", "\u001b[31m"],
    ["nothing", ""],
  ])("hold no %s", (_, text) => {
    expect(plainText(100).safeParse(text).success).toBe(false);
  });

  it("hold notes of at most 25 words", () => {
    const words = (count: number) => Array.from({ length: count }, () => "word").join(" ");
    expect(note.safeParse({ text: words(25), class: "B" }).success).toBe(true);
    expect(note.safeParse({ text: words(26), class: "B" }).success).toBe(false);
  });

  it("carry a class, every one of them", () => {
    expect(
      observable.safeParse({ type: "ipv4", value: "192.0.2.1", role: "unknown", confidence: "low" })
        .success,
    ).toBe(false);
    expect(reportBody.safeParse({ ...body, techniques: [{ id: "T1566" }] }).success).toBe(false);
  });
});

describe("fixed bytes", () => {
  it.each([zeros(31), zeros(33), `${zeros(32)}=`, `${zeros(32).slice(0, -1)}B`, "", 7])(
    "are not %j",
    (text) => {
      expect(fixedBytes(32).safeParse(text).success).toBe(false);
    },
  );
});

describe("a community file", () => {
  it("names no address but of the web", () => {
    const file = {
      v: 1,
      name: "x",
      revision: 1,
      issuer: { url: "javascript:alert(1)", publicKey: zeros(32) },
      ledger: { origin: "x", publicKey: zeros(32) },
      relay: { url: "http://127.0.0.1:1" },
      feeds: ["http://127.0.0.1:1"],
      roundMs: 5000,
      classes: [{ id: "everyone", title: "Everyone", parent: null }],
    };
    expect(communityFile.safeParse(file).success).toBe(false);
    const good = { ...file, issuer: { ...file.issuer, url: "http://127.0.0.1:2" } };
    expect(communityFile.safeParse(good).success).toBe(true);
  });
});
