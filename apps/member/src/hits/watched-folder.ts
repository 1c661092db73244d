/**
 * A folder into which another system puts files of hits. A file is read whole once nobody writes to it any
 * more, becomes sightings, and is moved to `done` or `refused` beside it: after a crash it is read again, and
 * what is a sighting already stays as it is. Nothing of it leaves but as every sighting does.
 */

import { constants, type Stats } from "node:fs";
import { lstat, mkdir, open, opendir, realpath, rename, writeFile } from "node:fs/promises";
import path from "node:path";

import { type Clock, errorCatalogue, TocsinError } from "@tocsin/kernel";

import { readHits } from "./read-hits.ts";
import { codeOf, type HitPorts, type Standing, takeHits } from "./standing.ts";

export const hitFileBytesMax = 16 * 1024 * 1024;
const lookMs = 2000;
/** Names looked at in one look, and files taken. */
const namesMax = 10_000;
const filesAtOnceMax = 100;
const doneName = "done";
const refusedName = "refused";
/** As writers call what they are not finished with. */
const unfinished = /^\.|~$|\.(?:tmp|temp|part|partial|new|swp|lock|crdownload)$/i;
/** The file has its fault in itself: it is refused. Anything else is tried again. */
const faults: ReadonlySet<string> = new Set([
  "document-unsupported",
  "document-over-limit",
  "json-malformed",
  "message-invalid",
  "too-large",
]);

export interface FolderPorts extends HitPorts {
  readonly clock: Clock;
  readonly onState: () => void;
}

/** Its real path. Throws `document-missing` and, where it is or holds what is the node's own, `not-allowed`. */
export async function checkedFolder(folder: string, stateDir: string): Promise<string> {
  if (!path.isAbsolute(folder)) throw new TocsinError("document-missing");
  const real = await realpath(folder).catch((cause: unknown): never => {
    throw new TocsinError("document-missing", { cause });
  });
  if (!(await lstat(real)).isDirectory()) throw new TocsinError("document-missing");
  const own = await realpath(stateDir);
  if (isWithin(real, own) || isWithin(own, real)) throw new TocsinError("not-allowed");
  return real;
}

/** Looks again and again until `signal` aborts. Throws what the folder itself fails with. */
export async function watchFolder(
  ports: FolderPorts,
  { name, folder }: { readonly name: string; readonly folder: string },
  standing: Standing,
  signal: AbortSignal,
): Promise<void> {
  const [done, refused] = [
    await madeFolder(folder, doneName),
    await madeFolder(folder, refusedName),
  ];
  let before: ReadonlyMap<string, string> = new Map();
  while (!signal.aborted) {
    const seen = new Map<string, string>();
    let taken = 0;
    for (const { file, stats } of await filesIn(folder)) {
      const mark = markOf(stats);
      seen.set(file, mark);
      // What is as it was a look ago is whole.
      if (before.get(file) !== mark || taken >= filesAtOnceMax) continue;
      taken += 1;
      const outcome = await takeFile(ports, name, path.join(folder, file), standing);
      if (outcome === "changed") continue;
      if (outcome === "taken") await moved(path.join(folder, file), done);
      else await setAside(path.join(folder, file), refused, outcome);
      standing.code = outcome === "taken" ? null : outcome.code;
      standing[outcome === "taken" ? "taken" : "refused"] += 1;
      ports.onState();
    }
    standing.state = "good";
    before = seen;
    await ports.clock.sleep(lookMs, signal);
  }
}

/** Files that wait in the folder, in the order of their names; nothing is kept or moved. */
export async function waitingFiles(folder: string, max: number): Promise<string[]> {
  return (await filesIn(folder)).slice(0, max).map(({ file }) => file);
}

/** Throws `too-large`, `document-missing`; undefined where it changed meanwhile. */
export async function readWhole(file: string): Promise<Uint8Array | undefined> {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const handle = await open(file, flags).catch((cause: unknown): never => {
    throw new TocsinError("document-missing", { cause });
  });
  try {
    const before = await handle.stat();
    if (!before.isFile()) throw new TocsinError("document-missing");
    if (before.size > hitFileBytesMax) {
      throw new TocsinError("too-large", { detail: `${hitFileBytesMax} bytes` });
    }
    const bytes = new Uint8Array(before.size);
    for (let at = 0; at < bytes.length;) {
      const { bytesRead } = await handle.read(bytes, at, bytes.length - at, at);
      if (bytesRead === 0) return undefined;
      at += bytesRead;
    }
    return markOf(await handle.stat()) === markOf(before) ? bytes : undefined;
  } finally {
    await handle.close();
  }
}

async function takeFile(
  ports: HitPorts,
  name: string,
  file: string,
  standing: Standing,
): Promise<"taken" | "changed" | TocsinError> {
  try {
    const bytes = await readWhole(file);
    if (bytes === undefined) return "changed";
    await takeHits(ports, name, await readHits(bytes), standing);
    return "taken";
  } catch (error) {
    if (error instanceof TocsinError && error.code === "document-missing") return "changed";
    if (error instanceof TocsinError && faults.has(error.code)) return error;
    standing.code = codeOf(error);
    throw error;
  }
}

async function filesIn(folder: string): Promise<{ file: string; stats: Stats }[]> {
  const names: string[] = [];
  const entries = await opendir(folder).catch((cause: unknown): never => {
    throw new TocsinError("document-missing", { cause });
  });
  for await (const entry of entries) {
    if (entry.isFile() && !unfinished.test(entry.name)) names.push(entry.name);
    if (names.length >= namesMax) break;
  }
  const files: { file: string; stats: Stats }[] = [];
  for (const file of names.sort()) {
    const stats = await lstat(path.join(folder, file)).catch(() => undefined);
    if (stats?.isFile() === true) files.push({ file, stats });
  }
  return files;
}

/** Beside the files, so that moving one is one step on one disk. A link would lead elsewhere. */
async function madeFolder(folder: string, name: string): Promise<string> {
  const made = path.join(folder, name);
  await mkdir(made, { mode: 0o700 }).catch((cause: unknown) => {
    if (!(cause instanceof Error && "code" in cause && cause.code === "EEXIST")) {
      throw new TocsinError("file-not-writable", { cause });
    }
  });
  if (!(await lstat(made)).isDirectory()) throw new TocsinError("file-not-writable");
  return made;
}

/** Under its name, or with a number behind it: what was moved before stays. */
async function moved(file: string, into: string): Promise<string> {
  const name = path.basename(file);
  for (let number = 0; number < namesMax; number += 1) {
    const target = path.join(into, number === 0 ? name : `${name}.${number}`);
    if ((await lstat(target).catch(() => undefined)) !== undefined) continue;
    await rename(file, target).catch((cause: unknown): never => {
      throw new TocsinError("file-not-writable", { cause });
    });
    return target;
  }
  throw new TocsinError("limit-reached", { detail: "files of one name" });
}

/** With a note beside it that says why. */
async function setAside(file: string, into: string, { code, detail }: TocsinError): Promise<void> {
  const target = await moved(file, into);
  const { cause, fix } = errorCatalogue[code];
  const lines = [`${code}${detail === undefined ? "" : `: ${detail}`}`, cause, fix, ""];
  await writeFile(`${target}.why`, lines.join("\n"), { mode: 0o600, flag: "wx" }).catch(
    () => undefined,
  );
}

function markOf({ ino, size, mtimeMs }: Stats): string {
  return `${ino}:${size}:${mtimeMs}`;
}

function isWithin(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(`${outer}${path.sep}`);
}
