/**
 * What the ledger says to everyone: changes of the community, token key directories, gateway keys, what
 * key holders do. They come before the reports of their batch, which may depend on them. PROTOCOL §1, §4.
 */

import { verifyDocument } from "@tocsin/crypto";
import { canonicalJson, parseCanonicalJson, type Round, textOf, TocsinError } from "@tocsin/kernel";
import type {
  CommunityFact,
  DirectoryFact,
  GatewayKeyFact,
  HolderRecordFact,
  NewPosting,
  NewRuling,
} from "@tocsin/store";
import {
  bytesOf,
  type CommunityFile,
  type KeyDirectory,
  type Leaf,
  leaf,
  type LeafRecord,
  parseMessage,
  type SignedHolderRecord,
} from "@tocsin/wire";
import type { AlarmCode } from "../alarms.ts";
import { judgeChange } from "../enrolment/community.ts";
import { isSoundDirectory } from "../tokens/directories.ts";

export interface PublicFacts {
  readonly community: { readonly fact: CommunityFact; readonly file: CommunityFile } | undefined;
  readonly directories: readonly {
    readonly fact: DirectoryFact;
    readonly directory: KeyDirectory;
  }[];
  readonly gatewayKeys: readonly GatewayKeyFact[];
  readonly holderRecords: readonly HolderRecordFact[];
  readonly rulings: readonly NewRuling[];
  /** Whatever else a room of this node reads by itself. */
  readonly postings: readonly NewPosting[];
  readonly faults: readonly { readonly code: AlarmCode; readonly index: number }[];
}

/** Facts of the public section, as far as they are what they must be; the rest is told as faults. */
export function publicFacts(
  records: readonly LeafRecord[],
  pinned: CommunityFile,
  round: Round,
): PublicFacts {
  let community: PublicFacts["community"];
  const directories: { fact: DirectoryFact; directory: KeyDirectory }[] = [];
  const gatewayKeys: GatewayKeyFact[] = [];
  const holderRecords: HolderRecordFact[] = [];
  const rulings: NewRuling[] = [];
  const postings: NewPosting[] = [];
  const faults: { code: AlarmCode; index: number }[] = [];
  for (const { index, salt, leaf: bytes } of records) {
    const fact = parsedLeaf(bytes);
    const trusted = community?.file ?? pinned;
    if (fact?.kind === "community") {
      const verdict = judgeChange(trusted, fact.community);
      if (!verdict.ok) faults.push({ code: "community-forged", index });
      else if (verdict.newer) community = communityOf(fact.community);
    } else if (fact?.kind === "key-directory") {
      if (isSoundDirectory(fact.directory, trusted.issuer.publicKey)) {
        const { directory } = fact.directory;
        const { epoch, revision } = directory;
        const text = canonicalJson(fact);
        directories.push({ fact: { epoch, revision, index, salt, leaf: text }, directory });
      } else {
        faults.push({ code: "directory-forged", index });
      }
    } else if (fact?.kind === "gateway-key") {
      const { config, fromMs, untilMs } = fact;
      gatewayKeys.push({ index, config: bytesOf(config), fromMs, untilMs });
    } else if (fact?.kind === "key-holder" && isHolders(trusted, fact.record)) {
      const json = canonicalJson(fact.record);
      holderRecords.push({ index, epoch: fact.record.record.epoch, json });
    } else if (fact?.kind === "ruling") {
      rulings.push({ index, round, report: fact.report, json: canonicalJson(fact) });
    } else if (fact !== undefined && isForARoom(trusted, fact, round)) {
      postings.push({ index, round, kind: fact.kind, json: canonicalJson(fact) });
    } else {
      faults.push({ code: "record-invalid", index });
    }
  }
  return { community, directories, gatewayKeys, holderRecords, rulings, postings, faults };
}

function isHolders(community: CommunityFile, { record, signature }: SignedHolderRecord): boolean {
  const key = community.keyHolders?.[record.holder - 1]?.publicKey;
  if (key === undefined) return false;
  return verifyDocument("key-holder-record", record, bytesOf(signature), bytesOf(key));
}

/**
 * Who may be given reports and who was, a recipient's receipt, what the exchange asks of the issuer, or what
 * the issuer has signed.
 */
function isForARoom(community: CommunityFile, fact: Leaf, round: Round): boolean {
  if (["recipient", "use-receipt", "delivery"].includes(fact.kind)) return true;
  if (fact.kind === "refunds") return fact.round === round;
  if (fact.kind !== "refunds-signed") return false;
  const { answers, signature } = fact.refunds;
  const key = bytesOf(community.issuer.publicKey);
  return verifyDocument("refunds-signed", answers, bytesOf(signature), key);
}

function communityOf(community: Extract<Leaf, { kind: "community" }>["community"]) {
  const { file } = community;
  return { fact: { revision: file.revision, json: canonicalJson(community) }, file };
}

/** The leaf of canonical JSON; undefined for anything else. */
export function parsedLeaf(bytes: Uint8Array): Leaf | undefined {
  const text = textOf(bytes);
  if (text === undefined) return undefined;
  try {
    return parseMessage(leaf, parseCanonicalJson(text));
  } catch (error) {
    if (error instanceof TocsinError) return undefined;
    throw error;
  }
}
