import { connect, createServer } from "node:net";

import { systemClock, systemRandom } from "@tocsin/kernel";
import { describe, expect, it } from "vitest";
import { z } from "zod";

import { bytesAnswer, jsonAnswer } from "./answers.ts";
import { createApp } from "./app.ts";
import { noBody, rawBody } from "./bodies.ts";
import { fetchBytes } from "./client.ts";
import { eventAnswer, EventHub } from "./event-stream.ts";
import { listen, type Listening, type ListenOptions } from "./listen.ts";
import { silentLog } from "./log.ts";
import { rawAnswer, rawRequest, statusOf } from "./raw-request.ts";
import { defineRoles } from "./roles.ts";
import { declareRoute } from "./route.ts";

const roles = defineRoles("anyone");
const access = { anyone: true } as const;
const ok = z.object({ ok: z.literal(true) });
const shared = { access, cache: "no-store" } as const;

const show = declareRoute(roles, {
  ...shared,
  method: "GET",
  path: "/show",
  request: noBody(),
  answer: jsonAnswer(ok),
  handle: () => ({ ok: true as const }),
});
const take = declareRoute(roles, {
  ...shared,
  method: "POST",
  path: "/take",
  request: rawBody({ mediaTypes: ["application/octet-stream"], bytesMax: 100_000 }),
  answer: bytesAnswer("application/octet-stream"),
  handle: ({ body }) => ({ body: Uint8Array.from(body.bytes) }),
});

const flood = declareRoute(roles, {
  ...shared,
  method: "GET",
  path: "/flood",
  request: noBody(),
  answer: bytesAnswer("application/octet-stream"),
  handle: () => ({
    body: new ReadableStream<Uint8Array>({
      pull: (controller) => {
        controller.enqueue(new Uint8Array(65_536));
      },
    }),
  }),
});

function server(
  options: Partial<ListenOptions> = {},
  hub = new EventHub<"news">(systemClock),
): Promise<Listening> {
  const events = declareRoute(roles, {
    ...shared,
    method: "GET",
    path: "/events",
    request: noBody(),
    answer: eventAnswer(),
    handle: ({ signal }) => hub.open(signal),
  });
  const app = createApp({
    roles,
    routes: [show, take, flood, events],
    identify: () => "anyone",
    clock: systemClock,
    random: systemRandom,
    log: silentLog,
  });
  return listen(app, { host: "127.0.0.1", port: 0, ...options });
}

describe("listening", () => {
  it.each([
    ["a double Host", "GET /show HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"],
    ["no Host", "GET /show HTTP/1.1\r\n\r\n"],
    ["an odd Host", "GET /show HTTP/1.1\r\nHost: a/b\r\n\r\n"],
    ["a Host with a name in it", "GET /show HTTP/1.1\r\nHost: me@a\r\n\r\n"],
    ["the absolute form", "GET http://a/show HTTP/1.1\r\nHost: a\r\n\r\n"],
    ["the asterisk form", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n"],
    ["dots in the path", "GET /x/../show HTTP/1.1\r\nHost: a\r\n\r\n"],
    ["encoded dots", "GET /x/%2e%2e/show HTTP/1.1\r\nHost: a\r\n\r\n"],
    ["an encoded slash", "GET /x%2Fshow HTTP/1.1\r\nHost: a\r\n\r\n"],
    ["a doubly encoded slash", "GET /x%252Fshow HTTP/1.1\r\nHost: a\r\n\r\n"],
    ["a backslash", "GET /x\\show HTTP/1.1\r\nHost: a\r\n\r\n"],
    ["two slashes", "GET //show HTTP/1.1\r\nHost: a\r\n\r\n"],
    ["an encoded NUL", "GET /show%00 HTTP/1.1\r\nHost: a\r\n\r\n"],
    ["bytes beyond ASCII", "GET /sh\u00f6w HTTP/1.1\r\nHost: a\r\n\r\n"],
    ["HTTP/1.0", "GET /show HTTP/1.0\r\nHost: a\r\n\r\n"],
    [
      "two lengths",
      "POST /take HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ],
    [
      "headers beyond the limit",
      `GET /show HTTP/1.1\r\nHost: a\r\nX: ${"x".repeat(20_000)}\r\n\r\n`,
    ],
    ["nonsense", "\u0016\u0003\u0001\u0000\r\n\r\n"],
  ])("refuses %s", async (_name, text) => {
    await using it = await server();
    const answer = await rawRequest(it.port, text);
    expect(statusOf(answer)).toBe(400);
    expect(answer).not.toMatch(/Error|node_modules|\.ts|\.js/);
  });

  it("serves only the hosts of its list", async () => {
    await using it = await server({ hosts: "own" });
    const ask = async (host: string): Promise<number> =>
      statusOf(
        await rawRequest(
          it.port,
          `GET /show HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
        ),
      );
    expect(await ask(`127.0.0.1:${it.port}`)).toBe(200);
    expect(await ask(`localhost:${it.port}`)).toBe(200);
    expect(await ask("evil.example")).toBe(421);
    expect(await ask("127.0.0.1")).toBe(421);
    expect(await ask(`127.0.0.1.evil.example:${it.port}`)).toBe(421);
  });

  it.each([
    ["a page of ours", "POST", ["Origin: http://SELF", "Sec-Fetch-Site: same-origin"], 200],
    [
      "a page of ours with its cookie",
      "POST",
      ["Origin: http://SELF", "Sec-Fetch-Site: same-origin", "Cookie: a=b", "X-Tocsin: 1"],
      200,
    ],
    ["a form with a cookie", "POST", ["Sec-Fetch-Site: same-origin", "Cookie: a=b"], 403],
    ["a program of ours", "POST", ["Authorization: Bearer x"], 200],
    ["a foreign page", "POST", ["Origin: http://evil.example"], 403],
    ["a sandboxed page", "POST", ["Origin: null"], 403],
    ["another port of this machine", "POST", ["Origin: http://127.0.0.1:1"], 403],
    ["a foreign form without Origin", "POST", ["Sec-Fetch-Site: cross-site"], 403],
    ["a sibling site", "POST", ["Sec-Fetch-Site: same-site"], 403],
    ["a cookie without a sign of the page", "POST", ["Cookie: a=b"], 403],
    [
      "a foreign page that reads",
      "GET",
      ["Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors"],
      403,
    ],
    [
      "a link on a foreign page",
      "GET",
      ["Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document"],
      200,
    ],
    [
      "a frame on a foreign page",
      "GET",
      ["Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: iframe"],
      403,
    ],
  ])(
    "where browsers come, answers %s with the right status",
    async (_name, method, lines, status) => {
      await using it = await server({ hosts: "own", browser: true });
      const self = `127.0.0.1:${it.port}`;
      const path = method === "GET" ? "/show" : "/take";
      const head = [`${method} ${path} HTTP/1.1`, `Host: ${self}`, ...lines, "Connection: close"];
      const body = "Content-Type: application/octet-stream\r\nContent-Length: 1\r\n\r\nx";
      const text = [...head, method === "GET" ? "\r\n" : body].join("\r\n");
      expect(statusOf(await rawRequest(it.port, text.replace("SELF", self)))).toBe(status);
    },
  );

  it("cuts a client that sends its headers too slowly", async () => {
    await using it = await server({ limits: { headersMs: 150 } });
    expect(statusOf(await rawRequest(it.port, "GET /show HTTP/1.1\r\nHost: a\r\n"))).toBe(400);
  });

  it("cuts a client that sends its body too slowly", async () => {
    await using it = await server({ limits: { headersMs: 100, requestMs: 200 } });
    const head = "POST /take HTTP/1.1\r\nHost: a\r\nContent-Type: application/octet-stream\r\n";
    const answer = await rawRequest(it.port, head, "Content-Length: 10\r\n\r\nabc");
    expect(statusOf(answer)).toBe(400);
  });

  it("stops reading a chunked body at the limit", async () => {
    await using it = await server();
    const head = "POST /take HTTP/1.1\r\nHost: a\r\nContent-Type: application/octet-stream\r\n";
    const chunk = `8000\r\n${"x".repeat(0x8000)}\r\n`;
    const answer = await rawRequest(
      it.port,
      `${head}Transfer-Encoding: chunked\r\n\r\n`,
      ...Array<string>(8).fill(chunk),
    );
    expect(statusOf(answer)).toBe(413);
    expect(answer).toContain("too-large");
  });

  it("takes no more connections than its limit", async () => {
    await using it = await server({ limits: { connectionsMax: 2 } });
    const asked = [0, 1, 2, 3].map(
      () => rawAnswer(it.port, "GET /show HTTP/1.1\r\nHost: a\r\n\r\n").first,
    );
    const statuses = (await Promise.all(asked)).map(statusOf);
    expect(statuses.sort()).toEqual([0, 0, 200, 200]);
  });

  it("cuts a client that does not read what it asked for", async () => {
    await using it = await server({ limits: { idleMs: 200 } });
    const socket = connect({ port: it.port, host: "127.0.0.1" });
    const closed = new Promise((resolve) => socket.once("close", resolve));
    socket.on("error", () => undefined);
    socket.write("GET /flood HTTP/1.1\r\nHost: a\r\n\r\n");
    await new Promise((resolve) => socket.once("readable", resolve));
    await systemClock.sleep(1000);
    // Only a side that reads learns of the end: what is in the buffers, and then nothing more.
    socket.resume();
    await closed;
    expect(socket.bytesRead).toBeLessThan(64 * 1024 * 1024);
  });

  it("says that a port is taken, or takes the next one", async () => {
    const other = createServer();
    const taken = await new Promise<number>((resolve) => {
      other.listen(0, "127.0.0.1", () => {
        const address = other.address();
        resolve(typeof address === "object" && address !== null ? address.port : 0);
      });
    });
    await expect(server({ port: taken })).rejects.toMatchObject({ code: "port-busy" });
    await using it = await server({ port: taken, portTries: 20 });
    expect(it.port).toBeGreaterThan(taken);
    other.close();
  });

  it("ends event streams and kept connections when it stops", async () => {
    const hub = new EventHub<"news">(systemClock);
    const it = await server({}, hub);
    const stream = rawRequest(it.port, "GET /events HTTP/1.1\r\nHost: a\r\n\r\n");
    const kept = rawAnswer(it.port, "GET /show HTTP/1.1\r\nHost: a\r\n\r\n");
    expect(await kept.first).toContain('{"ok":true}');
    while (hub.clients === 0) await systemClock.sleep(5);
    hub.publish("news", "a\nb");
    await it[Symbol.asyncDispose]();
    expect(await stream).toContain("event: news\ndata: a b\n\n");
    expect(await kept.whole).toContain('{"ok":true}');
    expect(hub.clients).toBe(0);
  });

  it("gives a request in work its time when it stops, and cuts it after that", async () => {
    const it = await server({ limits: { drainMs: 100 } });
    const head = "POST /take HTTP/1.1\r\nHost: a\r\nContent-Type: application/octet-stream\r\n";
    const hanging = rawRequest(it.port, `${head}Content-Length: 5\r\n\r\nab`);
    await systemClock.sleep(50);
    await it[Symbol.asyncDispose]();
    expect(await hanging).toBe("");
  });

  it("answers the same bytes that it was sent", async () => {
    await using it = await server();
    const bytes = systemRandom.bytes(60_000);
    const body = { mediaType: "application/octet-stream", bytes };
    const answer = await fetchBytes(`${it.url}/take`, { method: "POST", body, bytesMax: 60_000 });
    expect(Buffer.compare(answer.bytes, bytes)).toBe(0);
  });
});
