import { ed25519SigningKey, sha256, signDocument } from "@tocsin/crypto";
import { canonicalJson, systemClock, systemRandom, toBase64Url, utf8 } from "@tocsin/kernel";
import { expect, test } from "vitest";

import type { NetworkRequest } from "../network.ts";
import { createIdentifiedChannel } from "./identified-channel.ts";

const issuer = ed25519SigningKey(new Uint8Array(32).fill(1));
const member = ed25519SigningKey(new Uint8Array(32).fill(2));
const address = { url: "https://issuer.example", publicKey: toBase64Url(issuer.publicKey) };
const refused = { is: "refused", why: "no" };

function answerTo(request: Uint8Array, changes: object = {}, body: object = refused): string {
  const signed = { request: toBase64Url(sha256(request)), body };
  const signature = toBase64Url(signDocument("identified-answer", signed, issuer));
  return canonicalJson({ ...signed, signature, ...changes });
}

function ask(give: (request: Uint8Array) => string, status = 200) {
  const network = {
    send: ({ body }: NetworkRequest) =>
      Promise.resolve({
        status,
        header: () => undefined,
        bytes: utf8(give(body?.bytes ?? new Uint8Array())),
      }),
  };
  const channel = createIdentifiedChannel({ network, clock: systemClock, random: systemRandom });
  return channel.ask(address, { do: "status" }, member);
}

test("an answer that the issuer signed for this request is taken", async () => {
  expect(await ask((request) => answerTo(request))).toEqual(refused);
});

test.each<[string, (request: Uint8Array) => string]>([
  ["nothing", () => ""],
  ["no JSON", () => "<html>"],
  ["another schema", () => "{}"],
  ["an answer to another request", () => answerTo(utf8("other"))],
  ["an altered answer", (it) => answerTo(it, { body: { ...refused, why: "other" } })],
  ["a signature of nobody", (it) => answerTo(it, { signature: toBase64Url(new Uint8Array(64)) })],
  ["something added", (it) => answerTo(it, { more: 1 })],
  ["a body that is none", (it) => answerTo(it, {}, { is: "party" })],
])("%s is refused", async (_name, give) => {
  await expect(ask(give)).rejects.toMatchObject({ code: "remote-answer-invalid" });
});

test("any status but success is told", async () => {
  const asked = ask((request) => answerTo(request), 503);
  await expect(asked).rejects.toMatchObject({ code: "remote-refused", detail: "status 503" });
});
