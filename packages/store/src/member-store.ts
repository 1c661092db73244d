/**
 * What a member node keeps, as small ports by room. All of it stays on the company's own machine.
 * Each operation is one transaction: what it promises is durable once it resolves, or did not happen.
 */

import type { PolicyStore, StandingStore } from "./member/approval-port.ts";
import type { DeliveryStore } from "./member/delivery-port.ts";
import type { DraftStore, ProfileStore } from "./member/desk-port.ts";
import type { KeyStore, MomentStore, IdentityStore } from "./member/identity-port.ts";
import type { FeedStore, LedgerStore } from "./member/ledger-port.ts";
import type { MailStore, ParcelStore, PostingStore } from "./member/mail-port.ts";
import type { OutboxStore, RoundStore } from "./member/outbox-port.ts";
import type { AlarmStore, ReportStore } from "./member/report-port.ts";
import type { StakeStore } from "./member/stake-port.ts";
import type { TieStore } from "./member/tie-port.ts";
import type { TokenStore } from "./member/token-port.ts";
import type { InventoryStore, WatchStore } from "./member/watching-port.ts";
import type { SightingStore, WarningStore } from "./member/warning-port.ts";

export interface MemberStore extends AsyncDisposable {
  readonly identity: IdentityStore;
  readonly moments: MomentStore;
  readonly keys: KeyStore;
  readonly tokens: TokenStore;
  readonly ledger: LedgerStore;
  readonly feed: FeedStore;
  readonly reports: ReportStore;
  readonly outbox: OutboxStore;
  readonly rounds: RoundStore;
  readonly parcels: ParcelStore;
  readonly mail: MailStore;
  readonly postings: PostingStore;
  readonly ties: TieStore;
  readonly stakes: StakeStore;
  readonly alarms: AlarmStore;
  readonly drafts: DraftStore;
  readonly profile: ProfileStore;
  readonly sightings: SightingStore;
  readonly warnings: WarningStore;
  readonly watches: WatchStore;
  readonly inventory: InventoryStore;
  readonly delivery: DeliveryStore;
  readonly policy: PolicyStore;
  readonly standing: StandingStore;
  /** Reads everything and compares indexes with tables. Throws `store-damaged`. */
  check(): Promise<void>;
}
