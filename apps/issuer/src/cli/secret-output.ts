/** Where an invitation goes: a new file that only its owner can read, or once to standard output. */

import { type FileHandle, open, rm } from "node:fs/promises";

import { TocsinError } from "@tocsin/kernel";
import type { Invitation } from "@tocsin/wire";

import type { Terminal } from "../config.ts";

export interface InvitationOutput extends AsyncDisposable {
  /** Undefined: standard output. */
  readonly file: string | undefined;
  write(invitation: Invitation): Promise<void>;
}

/** Opened before the invitation is made, so that none is lost. Throws `file-exists`. */
export async function openInvitationOutput(
  file: string,
  { out }: Terminal,
): Promise<InvitationOutput> {
  if (file === "-") {
    return {
      file: undefined,
      write: (invitation) => {
        out(`${JSON.stringify(invitation)}\n`);
        return Promise.resolve();
      },
      [Symbol.asyncDispose]: () => Promise.resolve(),
    };
  }
  const handle = await create(file);
  let written = false;
  return {
    file,
    write: async (invitation) => {
      await handle.writeFile(`${JSON.stringify(invitation)}\n`);
      await handle.sync();
      written = true;
    },
    [Symbol.asyncDispose]: async () => {
      await handle.close();
      if (!written) await rm(file, { force: true });
    },
  };
}

async function create(file: string): Promise<FileHandle> {
  try {
    return await open(file, "wx", 0o600);
  } catch (error) {
    const exists = error instanceof Error && "code" in error && error.code === "EEXIST";
    if (exists) throw new TocsinError("file-exists", { detail: "--out" });
    throw new TocsinError("usage", { detail: "--out cannot be written", cause: error });
  }
}
