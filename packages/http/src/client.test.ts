import { createServer, type RequestListener, type Server } from "node:http";

import { expect, it } from "vitest";
import { z } from "zod";

import { fetchBytes, fetchJson } from "./client.ts";

async function answering(listener: RequestListener): Promise<AsyncDisposable & { url: string }> {
  const server: Server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

it("sends the same few headers, whatever program it is", async () => {
  let seen: string[] = [];
  await using server = await answering((request, response) => {
    seen = request.rawHeaders.filter((_, at) => at % 2 === 0).map((name) => name.toLowerCase());
    response.end();
  });
  const body = { mediaType: "message/ohttp-req", bytes: new Uint8Array(3) };
  await fetchBytes(server.url, { method: "POST", body, bytesMax: 0 });
  expect(seen).toEqual(["host", "accept", "content-type", "content-length", "connection"]);
});

it("does not follow a redirect", async () => {
  let asked = 0;
  await using server = await answering((_request, response) => {
    asked += 1;
    response.writeHead(302, { location: "http://127.0.0.1:1/" }).end();
  });
  expect((await fetchBytes(server.url, { bytesMax: 10 })).status).toBe(302);
  expect(asked).toBe(1);
});

it.each([
  ["more than the limit", "remote-answer-invalid", (response: string) => response],
  ["an answer cut short", "remote-unreachable", () => "cut"],
  ["an answer that never ends", "remote-late", () => "slow"],
])("fails on %s", async (_name, code, kind) => {
  await using server = await answering((_request, response) => {
    response.writeHead(200, { "content-length": "100" });
    response.write("x".repeat(20));
    if (kind("") === "cut") response.destroy();
    else if (kind("") === "") response.end("x".repeat(80));
  });
  const deadlineMs = kind("") === "slow" ? 200 : 60_000;
  const ask = fetchBytes(server.url, { bytesMax: kind("") === "" ? 50 : 100, deadlineMs });
  await expect(ask).rejects.toMatchObject({ code });
});

it("tells an error of the catalogue as that error, and any other refusal by its status", async () => {
  const answers = [
    { type: "too-large", title: "t", status: 413, fix: "f", detail: "9\u001b[2J", id: "i" },
    { type: "made-up", title: "t", status: 418, fix: "f", id: "i" },
    "not a problem",
  ];
  await using server = await answering((request, response) => {
    response.writeHead(418).end(JSON.stringify(answers[Number(request.url?.slice(1))]));
  });
  const ask = (at: number) => fetchJson(`${server.url}/${at}`, z.object({}), { bytesMax: 1000 });
  await expect(ask(0)).rejects.toMatchObject({ code: "too-large", detail: "9?[2J" });
  await expect(ask(1)).rejects.toMatchObject({ code: "remote-refused", detail: "status 418" });
  await expect(ask(2)).rejects.toMatchObject({ code: "remote-refused" });
});

it("refuses an answer that is not of its schema", async () => {
  await using server = await answering((_request, response) => response.end('{"a":1}'));
  const ask = fetchJson(server.url, z.strictObject({ b: z.number() }), { bytesMax: 100 });
  await expect(ask).rejects.toMatchObject({ code: "remote-answer-invalid" });
});

it("says plainly that nobody is there", async () => {
  const url = await (async () => {
    await using server = await answering(() => undefined);
    return server.url;
  })();
  await expect(fetchBytes(url, { bytesMax: 1 })).rejects.toMatchObject({
    code: "remote-unreachable",
  });
});
