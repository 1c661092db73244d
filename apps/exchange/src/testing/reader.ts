/** A reader for tests: follows the feed as a node does, and believes nothing that is not proved. */

import { openAes256Gcm } from "@tocsin/crypto";
import { fetchBytes } from "@tocsin/http";
import { assert, parseCanonicalJson, type Round, systemClock, textOf } from "@tocsin/kernel";
import {
  type Followed,
  followStep,
  leafCommitment,
  nothingFollowed,
  parseVerifierKey,
  verifierKeyText,
} from "@tocsin/ledger";
import {
  type Batch,
  batchBytesMax,
  batchPath,
  bytesOf,
  checkpointPath,
  type GatewayPublicKey,
  importKeyConfiguration,
  leaf,
  type Leaf,
  parseBatch,
  parseKeyConfiguration,
  parseMessage,
  parseSection,
  roundsPath,
  sectionContext,
  type SessionAnswer,
  type Submission,
} from "@tocsin/wire";

export interface ReadLeaf {
  readonly index: number;
  readonly round: Round;
  readonly leaf: Leaf;
}

export type AudienceKeys = Extract<SessionAnswer, { readonly is: "session" }>["keys"];

export interface ReadFeed {
  readonly batches: readonly Batch[];
  /** Those that are not erased and that the keys open. */
  readonly leaves: readonly ReadLeaf[];
  readonly followed: Followed;
}

/** How often the feed is read anew because a round was published meanwhile. */
const readingsMax = 5;
const readAgainMs = 100;

/** Downloads everything and verifies each step; throws where anything is not as it must be. */
export async function readFeed(
  url: string,
  ledger: { readonly origin: string; readonly key: Uint8Array },
  keys: AudienceKeys = [],
): Promise<ReadFeed> {
  for (let readings = 0; readings < readingsMax; readings += 1) {
    const read = await readOnce(url, ledger, keys);
    const note = textOf(await download(`${url}${checkpointPath}`));
    if (note === read.followed.note) return read;
    await systemClock.sleep(readAgainMs);
  }
  throw new Error("the checkpoint is not the newest batch's");
}

async function readOnce(
  url: string,
  ledger: { readonly origin: string; readonly key: Uint8Array },
  keys: AudienceKeys,
): Promise<ReadFeed> {
  const verifier = parseVerifierKey(verifierKeyText(ledger.origin, ledger.key));
  assert(verifier, "verifier");
  let followed = nothingFollowed;
  const batches: Batch[] = [];
  const leaves: ReadLeaf[] = [];
  for (const round of await roundsOf(url)) {
    const batch = parseBatch(await download(`${url}${batchPath(round)}`));
    const { commitments, header } = batch;
    assert(header.first === followed.frontier.size, "batches join");
    const step = followStep(
      { origin: ledger.origin, verifier },
      followed,
      commitments,
      header.checkpoint,
    );
    assert(step.ok, step.ok ? "" : step.why);
    followed = step.followed;
    batches.push(batch);
    leaves.push(...leavesOf(batch, keys));
  }
  return { batches, leaves, followed };
}

export function submissionsIn(feed: Pick<ReadFeed, "leaves">): Submission[] {
  return feed.leaves.flatMap(({ leaf: it }) => (it.kind === "submission" ? it.submission : []));
}

/** The newest gateway key in the ledger. */
export async function gatewayIn(feed: Pick<ReadFeed, "leaves">): Promise<GatewayPublicKey> {
  const newest = feed.leaves.findLast(({ leaf: it }) => it.kind === "gateway-key");
  assert(newest?.leaf.kind === "gateway-key", "gateway key in the ledger");
  const key = await importKeyConfiguration(parseKeyConfiguration(bytesOf(newest.leaf.config)));
  assert(key, "usable gateway key");
  return key;
}

export async function roundsOf(url: string): Promise<Round[]> {
  const text = textOf(await download(`${url}${roundsPath(0 as Round)}`)) ?? "";
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => Number(line) as Round);
}

/** A round that was just committed is named a moment before its file can be read. */
async function download(url: string): Promise<Uint8Array> {
  for (let tries = 1; ; tries += 1) {
    const { status, bytes } = await fetchBytes(url, { bytesMax: batchBytesMax });
    if (status === 200) return bytes;
    assert([404, 503].includes(status) && tries < readingsMax, `status ${status}`);
    await systemClock.sleep(readAgainMs);
  }
}

export function leavesOf(batch: Batch, keys: AudienceKeys): ReadLeaf[] {
  const { header, sections, commitments } = batch;
  const found: ReadLeaf[] = [];
  for (const [at, section] of header.sections.entries()) {
    const opened = openSection(sections[at] ?? new Uint8Array(), section, header.round, keys);
    if (opened === undefined) continue;
    for (const { index, salt, leaf: json } of parseSection(opened, header)) {
      const commitment = commitments[index - header.first];
      assert(
        Buffer.from(leafCommitment(salt, json)).equals(commitment ?? new Uint8Array()),
        "detail is what was committed to",
      );
      const value = parseMessage(leaf, parseCanonicalJson(textOf(json) ?? ""));
      found.push({ index, round: header.round, leaf: value });
    }
  }
  return found.sort((a, b) => a.index - b.index);
}

function openSection(
  bytes: Uint8Array,
  { audience, epoch }: Batch["header"]["sections"][number],
  round: Round,
  keys: AudienceKeys,
): Uint8Array | undefined {
  if (audience === "public") return bytes;
  const key = keys.find((it) => it.audience === audience && it.epoch === epoch);
  if (key === undefined) return undefined;
  const opened = openAes256Gcm(bytesOf(key.key), bytes, sectionContext(round, audience, epoch));
  assert(opened, "section opens with its key");
  return opened;
}
