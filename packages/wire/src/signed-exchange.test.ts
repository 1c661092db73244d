import { ed25519SigningKey } from "@tocsin/crypto";
import { canonicalJson, systemClock, systemRandom, toBase64Url, utf8 } from "@tocsin/kernel";
import { describe, expect, it } from "vitest";

import { type IdentifiedAnswer, identifiedAnswer, identifiedRequest } from "./identified.ts";
import { parseMessage } from "./primitives.ts";
import { isQuestionSigned, readAnswer, signAnswer, signQuestion } from "./signed-exchange.ts";

const asker = {
  key: ed25519SigningKey(systemRandom.bytes(32)),
  clock: systemClock,
  random: systemRandom,
};
const issuer = ed25519SigningKey(systemRandom.bytes(32));
const issuerKey = toBase64Url(issuer.publicKey);
const body = { do: "status" } as const;
const refusal: IdentifiedAnswer["body"] = { is: "refused", why: "unknown-member" };
const question = signQuestion("identified", body, asker);
const answer = signAnswer("identified", question, refusal, issuer);

const read = (given: unknown, asked = question, key = issuerKey) =>
  readAnswer("identified", identifiedAnswer, utf8(canonicalJson(given)), asked, key);

describe("a question", () => {
  it("is what its schema says, signed by the key that it names", () => {
    expect(parseMessage(identifiedRequest, question)).toEqual(question);
    expect(isQuestionSigned("identified", question)).toBe(true);
  });

  it.each([
    ["another body", { ...question, body: { do: "roster" } }],
    ["another time", { ...question, timeMs: question.timeMs + 1 }],
    ["another key", { ...question, key: issuerKey }],
  ])("is not signed with %s", (_, changed) => {
    expect(isQuestionSigned("identified", changed)).toBe(false);
  });

  it("of one channel is none of another", () => {
    expect(isQuestionSigned("evaluation", question)).toBe(false);
  });

  it("never has the nonce of another", () => {
    expect(signQuestion("identified", body, asker).nonce).not.toBe(question.nonce);
  });
});

describe("an answer", () => {
  it("is read by who asked", () => {
    expect(read(answer)).toEqual(answer);
  });

  it.each([
    ["of another question", answer, signQuestion("identified", body, asker)],
    ["changed on its way", { ...answer, body: { is: "refused", why: "busy" } }],
    ["of another channel", signAnswer("evaluation", question, refusal, issuer)],
    ["of no schema", { ...answer, more: 1 }],
    ["of somebody else", signAnswer("identified", question, refusal, asker.key)],
  ])("%s is refused", (_, given, asked = question) => {
    expect(() => read(given, asked)).toThrow(
      expect.objectContaining({ code: "remote-answer-invalid" }),
    );
  });

  it("that is no JSON is refused", () => {
    expect(() =>
      readAnswer("identified", identifiedAnswer, utf8("<html>"), question, issuerKey),
    ).toThrow(expect.objectContaining({ code: "remote-answer-invalid" }));
  });
});
