/** The files beside a database: permissions, durable folder entries, the reserve, the file system. */

import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  lstatSync,
  openSync,
  rmSync,
  statfsSync,
  statSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";

import { TocsinError } from "@tocsin/kernel";
import { makeFolder } from "@tocsin/kernel/folders";

/** Makes the folder (0700) and an empty file (0600); SQLite gives its side files the same mode. */
export function prepareFile(file: string): void {
  makeFolder(dirname(file));
  // Its side files would stand beside the link, so one database could be opened under two locks.
  if (lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() === true) {
    throw new TocsinError("store-foreign", { detail: "a symbolic link" });
  }
  if (createEmpty(file)) syncFolderOf(file);
  else if ((statSync(file).mode & 0o077) !== 0) chmodSync(file, 0o600);
}

/**
 * Whether the file was made; false where it exists. An existing one is not even opened: closing any
 * handle of a file drops all the locks that this process holds on it (POSIX), SQLite's too.
 */
export function createEmpty(path: string): boolean {
  if (existsSync(path)) return false;
  closeSync(openSync(path, "ax", 0o600));
  return true;
}

/** Makes a new, renamed or removed entry of the folder durable. */
export function syncFolderOf(file: string): void {
  syncFile(dirname(file));
}

export function syncFile(path: string): void {
  const handle = openSync(path, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

export function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** Whether its last user closed it: then nothing is left in the write-ahead log. */
export function isLeftInOrder(file: string): boolean {
  return sizeOf(`${file}-wal`) === 0;
}

/** False where there is no room for the reserve. */
export function keepReserve(file: string, bytes: number): boolean {
  const path = reserveOf(file);
  if (bytes === 0 || (existsSync(path) && statSync(path).size >= bytes)) return true;
  try {
    const handle = openSync(path, "w", 0o600);
    try {
      // Written, not truncated to size: only written blocks are really taken from the disk.
      for (let left = bytes; left > 0;) {
        left -= writeSync(handle, new Uint8Array(Math.min(left, 65_536)).fill(0xff));
      }
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    return true;
  } catch {
    if (existsSync(path) && statSync(path).isFile()) rmSync(path);
    return false;
  }
}

export function releaseReserve(file: string): void {
  rmSync(reserveOf(file), { force: true });
}

/** Name of the network file system that holds the file; undefined for a local or unknown one. */
export function networkFileSystem(file: string): string | undefined {
  try {
    return networkFileSystems.get(statfsSync(dirname(file)).type);
  } catch {
    return undefined;
  }
}

/** Magic numbers of statfs(2). Their locks and shared memory are not what SQLite relies on. */
const networkFileSystems = new Map<number, string>([
  [0x6969, "NFS"],
  [0x517b, "SMB"],
  [0xff534d42, "CIFS"],
  [0xfe534d42, "SMB2"],
  [0x01021997, "9P"],
  [0x5346414f, "AFS"],
  [0x00c36400, "Ceph"],
  [0x0bd00bd0, "Lustre"],
  [0x47504653, "GPFS"],
  [0x7461636f, "OCFS2"],
  [0x01161970, "GFS2"],
  [0x65735546, "FUSE"],
]);

function reserveOf(file: string): string {
  return `${file}.reserve`;
}
