/** For tests: an issuer's keys and tokens, and a gateway that writes down every byte it is sent. */

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import {
  dayContext,
  ed25519SigningKey,
  encodeToken,
  finalizeToken,
  generateTokenSigningKey,
  issueToken,
  prepareToken,
  signDocument,
  type TokenSigningKey,
} from "@tocsin/crypto";
import { type Day, epochOf, systemRandom, toBase64Url } from "@tocsin/kernel";
import { everyone, parseMessage, type SignedDirectory, signedDirectory } from "@tocsin/wire";

export interface Seen {
  readonly method: string;
  readonly url: string;
  /** Names and values as they came, in turn. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
  readonly port: number;
}

export type Reply = (seen: Seen, response: ServerResponse, request: IncomingMessage) => void;

export interface StandGateway extends AsyncDisposable {
  readonly url: string;
  readonly seen: readonly Seen[];
  reply: Reply;
}

/** Listens on a real socket; `reply` may be changed at any time. */
export async function standGateway(reply: Reply): Promise<StandGateway> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method = "", url = "", rawHeaders } = request;
      const one = {
        method,
        url,
        rawHeaders,
        body: Buffer.concat(chunks),
        port: request.socket.remotePort ?? 0,
      };
      seen.push(one);
      gateway.reply(one, response, request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const gateway: StandGateway = {
    url: `http://127.0.0.1:${port}`,
    seen,
    reply,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return gateway;
}

export interface StandIssuer {
  readonly publicKey: Uint8Array;
  directory(nowMs: number, revision?: number): SignedDirectory;
  /** The header that admits on that day. */
  header(day: Day): string;
}

const issuerName = "issuer.example";

export async function standIssuer(): Promise<StandIssuer> {
  const signer = ed25519SigningKey(systemRandom.bytes(32));
  const key = await generateTokenSigningKey();
  return {
    publicKey: signer.publicKey,
    directory: (nowMs, revision = 1) =>
      directoryOf(key, nowMs, revision, (unsigned) =>
        toBase64Url(signDocument("key-directory", unsigned, signer)),
      ),
    header: (day) => headerOf(key, day),
  };
}

function directoryOf(
  { publicKey }: TokenSigningKey,
  nowMs: number,
  revision: number,
  sign: (unsigned: unknown) => string,
): SignedDirectory {
  const directory = {
    v: 1,
    epoch: epochOf(nowMs),
    revision,
    issuerName,
    classes: [{ id: everyone, members: 20, mergedInto: null }],
    crowd: [],
    keys: [
      {
        purpose: "relay",
        class: everyone,
        publicKey: toBase64Url(publicKey.spki),
        keyId: toBase64Url(publicKey.id),
        quota: 33,
      },
    ],
  };
  return parseMessage(signedDirectory, { directory, signature: sign(directory) });
}

function headerOf(key: TokenSigningKey, day: Day): string {
  const redemptionContext = dayContext("relay", day);
  const prepared = prepareToken({
    publicKey: key.publicKey,
    challenge: { issuerName, originInfo: "relay", redemptionContext },
    nonce: systemRandom.bytes(32),
    random: systemRandom,
  });
  const issued = issueToken(key, prepared.request);
  const token = issued.ok ? finalizeToken(prepared.state, issued.response) : undefined;
  if (token === undefined) throw new Error("no token");
  return `PrivateToken token="${toBase64Url(encodeToken(token))}"`;
}
