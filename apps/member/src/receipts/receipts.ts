/**
 * Receipts: what the author keeps, made from what this node holds, so that nobody learns for which
 * report one was made. Who is given a receipt learns its author. PROTOCOL §2.
 */

import {
  importHpkePublicKey,
  importHpkeRecipient,
  proveAuthorship,
  type ReportKeys,
  sealAuthorship,
} from "@tocsin/crypto";
import { assert, parseCanonicalJson, type Random, toBase64Url, TocsinError } from "@tocsin/kernel";
import { inclusionProof } from "@tocsin/ledger";
import type { MemberLedgerStore, OwnReport, ReportStore } from "@tocsin/store";
import {
  type AuthorshipProof,
  bytesOf,
  envelope,
  leaf,
  parseMessage,
  type Receipt,
  receipt,
} from "@tocsin/wire";
import type { Membership } from "../enrolment/membership.ts";
import { storedTiles } from "../feed/stored-log.ts";
import type { ReportKeyring } from "../keys/report-keys.ts";
import { authorshipChallenge } from "./challenge.ts";

export interface Receipts {
  receipt(id: string): Promise<Receipt>;
  authorshipProof(id: string, challenge: string): Promise<AuthorshipProof>;
  sealedAuthorshipProof(id: string, challenge: string, verifier: string): Promise<Uint8Array>;
}

export interface ReceiptPorts {
  readonly reports: ReportStore;
  readonly ledger: MemberLedgerStore;
  readonly keyring: ReportKeyring;
  readonly membership: Membership;
  readonly random: Random;
}

export function createReceipts(ports: ReceiptPorts): Receipts {
  return {
    receipt: (id) => makeReceipt(ports, id),
    authorshipProof: async (id, challenge) => {
      const made = await makeReceipt(ports, id);
      const { signing } = await keysOf(ports, await ownReport(ports, id));
      const signature = toBase64Url(proveAuthorship(authorshipChallenge(id, challenge), signing));
      return { v: 1, receipt: made, challenge, signature };
    },
    sealedAuthorshipProof: async (id, challenge, verifier) => {
      const { legalId } = ports.membership.standing;
      const keys = await keysOf(ports, await ownReport(ports, id));
      return sealAuthorship({
        challenge: authorshipChallenge(id, challenge),
        legalId,
        sender: await importHpkeRecipient(keys.hpke.secretKey),
        verifier: await importHpkePublicKey(bytesOf(verifier)),
        random: ports.random,
      });
    },
  };
}

async function makeReceipt(ports: ReceiptPorts, id: string): Promise<Receipt> {
  const own = await ownReport(ports, id);
  const kept = await ports.reports.ownLeaf(id, "first");
  const state = await ports.ledger.state();
  if (kept === undefined || state === undefined) throw new TocsinError("not-published");
  const detail = parseMessage(leaf, parseCanonicalJson(kept.leaf));
  assert(detail.kind === "submission", "our own leaf is a submission");
  const proof = await inclusionProof(storedTiles(ports.ledger), kept.index, state.size);
  if (!proof.ok) throw new TocsinError("store-damaged", { detail: "ledger" });
  const { community, legalId } = ports.membership.standing;
  const { opening } = await keysOf(ports, own);
  return parseMessage(receipt, {
    v: 1,
    ledger: community.ledger,
    index: kept.index,
    salt: toBase64Url(kept.salt),
    round: detail.round,
    submission: detail.submission,
    inclusion: proof.proof.map(toBase64Url),
    checkpoint: state.checkpoint,
    opening: { legalId, r: toBase64Url(opening) },
  });
}

async function ownReport({ reports }: ReceiptPorts, id: string): Promise<OwnReport> {
  const own = await reports.own(id);
  if (own === undefined) throw new TocsinError("not-ours");
  return own;
}

/** Those of the newest published envelope: its HPKE key is the one that a verifier finds. */
async function keysOf({ reports, keyring }: ReceiptPorts, own: OwnReport): Promise<ReportKeys> {
  const report = await reports.get(own.id);
  if (report === undefined || report.index === null) throw new TocsinError("not-published");
  const { seq } = parseMessage(envelope, parseCanonicalJson(report.envelope));
  return keyring.keysOf(own, seq);
}
