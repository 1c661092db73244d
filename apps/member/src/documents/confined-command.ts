/**
 * The command that starts a parser process, with as many walls as the system offers: no network
 * (a network namespace of its own), a processor and memory limit from the kernel, and Node's
 * permission model, under which the process may read its own program and nothing else.
 */

import { execFile } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { confinementLimits as limits } from "./limits.ts";

export interface ConfinedCommand {
  readonly file: string;
  readonly args: readonly string[];
  /** The kernel counts processor time, so that a busy machine needs no short deadline. */
  readonly counted: boolean;
  /** The process has no network interface at all. */
  readonly offline: boolean;
}

/** An empty environment means no search path either. */
const shell = "/bin/sh";
const unsharePaths = ["/usr/bin/unshare", "/bin/unshare"];
const probeMs = 2_000;
/** -f 0: no file can be written; -c 0: no core dump with the document in it. */
const limitScript =
  `ulimit -t ${limits.cpuSecondsMax} || exit 97; ulimit -d ${limits.dataKibibytesMax}; ` +
  `ulimit -c 0; ulimit -f 0; exec "$@"`;
const parserPackages = ["postal-mime", "unpdf"];

const parserEntry = new URL("./confined/main.ts", import.meta.url);

/** Tries each wall once, outermost first. `entry` is the program to run behind them. */
export async function findConfinedCommand(entry = parserEntry): Promise<ConfinedCommand> {
  const node = [process.execPath, ...nodeArguments(entry)];
  const limited = ["-c", limitScript, "sh"];
  const unshare = unsharePaths.find((path) => existsSync(path));
  if (
    unshare !== undefined &&
    (await works(unshare, ["-rn", shell, ...limited, shell, "-c", ":"]))
  ) {
    const args = ["-rn", shell, ...limited, ...node];
    return { file: unshare, args, counted: true, offline: true };
  }
  if (await works(shell, [...limited, shell, "-c", ":"])) {
    return { file: shell, args: [...limited, ...node], counted: true, offline: false };
  }
  return { file: process.execPath, args: nodeArguments(entry), counted: false, offline: false };
}

async function works(file: string, args: readonly string[]): Promise<boolean> {
  try {
    await promisify(execFile)(file, args, { env: {}, timeout: probeMs });
    return true;
  } catch {
    return false;
  }
}

function nodeArguments(entry: URL): string[] {
  const readable = [fileURLToPath(new URL("./", import.meta.url)), ...parserPackages.map(folderOf)];
  return [
    "--permission",
    ...readable.map((folder) => `--allow-fs-read=${folder}`),
    `--max-old-space-size=${limits.heapMebibytesMax}`,
    "--max-semi-space-size=8",
    "--v8-pool-size=1",
    "--disallow-code-generation-from-strings",
    "--no-warnings",
    fileURLToPath(entry),
  ];
}

/** Where npm put a package, links resolved, as the permission model compares real paths. */
function folderOf(name: string): string {
  const entry = realpathSync(createRequire(import.meta.url).resolve(name));
  const end = entry.lastIndexOf(`/${name}/`);
  return entry.slice(0, end + name.length + 2);
}
