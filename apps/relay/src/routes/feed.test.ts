import { randomBytes } from "node:crypto";

import { dayMs } from "@tocsin/kernel";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import type { Reply } from "../../test/stand.ts";
import { RelayWorld } from "../../test/world.ts";

let world: RelayWorld;

beforeEach(async () => {
  world = await RelayWorld.start();
});
afterEach(() => world[Symbol.asyncDispose]());

describe("the feed at the relay", () => {
  const batch = randomBytes(100_000);
  const files: Reply = ({ url }, response, incoming) => {
    if (url === "/feed/batches/7") {
      if (incoming.headers["if-none-match"] === '"one"') response.writeHead(304).end();
      else
        response
          .writeHead(200, {
            "content-type": "application/x-batch",
            "content-length": batch.length,
            etag: '"one"',
            "set-cookie": "secret=1",
          })
          .end(batch);
    } else if (url === "/feed/checkpoint")
      response.writeHead(200, { "content-type": "text/plain", "content-length": 5 }).end("note\n");
    else if (url.startsWith("/feed/tile/"))
      response.writeHead(200, { "content-length": 4 }).end("tile");
    else response.writeHead(404).end("secret");
  };

  it("is passed on without anything of the reader", async () => {
    world.gateway.reply = files;
    const headers = {
      cookie: "who=me",
      "user-agent": "secret",
      authorization: world.today(),
      "if-none-match": '"one"',
      range: "bytes=0-1",
    };
    const answer = await world.ask("/feed/batches/7", { headers });
    expect([answer.status, answer.body]).toEqual([200, batch]);
    expect(answer.headers).toMatchObject({ etag: '"one"', "cache-control": "no-cache" });
    expect(answer.headers).not.toHaveProperty("set-cookie");
    const names = world.gateway.seen[0]?.rawHeaders.filter((_text, at) => at % 2 === 0);
    expect(names?.map((name) => name.toLowerCase()).sort()).toEqual([
      "accept",
      "connection",
      "host",
    ]);
  });

  it("asks once for a crowd, and again after a second", async () => {
    world.gateway.reply = files;
    const crowd = await Promise.all(Array.from({ length: 20 }, () => world.ask("/feed/batches/7")));
    expect(crowd.every(({ body }) => body.equals(batch))).toBe(true);
    expect(world.gateway.seen).toHaveLength(1);
    world.nowMs += 1_500;
    expect((await world.ask("/feed/batches/7")).body).toEqual(batch);
    expect(world.gateway.seen).toHaveLength(2);
    expect(world.gateway.seen[1]?.rawHeaders).toContain('"one"');
  });

  it("gives what was withdrawn no longer than a second", async () => {
    world.gateway.reply = files;
    await world.ask("/feed/batches/7");
    world.gateway.reply = (_seen, response) =>
      response.writeHead(200, { "content-length": 4, etag: '"two"' }).end("less");
    world.nowMs += 1_001;
    expect((await world.ask("/feed/batches/7")).body.toString()).toBe("less");
    world.gateway.reply = (_seen, response) => response.writeHead(404).end();
    world.nowMs += 1_001;
    expect((await world.ask("/feed/batches/7")).status).toBe(404);
  });

  it("keeps tiles, which never change", async () => {
    world.gateway.reply = files;
    for (let n = 0; n < 3; n += 1) {
      expect((await world.ask("/feed/tile/0/x001/234.p/7")).body.toString()).toBe("tile");
      world.nowMs += dayMs / 24;
    }
    expect(world.gateway.seen).toHaveLength(1);
  });

  it.each([
    "/feed/batches/07",
    "/feed/batches/-1",
    "/feed/batches/7?x=1",
    "/feed/tile/../batches/7",
    "/feed/tile/0/12",
    "/feed/tile/0/%2e%2e/secret",
    "/feed/other",
    "/notices/1",
    "/",
  ])("has nothing at %s", async (path) => {
    const answer = await world.ask(path);
    expect([400, 404]).toContain(answer.status);
    expect(world.gateway.seen).toHaveLength(0);
  });

  it("passes a large file through without keeping it", async () => {
    const large = Buffer.alloc(9 * 1024 * 1024, "x");
    world.gateway.reply = (_seen, response) =>
      response.writeHead(200, { "content-length": large.length }).end(large);
    const all = await Promise.all([world.ask("/feed/batches/9"), world.ask("/feed/batches/9")]);
    for (const { body } of all) expect(body.equals(large)).toBe(true);
    expect(world.gateway.seen).toHaveLength(2);
  });

  it("cuts an answer whose source breaks off", async () => {
    world.gateway.reply = (_seen, response) => {
      response.writeHead(200, { "content-length": 20 * 1024 * 1024 });
      response.write(Buffer.alloc(64 * 1024));
      setTimeout(() => response.destroy(), 30);
    };
    await expect(world.ask("/feed/batches/9")).rejects.toThrow();
  });

  it("waits with a session for the next batch, and with nothing else", async () => {
    const session = `Bearer ${"s".repeat(43)}`;
    world.gateway.reply = (seen, response, incoming) => {
      if (incoming.headers.authorization !== session) response.writeHead(401).end();
      else if (seen.url.endsWith("/9")) response.writeHead(204).end();
      else
        setTimeout(
          () => response.writeHead(200, { "tocsin-round": "8", "x-secret": "secret" }).end(batch),
          50,
        );
    };
    const answer = await world.ask("/feed/live/7", {
      headers: { authorization: session, cookie: "a=b" },
    });
    expect([answer.status, answer.headers["tocsin-round"], answer.body]).toEqual([200, "8", batch]);
    expect(answer.headers).not.toHaveProperty("x-secret");
    const sent = world.gateway.seen[0]?.rawHeaders
      .filter((_text, at) => at % 2 === 0)
      .map((name) => name.toLowerCase());
    expect(sent?.sort()).toEqual(["accept", "authorization", "connection", "host"]);
    expect((await world.ask("/feed/live/9", { headers: { authorization: session } })).status).toBe(
      204,
    );
    expect(
      (await world.ask("/feed/live/7", { headers: { authorization: `Bearer ${"t".repeat(43)}` } }))
        .status,
    ).toBe(401);
    expect(
      (await world.ask("/feed/live/7", { headers: { authorization: world.today() } })).status,
    ).toBe(401);
    expect((await world.ask("/feed/live/7")).status).toBe(401);
    expect(world.gateway.seen).toHaveLength(3);
  });
});
