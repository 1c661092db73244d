/** Files that the command line makes: for their owner alone, and never in place of another file. */

import { constants } from "node:fs";
import { open } from "node:fs/promises";

import { TocsinError } from "@tocsin/kernel";

/** On the disk when it resolves. Throws `file-exists`, `file-not-writable`. */
export async function writeNewFile(file: string, content: string): Promise<void> {
  const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW } = constants;
  const handle = await open(file, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600).catch(
    (error: unknown): never => {
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      throw new TocsinError(code === "EEXIST" ? "file-exists" : "file-not-writable");
    },
  );
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
