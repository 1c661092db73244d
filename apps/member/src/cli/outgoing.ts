/**
 * The exact bytes that would leave, and their hash. The hash is computed here again: what is approved and
 * shared is what was shown.
 */

import { createHash } from "node:crypto";

import { toBase64Url, TocsinError, utf8 } from "@tocsin/kernel";
import type { Draft } from "@tocsin/wire/desk";

import { counted } from "./counted.ts";
import { manyLines } from "./safe-text.ts";
import type { Shell } from "./shell.ts";

export interface Outgoing {
  readonly text: string;
  /** SHA-256, base64url. */
  readonly hash: string;
  readonly bytes: number;
}

/** Tells what blocks and throws `draft-blocked` where there are no such bytes. */
export function outgoingOf(shell: Shell, draft: Draft): Outgoing {
  const { outgoing, outgoingHash, blockers } = draft;
  if (outgoing === null || outgoingHash === null) {
    for (const { code, why } of blockers) {
      shell.terminal.note(`${code}: ${manyLines(shell.quoted(why))}\n`);
    }
    throw new TocsinError("draft-blocked", { detail: counted(blockers.length, "blocker") });
  }
  const bytes = utf8(outgoing);
  const hash = toBase64Url(createHash("sha256").update(bytes).digest());
  if (hash !== outgoingHash) {
    throw new TocsinError("remote-answer-invalid", { detail: "hash of the outgoing bytes" });
  }
  return { text: outgoing, hash, bytes: bytes.length };
}

/** To stdout and nothing else: into a pipe byte for byte, on a terminal with what is unsafe shown. */
export function printExactly({ terminal }: Shell, { text }: Outgoing): void {
  if (!terminal.outIsTerminal) {
    terminal.out(text);
    return;
  }
  const safe = manyLines(text);
  terminal.out(`${safe}\n`);
  if (safe !== text) terminal.note("Some characters are shown by their number.\n");
}

/** For a person to look at before the answer. */
export function showExactly({ terminal }: Shell, { text, hash, bytes }: Outgoing): void {
  const title = terminal.paintNote("bold", `Exactly these ${bytes} bytes would leave:`);
  terminal.note(`${title}\n${manyLines(text)}\nSHA-256 ${hash}\n`);
}

/** To whom, as whom and for what: audience and class stand outside of the bytes. */
export function readersText({ terms }: Draft): string {
  const said = terms.class ?? "the smallest class of ours that is large enough";
  return (
    `For ${terms.audience}, TLP:${terms.tlp.toUpperCase()}, until ${terms.expires}, ` +
    `purposes: ${terms.purposes.join(", ")}\n` +
    `${outsideText(terms)}\n` +
    `Said as a member of ${said}\n`
  );
}

/** Who outside of the community may have it. */
function outsideText({ recipients }: Draft["terms"]): string {
  if (recipients === null || recipients === undefined) return "For nobody outside of the community";
  const proprietary = recipients.proprietary ? ", as proprietary information" : "";
  return `Beside them for: ${recipients.to.join(", ")}${proprietary}`;
}
