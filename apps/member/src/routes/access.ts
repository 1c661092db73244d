/**
 * Who is let in: one-time tokens that open a browser session, sessions, and the command line's bearer.
 * Only hashes are kept, and looking one up takes the same steps whether it is there or not.
 */

import { sha256 } from "@tocsin/crypto";
import type { Credentials } from "@tocsin/http";
import { bytesOf } from "@tocsin/wire";
import { type Clock, fromBase64Url, type Random, toBase64Url, TocsinError } from "@tocsin/kernel";
import type { Role } from "./roles.ts";

export const linkMs = 10 * 60_000;
export const sessionMs = 12 * 3_600_000;
const linksMax = 32;
const sessionsMax = 64;
const secretBytes = 32;

export interface Access {
  /** For `api.json`: who has it is the command line. */
  readonly bearer: string;
  /** A token that signs in once. */
  newLink(): { readonly token: string; readonly expiresMs: number };
  /** The cookie of a new session. Throws `not-signed-in`. */
  signIn(token: string): string;
  identify(credentials: Credentials): Role;
  /** Browsers do not tell ports apart: the port is part of the cookie's name. */
  usePort(port: number): void;
}

export function createAccess({ clock, random }: { clock: Clock; random: Random }): Access {
  const bearer = toBase64Url(random.bytes(secretBytes));
  const bearerHash = hashOf(bearer);
  const links = new Expiring(clock, linksMax);
  const sessions = new Expiring(clock, sessionsMax);
  let cookieName = "tocsin";
  return {
    bearer,
    newLink: () => {
      const token = toBase64Url(random.bytes(secretBytes));
      return { token, expiresMs: links.add(hashOf(token), linkMs) };
    },
    signIn: (token) => {
      if (!links.take(hashOf(token))) throw new TocsinError("not-signed-in");
      const session = toBase64Url(random.bytes(secretBytes));
      sessions.add(hashOf(session), sessionMs);
      const lives = `Max-Age=${sessionMs / 1000}; Path=/`;
      return `${cookieName}=${session}; ${lives}; HttpOnly; SameSite=Strict`;
    },
    identify: ({ header, cookie }) => {
      const shown = /^Bearer ([\w-]{43})$/.exec(header("authorization") ?? "")?.[1];
      if (shown !== undefined) return hashOf(shown) === bearerHash ? "command-line" : "stranger";
      const session = cookie(cookieName);
      return session !== undefined && sessions.has(hashOf(session)) ? "console" : "stranger";
    },
    usePort: (port) => {
      cookieName = `tocsin_${port}`;
    },
  };
}

function hashOf(secret: string): string {
  const bytes = fromBase64Url(secret);
  return bytes?.length === secretBytes ? toBase64Url(sha256(bytesOf(secret))) : "";
}

/** Hashes that are good for a while; the oldest gives way where there are too many. */
class Expiring {
  readonly #clock: Clock;
  readonly #countMax: number;
  readonly #until = new Map<string, number>();

  constructor(clock: Clock, countMax: number) {
    this.#clock = clock;
    this.#countMax = countMax;
  }

  add(hash: string, lifeMs: number): number {
    const [oldest] = this.#until.keys();
    if (this.#until.size >= this.#countMax && oldest !== undefined) this.#until.delete(oldest);
    const untilMs = this.#clock.now() + lifeMs;
    this.#until.set(hash, untilMs);
    return untilMs;
  }

  has(hash: string): boolean {
    const untilMs = this.#until.get(hash);
    return untilMs !== undefined && untilMs > this.#clock.now();
  }

  /** True once. */
  take(hash: string): boolean {
    const isGood = this.has(hash);
    this.#until.delete(hash);
    return isGood;
  }
}
