/** A thread that examines submissions: most of a round's work, spread over the cores. */

import { parentPort } from "node:worker_threads";

import { assert } from "@tocsin/kernel";

import { KeyRing, type Span } from "../trust/key-ring.ts";
import type { Trust } from "../trust/trust.ts";
import { examine, type Examination } from "./examine.ts";

export type ToExaminer =
  | { readonly kind: "trust"; readonly trust: Trust }
  | { readonly kind: "examine"; readonly submissions: readonly Uint8Array[]; readonly at: Span };

/** One for each "examine", in order; undefined where no keys were told before. */
export type FromExaminer = readonly Examination[] | undefined;

const port = parentPort;
assert(port, "runs in a worker thread");
let ring: KeyRing | undefined;

port.on("message", (message: ToExaminer) => {
  if (message.kind === "trust") {
    ring = new KeyRing(message.trust);
    return;
  }
  port.postMessage(answer(message.submissions, message.at));
});

function answer(submissions: readonly Uint8Array[], at: Span): FromExaminer {
  const known = ring;
  return known === undefined ? undefined : submissions.map((it) => examineOne(it, known, at));
}

/** A defect that one submission brings out must not keep the others from being published. */
function examineOne(submission: Uint8Array, known: KeyRing, at: Span): Examination {
  try {
    return examine(submission, known, at);
  } catch {
    return { ok: false, why: "defect" };
  }
}
