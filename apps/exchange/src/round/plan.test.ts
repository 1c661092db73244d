import { sha256 } from "@tocsin/crypto";
import { compareBytes, type Epoch, utf8 } from "@tocsin/kernel";
import type { ReportHead } from "@tocsin/store";
import fc from "fast-check";
import { expect, test } from "vitest";

import { roundBytesMax, roundSubmissionsMax } from "../limits.ts";
import type { Examined } from "./examine.ts";
import { type Candidate, headAfter, planRound } from "./plan.ts";

const epoch = "2026-11" as Epoch;

function submission(pseudonym: string, seq: number, more: Partial<Examined> = {}): Examined {
  const envelope = sha256(utf8(`${pseudonym} ${seq}`));
  return {
    ok: true,
    envelope,
    kind: seq === 0 ? "report" : "amendment",
    pkSign: sha256(utf8(pseudonym)),
    seq,
    prev: seq === 0 ? null : sha256(utf8(`${pseudonym} ${seq - 1}`)),
    class: "energy",
    epoch,
    audience: "members",
    author: new Uint8Array(32),
    spend: seq === 0 ? { epoch, id: sha256(utf8(`token ${pseudonym}`)) } : null,
    json: utf8("{}"),
    keys: new Uint8Array(),
    ...more,
  };
}

function headOf(at: Examined, more: Partial<ReportHead> = {}): ReportHead {
  const standing = { head: null, spent: false };
  return { ...headAfter({ submission: at, standing }, 5), ...more };
}

function candidate(it: Examined, head: ReportHead | null = null, spent = false): Candidate {
  return { submission: it, standing: { head, spent } };
}

function planned(candidates: readonly Candidate[]) {
  const { accepted, carried, dropped } = planRound(candidates);
  return { accepted: accepted.map((it) => it.submission), carried, dropped };
}

test("accepted submissions stand in the order of their hashes, however they came", () => {
  fc.assert(
    fc.property(
      fc.shuffledSubarray(["a", "b", "c", "d", "e", "f", "g", "h"], { minLength: 1 }),
      (names) => {
        const { accepted } = planned(names.map((name) => candidate(submission(name, 0))));
        const hashes = accepted.map(({ envelope }) => envelope);
        expect(hashes).toEqual(hashes.toSorted(compareBytes));
        expect(accepted).toHaveLength(names.length);
      },
    ),
  );
});

test("the same submission many times counts once", () => {
  const one = submission("a", 0);
  expect(planned([candidate(one), candidate(one)])).toEqual({
    accepted: [one],
    carried: [],
    dropped: [],
  });
});

test("a spent token, a known envelope and a fork change nothing", () => {
  const zero = submission("a", 0);
  const fork = submission("a", 0, { envelope: sha256(utf8("fork")) });
  expect(planned([candidate(zero, null, true)]).dropped).toEqual(["spent"]);
  expect(planned([candidate(zero, headOf(zero), true)]).dropped).toEqual(["known"]);
  expect(planned([candidate(fork, headOf(zero), true)]).dropped).toEqual(["known"]);
});

test("of two that fork in one round the one with the smaller hash wins", () => {
  const zero = submission("a", 0);
  const fork = submission("a", 0, { envelope: new Uint8Array(32) });
  const { accepted, dropped } = planned([candidate(zero), candidate(fork)]);
  expect(accepted).toEqual([fork]);
  expect(dropped).toEqual(["known"]);
});

test("one step of a chain a round: the next is carried, one without ground is dropped", () => {
  const [zero, one, two] = [0, 1, 2].map((seq) => submission("a", seq));
  if (zero === undefined || one === undefined || two === undefined) throw new Error("no chain");
  const whole = planned([candidate(two), candidate(one), candidate(zero)]);
  expect(whole).toEqual({ accepted: [zero], carried: [one, two], dropped: [] });
  expect(planned([candidate(two, headOf(zero))])).toMatchObject({ dropped: ["gap"], carried: [] });
});

test.each<[string, Partial<Examined>, Partial<ReportHead>, string]>([
  ["another class", { class: "health" }, {}, "chain"],
  ["another epoch", { epoch: "2026-12" as Epoch }, {}, "chain"],
  ["another audience", { audience: "class:energy" }, {}, "chain"],
  ["another author", { author: new Uint8Array(32).fill(1) }, {}, "chain"],
  ["another ground", { prev: new Uint8Array(32) }, {}, "chain"],
  ["a withdrawn report", {}, { withdrawn: true }, "withdrawn"],
])("an amendment with %s is dropped", (_, change, headChange, why) => {
  const head = headOf(submission("a", 0), headChange);
  expect(planned([candidate(submission("a", 1, change), head)]).dropped).toEqual([why]);
});

test("what a batch has no room for waits for the next round", () => {
  const json = new Uint8Array(roundBytesMax / 4);
  const names = ["a", "b", "c", "d", "e"];
  const { accepted, carried } = planned(
    names.map((name) => candidate(submission(name, 0, { json }))),
  );
  expect(accepted).toHaveLength(4);
  expect(carried).toHaveLength(1);
  const many = Array.from({ length: roundSubmissionsMax + 2 }, (_, at) =>
    candidate(submission(String(at), 0)),
  );
  expect(planned(many).carried).toHaveLength(2);
});

test("the new head keeps the report's own hash", () => {
  const zero = submission("a", 0);
  const one = submission("a", 1, { kind: "withdrawal" });
  const head = headAfter(candidate(one, headOf(zero)), 9);
  expect(head).toMatchObject({ report: zero.envelope, seq: 1, withdrawn: true, position: 9 });
});
