/**
 * Keys with which the company's own systems ask this node. A key is 32 random bytes, so its hash needs
 * no salt and no slow function; or it is a certificate, of which the client proves to have the key. The
 * file holds hashes alone. TAXII 2.1 §1.6.9, RFC 7617, RFC 6750, RFC 8446 §4.4.2.
 */

import { readFile, rename, writeFile } from "node:fs/promises";

import { secretHash, secretIn } from "@tocsin/http/secrets";
import { type Clock, type Random, randomId, toBase64Url, TocsinError } from "@tocsin/kernel";
import { z } from "zod";

export const apiScopes = ["taxii:read", "taxii:write", "misp:read", "api:read", "api:add"] as const;
export type ApiScope = (typeof apiScopes)[number];

const apiKey = z.strictObject({
  id: z.string().max(40),
  name: z.string().min(1).max(80),
  scopes: z.array(z.enum(apiScopes)).min(1),
  /** What the hash is of. */
  by: z.enum(["secret", "certificate"]).default("secret"),
  /** SHA-256 of the secret or of the certificate, base64url. */
  hash: z.string().regex(/^[\w-]{43}$/),
  createdMs: z.number().int(),
});
export type ApiKey = z.output<typeof apiKey>;
const apiKeyFile = z.strictObject({ v: z.literal(1), keys: z.array(apiKey).max(200) });

/** In the state folder. */
export const apiKeyFileName = "api-keys.json";
const keysMax = 200;
const secretBytes = 32;
/** How long a key that was taken away may still work. */
const rereadMs = 1000;

export interface ApiKeys {
  /**
   * The scopes of the key in an Authorization header, or else of the client's certificate, which is told by
   * its hash; undefined where there is no such key.
   */
  scopesOf(
    authorization: string | undefined,
    certificate?: () => string | undefined,
  ): Promise<ReadonlySet<ApiScope> | undefined>;
}

export interface ApiKeyRing {
  list(): Promise<readonly ApiKey[]>;
  /** The secret is told this once. Throws `limit-reached`. */
  add(name: string, scopes: readonly ApiScope[]): Promise<{ key: ApiKey; secret: string }>;
  /** For whoever has the key of that certificate. Throws `limit-reached`. */
  addCertificate(name: string, scopes: readonly ApiScope[], hash: string): Promise<ApiKey>;
  /** False where there is none. */
  remove(id: string): Promise<boolean>;
}

/** The keys as a server looks them up; the file may change under it. */
export function createApiKeys(file: string, clock: Clock): ApiKeys {
  let byHash: ReadonlyMap<string, ReadonlySet<ApiScope>> = new Map();
  let readMs = Number.NEGATIVE_INFINITY;
  const refresh = async (): Promise<void> => {
    const nowMs = clock.now();
    if (nowMs >= readMs && nowMs - readMs < rereadMs) return;
    readMs = nowMs;
    const keys = await readKeys(file);
    byHash = new Map(keys.map((it) => [placeOf(it.by, it.hash), new Set(it.scopes)]));
  };
  return {
    scopesOf: async (authorization, certificate) => {
      const secret = secretIn(authorization);
      // A wrong key is not made good by a certificate.
      const shown = authorization === undefined ? certificate?.() : undefined;
      if (secret === undefined && shown === undefined) return undefined;
      await refresh();
      return byHash.get(
        secret === undefined
          ? placeOf("certificate", shown ?? "")
          : placeOf("secret", secretHash(secret)),
      );
    },
  };
}

/** For the command line, which alone makes and removes keys. */
export function openApiKeyRing(file: string, ports: { clock: Clock; random: Random }): ApiKeyRing {
  const keep = async (given: KeptKey): Promise<ApiKey> => {
    const keys = await readKeys(file);
    if (keys.length >= keysMax) throw new TocsinError("limit-reached", { detail: "200 keys" });
    const createdMs = ports.clock.now();
    const key = apiKey.parse({ ...given, id: randomId(ports.random), createdMs });
    await writeKeys(file, [...keys, key]);
    return key;
  };
  return {
    list: () => readKeys(file),
    add: async (name, scopes) => {
      const secret = toBase64Url(ports.random.bytes(secretBytes));
      return { key: await keep({ name, scopes, by: "secret", hash: secretHash(secret) }), secret };
    },
    addCertificate: (name, scopes, hash) => keep({ name, scopes, by: "certificate", hash }),
    remove: async (id) => {
      const keys = await readKeys(file);
      const left = keys.filter((it) => it.id !== id);
      if (left.length < keys.length) await writeKeys(file, left);
      return left.length < keys.length;
    },
  };
}

interface KeptKey extends Pick<ApiKey, "name" | "by" | "hash"> {
  readonly scopes: readonly ApiScope[];
}

function placeOf(by: ApiKey["by"], hash: string): string {
  return `${by} ${hash}`;
}

async function readKeys(file: string): Promise<readonly ApiKey[]> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return [];
  const parsed = apiKeyFile.safeParse(parseJsonOrNothing(text));
  if (!parsed.success) throw new TocsinError("store-damaged", { detail: "api-keys.json" });
  return parsed.data.keys;
}

function parseJsonOrNothing(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

async function writeKeys(file: string, keys: readonly ApiKey[]): Promise<void> {
  const part = `${file}.part`;
  await writeFile(part, JSON.stringify({ v: 1, keys }), { mode: 0o600 });
  await rename(part, file);
}
