/** The engine's named limits. Each can be set when a database is opened. */

export interface EngineLimits {
  /** Write requests that share one transaction and one fsync. */
  readonly batchMax: number;
  /** Requests of each kind that may wait; the next one is refused with `store-busy`. */
  readonly queueMax: number;
  /** How long a lock held by a foreign tool is waited for. */
  readonly busyMs: number;
  /** Page cache of each connection. */
  readonly cacheBytes: number;
  /** Memory-mapped part of the file. 0, because an I/O error on a mapping kills the process. */
  readonly mmapBytes: number;
  /**
   * Write-ahead log pages of 4 KiB after which it is folded into the file. Folding costs a commit several
   * fsyncs and rewrites each page once, so a long log makes bulk inserts 3 to 4 times as fast.
   */
  readonly logPagesMax: number;
  /** Size down to which the write-ahead log is cut after a large transaction. */
  readonly logBytesKept: number;
  /** Size of the whole file; more is refused with `store-full`. 0 is no limit but the disk's. */
  readonly fileBytesMax: number;
  /**
   * A larger file that was closed in order is looked through beside its first use, not before it: what is
   * found damaged is refused from then on.
   */
  readonly checkedFirstBytesMax: number;
  /** Heap of each thread, which is then kept small and swept often. 0 is what V8 takes. */
  readonly threadHeapBytes: number;
  /** Space set aside so that a full disk does not keep the engine from closing. */
  readonly reserveBytes: number;
}

const mebibyte = 1024 * 1024;

export const engineLimits: EngineLimits = {
  batchMax: 1024,
  queueMax: 20_000,
  busyMs: 5000,
  cacheBytes: 64 * mebibyte,
  mmapBytes: 0,
  logPagesMax: 16_384,
  logBytesKept: 64 * mebibyte,
  fileBytesMax: 0,
  checkedFirstBytesMax: Number.MAX_SAFE_INTEGER,
  threadHeapBytes: 0,
  reserveBytes: 4 * mebibyte,
};

/** Prepared statements kept by a connection. */
export const statementsMax = 512;

/** Bytes from which a result's buffer is handed over between threads, not copied. */
export const transferBytesMin = 16 * 1024;

/** Nesting of arguments and results. */
export const copyDepthMax = 16;
