/**
 * Key directories that the issuer signed, kept in a folder: all that the relay keeps. They are public
 * and the same for everyone.
 */

import { open, readdir, readFile, rename, unlink } from "node:fs/promises";
import path from "node:path";

import type { DayTokens, LearnOutcome } from "@tocsin/http";
import { canonicalJson, parseJson, textOf, TocsinError } from "@tocsin/kernel";
import { makeFolder } from "@tocsin/kernel/folders";
import { parseMessage, type SignedDirectory, signedDirectory } from "@tocsin/wire";

import { directoryBytesMax, directoryFilesMax } from "./limits.ts";

const fileName = /^\d{4}-\d{2}\.json$/;

export class Directories {
  readonly #folder: string;
  readonly #tokens: DayTokens;

  constructor(folder: string, tokens: DayTokens) {
    this.#folder = folder;
    this.#tokens = tokens;
  }

  /** Reads what is kept; a file that is damaged or not the issuer's counts as refused. */
  async load(): Promise<{ learned: number; refused: number }> {
    makeFolder(this.#folder);
    const names = (await readdir(this.#folder)).filter((name) => fileName.test(name)).sort();
    const counts = { learned: 0, refused: 0 };
    for (const name of names.slice(-directoryFilesMax)) {
      const signed = await this.#read(path.join(this.#folder, name));
      const outcome = signed === undefined ? "bad-signature" : this.#tokens.learn(signed);
      if (outcome === "bad-signature") counts.refused += 1;
      else counts.learned += 1;
    }
    return counts;
  }

  /** Believes and keeps a directory, if the issuer signed it and it is newer. */
  async accept(signed: SignedDirectory): Promise<LearnOutcome> {
    const outcome = this.#tokens.learn(signed);
    if (outcome === "learned") await this.#write(signed);
    return outcome;
  }

  async #read(file: string): Promise<SignedDirectory | undefined> {
    const bytes = await readFile(file);
    if (bytes.length > directoryBytesMax) return undefined;
    try {
      return parseMessage(signedDirectory, parseJson(textOf(bytes) ?? ""));
    } catch (error) {
      if (error instanceof TocsinError) return undefined;
      throw error;
    }
  }

  /** Whole or not at all, also when the machine stops in the middle. */
  async #write(signed: SignedDirectory): Promise<void> {
    const name = `${signed.directory.epoch}.json`;
    const temporary = path.join(this.#folder, `.${name}.new`);
    const file = await open(temporary, "w", 0o600);
    try {
      await file.writeFile(canonicalJson(signed));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path.join(this.#folder, name));
    const names = (await readdir(this.#folder)).filter((it) => fileName.test(it)).sort();
    for (const old of names.slice(0, -directoryFilesMax)) {
      await unlink(path.join(this.#folder, old));
    }
  }
}
