/**
 * What the company saw itself waits to be evaluated and sealed in each epoch: sightings and what its own
 * reports name, with the features of both. What came last first, then page by page all that is older.
 * PROTOCOL §3.
 */

import { type Epoch, parseCanonicalJson } from "@tocsin/kernel";
import type { BlindStore, QueuedValue, ReportStore, SightingStore } from "@tocsin/store";
import { parseMessage, reportBody } from "@tocsin/wire";

import type { BlindJudge } from "./blind-value.ts";
import { featuresOfValue, type PlainValue } from "./features.ts";

const pageItems = 500;
/** Pages of one look: newest ones while they are new, and as many of the backlog. */
const pagesAtOnce = 8;

interface ValuePage {
  readonly values: readonly PlainValue[];
  readonly next: string | null;
}
type ReadPage = (after: string | undefined) => Promise<ValuePage>;

export interface OwnValuePorts {
  readonly sightings: Pick<SightingStore, "page">;
  readonly reports: Pick<ReportStore, "page">;
  readonly blind: Pick<BlindStore, "queue">;
  readonly judge: BlindJudge;
}

export class OwnValues {
  readonly #sources: readonly OwnSource[];

  constructor({ sightings, reports, blind, judge }: OwnValuePorts) {
    const queue = (epoch: Epoch, values: readonly PlainValue[]): Promise<QueueOutcome> =>
      queueOwn(blind, judge, epoch, values);
    const sightingPage: ReadPage = async (after) => {
      const { items, next } = await sightings.page({ after, limit: pageItems });
      return { values: items, next };
    };
    const reportPage: ReadPage = async (after) => {
      const { items, next } = await reports.page({ mine: true, after, limit: pageItems });
      return { values: items.flatMap(({ body }) => (body === null ? [] : valuesIn(body))), next };
    };
    this.#sources = [new OwnSource(reportPage, queue), new OwnSource(sightingPage, queue)];
  }

  /** Resolves with the number of values that are new in the epoch. */
  async queue(epoch: Epoch): Promise<number> {
    let total = 0;
    for (const source of this.#sources) total += await source.queue(epoch);
    return total;
  }
}

interface QueueOutcome {
  readonly added: number;
  readonly isAllNew: boolean;
}

/** One list of the node's, newest first. */
class OwnSource {
  readonly #page: ReadPage;
  readonly #queue: (epoch: Epoch, values: readonly PlainValue[]) => Promise<QueueOutcome>;
  /** Where the backlog of an epoch goes on; null at its end. */
  #backlog: { readonly epoch: Epoch; readonly next: string | null } | undefined;

  constructor(
    page: ReadPage,
    queue: (epoch: Epoch, values: readonly PlainValue[]) => Promise<QueueOutcome>,
  ) {
    this.#page = page;
    this.#queue = queue;
  }

  async queue(epoch: Epoch): Promise<number> {
    let total = 0;
    let after: string | undefined;
    for (let page = 0; page < pagesAtOnce; page += 1) {
      const { added, next, isAllNew } = await this.#take(epoch, after);
      total += added;
      if (this.#backlog?.epoch !== epoch) this.#backlog = { epoch, next };
      if (next === null || !isAllNew) break;
      after = next;
    }
    return total + (await this.#older(epoch));
  }

  async #older(epoch: Epoch): Promise<number> {
    let total = 0;
    for (let page = 0; page < pagesAtOnce; page += 1) {
      const next = this.#backlog?.next ?? null;
      if (next === null) break;
      const taken = await this.#take(epoch, next);
      total += taken.added;
      this.#backlog = { epoch, next: taken.next };
    }
    return total;
  }

  async #take(epoch: Epoch, after: string | undefined) {
    const { values, next } = await this.#page(after);
    const outcome =
      values.length === 0 ? { added: 0, isAllNew: true } : await this.#queue(epoch, values);
    return { ...outcome, next };
  }
}

async function queueOwn(
  blind: Pick<BlindStore, "queue">,
  judge: BlindJudge,
  epoch: Epoch,
  plain: readonly PlainValue[],
): Promise<QueueOutcome> {
  const values = plain.flatMap((it) => asked(judge, it));
  const added = values.length === 0 ? 0 : await blind.queue(epoch, values, true);
  return { added, isAllNew: added === values.length };
}

/** The value, and the features of one that is asked about: of what is harmless nothing is. */
function asked(judge: BlindJudge, plain: PlainValue): QueuedValue[] {
  const verdict = judge(plain.type, plain.value);
  if (!verdict.ok) return [];
  return [plain, ...featuresOfValue(plain)].flatMap(({ type, value }) => {
    const of = judge(type, value);
    return of.ok ? of.value : [];
  });
}

function valuesIn(body: string): PlainValue[] {
  const { observables, malware } = parseMessage(reportBody, parseCanonicalJson(body));
  return [
    ...observables.map(({ type, value }) => ({ type, value })),
    ...malware.map(({ name }) => ({ type: "malware", value: name })),
  ];
}
