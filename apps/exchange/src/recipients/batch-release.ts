/**
 * What one batch of the ledger changes for recipients. A report that one may have waits for the leaf of its
 * delivery, and before that, where it is restricted, for the recipient's receipt; it is given in the round
 * after that leaf is public, and only if it is still the report's newest version. What is withdrawn, or no
 * longer meant for a recipient, is taken from it. Everyone reads the leaves; no one reads in them who
 * reported.
 */

import { sha256 } from "@tocsin/crypto";
import { changesToReport, heldReport, withdrawalOfReport } from "@tocsin/http/taxii/reports";
import { canonicalJson, equalBytes, roundSpan, toBase64Url, utf8 } from "@tocsin/kernel";
import type { ExchangeStore, StoredLeaf, TaxiiPublication, TaxiiStore } from "@tocsin/store";
import { markedForGovernment, objectsOfReport, type StixObject } from "@tocsin/threat/stix";
import {
  bytesOf,
  type DeliveryLeaf,
  type Leaf,
  releasedReportsMax,
  type Submission,
} from "@tocsin/wire";
import { permissionOf } from "@tocsin/wire/recipients";

import { parseLeaf } from "../trust/trust.ts";
import type { KnownRecipient } from "./known-recipients.ts";
import { dueOf, findWaiting, givenTo, pendingOf, type Waiting, waitingObject } from "./waiting.ts";

export interface BatchPorts {
  readonly store: Pick<ExchangeStore, "leaves" | "standing">;
  readonly held: TaxiiStore;
  readonly recipients: readonly KnownRecipient[];
  readonly roundMs: number;
}

type SubmissionLeaf = Extract<Leaf, { kind: "submission" }>;
type Changes = Pick<TaxiiPublication, "puts" | "removes">;

export class BatchRelease {
  readonly #ports: BatchPorts;
  readonly #puts: Changes["puts"][number][] = [];
  readonly #removes: Changes["removes"][number][] = [];
  /** Reports to deliver, by recipient and receipt. */
  readonly #deliveries = new Map<
    string,
    { leaf: Omit<DeliveryLeaf, "reports">; of: readonly Waiting[] }
  >();

  constructor(ports: BatchPorts) {
    this.#ports = ports;
  }

  get changes(): Changes {
    return { puts: this.#puts, removes: this.#removes };
  }

  /** Leaves that the next round must publish before anything of it is given. */
  get deliveries(): DeliveryLeaf[] {
    return [...this.#deliveries.values()].flatMap(({ leaf, of }) => {
      const reports = of.map(({ report, envelope, purposes }) => ({ report, envelope, purposes }));
      const leaves: DeliveryLeaf[] = [];
      for (let at = 0; at < reports.length; at += releasedReportsMax) {
        leaves.push({ ...leaf, reports: reports.slice(at, at + releasedReportsMax) });
      }
      return leaves;
    });
  }

  /** In the order of the ledger. */
  async take({ position, detail }: StoredLeaf): Promise<void> {
    if (detail === null || !mayMatter(detail.leaf)) return;
    const leaf = parseLeaf(detail.leaf);
    if (leaf.kind === "submission") await this.#submission(leaf, position);
    else if (leaf.kind === "use-receipt") await this.#receipt(leaf, detail.leaf);
    else if (leaf.kind === "delivery") await this.#delivery(leaf);
  }

  async #submission({ round, submission }: SubmissionLeaf, position: number): Promise<void> {
    const { envelope, body } = submission;
    const atMs = roundSpan(round, this.#ports.roundMs).untilMs;
    const [head] = await this.#heads(submission);
    if (head === undefined || head === null) return;
    const report = toBase64Url(head.report);
    const version = envelopeHash(submission);
    for (const recipient of this.#ports.recipients) {
      const { terms, since } = recipient;
      const may = body === null || position < since ? undefined : permissionOf(terms, body);
      if (envelope.kind !== "report") this.#forget(terms.recipient, report);
      if (may !== undefined) {
        const { purposes, isRestricted } = may;
        const it: Waiting = { report, envelope: version, purposes: [...purposes], position };
        if (isRestricted) this.#put(dueOf(terms.recipient), it);
        else this.#deliver(recipient, it, null);
      } else if (envelope.kind !== "report") {
        await this.#takeBack(terms.recipient, report, atMs);
      }
    }
  }

  /** What was promised for may be delivered now. */
  async #receipt(leaf: Extract<Leaf, { kind: "use-receipt" }>, bytes: Uint8Array): Promise<void> {
    const { receipt } = leaf.signed;
    const recipient = this.#recipient(receipt.recipient);
    if (recipient?.terms.active !== true) return;
    const due = dueOf(receipt.recipient);
    for (const promised of receipt.reports) {
      const it = await findWaiting(this.#ports.held, due, promised);
      if (it === undefined) continue;
      this.#removes.push({ collection: due, ids: [it.report] });
      this.#deliver(recipient, it, toBase64Url(sha256(bytes)));
    }
  }

  /** Everyone can read that it is given: so it is. */
  async #delivery({ recipient: id, reports }: DeliveryLeaf): Promise<void> {
    const { held } = this.#ports;
    const recipient = this.#recipient(id);
    const pending = pendingOf(id);
    for (const delivered of reports) {
      const it = await findWaiting(held, pending, delivered);
      if (it === undefined) continue;
      this.#removes.push({ collection: pending, ids: [it.report] });
      const leaf = await this.#newest(it);
      if (leaf === undefined || recipient?.terms.active !== true) continue;
      const before = await heldReport(held, givenTo(id), it.report);
      const objects = this.#objects(recipient, it.report, leaf, before);
      const { puts, removes } = changesToReport([givenTo(id)], objects, before);
      this.#puts.push(...puts);
      this.#removes.push(...removes);
    }
  }

  /** The report that waits, unless something newer stands in its place. */
  async #newest({ position, envelope }: Waiting): Promise<SubmissionLeaf | undefined> {
    const [stored] = await this.#ports.store.leaves(position, 1);
    const detail = stored?.detail ?? undefined;
    const leaf = detail === undefined ? undefined : parseLeaf(detail.leaf);
    if (leaf?.kind !== "submission") return undefined;
    const [head] = await this.#heads(leaf.submission);
    if (head === undefined || head === null || head.withdrawn) return undefined;
    return equalBytes(head.envelope, bytesOf(envelope)) ? leaf : undefined;
  }

  #objects(
    { terms }: KnownRecipient,
    id: string,
    { round, submission: { envelope, body } }: SubmissionLeaf,
    before: StixObject | undefined,
  ): readonly StixObject[] {
    if (body === null) return [];
    const changedMs = roundSpan(round, this.#ports.roundMs).untilMs;
    const created = Date.parse(String(before?.["created"]));
    const createdMs = Number.isNaN(created) ? changedMs : created;
    const className = envelope.class === "everyone" ? "the community" : envelope.class;
    const given = { id, className, classId: envelope.class, createdMs, changedMs, body };
    const objects = objectsOfReport(given);
    const isMarked = terms.is !== "peer-community";
    return isMarked ? markedForGovernment({ id, body, markedMs: changedMs }, objects) : objects;
  }

  #deliver({ terms }: KnownRecipient, it: Waiting, receipt: string | null): void {
    const { recipient, revision } = terms;
    this.#put(pendingOf(recipient), it);
    const key = `${recipient} ${receipt ?? ""}`;
    const leaf = { kind: "delivery", recipient, revision, receipt } as const;
    const of = this.#deliveries.get(key)?.of ?? [];
    this.#deliveries.set(key, { leaf, of: [...of, it] });
  }

  #put(collection: string, it: Waiting): void {
    this.#puts.push({ collection, objects: [waitingObject(it)] });
  }

  /** An older version waits no more. */
  #forget(recipient: string, report: string): void {
    for (const collection of [dueOf(recipient), pendingOf(recipient)]) {
      this.#removes.push({ collection, ids: [report] });
    }
  }

  async #takeBack(recipient: string, report: string, atMs: number): Promise<void> {
    const { held } = this.#ports;
    const { puts, removes } = await withdrawalOfReport(held, [givenTo(recipient)], report, atMs);
    this.#puts.push(...puts);
    this.#removes.push(...removes);
  }

  async #heads({ envelope }: Submission) {
    const { heads } = await this.#ports.store.standing([bytesOf(envelope.pkSign)], []);
    return heads;
  }

  #recipient(id: string): KnownRecipient | undefined {
    return this.#ports.recipients.find(({ terms }) => terms.recipient === id);
  }
}

// Canonical JSON, so the marks stand where they must; what they find by chance is parsed and let go.
const publicMarks = ['{"kind":"delivery"', '{"kind":"use-receipt"'].map(utf8);
const submissionMark = utf8('{"kind":"submission"');

/** Cheap, because most of a ledger is for no recipient. */
function mayMatter(leaf: Uint8Array): boolean {
  if (publicMarks.some((mark) => equalBytes(leaf.subarray(0, mark.length), mark))) return true;
  if (!equalBytes(leaf.subarray(0, submissionMark.length), submissionMark)) return false;
  const text = Buffer.from(leaf.buffer, leaf.byteOffset, leaf.byteLength);
  return text.includes('"recipients":{') || !text.includes('"prev":null');
}

function envelopeHash({ envelope }: Submission): string {
  return toBase64Url(sha256(utf8(canonicalJson(envelope))));
}
