/**
 * Fills a member's store with what a node has that joined and read the ledger long ago, through the ports
 * that its own reading uses. The reports' signatures are invented: they were checked before storing.
 */

import { sha256 } from "@tocsin/crypto";
import {
  canonicalJson,
  type Round,
  roundSpan,
  systemRandom,
  toBase64Url,
  utf8,
} from "@tocsin/kernel";
import type { LedgerStep, MemberStore, NewRecord } from "@tocsin/store";
import type { SignedCommunity, SignedDirectory } from "@tocsin/wire";

import { className } from "../exchange/load.ts";
import { audience, type BenchLedger, type LedgerLeaf, submissionLeaf } from "./ledger.ts";
import { inventedBody } from "./reports.ts";

export const leavesPerRound = 100;
/** Batches stored in one transaction. */
const stepsAtOnce = 10;

export interface Filling {
  readonly store: MemberStore;
  readonly ledger: BenchLedger;
  readonly community: SignedCommunity;
  readonly directory: SignedDirectory;
  readonly reports: number;
  /** Of the first batch. */
  readonly firstRound: Round;
  readonly onProgress: (stored: number) => void;
}

export async function fillStore(filling: Filling): Promise<void> {
  const { store, ledger, directory, reports, firstRound } = filling;
  await enrol(filling);
  const { audienceKey: key, epoch } = ledger;
  await store.feed.addAudienceKeys([{ audience, epoch, key }]);
  const fact = { kind: "key-directory", directory };
  const leaf = utf8(canonicalJson(fact));
  const salt = systemRandom.bytes(32);
  const { revision } = directory.directory;
  const directories = [{ epoch, revision, index: 0, salt, leaf: canonicalJson(fact) }];
  await store.ledger.apply([
    ledger.step(firstRound, [{ salt, leaf }], { directories, records: [] }),
  ]);
  let round = firstRound;
  for (let done = 0; done < reports;) {
    const steps: LedgerStep[] = [];
    for (let at = 0; at < stepsAtOnce && done < reports; at += 1) {
      round = (round + 1) as Round;
      const count = Math.min(leavesPerRound, reports - done);
      steps.push(inventedStep(filling, round, done, count));
      done += count;
    }
    await store.ledger.apply(steps);
    filling.onProgress(done);
  }
}

async function enrol({ store, community }: Filling): Promise<void> {
  await store.identity.completeEnrolment({
    seed: systemRandom.bytes(32),
    memberId: "member-1",
    legalId: "LEI bench",
    classes: [className, "everyone"],
    community: canonicalJson(community),
    communityRevision: community.file.revision,
    enrolledMs: 0,
  });
}

function inventedStep(
  { ledger, community }: Filling,
  round: Round,
  from: number,
  count: number,
): LedgerStep {
  const { roundMs } = community.file;
  const publishedMs = roundSpan(round, roundMs).untilMs;
  const leaves: LedgerLeaf[] = [];
  const records: NewRecord[] = [];
  for (let at = 0; at < count; at += 1) {
    const record = invented(from + at, ledger.epoch);
    const { body, envelope, signature, token } = record;
    const leaf = submissionLeaf(
      round,
      `{"body":${body},"envelope":${envelope},"signature":"${signature}","token":"${token}"}`,
    );
    leaves.push(leaf);
    records.push({ ...record, index: ledger.size + at, round, publishedMs, salt: leaf.salt });
  }
  return ledger.step(round, leaves, { directories: [], records });
}

type Invented = Omit<NewRecord, "index" | "round" | "publishedMs" | "salt">;

function invented(at: number, epoch: string): Invented {
  const some = (bytes: number): string => toBase64Url(systemRandom.bytes(bytes));
  const body = canonicalJson(inventedBody(at));
  const head = {
    ...{ kind: "report" as const, class: className, epoch, audience },
    ...{ pkSign: some(32), author: some(32), seq: 0, prev: null },
  };
  const bodyHash = toBase64Url(sha256(utf8(body)));
  const envelope = canonicalJson({ v: 1, ...head, body: bodyHash, pkHpke: some(32), review: null });
  const envelopeHash = toBase64Url(sha256(utf8(envelope)));
  return { ...head, envelope, envelopeHash, body, signature: some(64), token: some(354) };
}
