/**
 * HTTPS by a certificate and key in PEM files, and clients that show a certificate of their own. Who
 * listens on the way learns the name of the certificate and sizes, and nothing else. RFC 8446, RFC 9525.
 */

import { createHash, X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { createSecureContext, TLSSocket } from "node:tls";

import { TocsinError } from "@tocsin/kernel";

export interface Tls {
  /** PEM, with the certificates between it and its root. */
  readonly cert: string;
  /** PEM. */
  readonly key: string;
  /** Whether clients are asked for a certificate; one without it is served all the same. */
  readonly asksClients?: boolean;
}

/** Settings of a program that may serve HTTPS: both files or neither. */
export interface TlsFiles {
  readonly tlsCert?: string;
  readonly tlsKey?: string;
}

/** For `listen`. Throws `certificate-unusable`, also where only one of the two is named. */
export async function tlsOf({ tlsCert, tlsKey }: TlsFiles): Promise<{ readonly tls?: Tls }> {
  if (tlsCert === undefined && tlsKey === undefined) return {};
  if (tlsCert === undefined || tlsKey === undefined) throw new TocsinError("certificate-unusable");
  return { tls: await readTls(tlsCert, tlsKey) };
}

/** Throws `certificate-unusable` where they cannot be read or do not belong together. */
export async function readTls(certFile: string, keyFile: string): Promise<Tls> {
  try {
    const [cert, key] = await Promise.all([readFile(certFile, "utf8"), readFile(keyFile, "utf8")]);
    createSecureContext({ cert, key });
    return { cert, key };
  } catch (cause) {
    throw new TocsinError("certificate-unusable", { cause });
  }
}

/** What a client's certificate is known by: SHA-256 of its bytes, base64url. Throws `certificate-unusable`. */
export function certificateHash(pem: string): string {
  try {
    return hashOf(new X509Certificate(pem).raw);
  } catch (cause) {
    throw new TocsinError("certificate-unusable", { cause });
  }
}

/** That of the certificate whose key the client has proved to hold; undefined without one. */
export function clientCertificateHash(incoming: IncomingMessage | undefined): string | undefined {
  const socket = incoming?.socket;
  if (!(socket instanceof TLSSocket)) return undefined;
  const certificate = socket.getPeerX509Certificate();
  return certificate === undefined ? undefined : hashOf(certificate.raw);
}

function hashOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("base64url");
}
