/** A folder for what the tests of one file write; it goes away with the last of them. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { afterAll } from "vitest";

export interface Scratch {
  readonly folder: string;
  /** Writes a file into it and gives its path. */
  readonly file: (name: string, content: string | Uint8Array) => string;
}

export function scratch(): Scratch {
  const folder = mkdtempSync(path.join(tmpdir(), "tocsin-cli-"));
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    folder,
    file: (name, content) => {
      const at = path.join(folder, name);
      writeFileSync(at, content);
      return at;
    },
  };
}
