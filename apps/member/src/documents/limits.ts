/** Every limit on reading a file, with its unit. A file beyond one is refused, never cut short. */

const mebibyte = 1024 * 1024;

export const documentLimits = {
  /** Plain text, Markdown, JSON and CSV. */
  plainBytesMax: 50 * mebibyte,
  /** PDF, DOCX, HTML and EML. */
  formatBytesMax: 25 * mebibyte,
  /** Text of one file with all its attachments. */
  textCharsMax: 32 * mebibyte,
  /** Mail in mail in mail. */
  partDepthMax: 3,
  partsMax: 50,
  /** Readings that run at the same time, and readings that may wait for their turn. */
  parallelMax: 2,
  waitingMax: 256,
} as const;

export const confinementLimits = {
  /** Processor time of one parser process, start included (measured: 0.1 to 0.25 s of it). */
  cpuSecondsMax: 2,
  /** Resident memory of one parser process. */
  residentBytesMax: 256 * mebibyte,
  /** The JavaScript heap within it. */
  heapMebibytesMax: 128,
  /**
   * RLIMIT_DATA. V8 maps 512 MiB of it for code without using it, so this leaves 228 MiB: with the
   * 40 MiB of the program file, the kernel itself stops what grows faster than the watch looks.
   */
  dataKibibytesMax: 740 * 1024,
  /** How often the watch looks at the resident memory. */
  watchMs: 10,
  /** From start to answer where the kernel counts the processor time; a busy machine is slower. */
  wallMsMax: 30_000,
  /** From start to answer where it does not. */
  wallMsMaxUncounted: 3_000,
  /** One frame of the parser's answer, and all of them. */
  frameBytesMax: 1 * mebibyte,
  answerBytesMax: 100 * mebibyte,
  framesMax: 200_000,
} as const;

/** "25 MB": a limit as people read it. */
export function megabytes(bytes: number): string {
  return `${Math.floor(bytes / mebibyte)} MB`;
}
