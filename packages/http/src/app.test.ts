import { systemClock, systemRandom, TocsinError } from "@tocsin/kernel";
import { describe, expect, it } from "vitest";
import { z } from "zod";

import { jsonAnswer } from "./answers.ts";
import { createApp, type RequestFacts } from "./app.ts";
import { jsonBody, noBody } from "./bodies.ts";
import { fetchBytes, fetchJson } from "./client.ts";
import { listen, type Listening } from "./listen.ts";
import { silentLog } from "./log.ts";
import { authorisationCells, verdictOf } from "./matrix.ts";
import { problem } from "./problem.ts";
import { defineRoles } from "./roles.ts";
import { declareRoute, type Route } from "./route.ts";

const roles = defineRoles("anyone", "reader", "owner");
const note = z.object({ id: z.string(), text: z.string() });
const states = ["open", "closed"] as const;

const readNote = declareRoute(roles, {
  method: "GET",
  path: "/notes/:id",
  access: { anyone: false, reader: ["open"], owner: true },
  object: {
    states,
    find: ({ id }) => states.find((state) => state === id),
  },
  request: noBody(),
  answer: jsonAnswer(note),
  cache: "no-store",
  handle: ({ params, state }) => {
    const whole = { id: params.id, text: state, secret: "stays here" };
    return whole;
  },
});

const writeNote = declareRoute(roles, {
  method: "POST",
  path: "/notes",
  access: { anyone: false, reader: false, owner: true },
  request: jsonBody(z.strictObject({ text: z.string().max(10) }), { bytesMax: 100 }),
  answer: jsonAnswer(note, { status: 201 }),
  cache: "no-store",
  handle: ({ body }) => ({ id: "new", text: body.text }),
});

function failing(error: unknown, path = "/fails"): Route<"anyone" | "reader" | "owner"> {
  return declareRoute(roles, {
    method: "GET",
    path,
    access: { anyone: true, reader: true, owner: true },
    request: noBody(),
    answer: jsonAnswer(note),
    cache: "no-store",
    handle: () => {
      throw error;
    },
  });
}

function start(
  routes: readonly Route<"anyone" | "reader" | "owner">[],
  onRequest?: (facts: RequestFacts) => void,
): Promise<Listening> {
  const app = createApp({
    roles,
    routes,
    identify: ({ header }) => roles.names.find((it) => it === header("x-role")) ?? "anyone",
    clock: systemClock,
    random: systemRandom,
    log: silentLog,
    ...(onRequest === undefined ? {} : { onRequest }),
  });
  return listen(app, { host: "127.0.0.1", port: 0 });
}

describe("an application", () => {
  it("answers by its table for every route, role and state", async () => {
    await using server = await start([readNote, writeNote]);
    const cells = authorisationCells([readNote, writeNote]);
    expect(cells).toHaveLength(3 * 2 + 3);
    for (const { method, path, role, state, expected } of cells) {
      const response = await fetch(server.url + path.replace(":id", state ?? ""), {
        method,
        headers: { "x-role": role, "content-type": "application/json" },
        ...(method === "GET" ? {} : { body: '{"text":"hello"}' }),
      });
      expect(await verdictOf(response)).toBe(expected);
      await response.body?.cancel();
    }
  });

  it("lets nothing leave that is not in the answer's schema", async () => {
    await using server = await start([readNote]);
    const answer = await fetchBytes(`${server.url}/notes/open`, {
      headers: { "x-role": "owner" },
      bytesMax: 1000,
    });
    expect(JSON.parse(Buffer.from(answer.bytes).toString())).toEqual({ id: "open", text: "open" });
    expect(answer.header("cache-control")).toBe("no-store");
    expect(answer.header("x-content-type-options")).toBe("nosniff");
  });

  it("asks for the role before it looks for the object", async () => {
    await using server = await start([readNote]);
    const ask = (role: string) =>
      fetchBytes(`${server.url}/notes/none`, { headers: { "x-role": role }, bytesMax: 1000 });
    expect((await ask("nobody")).status).toBe(401);
    expect((await ask("owner")).status).toBe(404);
  });

  it.each([
    ["not JSON", "{", "application/json", "json-malformed"],
    ["a foreign field", '{"text":"a","more":1}', "application/json", "message-invalid"],
    ["an own prototype", '{"text":"a","__proto__":{"x":1}}', "application/json", "message-invalid"],
    ["another type of content", "text=a", "text/plain", "media-type-unsupported"],
    ["more than the limit", `{"text":"${"a".repeat(200)}"}`, "application/json", "too-large"],
    ["broken UTF-8", Buffer.from([0x7b, 0xff]), "application/json", "json-malformed"],
  ])("refuses a body that is %s", async (_name, body, type, code) => {
    await using server = await start([writeNote]);
    const answer = await fetchBytes(`${server.url}/notes`, {
      method: "POST",
      headers: { "x-role": "owner" },
      body: { mediaType: type, bytes: Buffer.from(body) },
      bytesMax: 5000,
    });
    expect(problem.parse(JSON.parse(Buffer.from(answer.bytes).toString())).type).toBe(code);
  });

  it("refuses a query that no schema declares", async () => {
    await using server = await start([readNote]);
    const ask = fetchJson(`${server.url}/notes/open?x=1`, note, {
      headers: { "x-role": "owner" },
      bytesMax: 1000,
    });
    await expect(ask).rejects.toMatchObject({ code: "message-invalid" });
  });

  it("tells a known error by its code, and nothing of an unknown one", async () => {
    const known = new TocsinError("not-found", { detail: "page" });
    const unknown = new Error("secret 10.1.2.3", { cause: new Error("acme.example") });
    const routes = [failing(known, "/known"), failing(unknown, "/unknown")];
    await using server = await start(routes);
    const body = async (path: string) => (await fetch(server.url + path)).text();
    expect(await body("/known")).toContain('"type":"not-found"');
    const told = await body("/unknown");
    expect(told).toContain('"type":"invariant-broken"');
    expect(told).not.toMatch(/secret|10\.1|acme|Error:|\.ts/);
  });

  it("tells another method from another path", async () => {
    await using server = await start([writeNote]);
    expect((await fetch(`${server.url}/notes`)).status).toBe(405);
    expect((await fetch(`${server.url}/other`)).status).toBe(404);
  });

  it("reports each request by the pattern of its route", async () => {
    const seen: RequestFacts[] = [];
    {
      await using server = await start([readNote], (facts) => seen.push(facts));
      await (await fetch(`${server.url}/notes/open`)).text();
    }
    expect(seen).toMatchObject([{ route: "/notes/:id", method: "GET", status: 401 }]);
  });

  it("carries out once what is repeated with a key, and refuses the key for something else", async () => {
    let count = 0;
    const post = declareRoute(roles, {
      method: "POST",
      path: "/notes",
      access: { anyone: false, reader: true, owner: true },
      request: jsonBody(z.strictObject({ text: z.string().min(1) }), { bytesMax: 100 }),
      answer: jsonAnswer(note, { status: 201 }),
      cache: "no-store",
      handle: ({ body }) => ({ id: `n${++count}`, text: body.text }),
    });
    const app = createApp({
      roles,
      routes: [post],
      identify: ({ header }) => roles.names.find((it) => it === header("x-role")) ?? "anyone",
      clock: systemClock,
      random: systemRandom,
      log: silentLog,
      repeatable: true,
    });
    const ask = async (text: string, key: string, role = "owner") => {
      const headers = {
        "content-type": "application/json",
        "x-role": role,
        "idempotency-key": key,
      };
      const body = JSON.stringify({ text });
      const request = new Request("http://node.example/notes", { method: "POST", body, headers });
      const answer = await app.fetch(request);
      return `${answer.status} ${answer.status === 201 ? await answer.text() : ""}`;
    };
    const first = '201 {"id":"n1","text":"a"}';
    expect(await Promise.all([ask("a", "k1"), ask("a", "k1")])).toEqual([first, first]);
    expect(await ask("a", "k1")).toBe(first);
    expect(await ask("b", "k1")).toBe("422 ");
    expect(await ask("a", "k1", "reader")).toContain("n2");
    expect(await ask("a", "k2")).toContain("n3");
    // What was refused may be tried again with the same key.
    expect(await ask("", "k3")).toBe("400 ");
    expect(await ask("a", "k3")).toContain("n4");
    expect(await ask("a", "x".repeat(300))).toBe("400 ");
    expect(await ask("a", "k1", "anyone")).toBe("401 ");
  });

  it("answers in process as it does over a socket", async () => {
    const app = createApp({
      roles,
      routes: [writeNote],
      identify: () => "owner",
      clock: systemClock,
      random: systemRandom,
      log: silentLog,
    });
    const ask = (text: string) =>
      app.fetch(
        new Request("http://node.example/notes", {
          method: "POST",
          body: JSON.stringify({ text }),
          headers: { "content-type": "application/json" },
        }),
      );
    expect((await ask("a")).status).toBe(201);
    expect((await ask("a".repeat(200))).status).toBe(413);
  });

  it("writes nothing of a client that went away, and a line for every other refusal", async () => {
    const events: string[] = [];
    const keep = (event: string): void => {
      events.push(event);
    };
    const waits = declareRoute(roles, {
      method: "GET",
      path: "/waits",
      access: { anyone: true, reader: true, owner: true },
      request: noBody(),
      answer: jsonAnswer(note),
      cache: "no-store",
      handle: async ({ signal }) => {
        await systemClock.sleep(5000, signal);
        throw new TocsinError("cancelled");
      },
    });
    const app = createApp({
      roles,
      routes: [waits],
      identify: () => "anyone",
      clock: systemClock,
      random: systemRandom,
      log: { info: keep, warn: keep, error: keep },
    });
    const leaving = new AbortController();
    const { signal } = leaving;
    const asked = app.fetch(new Request("http://node.example/waits", { signal }));
    leaving.abort();
    expect((await asked).status).toBe(409);
    expect(events).toEqual([]);
    await app.fetch(new Request("http://node.example/nowhere"));
    expect(events).toEqual(["request-refused"]);
  });

  it("does not start with a row that misses a role or names an unknown state", () => {
    const row = (access: object) => () =>
      declareRoute(roles, { ...(writeNote as object), access } as never);
    expect(row({ anyone: true, reader: true })).toThrow(TocsinError);
    expect(row({ anyone: true, reader: true, owner: ["open"] })).toThrow(TocsinError);
    expect(row({ anyone: true, reader: true, owner: true, guest: true })).toThrow(TocsinError);
  });
});
