/**
 * Campaigns at the desk: what the node ties together, explained, and this company's own corrections of it.
 * Corrections stay here until a person tells members of one; others see their own campaigns. CONSOLE.md
 * "Campaign".
 */

import type { Encoder } from "@tocsin/correlation";
import { type Clock, type Random, TocsinError, uniformInt } from "@tocsin/kernel";
import type {
  CampaignStore,
  CampaignTie,
  CorrectionRow,
  TieStore,
  WarningStore,
} from "@tocsin/store";
import { tieSecretBytes } from "@tocsin/wire";
import type {
  Campaign,
  CampaignLink,
  CampaignName,
  CampaignSummary,
  CorrectionRequest,
} from "@tocsin/wire/node-api";
import type { Protocol } from "../protocol.ts";
import type { BenignPolicy } from "../warnings/watchable.ts";
import { createFollower, type Follower } from "./follower.ts";
import { factsOf } from "./report-facts.ts";
import { takeBack, tellMembers, type TellingPorts, toldState } from "./telling.ts";
import { campaignView, nameOf, summaryOf } from "./views.ts";
import { reasonOfVotes } from "./votes.ts";

export interface CampaignPorts {
  readonly protocol: Pick<Protocol, "changes" | "classes" | "on" | "enrolled" | "report">;
  readonly warnings: Pick<WarningStore, "seenSince" | "setCampaign">;
  readonly ties: TieStore;
  readonly tokens: TellingPorts["tokens"];
  readonly parcels: TellingPorts["parcels"];
  readonly reports: TellingPorts["reports"];
  readonly policy: BenignPolicy;
  readonly clock: Clock;
  readonly random: Random;
  /** Called once, when there is something to keep. */
  readonly openStore: () => Promise<CampaignStore>;
  readonly matched: () => Promise<void>;
  /** Told that campaigns or warnings of theirs have changed. */
  readonly onChange: () => void;
  readonly onFailure: (error: unknown) => void;
}

export interface CampaignQuery {
  readonly after: string | undefined;
  readonly limit: number;
}

export interface CampaignPage {
  readonly items: CampaignSummary[];
  readonly total: number;
  readonly next: string | null;
}

export interface CampaignDesk extends AsyncDisposable {
  readonly follower: Pick<Follower, "look">;
  page(query: CampaignQuery): Promise<CampaignPage>;
  /** Throws `not-found`. */
  view(id: string): Promise<Campaign>;
  /** Of each report that is in one. A list does not wait for them while the node starts. */
  namesOf(reports: readonly string[]): Promise<ReadonlyMap<string, CampaignName>>;
  /** The strongest tie of the report to what is ours, explained. */
  linkOf(report: string): Promise<CampaignLink | null>;
  /** Throws `not-found` where the two are not both kept, or are not tied. */
  correct(id: string, given: CorrectionRequest): Promise<Campaign>;
  /** Members are told, by a vote. Throws what `tellMembers` throws. */
  tell(id: string, correction: string): Promise<Campaign>;
  /** Also for members, where they were told. */
  undo(id: string, correction: string): Promise<Campaign>;
}

const membersMax = 200;
const linksMax = 50;
const seedRange = 2 ** 32;
const noPage: CampaignPage = { items: [], total: 0, next: null };

interface Kept {
  readonly store: CampaignStore;
  /** Its tables are read when something is compared: a node that is idle does without them. */
  readonly encoder: () => Promise<Encoder>;
}

export function createCampaigns(ports: CampaignPorts): CampaignDesk {
  return new Campaigns(ports);
}

class Campaigns implements CampaignDesk {
  readonly follower: Follower;
  readonly #ports: CampaignPorts;
  #kept: Promise<Kept> | undefined;

  constructor(ports: CampaignPorts) {
    this.#ports = ports;
    this.follower = createFollower({
      ...ports,
      open: () => this.#open(),
      onRaised: ports.onChange,
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.follower[Symbol.asyncDispose]();
    const kept = await this.#kept?.catch(() => undefined);
    await kept?.store[Symbol.asyncDispose]();
  }

  async page(query: CampaignQuery): Promise<CampaignPage> {
    const kept = await this.#keptIfAny();
    if (kept === undefined) return noPage;
    const { store } = kept;
    const { items, total, next } = await store.page(query);
    return { items: items.map(summaryOf), total, next };
  }

  async view(id: string): Promise<Campaign> {
    const kept = await this.#open();
    const limits = { members: membersMax, ties: linksMax };
    const detail = await kept.store.detail(numberOf(id), limits);
    if (detail === undefined) throw new TocsinError("not-found");
    const { protocol } = this.#ports;
    const reports = await Promise.all(detail.members.map(({ report }) => protocol.report(report)));
    const links = await Promise.all(detail.ties.map((tie) => this.#explain(kept, tie)));
    const told = await Promise.all(
      detail.corrections.map(({ secret }) => toldState(this.#ports, secret)),
    );
    return campaignView(detail, {
      records: reports.filter((it) => it !== undefined),
      links: links.filter((it) => it !== null),
      told,
    });
  }

  async namesOf(reports: readonly string[]): Promise<ReadonlyMap<string, CampaignName>> {
    const isStarting = this.#kept === undefined && reports.length !== 1;
    const kept = isStarting ? undefined : await this.#keptIfAny();
    if (kept === undefined) return new Map();
    const found = await kept.store.campaignsOf(reports);
    return new Map(found.map(({ report, outline }) => [report, nameOf(outline)]));
  }

  async linkOf(report: string): Promise<CampaignLink | null> {
    const kept = await this.#keptIfAny();
    if (kept === undefined) return null;
    const tie = await kept.store.tieToOurs(report);
    return tie === undefined ? null : this.#explain(kept, tie);
  }

  async correct(id: string, { says, a, b }: CorrectionRequest): Promise<Campaign> {
    await this.view(id);
    const { store } = await this.#open();
    const others = b === null ? await store.tiedTo(a) : [b];
    const atMs = this.#ports.clock.now();
    let isDone = false;
    for (const other of others) {
      const before = await store.correctionOn(a, other);
      if (before?.says === says) isDone = true;
      else {
        await this.#takeBack(before);
        const given = { says, a, b: other, atMs };
        isDone = (await store.correct(numberOf(id), given)) || isDone;
      }
    }
    if (!isDone) throw new TocsinError("not-found");
    return this.#changed(id);
  }

  async tell(id: string, correction: string): Promise<Campaign> {
    const { store } = await this.#open();
    const number = numberOf(correction);
    const row = await store.correction(number);
    if (row === undefined) throw new TocsinError("not-found");
    const fresh = this.#ports.random.bytes(tieSecretBytes);
    const secret = await store.keepSecret(number, fresh);
    if (secret === undefined) throw new TocsinError("not-found");
    await tellMembers(this.#telling, row, secret);
    this.#ports.onChange();
    return this.view(id);
  }

  async undo(id: string, correction: string): Promise<Campaign> {
    await this.view(id);
    const { store } = await this.#open();
    const number = numberOf(correction);
    // First what members were told: cut off between, the correction is still here to be undone.
    await this.#takeBack(await store.correction(number));
    const isDone = await store.undoCorrection(number, this.#ports.clock.now());
    if (!isDone) throw new TocsinError("not-found");
    return this.#changed(id);
  }

  async #takeBack(row: CorrectionRow | undefined): Promise<void> {
    if (row !== undefined && row.secret !== null) await takeBack(this.#ports, row.secret);
  }

  get #telling(): TellingPorts {
    return { ...this.#ports, classes: () => this.#ports.protocol.classes() };
  }

  async #changed(id: string): Promise<Campaign> {
    await this.follower.look();
    this.#ports.onChange();
    return this.view(id);
  }

  /** By what the feed says now: both reports as they stand. */
  async #explain({ store, encoder }: Kept, tie: CampaignTie): Promise<CampaignLink | null> {
    const { a, b } = tie;
    const record = await this.#ports.protocol.report(a);
    if (record?.body === undefined || record.body === null) return null;
    const encoded = (await encoder()).encode(factsOf(record.body));
    const compared = await store.compared(encoded.packed, b);
    if (compared === undefined) return null;
    const { shares, ...found } = compared;
    const reasons = [
      ...reasonOfVotes(tie.votes, tie.voted),
      ...encoded.reasons({ ...found, report: 0 }, shares),
    ];
    return {
      a,
      b,
      score: reasons.reduce((sum, { weight }) => sum + weight, 0),
      reasons: reasons.map((it) => ({ ...it, values: [...it.values] })),
    };
  }

  /** Undefined while the feed is empty: then nothing is opened. */
  async #keptIfAny(): Promise<Kept | undefined> {
    const { protocol } = this.#ports;
    if (this.#kept === undefined) {
      if (!protocol.enrolled || (await protocol.changes(0, 1)).length === 0) return undefined;
    }
    return this.#open();
  }

  #open(): Promise<Kept> {
    this.#kept ??= this.#keep().catch((error: unknown) => {
      this.#kept = undefined;
      throw error;
    });
    return this.#kept;
  }

  async #keep(): Promise<Kept> {
    const { openStore, random, policy } = this.#ports;
    const store = await openStore();
    const seed = await store.seed(uniformInt(random, seedRange));
    let made: Promise<Encoder> | undefined;
    const make = async (): Promise<Encoder> =>
      (await import("@tocsin/correlation")).createEncoder(seed, policy);
    return { store, encoder: () => (made ??= make()) };
  }
}

function numberOf(id: string): number {
  return /^[1-9]\d{0,14}$/.test(id) ? Number(id) : 0;
}
