/** What the company watches for and what it runs. It stays on the company's own machine. */

export interface WatchRow {
  readonly id: string;
  readonly kind: string;
  readonly value: string;
  readonly addedMs: number;
}

export interface InventoryRow {
  readonly cpe: string | null;
  readonly vendor: string;
  readonly product: string;
  readonly version: string | null;
  readonly source: string;
}

export interface WatchStore {
  /** The one that is there already, where there is one. */
  add(watch: Omit<WatchRow, "id">): Promise<WatchRow>;
  all(): Promise<readonly WatchRow[]>;
  /** False where there is none. */
  remove(id: string): Promise<boolean>;
}

export interface InventoryStore {
  /** In place of what was there from this source. */
  replace(source: string, items: readonly Omit<InventoryRow, "source">[]): Promise<void>;
  page(query: { readonly after: string | undefined; readonly limit: number }): Promise<{
    readonly items: readonly InventoryRow[];
    readonly total: number;
    readonly next: string | null;
  }>;
  /** Each product once. */
  products(): Promise<readonly { readonly vendor: string; readonly product: string }[]>;
}
