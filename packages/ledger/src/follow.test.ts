import { ed25519SigningKey } from "@tocsin/crypto";
import { expect, test } from "vitest";

import { signCheckpoint } from "./checkpoint.ts";
import { type FollowedLog, followStep, nothingFollowed } from "./follow.ts";
import { encodeForkEvidence, judgeFork, parseForkEvidence } from "./fork-evidence.ts";
import { emptyRoot } from "./hash.ts";
import { naiveConsistency, naiveRoot } from "./naive-tree.ts";
import { noteSigner, parseVerifierKey, verifierKeyText } from "./note-key.ts";

const origin = "exchange.example/ledger";
const signingKey = ed25519SigningKey(new Uint8Array(32).fill(1));
const signer = noteSigner(origin, signingKey);
const verifier = parseVerifierKey(verifierKeyText(origin, signingKey.publicKey));
if (verifier === undefined) throw new Error("own key does not parse");
const log: FollowedLog = { origin, verifier };
const stranger = noteSigner(origin, ed25519SigningKey(new Uint8Array(32).fill(2)));

const leaf = (at: number) => new Uint8Array(32).fill(at);
const leaves = Array.from({ length: 12 }, (_, at) => leaf(at));
const other = [...leaves.slice(0, 7), leaf(99), ...leaves.slice(8)];
const noteOf = (entries: readonly Uint8Array[]) =>
  signCheckpoint({ origin, size: entries.length, root: naiveRoot(entries) }, [signer]);

const beginningOf = (beginning: unknown) =>
  JSON.stringify({ beginning, later: "a", type: "tocsin/fork-evidence/v1" });

function followed(entries: readonly Uint8Array[]) {
  const step = followStep(log, nothingFollowed, entries, noteOf(entries));
  if (!step.ok) throw new Error(step.why);
  return step.followed;
}

test("a node follows the log from its beginning, in any steps", () => {
  let last = nothingFollowed;
  for (const [from, to] of [
    [0, 1],
    [1, 1],
    [1, 8],
    [8, 12],
  ] as const) {
    const note = noteOf(leaves.slice(0, to));
    const step = followStep(log, last, leaves.slice(from, to), note);
    expect(step).toMatchObject({ ok: true, checkpoint: { origin, size: to } });
    if (step.ok) last = step.followed;
    expect(last.note).toBe(note);
  }
});

test("an empty log may be followed", () => {
  const note = signCheckpoint({ origin, size: 0, root: emptyRoot }, [signer]);
  expect(followStep(log, nothingFollowed, [], note)).toMatchObject({ ok: true });
});

test.each([
  ["malformed", "not a note", []],
  ["unknown-keys", signCheckpoint({ origin, size: 8, root: leaf(0) }, [stranger]), []],
  ["bad-signature", noteOf(leaves.slice(0, 8)).replace("\n8\n", "\n9\n"), [leaf(7)]],
  ["wrong-origin", signCheckpoint({ origin: "b.example", size: 8, root: leaf(0) }, [signer]), []],
  ["rollback", noteOf(leaves.slice(0, 6)), []],
  ["too-few-leaves", noteOf(leaves), leaves.slice(7, 11)],
  ["too-many-leaves", noteOf(leaves.slice(0, 8)), leaves.slice(7, 9)],
  ["wrong-root", noteOf(other), leaves.slice(7)],
  ["wrong-root", noteOf(leaves), [leaf(7), leaf(9), leaf(8), leaf(10), leaf(11)]],
  ["fork", noteOf([...leaves.slice(0, 6), leaf(99)]), []],
] as const)("a step is refused as %s and changes nothing", (why, note, entries) => {
  const last = followed(leaves.slice(0, 7));
  const before = structuredClone(last);
  expect(followStep(log, last, entries, note)).toMatchObject({ ok: false, why });
  expect(last).toEqual(before);
});

test("two roots of one size are a proof of a fork that anyone can judge", () => {
  const last = followed(leaves.slice(0, 8));
  const step = followStep(log, last, [], noteOf(other.slice(0, 8)));
  expect(step).toMatchObject({ ok: false, why: "fork" });
  if (step.ok || step.why !== "fork") return;
  const saved = parseForkEvidence(encodeForkEvidence(step.evidence));
  expect(saved).toEqual(step.evidence);
  expect(judgeFork(step.evidence, origin, verifier)).toBe("proved");
  expect(judgeFork(step.evidence, "b.example", verifier)).toBe("worthless");
});

test("checkpoints of two sizes accuse until it is shown how the larger tree began", () => {
  const honest = { earlier: noteOf(leaves.slice(0, 8)), later: noteOf(leaves) };
  const eight = { root: naiveRoot(leaves.slice(0, 8)), proof: naiveConsistency(8, leaves) };
  expect(judgeFork(honest, origin, verifier)).toBe("to-be-cleared");
  expect(judgeFork({ ...honest, beginning: eight }, origin, verifier)).toBe("cleared");
  const forked = { earlier: noteOf(leaves.slice(0, 8)), later: noteOf(other) };
  const shown = { ...eight, proof: naiveConsistency(8, other) };
  expect(judgeFork({ ...forked, beginning: shown }, origin, verifier)).toBe("to-be-cleared");
});

test.each([5, 7, 8, 11])("another beginning of %i leaves is a proof that is kept whole", (size) => {
  const lie = [leaf(98), ...leaves.slice(1, size)];
  const root = naiveRoot(leaves.slice(0, size));
  const beginning = { root, proof: naiveConsistency(size, leaves) };
  const forked = { earlier: noteOf(leaves), later: noteOf(lie), beginning };
  const saved = parseForkEvidence(encodeForkEvidence(forked));
  expect(saved).toEqual(forked);
  expect(judgeFork(forked, origin, verifier)).toBe("proved");
  // Nobody can make one against an honest log: the beginning does not fit what was signed.
  const accused = { ...forked, later: noteOf(leaves.slice(0, size)) };
  const invented = { root: naiveRoot(lie), proof: naiveConsistency(size, leaves) };
  expect(judgeFork(accused, origin, verifier)).toBe("cleared");
  expect(judgeFork({ ...accused, beginning: invented }, origin, verifier)).toBe("to-be-cleared");
});

test("evidence accuses nobody with one note twice, with no earlier note or with a forged one", () => {
  const note = noteOf(leaves);
  expect(judgeFork({ earlier: note, later: note }, origin, verifier)).toBe("cleared");
  expect(judgeFork({ earlier: undefined, later: note }, origin, verifier)).toBe("worthless");
  const forged = signCheckpoint({ origin, size: 12, root: leaf(0) }, [stranger]);
  expect(judgeFork({ earlier: forged, later: note }, origin, verifier)).toBe("worthless");
});

test("an empty tree with a wrong root is a proof by itself", () => {
  const lie = signCheckpoint({ origin, size: 0, root: leaf(1) }, [signer]);
  expect(judgeFork({ earlier: lie, later: noteOf(leaves) }, origin, verifier)).toBe("proved");
  expect(judgeFork({ earlier: undefined, later: lie }, origin, verifier)).toBe("proved");
});

test.each([
  ["no JSON", "{"],
  ["not canonical", '{ "later":"a","type":"tocsin/fork-evidence/v1"}'],
  ["another type", '{"later":"a","type":"other"}'],
  ["no later note", '{"type":"tocsin/fork-evidence/v1"}'],
  ["a number for a note", '{"later":1,"type":"tocsin/fork-evidence/v1"}'],
  ["a further key", '{"later":"a","type":"tocsin/fork-evidence/v1","x":1}'],
  ["a list for a beginning", beginningOf([])],
  ["a beginning without a root", beginningOf({ proof: [] })],
  ["a beginning without a proof", beginningOf({ root: "A".repeat(43) })],
  ["a short hash in a beginning", beginningOf({ root: "A".repeat(43), proof: ["AA"] })],
  ["a number in a beginning", beginningOf({ root: 1, proof: [] })],
  ["a further key in a beginning", beginningOf({ root: "A".repeat(43), proof: [], x: 1 })],
  ["a list", "[]"],
  ["null", "null"],
  ["far too much", `"${"x".repeat(400_000)}"`],
])("refuses evidence that is %s", (_, text) => {
  expect(parseForkEvidence(text)).toBeUndefined();
});
