/** The most resident memory another process had: from /proc where there is one, else from ps, now. */

import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

const psPath = "/bin/ps";

/** 0 where the process has ended or nobody can tell. */
export async function readPeakBytes(pid: number): Promise<number> {
  if (process.platform === "linux") return peakInStatus(await readStatus(pid));
  if (process.platform === "win32") return 0;
  try {
    const { stdout } = await promisify(execFile)(psPath, ["-o", "rss=", "-p", String(pid)]);
    return kibibytes(stdout);
  } catch {
    return 0;
  }
}

async function readStatus(pid: number): Promise<string> {
  try {
    return await readFile(`/proc/${pid}/status`, "utf8");
  } catch {
    return "";
  }
}

/** The line "VmHWM: 12345 kB" of proc(5): the high-water mark, so no peak between looks is missed. */
export function peakInStatus(status: string): number {
  return kibibytes(/^VmHWM:\s+(\d{1,12}) kB$/m.exec(status)?.[1] ?? "");
}

function kibibytes(text: string): number {
  const count = Number.parseInt(text.trim(), 10);
  return Number.isSafeInteger(count) ? count * 1024 : 0;
}
