/** Asking one key holder: it learns who asks and in which slot, and 32 random points. PROTOCOL §3. */

import {
  type Ed25519SigningKey,
  type HolderIndex,
  type Quorum,
  sha256,
  signDocument,
  verifyDocument,
} from "@tocsin/crypto";
import {
  canonicalJson,
  type Clock,
  type Epoch,
  parseJson,
  type Random,
  textOf,
  toBase64Url,
  TocsinError,
  utf8,
} from "@tocsin/kernel";
import {
  bytesOf,
  type EvaluationAnswer,
  evaluationAnswer,
  type EvaluationBody,
  evaluationPath,
  type EvaluationRequest,
  parseMessage,
} from "@tocsin/wire";

import { type Network, urlAt } from "../network.ts";

const deadlineMsMax = 20_000;
/** Of a slot: where a holder does not answer, there is time to ask another pair. */
const deadlinePart = 1 / 4;
const answerBytesMax = 16 * 1024;
const nonceBytes = 16;

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
  const signed = {
    key: toBase64Url(key.publicKey),
    nonce: toBase64Url(random.bytes(nonceBytes)),
    timeMs: clock.now(),
    body,
  };
  const signature = toBase64Url(signDocument("evaluation-request", signed, key));
  const question = { ...signed, signature };
  const request = utf8(canonicalJson(question));
  const answer = await network.send({
    method: "POST",
    url: urlAt(holder.url, evaluationPath),
    body: { mediaType: "application/json", bytes: request },
    deadlineMs: Math.min(deadlineMsMax, Math.floor(slotMs() * deadlinePart)),
    bytesMax: answerBytesMax,
    signal,
  });
  if (answer.status !== 200) {
    throw new TocsinError("remote-refused", { detail: `status ${answer.status}` });
  }
  const hash = toBase64Url(sha256(request));
  return { request: question, answer: checked(answer.bytes, hash, holder.publicKey) };
}

function checked(bytes: Uint8Array, requestHash: string, holderKey: string): EvaluationAnswer {
  const answer = parsed(bytes);
  const { request, body, signature } = answer;
  const signed = { request, body };
  const isTheirs = verifyDocument(
    "evaluation-answer",
    signed,
    bytesOf(signature),
    bytesOf(holderKey),
  );
  if (!isTheirs || request !== requestHash) {
    throw new TocsinError("remote-answer-invalid", { detail: "signature of the key holder" });
  }
  return answer;
}

function parsed(bytes: Uint8Array): EvaluationAnswer {
  try {
    return parseMessage(evaluationAnswer, parseJson(textOf(bytes) ?? ""));
  } catch (cause) {
    throw new TocsinError("remote-answer-invalid", { detail: "not of its schema", cause });
  }
}
