/**
 * How this company's own node is reached: a file in its state folder that only the owner can read. Whoever
 * has the bearer in it can read and share everything here, so a file that others could read or have put
 * there is refused.
 */

import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import path from "node:path";
import process from "node:process";

import { parseJson, textOf, TocsinError } from "@tocsin/kernel";
import { type NodeAddress, nodeAddress } from "@tocsin/wire/node-api";
import { parseMessage } from "@tocsin/wire/primitives";

export const addressFileName = "api.json";
const addressBytesMax = 4096;
const loopbackHosts: ReadonlySet<string> = new Set(["127.0.0.1", "[::1]", "localhost"]);

/** Throws `node-not-running` where there is no file, `secret-file-exposed`, `not-loopback`. */
export async function readNodeAddress(home: string): Promise<NodeAddress> {
  const bytes = await readOwnFile(path.join(home, addressFileName), addressBytesMax);
  if (bytes === undefined) throw new TocsinError("node-not-running");
  const address = parseMessage(nodeAddress, parseJson(textOf(bytes) ?? ""));
  const { protocol, hostname } = new URL(address.url);
  if (protocol !== "http:" || !loopbackHosts.has(hostname)) throw new TocsinError("not-loopback");
  return address;
}

/**
 * The bytes of a secret file, or undefined where there is none. Throws `secret-file-exposed` for a link,
 * for another owner's file, and for one that others can read or write.
 */
export async function readOwnFile(file: string, bytesMax: number): Promise<Uint8Array | undefined> {
  const handle = await openPlain(file);
  if (handle === undefined) return undefined;
  try {
    const { mode, size, uid } = await handle.stat().then((it) => {
      if (!it.isFile()) throw exposed("not a plain file");
      return it;
    });
    if (process.getuid !== undefined && uid !== process.getuid()) throw exposed("another owner");
    if (process.platform !== "win32" && (mode & 0o077) !== 0) throw exposed("mode is not 600");
    if (size > bytesMax) throw new TocsinError("too-large", { detail: `${bytesMax} bytes` });
    return new Uint8Array(await handle.readFile());
  } finally {
    await handle.close();
  }
}

async function openPlain(file: string): Promise<FileHandle | undefined> {
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
  try {
    return await open(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw exposed(code === "ELOOP" ? "a link" : "cannot be opened");
  }
}

function exposed(detail: string): TocsinError {
  return new TocsinError("secret-file-exposed", { detail });
}
