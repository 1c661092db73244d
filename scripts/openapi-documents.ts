/** The descriptions of the programs' routes, as the running programs give them. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { fetchBytes } from "../packages/http/src/index.ts";
import { initExchange, startExchange } from "../apps/exchange/src/index.ts";
import { readNodeAddress } from "../apps/member/src/cli/node-address.ts";
import { startMember } from "../apps/member/src/index.ts";
import { nodeOperationsText } from "./node-operations.ts";

const bytesMax = 16 * 1024 * 1024;

export interface Descriptions {
  /** Names of files with their texts. */
  readonly documents: ReadonlyMap<string, string>;
  /** The table of types for the command line's client. */
  readonly operations: string;
}

export async function openApiDocuments(): Promise<Descriptions> {
  const folder = mkdtempSync(path.join(tmpdir(), "tocsin-openapi-"));
  try {
    const { document, operations } = await ofNode(path.join(folder, "node"));
    const exchange = await ofExchange(path.join(folder, "exchange"));
    const documents = new Map([
      ["node.json", document],
      ["exchange.json", exchange],
    ]);
    return { documents, operations };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function ofNode(stateDir: string): Promise<{ document: string; operations: string }> {
  await using node = await startMember({ stateDir, host: "127.0.0.1", port: 0 });
  const { token } = await readNodeAddress(stateDir);
  const document = await textAt(node.url, { authorization: `Bearer ${token}` });
  return { document, operations: nodeOperationsText(node.routes) };
}

async function ofExchange(stateDir: string): Promise<string> {
  const issuerKey = await initExchange({ stateDir });
  const config = { stateDir, host: "127.0.0.1", port: 0, origin: "tocsin.local/ledger" };
  await using exchange = await startExchange({ ...config, issuerKey, roundMs: 60_000 });
  return await textAt(exchange.url, {});
}

async function textAt(url: string, headers: Record<string, string>): Promise<string> {
  const answer = await fetchBytes(`${url}/api/openapi.json`, { headers, bytesMax });
  if (answer.status !== 200) throw new Error(`status ${answer.status}`);
  return Buffer.from(answer.bytes).toString("utf8");
}
