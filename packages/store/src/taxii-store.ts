/**
 * What a TAXII server keeps: objects as they were serialised, in the order in which they were added to
 * their collection. TAXII 2.1 §3.3, §3.4.
 *
 * Durability, for every operation that writes: when it resolves, its effect is on the disk; when it
 * rejects, it has left nothing.
 */

/** One version of an object on its way in; it has been validated. */
export interface TaxiiObject {
  readonly id: string;
  readonly type: string;
  readonly specVersion: string;
  /** `modified` or `created`; empty for what has no versions: then the time of adding is taken. */
  readonly version: string;
  /** The object's JSON. */
  readonly json: string;
}

export type PutOutcome = "added" | "same" | "collision";

/** `match[…]` of a request; a missing field asks nothing. */
export interface TaxiiFilter {
  readonly ids?: readonly string[];
  readonly types?: readonly string[];
  readonly specVersions?: readonly string[];
  readonly versions: TaxiiVersions;
}

export interface TaxiiVersions {
  readonly all: boolean;
  readonly first: boolean;
  readonly last: boolean;
  readonly exact: readonly string[];
}

export interface TaxiiQuery extends TaxiiFilter {
  /** Microseconds since 1970; only what was added later. */
  readonly afterUs: number;
  readonly limit: number;
  /** Bytes of space that a page of objects has before them; then it has two behind them as well. */
  readonly room?: number;
}

/** What one page holds; the times are those of its first and last entry. */
export interface TaxiiPage {
  /** The entries' JSON, joined by commas. */
  readonly json: string;
  readonly count: number;
  readonly firstUs: number | undefined;
  readonly lastUs: number | undefined;
  readonly more: boolean;
}

/** A page of whole objects, as bytes that go out as they are. */
export interface TaxiiObjectPage extends Omit<TaxiiPage, "json"> {
  /** The objects' JSON, joined by commas, UTF-8; whoever sends it on may write into the room around it. */
  readonly json: Uint8Array<ArrayBuffer>;
}

/** Ids of which every version is removed. */
export interface TaxiiRemoval {
  readonly collection: string;
  readonly ids: readonly string[];
  /** Removed as well, unless observed data that stays names them. */
  readonly sharedIds?: readonly string[];
}

/** What a program publishes of its own: all of it or nothing, with the cursor of its source. */
export interface TaxiiPublication {
  readonly cursor: number;
  readonly puts: readonly {
    readonly collection: string;
    readonly objects: readonly TaxiiObject[];
  }[];
  /** Before anything is put. */
  readonly removes: readonly TaxiiRemoval[];
}

/** Of one page of objects; at least one object is given, however large. */
export const taxiiPageBytesMax = 16 * 1024 * 1024;

export interface TaxiiStore extends AsyncDisposable {
  /** Outcomes in the order of the objects. */
  put(collection: string, objects: readonly TaxiiObject[], nowUs: number): Promise<PutOutcome[]>;
  objects(collection: string, query: TaxiiQuery): Promise<TaxiiObjectPage>;
  /** Entries of manifests: `{"id","date_added","version","media_type"}`. */
  manifest(collection: string, query: TaxiiQuery): Promise<TaxiiPage>;
  /** Versions of one object, as JSON strings. */
  versions(collection: string, id: string, query: TaxiiQuery): Promise<TaxiiPage>;
  /** Whether any version of the object is there. */
  has(collection: string, id: string): Promise<boolean>;
  /** The number of versions that were removed. */
  remove(collection: string, id: string, filter: TaxiiFilter): Promise<number>;

  publish(publication: TaxiiPublication, nowUs: number): Promise<void>;
  /** The cursor of the last publication; 0 before the first. */
  cursor(): Promise<number>;

  saveStatus(id: string, json: string, nowUs: number): Promise<void>;
  status(id: string): Promise<string | undefined>;
}
