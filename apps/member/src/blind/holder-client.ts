/** Asking one key holder: it learns who asks and in which slot, and 32 random points. PROTOCOL §3. */

import type { Ed25519SigningKey, HolderIndex, Quorum } from "@tocsin/crypto";
import {
  canonicalJson,
  type Clock,
  type Epoch,
  type Random,
  TocsinError,
  utf8,
} from "@tocsin/kernel";
import {
  type EvaluationAnswer,
  evaluationAnswer,
  type EvaluationBody,
  evaluationPath,
  type EvaluationRequest,
  readAnswer,
  signQuestion,
  urlAt,
} from "@tocsin/wire";

import type { Network } from "../network.ts";

const deadlineMsMax = 20_000;
/** Of a slot: where a holder does not answer, there is time to ask another pair. */
const deadlinePart = 1 / 4;
const answerBytesMax = 16 * 1024;

export interface HolderAddress {
  readonly index: HolderIndex;
  readonly url: string;
  readonly publicKey: string;
}

export interface HolderQuestion {
  readonly quorum: Quorum;
  readonly epoch: Epoch;
  readonly slot: number;
  readonly points: Pick<EvaluationBody, "high" | "low">;
}

export interface HolderClientPorts {
  readonly network: Network;
  readonly clock: Clock;
  readonly random: Random;
  readonly slotMs: () => number;
}

/** Question and answer, each signed: together they prove what the holder said. */
export interface HolderExchange {
  readonly request: EvaluationRequest;
  readonly answer: EvaluationAnswer;
}

/**
 * The holder's answer, its signature and binding to the question checked. Throws what the network throws
 * and `remote-answer-invalid`; the same question may be asked again.
 */
export async function askHolder(
  { network, clock, random, slotMs }: HolderClientPorts,
  holder: HolderAddress,
  { quorum, epoch, slot, points }: HolderQuestion,
  key: Ed25519SigningKey,
  signal: AbortSignal,
): Promise<HolderExchange> {
  const body: EvaluationBody = {
    holder: holder.index,
    quorum: [quorum[0], quorum[1]],
    epoch,
    slot,
    ...points,
  };
  const request = signQuestion("evaluation", body, { key, clock, random });
  const answer = await network.send({
    method: "POST",
    url: urlAt(holder.url, evaluationPath),
    body: { mediaType: "application/json", bytes: utf8(canonicalJson(request)) },
    deadlineMs: Math.min(deadlineMsMax, Math.floor(slotMs() * deadlinePart)),
    bytesMax: answerBytesMax,
    signal,
  });
  if (answer.status !== 200) {
    throw new TocsinError("remote-refused", { detail: `status ${answer.status}` });
  }
  return {
    request,
    answer: readAnswer("evaluation", evaluationAnswer, answer.bytes, request, holder.publicKey),
  };
}
