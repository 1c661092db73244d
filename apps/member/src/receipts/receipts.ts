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
  type Publication,
  type Receipt,
  receipt,
  type SealedAuthorship,
} from "@tocsin/wire";
import type { Membership } from "../enrolment/membership.ts";
import { storedTiles } from "../feed/stored-log.ts";
import type { ReportKeyring } from "../keys/report-keys.ts";
import { authorshipChallenge } from "./challenge.ts";

export interface Receipts {
  receipt(id: string): Promise<Receipt>;
  authorshipProof(id: string, challenge: string): Promise<AuthorshipProof>;
  sealedAuthorshipProof(id: string, challenge: string, verifier: string): Promise<SealedAuthorship>;
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
    sealedAuthorshipProof: (id, challenge, verifier) => sealedProof(ports, id, challenge, verifier),
  };
}

/** Nothing in it opens the commitment to the author: who is shown the opening can show it to anyone. */
async function sealedProof(
  ports: ReceiptPorts,
  id: string,
  challenge: string,
  verifier: string,
): Promise<SealedAuthorship> {
  const own = await ownReport(ports, id);
  const made = await makePublication(ports, id);
  const { envelope, signature } = (await ownSubmission(ports, id, "newest")).submission;
  const keys = await ports.keyring.keysOf(own, envelope.seq);
  const sealed = await sealAuthorship({
    challenge: authorshipChallenge(id, challenge),
    legalId: ports.membership.standing.legalId,
    sender: await importHpkeRecipient(keys.hpke.secretKey),
    verifier: await importHpkePublicKey(bytesOf(verifier)),
    random: ports.random,
  });
  const newest = envelope.seq === 0 ? null : { envelope, signature };
  return { v: 1, publication: made, newest, challenge, sealed: toBase64Url(sealed) };
}

async function makeReceipt(ports: ReceiptPorts, id: string): Promise<Receipt> {
  const own = await ownReport(ports, id);
  const made = await makePublication(ports, id);
  const { opening } = await keysOf(ports, own);
  const { legalId } = ports.membership.standing;
  return parseMessage(receipt, { ...made, opening: { legalId, r: toBase64Url(opening) } });
}

async function makePublication(ports: ReceiptPorts, id: string): Promise<Publication> {
  const { kept, round, submission } = await ownSubmission(ports, id, "first");
  const state = await ports.ledger.state();
  if (state === undefined) throw new TocsinError("not-published");
  const proof = await inclusionProof(storedTiles(ports.ledger), kept.index, state.size);
  if (!proof.ok) throw new TocsinError("store-damaged", { detail: "ledger" });
  const made: Publication = {
    v: 1,
    ledger: ports.membership.standing.community.ledger,
    index: kept.index,
    salt: toBase64Url(kept.salt),
    round,
    submission,
    inclusion: proof.proof.map(toBase64Url),
    checkpoint: state.checkpoint,
  };
  const { publicationFault } = await import("./verify.ts");
  // A leaf that is damaged on this disk would make a proof of nothing.
  if (publicationFault(made) !== undefined) {
    throw new TocsinError("store-damaged", { detail: "ledger" });
  }
  return made;
}

async function ownSubmission({ reports }: ReceiptPorts, id: string, which: "first" | "newest") {
  const kept = await reports.ownLeaf(id, which);
  if (kept === undefined) throw new TocsinError("not-published");
  const detail = parseMessage(leaf, parseCanonicalJson(kept.leaf));
  assert(detail.kind === "submission", "our own leaf is a submission");
  return { kept, round: detail.round, submission: detail.submission };
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
