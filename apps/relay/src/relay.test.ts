import { readdir, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";

import { authorisationCells, DayTokens } from "@tocsin/http";
import { dayMs, systemClock } from "@tocsin/kernel";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { Admission } from "./admission.ts";
import { FeedFiles } from "./feed-files.ts";
import { createGateway } from "./gateway.ts";
import { capsuleRoutes } from "./routes/capsules.ts";
import { feedRoutes } from "./routes/feed.ts";
import { standIssuer } from "../test/stand.ts";
import { type Answer, RelayWorld, roundMs } from "../test/world.ts";

let world: RelayWorld;

beforeEach(async () => {
  world = await RelayWorld.start();
});
afterEach(() => world[Symbol.asyncDispose]());

describe("the relay", () => {
  it("logs no address, token or path of anyone", async () => {
    const mine = world.today();
    await world.send(mine);
    await world.send(mine);
    await world.send(undefined);
    await world.send(mine, { body: Buffer.alloc(3) });
    await world.ask("/feed/batches/424242");
    world.gateway.reply = (_seen, response) => response.destroy();
    world.nowMs += roundMs;
    await world.send(mine);
    const all = world.logged.join("\n");
    expect(world.logged.length).toBeGreaterThan(3);
    for (const secret of ["127.0.0.1", "::1", "424242", mine.slice(30, 60)]) {
      expect(all).not.toContain(secret);
    }
  });

  it("believes the issuer's directories alone, and knows them again after a restart", async () => {
    const post = (body: unknown): Promise<Answer> =>
      world.ask("/notices", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: Buffer.from(JSON.stringify(body)),
      });
    const stranger = await standIssuer();
    expect((await post(stranger.directory(world.nowMs, 5))).status).toBe(409);
    expect((await post({ directory: {}, signature: "" })).status).toBe(400);
    expect((await post(world.issuer.directory(world.nowMs, 2))).status).toBe(204);
    expect((await post(world.issuer.directory(world.nowMs, 2))).status).toBe(204);
    await writeFile(
      join(world.folder, "2026-10.json"),
      JSON.stringify(stranger.directory(world.nowMs)),
    );
    await writeFile(join(world.folder, "2026-09.json"), "{");
    await world.restart();
    expect(world.logged).toContain(
      JSON.stringify({ count: 1, dropped: 2, event: "directories-read" }),
    );
    expect((await world.send(world.today())).status).toBe(200);
    expect((await readdir(world.folder)).filter((name) => name.startsWith("."))).toEqual([]);
  });

  it("is ready once it knows the keys of the epoch", async () => {
    expect((await world.ask("/readyz")).status).toBe(200);
    world.nowMs += 31 * dayMs;
    expect((await world.ask("/readyz")).status).toBe(503);
    expect((await world.ask("/livez")).status).toBe(200);
  });

  it("lets nobody send a capsule without admission, and everybody read", () => {
    const gateway = createGateway("http://127.0.0.1:1", 1);
    const issuerKey = new Uint8Array(32);
    const tokens = new DayTokens({ issuerKey, purpose: "relay", origin: "relay" });
    const admission = new Admission({ tokens, clock: systemClock, roundMs, tokensMax: 1 });
    const routes = [
      ...capsuleRoutes(gateway, admission),
      ...feedRoutes(new FeedFiles(gateway, systemClock), gateway),
    ];
    const refused = authorisationCells(routes).filter(({ expected }) => expected !== "allowed");
    expect(refused.map(({ path, role, expected }) => [path, role, expected])).toEqual([
      ["/capsule", "anyone", "not-signed-in"],
      ["/session", "anyone", "not-signed-in"],
    ]);
  });

  it("refuses a request with two hosts", async () => {
    const { port } = world.relay;
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(port, "127.0.0.1");
      let text = "";
      socket.on("data", (chunk: Buffer) => (text += chunk.toString("latin1")));
      socket.on("close", () => resolve(text));
      socket.write("POST /capsule HTTP/1.1\r\nhost: a\r\nhost: b\r\n\r\n");
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(world.gateway.seen).toHaveLength(0);
  });
});
