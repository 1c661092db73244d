import { randomBytes } from "node:crypto";

import { dayMs, dayOf } from "@tocsin/kernel";
import { capsuleBytes } from "@tocsin/wire";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { refusalBytes, sessionsPerTokenMax } from "../limits.ts";
import { type Reply, standGateway } from "../../test/stand.ts";
import { answered, RelayWorld, roundMs, sealedType } from "../../test/world.ts";

let world: RelayWorld;

beforeEach(async () => {
  world = await RelayWorld.start();
});
afterEach(() => world[Symbol.asyncDispose]());

describe("a capsule at the relay", () => {
  it("goes on byte for byte, and its answer comes back byte for byte", async () => {
    const capsule = randomBytes(capsuleBytes);
    const answer = await world.send(world.today(), { body: capsule });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual(
      Buffer.concat([Buffer.from("sealed answer to "), capsule.subarray(0, 8)]),
    );
    expect(world.gateway.seen).toHaveLength(1);
    expect(world.gateway.seen[0]?.body).toEqual(capsule);
    expect(world.gateway.seen[0]).toMatchObject({ method: "POST", url: "/capsule" });
  });

  it("takes no header of the node along, and brings none of the gateway back", async () => {
    const headers = {
      "content-type": sealedType,
      authorization: world.today(),
      cookie: "who=me",
      "user-agent": "secret-agent",
      "accept-language": "de-DE",
      "x-forwarded-for": "203.0.113.9",
      forwarded: "for=203.0.113.9",
      via: "1.1 secret",
      referer: "https://secret.example/",
      date: "Tue, 3 Mar 2026 10:00:00 GMT",
      "x-secret": "secret",
    };
    const answer = await world.ask("/capsule", {
      method: "POST",
      headers,
      body: randomBytes(capsuleBytes),
    });
    const sent = Object.fromEntries(
      (world.gateway.seen[0]?.rawHeaders ?? []).flatMap((name, at, all) =>
        at % 2 === 0 ? [[name.toLowerCase(), all[at + 1]]] : [],
      ),
    );
    expect(sent).toEqual({
      host: world.gateway.url.slice("http://".length),
      accept: "*/*",
      connection: "keep-alive",
      "content-type": sealedType,
      "content-length": String(capsuleBytes),
    });
    expect(Object.keys(answer.headers).sort()).toEqual([
      "cache-control",
      "connection",
      "content-length",
      "content-type",
      "date",
    ]);
    expect(answer.headers["content-type"]).toBe("message/ohttp-res");
    expect(JSON.stringify(answer.headers)).not.toContain("secret");
  });

  it("is one a round for each token, and a late one has the place of its own round", async () => {
    const mine = world.today();
    const other = world.today();
    const statuses = async (): Promise<number[]> => {
      const all = await Promise.all([
        world.send(mine),
        world.send(mine),
        world.send(mine),
        world.send(other),
      ]);
      return all.map(({ status }) => status).sort();
    };
    expect(await statuses()).toEqual([200, 200, 429, 429]);
    world.nowMs += roundMs;
    expect(await statuses()).toEqual([200, 200, 429, 429]);
    world.nowMs += 2 * roundMs;
    // The rounds between were missed, but only the last one's place may still be taken.
    expect((await world.send(mine)).status).toBe(200);
    expect((await world.send(mine)).status).toBe(200);
    expect((await world.send(mine)).status).toBe(429);
    expect(world.gateway.seen).toHaveLength(6);
  });

  it("has its place where several were late before it, and no more", async () => {
    const mine = world.today();
    expect((await world.send(mine)).status).toBe(200);
    // That of the next round comes a round late, and so does the one behind it.
    world.nowMs += 2 * roundMs;
    expect((await world.send(mine)).status).toBe(200);
    world.nowMs += roundMs;
    const two = [await world.send(mine), await world.send(mine)];
    expect(two.map(({ status }) => status)).toEqual([200, 200]);
    expect((await world.send(mine)).status).toBe(429);
    world.nowMs += roundMs;
    expect((await world.send(mine)).status).toBe(200);
    expect((await world.send(mine)).status).toBe(429);
  });

  it.each<[string, () => string | undefined]>([
    ["no token", () => undefined],
    ["a token of yesterday", () => world.issuer.header(dayOf(world.nowMs - dayMs))],
    ["a token of tomorrow", () => world.issuer.header(dayOf(world.nowMs + dayMs))],
    ["half a token", () => world.today().slice(0, -40)],
    ["a changed token", () => world.today().replace(/.{4}"$/, 'AAAA"')],
    ["two tokens", () => `${world.today()}, ${world.today()}`],
    ["a bearer", () => "Bearer x"],
  ])("with %s is refused before it is read", async (_name, make) => {
    const answer = await world.send(make());
    expect(answer.status).toBe(401);
    expect(world.gateway.seen).toHaveLength(0);
  });

  it("is let in by the token of the day beside it only around midnight", async () => {
    world.nowMs = Date.UTC(2026, 10, 22) - 60_000;
    const tomorrow = world.issuer.header(dayOf(world.nowMs + dayMs));
    expect((await world.send(tomorrow)).status).toBe(200);
    world.nowMs += 4 * 60_000;
    expect((await world.send(world.issuer.header(dayOf(world.nowMs - dayMs)))).status).toBe(401);
    expect((await world.send(tomorrow)).status).toBe(200);
    world.nowMs += dayMs;
    expect((await world.send(tomorrow)).status).toBe(401);
  });

  it.each<[number, string, string, number]>([
    [400, "one byte less", sealedType, capsuleBytes - 1],
    [400, "no bytes", sealedType, 0],
    [413, "one byte more", sealedType, capsuleBytes + 1],
    [413, "a megabyte", sealedType, 1_000_000],
    [415, "another type", "application/octet-stream", capsuleBytes],
    [415, "no type", "", capsuleBytes],
  ])("is answered %i for %s, in an answer of one size", async (status, _name, type, bytes) => {
    const answer = await world.send(world.today(), { body: Buffer.alloc(bytes), type });
    expect(answer.status).toBe(status);
    expect(answer.body).toHaveLength(refusalBytes);
    expect(world.gateway.seen).toHaveLength(0);
  });

  it("is one request on the wire, whatever the method or query", async () => {
    for (const [method, path] of [
      ["DELETE", "/capsule"],
      ["PUT", "/capsule"],
      ["POST", "/capsule?a=1"],
      ["POST", "/capsules"],
    ] as const) {
      const headers = { "content-type": sealedType, authorization: world.today() };
      const answer = await world.ask(path, { method, headers, body: randomBytes(capsuleBytes) });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.body).toHaveLength(refusalBytes);
    }
    expect(world.gateway.seen).toHaveLength(0);
  });

  it.each<[number, string, Reply]>([
    [
      502,
      "refuses",
      (_seen, response) =>
        response.writeHead(503, { "content-type": "message/ohttp-res" }).end("x"),
    ],
    [
      502,
      "redirects",
      (_seen, response) => response.writeHead(302, { location: "http://127.0.0.1:1/" }).end(),
    ],
    [
      502,
      "answers in another type",
      (_seen, response) => response.writeHead(200, { "content-type": "text/html" }).end("<p>"),
    ],
    [
      502,
      "answers without end",
      (_seen, response) =>
        response
          .writeHead(200, { "content-type": "message/ohttp-res" })
          .end(Buffer.alloc(1_000_000)),
    ],
    [502, "hangs up", (_seen, response) => response.destroy()],
    [
      502,
      "hangs up in the middle",
      (_seen, response) => {
        response.writeHead(200, { "content-type": "message/ohttp-res", "content-length": "99" });
        response.write("half");
        setTimeout(() => response.destroy(), 20);
      },
    ],
  ])("is answered %i in one size when the gateway %s", async (status, _name, reply) => {
    world.gateway.reply = reply;
    const answer = await world.send(world.today());
    expect(answer.status).toBe(status);
    expect(answer.body).toHaveLength(refusalBytes);
    expect(answer.headers).not.toHaveProperty("location");
  });

  it("is answered 502 in one size when the gateway is down, and passes again when it is back", async () => {
    const { url } = world.gateway;
    await world.gateway[Symbol.asyncDispose]();
    const answer = await world.send(world.today());
    expect([answer.status, answer.body.length]).toEqual([502, refusalBytes]);
    expect(answer.body.toString()).not.toContain(url.slice("http://".length));
    world.gateway = await standGateway(answered);
    await world.restart();
    expect((await world.send(world.today())).status).toBe(200);
  });
});

describe("a session request at the relay", () => {
  it("has a few places a day, which are not those of the capsules", async () => {
    const mine = world.today();
    for (let n = 0; n < sessionsPerTokenMax; n += 1) {
      expect((await world.send(mine, { path: "/session" })).status).toBe(200);
    }
    expect((await world.send(mine, { path: "/session" })).status).toBe(429);
    expect((await world.send(mine)).status).toBe(200);
    expect(world.gateway.seen.map(({ url }) => url)).toEqual([
      ...Array<string>(sessionsPerTokenMax).fill("/session"),
      "/capsule",
    ]);
  });
});
