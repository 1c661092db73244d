/** A folder from which another system takes files: one a warning, there whole or not at all, for its owner alone. */

import { open, rename, rm } from "node:fs/promises";
import path from "node:path";

import { TocsinError } from "@tocsin/kernel";
import type { ChannelRequest } from "@tocsin/wire/node-api";
import { type Message, systemWarning } from "./message.ts";

type FileSettings = Extract<ChannelRequest, { kind: "file" }>;

/** The same message again takes the place of itself. */
export async function dropFile(settings: FileSettings, message: Message): Promise<void> {
  const warnings = message.warnings.map((it) => systemWarning(settings, it));
  const file = path.join(settings.folder, `tocsin-${message.id}.json`);
  const fresh = `${file}.part`;
  try {
    await rm(fresh, { force: true });
    const handle = await open(fresh, "wx", 0o600);
    try {
      const value = { at: new Date(message.atMs).toISOString(), warnings };
      await handle.writeFile(`${JSON.stringify(value)}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(fresh, file);
  } catch (cause) {
    throw new TocsinError("file-not-writable", { cause });
  }
}
