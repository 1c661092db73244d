/**
 * What a command line set, read into what a program runs with, and how a program says why it does not
 * start. An error names the setting and never what was given for it.
 */

import { fromBase64Url, roundMsMax, roundMsMin, TocsinError } from "@tocsin/kernel";

import type { TlsFiles } from "./tls.ts";

const urlForm = /^https?:\/\/[^\s?#]{1,1000}$/;
const portMax = 65_535;
const keyBytes = 32;

/** Options by name, as commander gives them. Each reader throws `usage` that names the option. */
export class Settings {
  readonly #options: Readonly<Record<string, unknown>>;

  constructor(options: Readonly<Record<string, unknown>>) {
    this.#options = options;
  }

  has(name: string): boolean {
    return this.#options[name] !== undefined;
  }

  text(name: string): string {
    const value = this.#options[name];
    if (typeof value !== "string" || value === "") throw invalidSetting(flagOf(name));
    return value;
  }

  whole(name: string, min: number, max: number): number {
    const value = this.text(name);
    const number = /^\d{1,9}$/.test(value) ? Number(value) : -1;
    if (number < min || number > max) throw invalidSetting(`${flagOf(name)}: ${min} to ${max}`);
    return number;
  }

  /** 0: any free one. */
  port(name: string): number {
    return this.whole(name, 0, portMax);
  }

  url(name: string): string {
    const value = this.text(name);
    if (!urlForm.test(value)) throw invalidSetting(`${flagOf(name)}: not an http or https URL`);
    return value;
  }

  /** A public key of 32 bytes, base64url. */
  publicKey(name: string): Uint8Array {
    const key = fromBase64Url(this.text(name));
    if (key?.length === keyBytes) return key;
    throw invalidSetting(`${flagOf(name)}: not ${keyBytes} bytes of base64url`);
  }

  /** Length of a round. */
  roundMs(name: string): number {
    return this.whole(name, roundMsMin, roundMsMax);
  }

  /** Paths of PEM files; without them HTTP. */
  tlsFiles(): TlsFiles {
    return {
      ...(this.has("tlsCert") ? { tlsCert: this.text("tlsCert") } : {}),
      ...(this.has("tlsKey") ? { tlsKey: this.text("tlsKey") } : {}),
    };
  }
}

export function invalidSetting(detail: string): TocsinError {
  return new TocsinError("usage", { detail });
}

/** Says what went wrong and what mends it; gives the exit code. */
export function explain(error: unknown, say: (what: unknown) => void): number {
  if (error instanceof TocsinError) {
    say(`${error.message}\n${error.fix}`);
    return error.exit;
  }
  const usage = usageExit(error);
  if (usage !== undefined) return usage;
  say(error);
  return 1;
}

/** Of commander, which has said its own already: 0 after help, 2 for a command that is none. */
function usageExit(error: unknown): number | undefined {
  if (!(error instanceof Error) || error.name !== "CommanderError") return undefined;
  return "exitCode" in error && error.exitCode === 0 ? 0 : 2;
}

/** "issuerKey" is "--issuer-key" on the command line. */
function flagOf(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
