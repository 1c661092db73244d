/**
 * Who outside of the community may be given reports, and what they were given, as the ledger tells everyone.
 * Each delivery is held against what its author signed: one that nobody chose is shown as such. It is read
 * from this machine's copy of the ledger, so asking tells nobody anything.
 */

import { sha256 } from "@tocsin/crypto";
import { canonicalJson, parseCanonicalJson, toBase64Url, TocsinError, utf8 } from "@tocsin/kernel";
import type { PostingStore } from "@tocsin/store";
import { type Envelope, parseMessage } from "@tocsin/wire";
import {
  type DeliveryLeaf,
  deliveryLeaf,
  type GivenReport,
  type NamedRecipient,
  permissionOf,
  type RecipientLeaf,
  recipientLeaf,
} from "@tocsin/wire/recipients";

import type { Protocol, ReportRecord } from "../protocol.ts";

export interface Recipients {
  /** By their newest terms, in the order of their names. */
  list(): Promise<readonly NamedRecipient[]>;
  /** To whom a report was given, oldest first. Throws `not-found`. */
  givenTo(report: string): Promise<readonly GivenReport[]>;
}

const postingsAtOnce = 500;
/** Of one report, as of all recipients: the exchange can name no more. */
const shownMax = 1000;

type Postings = Pick<PostingStore, "after">;
interface Told extends Omit<DeliveryLeaf, "reports"> {
  readonly round: number;
  readonly delivered: DeliveryLeaf["reports"][number];
}

export function createRecipients(
  postings: Postings,
  protocol: Pick<Protocol, "report">,
): Recipients {
  const known = createKnown(postings);
  return {
    list: async () => {
      const { named } = await known();
      return [...named.values()]
        .sort((a, b) => (a.recipient < b.recipient ? -1 : 1))
        .slice(0, shownMax);
    },
    givenTo: async (id) => {
      const record = await protocol.report(id);
      if (record === undefined) throw new TocsinError("not-found");
      const { named, given } = await known();
      const told = (given.get(id) ?? []).slice(0, shownMax);
      return told.flatMap((it) => {
        const recipient = named.get(it.recipient);
        return recipient === undefined ? [] : givenView(it, recipient, record);
      });
    },
  };
}

interface Known {
  readonly named: ReadonlyMap<string, NamedRecipient>;
  readonly given: ReadonlyMap<string, readonly Told[]>;
}

/** Reads on from where it was; one reading at a time. */
function createKnown(postings: Postings): () => Promise<Known> {
  const named = new Map<string, NamedRecipient>();
  const given = new Map<string, Told[]>();
  const through = new Map<string, number>();
  const read = async (kind: string, take: (json: string, round: number) => void): Promise<void> => {
    for (;;) {
      const page = await postings.after(kind, through.get(kind) ?? -1, postingsAtOnce);
      for (const { index, round, json } of page) {
        take(json, round);
        through.set(kind, index);
      }
      if (page.length < postingsAtOnce) return;
    }
  };
  const readAll = async (): Promise<Known> => {
    await read("recipient", (json) => {
      const it = parseMessage(recipientLeaf, parseCanonicalJson(json));
      named.set(it.recipient, viewOf(it));
    });
    await read("delivery", (json, round) => {
      const { reports, ...leaf } = parseMessage(deliveryLeaf, parseCanonicalJson(json));
      for (const delivered of reports) {
        const told = given.get(delivered.report) ?? [];
        told.push({ ...leaf, round, delivered });
        given.set(delivered.report, told);
      }
    });
    return { named, given };
  };
  let running: Promise<unknown> = Promise.resolve();
  return () => {
    const next = running.then(readAll);
    running = next.catch(() => undefined);
    return next;
  };
}

function viewOf(leaf: RecipientLeaf): NamedRecipient {
  const { recipient, title, is, purposes, revision, active, receiptKey } = leaf;
  return { recipient, title, is, purposes, revision, active, takesAmber: receiptKey !== null };
}

function givenView(
  { recipient, revision, round, receipt, delivered }: Told,
  { title, is }: NamedRecipient,
  { body, envelope }: ReportRecord,
): GivenReport {
  const { purposes } = delivered;
  const isThere = body !== null && hashOf(envelope) === delivered.envelope;
  // By the purposes that it was delivered for, whatever the recipient's terms are by now.
  const may = isThere ? permissionOf({ recipient, is, purposes, active: true }, body) : undefined;
  const chosen = isThere ? may?.purposes.length === purposes.length : null;
  return { recipient, title, is, purposes, revision, round, receipt, chosen };
}

function hashOf(envelope: Envelope): string {
  return toBase64Url(sha256(utf8(canonicalJson(envelope))));
}
