import { canonicalJson, parseCanonicalJson, toBase64Url } from "@tocsin/kernel";
import fc from "fast-check";
import { expect, test } from "vitest";

import { filePartBytesMax, filePartsMax, letter, letterJsonBytesMax } from "./letter.ts";
import { parseMessage } from "./primitives.ts";

const filled = (length: number): string => toBase64Url(new Uint8Array(length).fill(7));
const [id, key, signature] = [filled(16), filled(32), filled(64)];
const gives = { class: null, seen: null, techniques: [], contact: null, report: null };
const question = { v: 1, kind: "question", id, report: key, text: "Which rule?", replyTo: key };
const answer = { v: 1, kind: "answer", id, question: id, report: key, text: "No.", signature };
const offer = {
  ...{ v: 1, kind: "offer", id, tag: key, room: id, host: key, replyTo: key, ticket: id },
  ...{ invited: 2, untilRound: 9, signature },
};
const invite = {
  ...{ v: 1, kind: "invite", id, report: key, room: id, host: key, replyTo: key, ticket: id },
  ...{ present: 2, untilRound: 9, signature },
};
const join = { v: 1, kind: "join", id, room: id, ticket: id, from: key, replyTo: key, gives };
const welcome = { v: 1, kind: "welcome", id, room: id, seed: key, members: [key, key], gives };
const said = { v: 1, kind: "said", id, room: id, from: key, signature };
const note = { ...said, content: { of: "note", text: "Hello." } };
const file = {
  ...{ file: id, name: "a.yml", format: "sigma", hash: key },
  ...{ part: 0, parts: filePartsMax, bytes: filled(filePartBytesMax) },
};

const renewal = { of: "renew", room: id, replyTo: key, ticket: id, untilRound: 9 };

const letters: readonly unknown[] = [
  question,
  answer,
  offer,
  invite,
  { ...join, signature },
  { v: 1, kind: "decline", id, room: id, ticket: id },
  { ...welcome, signature },
  note,
  { ...said, content: { of: "file", file } },
  { ...said, content: { of: "gives", gives } },
  { ...said, content: { of: "agree", body: key } },
  { ...said, content: { of: "leave" } },
  { ...said, content: renewal },
];

test.each(letters)("a letter reads as it was written, and fits into a message", (it) => {
  const text = canonicalJson(it);
  expect(parseMessage(letter, parseCanonicalJson(text))).toEqual(it);
  expect(text.length).toBeLessThanOrEqual(letterJsonBytesMax);
});

test("any note that is a note comes back the same", () => {
  const word = fc.stringMatching(/^[a-z]{1,8}$/);
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 25 }), (words) => {
      const it = { ...question, text: words.join(" ") };
      expect(parseMessage(letter, parseCanonicalJson(canonicalJson(it)))).toEqual(it);
    }),
  );
});

test.each<[string, unknown]>([
  ["26 words", { ...question, text: "a ".repeat(26).trim() }],
  ["a line end", { ...answer, text: "a\nb" }],
  ["an escape sequence", { ...note, content: { of: "note", text: "\u001b[2J" } }],
  ["a bidirectional mark", { ...note, content: { of: "note", text: "a\u202eb" } }],
  ["an empty note", { ...note, content: { of: "note", text: "" } }],
  ["another field", { ...note, to: key }],
  ["another version", { ...note, v: 2 }],
  ["an unknown kind", { ...note, kind: "shout" }],
  ["unknown content", { ...note, content: { of: "html", text: "x" } }],
  ["a short key", { ...question, replyTo: filled(31) }],
  ["a short signature", { ...answer, signature: filled(63) }],
  ["nobody invited", { ...offer, invited: 0 }],
  ["a room of thousands", { ...offer, invited: 5000 }],
  ["a negative round", { ...offer, untilRound: -1 }],
  ["an invitation into a room of nobody", { ...invite, present: 0 }],
  ["an invitation into a full room", { ...invite, present: 8 }],
  ["an agreement to nothing", { ...said, content: { of: "agree", body: "" } }],
  ["a renewal without an end", { ...said, content: { ...renewal, untilRound: null } }],
  ["a room of one", { ...welcome, members: [key], signature }],
  [
    "a path as a file's name",
    { ...said, content: { of: "file", file: { ...file, name: "../a" } } },
  ],
  [
    "a piece too large",
    { ...said, content: { of: "file", file: { ...file, bytes: filled(2049) } } },
  ],
  ["a piece beyond the last", { ...said, content: { of: "file", file: { ...file, part: 12 } } }],
  ["too many pieces", { ...said, content: { of: "file", file: { ...file, parts: 13 } } }],
  ["nothing", null],
  ["a list", [note]],
])("%s is no letter", (_name, it) => {
  expect(() => parseMessage(letter, it)).toThrow();
});
