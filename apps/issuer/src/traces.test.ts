import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Writable } from "node:stream";

import { createLog, logOptions } from "@tocsin/http";
import { systemClock } from "@tocsin/kernel";
import { bytesOf } from "@tocsin/wire";
import { pino } from "pino";
import { expect, it } from "vitest";

import { tokensBody } from "../test/member-client.ts";
import { directoryFor, entryFor, smallCommunity } from "../test/small-community.ts";

it("leaves no name, key, secret, address, request or signature in the log, and no request or signature in the store", async () => {
  const lines: string[] = [];
  const sink = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(chunk.toString());
      done();
    },
  });
  const log = createLog(pino(logOptions("issuer", systemClock), sink));
  await using community = await smallCommunity({ ports: { log } });
  const { issuer } = community;
  const { invitation } = await issuer.run("member-invite", {
    name: "Canary Holdings",
    legalId: "CANARY-77",
    class: "everyone",
  });
  const client = await community.join();
  await issuer.run("epoch-prepare", {});
  const directory = await directoryFor(client);
  const entry = entryFor(directory, "report");
  const body = tokensBody(directory, entry, client.prepare(directory, entry));
  const answer = await client.ask(body);
  await client.ask({ ...body, requests: body.requests.toReversed() });
  await fetch(`${issuer.url}/canary-path?canary=1`).then((response) => response.text());
  const unknown = client.request({ do: "status" }, { timeMs: 0 });
  await client.send(unknown);
  await expect(issuer.run("member-show", { id: "canary" })).rejects.toThrow();
  const signed = answer.is === "tokens" ? answer.signed : [];
  expect(signed).toHaveLength(entry.quota);

  const text = lines.join("");
  expect(text).toContain("documents-published");
  const secrets = [invitation.secret, client.publicKey, ...body.requests, ...signed];
  for (const canary of ["Canary", "CANARY", "canary", "127.0.0.1", ...secrets]) {
    expect(text).not.toContain(canary);
  }

  const files = readdirSync(community.stateDir).filter((name) => name.startsWith("issuer.sqlite"));
  const stored = Buffer.concat(files.map((name) => readFileSync(join(community.stateDir, name))));
  for (const value of [invitation.secret, ...body.requests, ...signed]) {
    expect(stored.includes(Buffer.from(bytesOf(value)).subarray(0, 32))).toBe(false);
    expect(stored.includes(value.slice(0, 40))).toBe(false);
  }
  expect(stored.includes("127.0.0.1:1")).toBe(true);
});
