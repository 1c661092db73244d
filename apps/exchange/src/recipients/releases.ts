/**
 * What named recipients are given, from the ledger alone: each batch is worked once, in order, and the cursor
 * moves together with what was made of it. Before a report is in a recipient's collection, the leaf that says
 * so is in the ledger; before a restricted one, its receipt is too. PROTOCOL §5.
 */

import path from "node:path";

import { sha256, verifyDocument } from "@tocsin/crypto";
import {
  createTaxiiServer,
  PageCache,
  type TaxiiAnswer,
  type TaxiiCollection,
  TaxiiFault,
  type TaxiiRequest,
  type TaxiiServer,
  toldOfChanges,
} from "@tocsin/http/taxii";
import {
  canonicalJson,
  type Clock,
  type Random,
  type Round,
  TocsinError,
  utf8,
} from "@tocsin/kernel";
import {
  type ExchangeStore,
  openTaxiiStore,
  type StoredBatch,
  type TaxiiStore,
} from "@tocsin/store";
import {
  bytesOf,
  type Leaf,
  type ReceiptsDue,
  type RecipientLeaf,
  type SignedUseReceipt,
  useReceiptKind,
} from "@tocsin/wire";

import { leavesPageMax } from "../limits.ts";
import { BatchRelease } from "./batch-release.ts";
import type { RecipientCallers } from "./callers.ts";
import { type KnownRecipient, knownRecipients } from "./known-recipients.ts";
import { readRecipients } from "./recipient-file.ts";
import { allWaiting, dueOf, findWaiting, givenTo } from "./waiting.ts";

export interface ReleasePorts {
  readonly store: Pick<ExchangeStore, "addNotice" | "notices" | "batches" | "leaves" | "standing">;
  readonly stateDir: string;
  readonly callers: RecipientCallers;
  readonly clock: Clock;
  readonly random: Random;
  readonly roundMs: number;
}

const batchesAtOnce = 100;
const root = {
  name: "recipients",
  title: "Tocsin exchange",
  description: "Reports whose authors chose this recipient, once their delivery is in the ledger.",
} as const;

interface Held {
  readonly store: TaxiiStore;
  readonly server: TaxiiServer;
}

export class Releases implements TaxiiServer, AsyncDisposable {
  readonly #ports: ReleasePorts;
  #opening: Promise<Held> | undefined;
  /** The newest batch that was worked; 0 before the first. */
  #worked: number | undefined;
  /** Revisions of terms that were left for the ledger since the start. */
  readonly #told = new Set<string>();

  constructor(ports: ReleasePorts) {
    this.#ports = ports;
  }

  /** Throws `TaxiiFault`; nothing is opened for whoever shows nothing good. */
  async answer(request: TaxiiRequest): Promise<TaxiiAnswer> {
    const caller = await this.#ports.callers.caller(request);
    if (caller === undefined) throw new TaxiiFault(401);
    return (await this.#open()).server.answer(request);
  }

  /**
   * Works what the ledger has got since the last time. No round may be worked before it has resolved: what
   * it leaves for the ledger is made once for each batch.
   */
  async look(): Promise<void> {
    const { store, stateDir } = this.#ports;
    const named = await readRecipients(stateDir);
    if (named.length === 0) return;
    for (const { terms } of named) {
      const revision = `${terms.recipient} ${terms.revision}`;
      if (!this.#told.has(revision)) await this.#announce(terms);
      this.#told.add(revision);
    }
    const recipients = await knownRecipients(store);
    if (recipients.length === 0) return;
    const since = Math.min(...recipients.map((it) => it.since));
    const held = (await this.#open()).store;
    this.#worked ??= await held.cursor();
    for (;;) {
      const after = this.#worked === 0 ? null : (this.#worked as Round);
      const batches = await store.batches(after, batchesAtOnce);
      for (const batch of batches) {
        if (batch.first + batch.leaves > since) await this.#work(batch, held, recipients);
        this.#worked = batch.round;
      }
      if (batches.length < batchesAtOnce) return;
    }
  }

  /** What the recipient must sign for before it gets it, the oldest first. */
  async due({ recipient, revision }: RecipientLeaf): Promise<ReceiptsDue> {
    const all = await allWaiting((await this.#open()).store, dueOf(recipient));
    const reports = all.map(({ report, envelope, purposes }) => ({ report, envelope, purposes }));
    return { recipient, revision, reports };
  }

  /**
   * A recipient's receipt, for the ledger. Throws `use-receipt-refused`, also where one of its reports does
   * not wait for exactly this promise.
   */
  async takeReceipt(caller: RecipientLeaf, signed: SignedUseReceipt): Promise<void> {
    const { receipt, signature } = signed;
    const { recipient, receiptKey, revision } = caller;
    const isSigned =
      receiptKey !== null &&
      receipt.recipient === recipient &&
      receipt.revision === revision &&
      verifyDocument(useReceiptKind, receipt, bytesOf(signature), bytesOf(receiptKey));
    if (!isSigned) throw new TocsinError("use-receipt-refused", { detail: "signature or terms" });
    const held = (await this.#open()).store;
    for (const promised of receipt.reports) {
      const it = await findWaiting(held, dueOf(recipient), promised);
      const isSame = it?.purposes.join() === [...promised.purposes].sort().join();
      if (!isSame) throw new TocsinError("use-receipt-refused", { detail: "report" });
    }
    await this.#announce({ kind: "use-receipt", signed });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const held = await this.#opening?.catch(() => undefined);
    await held?.store[Symbol.asyncDispose]();
  }

  async #work(
    { round, first, leaves }: StoredBatch,
    held: TaxiiStore,
    recipients: readonly KnownRecipient[],
  ): Promise<void> {
    const { store, roundMs, clock } = this.#ports;
    const release = new BatchRelease({ store, held, recipients, roundMs });
    for (let at = first; at < first + leaves;) {
      const page = await store.leaves(at, Math.min(leavesPageMax, first + leaves - at));
      if (page.length === 0) throw new TocsinError("ledger-damaged", { detail: "leaves missing" });
      for (const leaf of page) await release.take(leaf);
      at += page.length;
    }
    const { puts, removes } = release.changes;
    if (puts.length === 0 && removes.length === 0) return;
    for (const delivery of release.deliveries) await this.#announce(delivery);
    await held.publish({ cursor: round, puts, removes }, clock.now() * 1000);
  }

  /** For the next round. */
  async #announce(it: Extract<Leaf, { kind: "recipient" | "use-receipt" | "delivery" }>) {
    const leaf = utf8(canonicalJson(it));
    await this.#ports.store.addNotice({ id: sha256(leaf), kind: it.kind, leaf });
  }

  #open(): Promise<Held> {
    this.#opening ??= open(this.#ports).catch((error: unknown) => {
      this.#opening = undefined;
      throw error;
    });
    return this.#opening;
  }
}

async function open({ stateDir, callers, clock, random }: ReleasePorts): Promise<Held> {
  const pages = new PageCache();
  const bare = await openTaxiiStore({ file: path.join(stateDir, "recipients.sqlite"), clock });
  const store = toldOfChanges(bare, () => {
    pages.forget();
  });
  const server = createTaxiiServer({
    store,
    pages,
    clock,
    random,
    root,
    collectionsFor: async (request) => {
      const caller = await callers.caller(request);
      return caller === undefined ? undefined : [collectionOf(caller)];
    },
    take: () => Promise.resolve(),
  });
  return { store, server };
}

/** The only one that a recipient may know of. */
function collectionOf({ recipient, title }: RecipientLeaf): TaxiiCollection {
  return {
    id: givenTo(recipient),
    alias: `given-to-${recipient}`,
    title: `Given to ${title}`,
    description:
      "Each report in it was given by its author's choice and stands in the public ledger.",
    canRead: true,
    canWrite: false,
  };
}
