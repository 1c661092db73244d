/**
 * What the feeds of others have brought: KEV, CSAF, MISP, STIX, lists. It stays here; what is shared goes
 * through drafts alone. Items are what a feed names one by one; values are what they say was seen.
 *
 * Durability, for every operation that writes: when it resolves, its effect is on the disk; when it
 * rejects, it has left nothing.
 */

export interface ImportFeed {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  /** Web address, or absolute path of a file. */
  readonly url: string;
  readonly everyMs: number;
  /** How it is asked for: `basic`, `bearer`, `token`, `key`; null without a secret. */
  readonly scheme: string | null;
  readonly user: string | null;
  readonly secret: string | null;
  readonly allowPrivate: boolean;
  /** Fingerprints of the OpenPGP keys of which one must have signed what it brings; empty: as its kind has it. */
  readonly signers: readonly string[];
  readonly createdMs: number;
}

/** How the last tries went. */
export interface ImportTry {
  readonly triedMs: number;
  /** Null: this try failed, and what was good before stays. */
  readonly goodMs: number | null;
  readonly nextMs: number;
  readonly failures: number;
  readonly code: string | null;
}

export interface ImportFeedState extends ImportFeed {
  readonly triedMs: number | null;
  readonly goodMs: number | null;
  readonly nextMs: number;
  readonly failures: number;
  readonly code: string | null;
  /** Where its reading goes on; JSON. */
  readonly cursor: string | null;
  readonly items: number;
  readonly values: number;
  /** Moment that its newest item names. */
  readonly newestMs: number | null;
}

export interface ImportValue {
  readonly type: string;
  readonly value: string;
  readonly confidence: string;
  readonly tlp: string | null;
  /** From then on it says nothing any more. */
  readonly untilMs: number | null;
}

export interface ImportItem {
  readonly key: string;
  /** Rises with each version; null where versions have no order: then other content is a new version. */
  readonly order: number | null;
  /** Digest of the content. */
  readonly digest: string;
  /** Recalled by its source: nothing of it is kept but that it was. */
  readonly gone: boolean;
  /** JSON that is read again here; null where the values are all that is needed. */
  readonly body: string | null;
  readonly values: readonly ImportValue[];
}

/** What one page of a feed brings: all of it or nothing. */
export interface ImportPage {
  /** Of `beginRun`. */
  readonly run: number;
  readonly items: readonly ImportItem[];
  /** Keys that stand as they were. */
  readonly kept: readonly string[];
  /** Where reading goes on after this page; null leaves it where it was. */
  readonly cursor: string | null;
}

export interface ImportCounts {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  /** Older than what is here, or other content under the same version. */
  readonly refused: number;
}

export interface ImportEnd {
  readonly run: number;
  /** What this run has not named is taken back. */
  readonly whole: boolean;
  /** Part of the items that must be left; less is not believed. */
  readonly leftMin: number;
  readonly cursor: string | null;
}

/** A value with everyone who names it. */
export interface KnownValue extends ImportValue {
  /** Names of the feeds. */
  readonly feeds: readonly string[];
  /** Key of the item that named it first. */
  readonly item: string;
}

export interface KnownValuePage {
  readonly items: readonly KnownValue[];
  readonly next: number | null;
}

export interface ImportBody {
  readonly feed: string;
  readonly key: string;
  readonly body: string;
}

export interface ImportStore extends AsyncDisposable {
  feeds(): Promise<readonly ImportFeedState[]>;
  /** False where the name is taken. */
  addFeed(feed: ImportFeed): Promise<boolean>;
  /** With all that it brought; false where there is none. */
  removeFeed(id: string): Promise<boolean>;
  saveTry(id: string, outcome: ImportTry): Promise<void>;

  /** The number of a new reading of the feed. */
  beginRun(id: string): Promise<number>;
  /** `newestMs`: moment that the page's newest item names. */
  applyPage(id: string, page: ImportPage, newestMs: number | null): Promise<ImportCounts>;
  /** The number that was taken back; undefined where that would be too many: then nothing is. */
  endRun(id: string, end: ImportEnd): Promise<number | undefined>;
  /** Orders of those of the keys that are here and stand. */
  orders(id: string, keys: readonly string[]): Promise<Readonly<Record<string, number | null>>>;

  /** Each value once, in the order in which they came. */
  known(after: number, limit: number, nowMs: number): Promise<KnownValuePage>;
  /** Which of these values a feed names. */
  holding(
    values: readonly { readonly type: string; readonly value: string }[],
    nowMs: number,
  ): Promise<readonly KnownValue[]>;
  /** Bodies of all feeds of a kind. */
  bodies(kind: string): Promise<readonly ImportBody[]>;
}
