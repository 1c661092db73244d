/**
 * What the company saw itself waits to be evaluated and sealed in each epoch: sightings and what its own
 * reports name, with the features of both. What came last first, then page by page all that is older. When a
 * report is withdrawn, or amended so that it names them no more, what was sealed for its sake alone is taken
 * back, over a day of rounds: the exchange learns what it learns of any sighting that ends. PROTOCOL §3.
 */

import { type Epoch, parseCanonicalJson } from "@tocsin/kernel";
import type {
  BlindStore,
  BlindValue,
  QueuedValue,
  ReportStore,
  SealWish,
  SightingStore,
  TaggedValue,
} from "@tocsin/store";
import { parseMessage, reportBody } from "@tocsin/wire";

import type { BlindJudge } from "./blind-value.ts";
import { featuresOfValue, type PlainValue } from "./features.ts";

const pageItems = 500;
/** Pages of one look: newest ones while they are new, and as many of the backlog. */
const pagesAtOnce = 8;

interface ValuePage {
  readonly lists: readonly ValueList[];
  readonly next: string | null;
}
/** Values that are sealed for one reason. */
interface ValueList {
  readonly wish: SealWish;
  readonly values: readonly PlainValue[];
}
type ReadPage = (after: string | undefined) => Promise<ValuePage>;

export interface OwnValuePorts {
  readonly sightings: Pick<SightingStore, "page">;
  readonly reports: Pick<ReportStore, "get" | "page" | "changes">;
  readonly blind: Pick<
    BlindStore,
    "queue" | "reportsSealed" | "unwish" | "forgetUnnamed" | "changesThrough" | "setChangesThrough"
  >;
  readonly judge: BlindJudge;
  /** Takes a sealed sighting back, some time in the next day. */
  readonly takeBack: (value: TaggedValue) => Promise<void>;
}

export class OwnValues {
  readonly #ports: OwnValuePorts;
  readonly #sources: readonly OwnSource[];

  constructor(ports: OwnValuePorts) {
    const { sightings, reports, blind, judge } = ports;
    this.#ports = ports;
    const queue = (epoch: Epoch, list: ValueList): Promise<QueueOutcome> =>
      queueOwn(blind, judge, epoch, list);
    const sightingPage: ReadPage = async (after) => {
      const { items, next } = await sightings.page({ after, limit: pageItems });
      return { lists: [{ wish: true, values: items }], next };
    };
    const reportPage: ReadPage = async (after) => {
      const { items, next } = await reports.page({ mine: true, after, limit: pageItems });
      const lists = items.flatMap(({ id, body }) =>
        body === null ? [] : { wish: { report: id }, values: valuesIn(body) },
      );
      return { lists, next };
    };
    this.#sources = [new OwnSource(reportPage, queue), new OwnSource(sightingPage, queue)];
  }

  /** Resolves with the number of values that are new in the epoch. */
  async queue(epoch: Epoch): Promise<number> {
    let total = 0;
    for (const source of this.#sources) total += await source.queue(epoch);
    return total;
  }

  /** What was sealed for the sake of reports that are withdrawn now; resolves with its number. */
  async takeBackWithdrawn(): Promise<number> {
    const { blind, reports } = this.#ports;
    let total = 0;
    for (const report of await blind.reportsSealed()) {
      const row = await reports.get(report);
      if (row === undefined || row.body === null) total += await this.#keepOnly(report, []);
    }
    return total;
  }

  /** What amended reports name now is queued, and what they name no more taken back; resolves with its number. */
  async followAmendments(epoch: Epoch): Promise<number> {
    const { blind, reports } = this.#ports;
    let total = 0;
    for (let page = 0; page < pagesAtOnce; page += 1) {
      const changes = await reports.changes(await blind.changesThrough(), pageItems);
      const amended = changes.filter(({ mine, kind }) => mine && kind === "amendment");
      for (const { id } of amended) total += await this.#follow(epoch, id);
      const last = changes.at(-1);
      if (last !== undefined) await blind.setChangesThrough(last.arrival);
      if (changes.length < pageItems) break;
    }
    return total;
  }

  async #follow(epoch: Epoch, report: string): Promise<number> {
    const { blind, judge, reports } = this.#ports;
    const body = (await reports.get(report))?.body ?? null;
    if (body === null) return 0;
    const named = valuesIn(body).flatMap((it) => asked(judge, it));
    await blind.queue(epoch, named, { report });
    return this.#keepOnly(report, named);
  }

  async #keepOnly(report: string, named: readonly BlindValue[]): Promise<number> {
    const { blind, takeBack } = this.#ports;
    const values = await blind.unwish(report, named);
    for (const value of values) await takeBack(value);
    await blind.forgetUnnamed(report, named);
    return values.length;
  }
}

interface QueueOutcome {
  readonly added: number;
  readonly isAllNew: boolean;
}

/** One list of the node's, newest first. */
class OwnSource {
  readonly #page: ReadPage;
  readonly #queue: (epoch: Epoch, list: ValueList) => Promise<QueueOutcome>;
  /** Where the backlog of an epoch goes on; null at its end. */
  #backlog: { readonly epoch: Epoch; readonly next: string | null } | undefined;

  constructor(page: ReadPage, queue: (epoch: Epoch, list: ValueList) => Promise<QueueOutcome>) {
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
    const { lists, next } = await this.#page(after);
    const sum = { added: 0, isAllNew: true };
    for (const list of lists) {
      const { added, isAllNew } = await this.#queue(epoch, list);
      sum.added += added;
      sum.isAllNew &&= isAllNew;
    }
    return { ...sum, next };
  }
}

async function queueOwn(
  blind: Pick<BlindStore, "queue">,
  judge: BlindJudge,
  epoch: Epoch,
  list: ValueList,
): Promise<QueueOutcome> {
  const values = list.values.flatMap((it) => asked(judge, it));
  const added = values.length === 0 ? 0 : await blind.queue(epoch, values, list.wish);
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
