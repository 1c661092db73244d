/**
 * Brings signed documents into the ledger: each is posted to the exchange again and again until the
 * exchange says at which position it stands. What it says, nodes check for themselves.
 */

import {
  canonicalJson,
  type ErrorCode,
  parseJson,
  textOf,
  TocsinError,
  utf8,
} from "@tocsin/kernel";
import type { EpochStore, StoredIssuerNotice } from "@tocsin/store";
import { noticePath, type SignedDirectory } from "@tocsin/wire";
import type { Answered, Ask } from "@tocsin/http";
import { z } from "zod";

import { noticeAnswerBytesMax, noticeDeadlineMs } from "../limits.ts";
import { isLive } from "./published.ts";

/** Posts to other programs; `fetchBytes` of the http package. */
export type Post = (url: string, ask: Ask) => Promise<Answered>;

export interface PublicationState {
  readonly published: number;
  readonly waiting: number;
  /** Why the last try of what waits failed. */
  readonly trouble: ErrorCode | undefined;
}

/** The exchange's answer: null while the document waits for its round. */
const noticeAnswer = z.object({ position: z.number().int().nonnegative().nullable() });

/** One try for every document that is not known to be in the ledger, oldest first. */
export async function publishWaiting(
  store: Pick<EpochStore, "notices" | "markPublished">,
  options: {
    readonly exchangeUrl: string;
    readonly nowMs: number;
    readonly post: Post;
    readonly signal: AbortSignal;
  },
): Promise<PublicationState> {
  const notices = await store.notices();
  const waiting = notices.filter((it) => it.position === null && isWanted(it, options.nowMs));
  let published = notices.filter((it) => it.position !== null).length;
  let trouble: ErrorCode | undefined;
  for (const notice of waiting) {
    if (options.signal.aborted) break;
    const outcome = await postNotice(notice.document, options.exchangeUrl, options);
    if (typeof outcome === "number") {
      await store.markPublished(notice, outcome);
      published += 1;
    } else trouble = outcome ?? trouble;
  }
  const left = (await store.notices()).filter(
    (it) => it.position === null && isWanted(it, options.nowMs),
  );
  return { published, waiting: left.length, trouble };
}

/** Directories whose epoch is over help nobody. */
function isWanted({ epoch }: StoredIssuerNotice, nowMs: number): boolean {
  return epoch === null || isLive(epoch, nowMs);
}

/**
 * Hands the relay the directories of use: by their relay keys it admits nodes. It takes one that it has
 * without a word, so it is told each time and needs no memory of ours.
 */
export async function tellRelay(
  relayUrl: string,
  directories: readonly SignedDirectory[],
  options: { readonly post: Post; readonly signal: AbortSignal },
): Promise<ErrorCode | undefined> {
  let trouble: ErrorCode | undefined;
  for (const directory of directories) {
    if (options.signal.aborted) break;
    const outcome = await postNotice(canonicalJson(directory), relayUrl, options);
    if (typeof outcome === "string") trouble = outcome;
  }
  return trouble;
}

/** The position, or why there is none; undefined where it was taken and there is none yet. */
async function postNotice(
  document: string,
  to: string,
  { post, signal }: { readonly post: Post; readonly signal: AbortSignal },
): Promise<number | ErrorCode | undefined> {
  try {
    const answer = await post(`${to.replace(/\/$/, "")}${noticePath}`, {
      method: "POST",
      body: { mediaType: "application/json", bytes: utf8(document) },
      deadlineMs: noticeDeadlineMs,
      bytesMax: noticeAnswerBytesMax,
      signal,
    });
    if (answer.status < 200 || answer.status > 299) return "remote-refused";
    return positionOf(answer) ?? undefined;
  } catch (error) {
    return error instanceof TocsinError ? error.code : "remote-unreachable";
  }
}

function positionOf({ bytes }: Answered): number | null {
  if (bytes.length === 0) return null;
  try {
    const parsed = noticeAnswer.safeParse(parseJson(textOf(bytes) ?? ""));
    return parsed.success ? parsed.data.position : null;
  } catch {
    return null;
  }
}
