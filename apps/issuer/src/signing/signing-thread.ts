/** A thread that signs blindly: it sees neither who asks nor what it signs. RFC 9578 §6.2. */

import { parentPort } from "node:worker_threads";

import { issueToken, parseTokenSigningKey } from "@tocsin/crypto";
import { assert } from "@tocsin/kernel";

import type { SigningJob, SigningOutcome } from "./signing-job.ts";

const port = parentPort;
assert(port, "runs in a worker thread");

port.on("message", (job: SigningJob) => {
  port.postMessage(sign(job));
});

function sign({ pkcs8, requests }: SigningJob): SigningOutcome {
  const key = parseTokenSigningKey(pkcs8);
  pkcs8.fill(0);
  const responses: Uint8Array[] = [];
  for (const request of requests) {
    const verdict = issueToken(key, request);
    if (!verdict.ok) return undefined;
    responses.push(verdict.response);
  }
  return responses;
}
