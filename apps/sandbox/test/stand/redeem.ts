/**
 * A process that redeems one read token many times at once: `redeem.ts URL GATEWAY-KEY TOKEN COUNT AT-MS`.
 * Prints how often it was given a session and how often it was told that the token is spent.
 */

import process from "node:process";

import { sealSession } from "@tocsin/exchange/testing";
import { fetchBytes } from "@tocsin/http";
import { assert, fromBase64Url, parseJson, systemClock, textOf } from "@tocsin/kernel";
import {
  importKeyConfiguration,
  obliviousRequestMediaType,
  parseBinaryResponse,
  parseKeyConfiguration,
  parseMessage,
  sessionAnswer,
  sessionPath,
} from "@tocsin/wire";

const answerBytesMax = 1024 * 1024;

const [url = "", config = "", token = "", count = "", atMs = ""] = process.argv.slice(2);
const gateway = await importKeyConfiguration(parseKeyConfiguration(bytesIn(config)));
assert(gateway, "a gateway key");
const requests = await Promise.all(
  Array.from({ length: Number(count) }, () => sealSession(gateway, bytesIn(token))),
);
await systemClock.sleep(Number(atMs) - systemClock.now());
const outcomes = await Promise.all(
  requests.map(async (sealed) => {
    const answer = await fetchBytes(url + sessionPath, {
      method: "POST",
      body: { mediaType: obliviousRequestMediaType, bytes: sealed.bytes },
      bytesMax: answerBytesMax,
    });
    const opened = sealed.openResponse(answer.bytes);
    assert(opened, "an answer to this request");
    const told = parseJson(textOf(parseBinaryResponse(opened).content) ?? "");
    const outcome = parseMessage(sessionAnswer, told);
    return outcome.is === "session" ? "session" : outcome.why;
  }),
);
process.stdout.write(JSON.stringify(outcomes));

function bytesIn(text: string): Uint8Array {
  const bytes = fromBase64Url(text);
  assert(bytes, "base64url");
  return bytes;
}
