import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { authorisationCells, EventHub, verdictOf } from "@tocsin/http";
import { systemClock, systemRandom } from "@tocsin/kernel";
import { type Draft, draftStates, parseMessage } from "@tocsin/wire";
import { nodeChecks, signInLink } from "@tocsin/wire/node-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { startMember } from "../src/compose.ts";
import { createAccess } from "../src/routes/access.ts";
import { allRoutes } from "../src/routes/all-routes.ts";
import type { Role } from "../src/routes/roles.ts";
import { apiKeyFileName, openApiKeyRing } from "../src/taxii/api-keys.ts";
import { DeskNode } from "./world/desk-node.ts";
import { TinyWorld } from "./world/tiny-world.ts";

const story = "The loader beacons to c2 at 45.77.12.9.";

let world: TinyWorld;
let node: DeskNode;
const secrets = { "reading-system": "", "adding-system": "" };

beforeAll(async () => {
  world = await TinyWorld.open();
  node = await DeskNode.ready(world, "a", {
    names: ["Ferrocrest"],
    domains: ["ferrocrest.example"],
  });
  await node.signIn();
  const file = join(node.folder, apiKeyFileName);
  const ring = openApiKeyRing(file, { clock: systemClock, random: systemRandom });
  secrets["reading-system"] = (await ring.add("siem", ["api:read"])).secret;
  secrets["adding-system"] = (await ring.add("soar", ["api:add"])).secret;
});

afterAll(async () => {
  await node[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
});

/** A draft in that state; a token pays for one shared, which nothing can change. */
async function draftIn(state: string): Promise<Draft> {
  if (state === "shared") return (shared ??= await makeDraft(state));
  return makeDraft(state);
}

let shared: Draft | undefined;

async function makeDraft(state: string): Promise<Draft> {
  const approved = await node.approved(story);
  const { id, outgoingHash } = approved;
  if (state === "open") await node.ask("PATCH", `drafts/${id}`, { terms: { tlp: "green" } });
  if (state === "shared") await node.post(`drafts/${id}/share`, { outgoingHash });
  if (state === "discarded") await node.ask("DELETE", `drafts/${id}`);
  return approved;
}

/** Every cell of the table, asked for on the real server. */
const cells = authorisationCells(
  allRoutes({
    desk: {} as never,
    protocol: {} as never,
    recipients: undefined as never,
    doctor: { check: () => Promise.resolve([]) },
    channels: undefined as never,
    hits: undefined as never,
    feeds: {
      imports: undefined as never,
      products: () => Promise.resolve([]),
      now: () => 0,
      concerns: undefined as never,
    },
    access: createAccess({ clock: systemClock, random: { bytes: (n) => new Uint8Array(n) } }),
    hub: new EventHub(systemClock),
    consoleUrl: () => "",
    onEnrolled: () => undefined,
  }),
);

function credentials(role: Role): Record<string, string> {
  if (role === "console") {
    return { cookie: node.cookie, "x-tocsin": "1", "sec-fetch-site": "same-origin" };
  }
  if (role === "command-line") return { authorization: `Bearer ${node.bearer}` };
  const secret = role === "stranger" ? undefined : secrets[role];
  return secret === undefined ? {} : { authorization: `Bearer ${secret}` };
}

describe("the authorisation table", () => {
  test.each(cells.filter((cell) => cell.path !== "/api/events"))(
    "$method $path for $role in $state: $expected",
    async ({ method, path, role, state, expected }) => {
      const id = state === undefined ? "A".repeat(43) : (await draftIn(state)).id;
      const isChange = method !== "GET" && method !== "DELETE";
      const answer = await fetch(`${node.member.url}${path.replace(":id", id)}`, {
        method,
        headers: { ...credentials(role), "content-type": "application/json" },
        // No body that a route takes: who may ask is told that it is wrong, and nothing happens.
        ...(isChange ? { body: "[]" } : {}),
      });
      // An unknown one-time token is the one thing for which everyone is told to sign in.
      expect(await verdictOf(answer)).toBe(expected);
      await answer.body?.cancel();
    },
  );

  test("tells news to the signed-in alone", async () => {
    const listen = (role: Role) =>
      fetch(`${node.member.url}/api/events`, { headers: credentials(role) });
    expect((await listen("stranger")).status).toBe(401);
    for (const role of ["console", "command-line"] as const) {
      const answer = await listen(role);
      expect(answer.headers.get("content-type")).toBe("text/event-stream");
      await answer.body?.cancel();
    }
  });

  test("covers every state of a draft", () => {
    const states = new Set(cells.map((cell) => cell.state).filter((it) => it !== undefined));
    expect([...states].sort()).toEqual([...draftStates].sort());
  });
});

describe("signing in", () => {
  test("works once for each link, and gives a cookie that scripts and other sites cannot use", async () => {
    const link = await node.post("sign-in-links");
    expect(link.status).toBe(201);
    const { url } = parseMessage(signInLink, link.value);
    const token = url.slice(url.indexOf("#token=") + 7);
    const first = await node.send("POST", "sign-in", { token }, {});
    expect(first.status).toBe(204);
    expect(first.headers.get("set-cookie")).toMatch(/HttpOnly; SameSite=Strict/);
    expect((await node.send("POST", "sign-in", { token }, {})).status).toBe(401);
  });

  test.each([
    ["an unknown token", { token: "A".repeat(43) }, 401],
    ["no token", {}, 400],
    ["a token with line ends", { token: "B\r\n" }, 400],
  ])("refuses %s", async (_name, body, status) => {
    expect((await node.send("POST", "sign-in", body, {})).status).toBe(status);
  });

  test("is not enough for a page of another origin, or without our mark", async () => {
    const forged = { cookie: node.cookie, origin: "https://evil.example", "x-tocsin": "1" };
    expect((await node.send("POST", "drafts", { name: "x", text: "y" }, forged)).status).toBe(403);
    const unmarked = { cookie: node.cookie };
    expect((await node.send("POST", "drafts", { name: "x", text: "y" }, unmarked)).status).toBe(
      403,
    );
  });

  test("does not let a browser at the keys", async () => {
    for (const path of ["keys/backup", "keys/restore", "rotate", "enrol", "sign-in-links"]) {
      expect((await node.browse("POST", path, {})).status).toBe(403);
    }
  });
});

describe("the address file", () => {
  test("is for its owner alone, names a fresh token at each start, and goes with the node", async () => {
    const folder = mkdtempSync(join(tmpdir(), "tocsin-address-"));
    const file = join(folder, "state", "api.json");
    const config = { stateDir: join(folder, "state"), host: "127.0.0.1", port: 0 };
    try {
      const first = await startMember(config);
      expect(statSync(file).mode & 0o777).toBe(0o600);
      expect(statSync(join(folder, "state")).mode & 0o777).toBe(0o700);
      const before = readFileSync(file, "utf8");
      await first[Symbol.asyncDispose]();
      expect(existsSync(file)).toBe(false);
      await using second = await startMember(config);
      expect(second.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
      const after = readFileSync(file, "utf8");
      expect(after).not.toBe(before);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test("is not written for an address that others can reach", async () => {
    const config = { stateDir: join(node.folder, "other"), host: "0.0.0.0", port: 0 };
    await expect(startMember(config)).rejects.toMatchObject({ code: "not-loopback" });
  });

  test("is one node's: a second process on the folder is refused", async () => {
    const config = { stateDir: node.folder, host: "127.0.0.1", port: 0 };
    await expect(startMember(config)).rejects.toMatchObject({ code: "store-in-use" });
  });
});

describe("the node", () => {
  test("says before it has joined what to do, and can be looked over", async () => {
    await using fresh = new DeskNode(world, "fresh");
    await fresh.start();
    expect(await fresh.ask("GET", "status")).toMatchObject({
      status: 409,
      value: { type: "not-enrolled" },
    });
    const { checks } = await fresh.get(nodeChecks, "doctor");
    expect(checks.find((it) => it.name === "membership")).toMatchObject({ state: "failed" });
    expect(checks.find((it) => it.name === "database")).toMatchObject({ state: "ok" });
  });

  test("finds itself well when it is", async () => {
    const { checks } = parseMessage(nodeChecks, (await node.ask("GET", "doctor")).value);
    const failed = checks.filter((it) => it.state === "failed");
    expect(failed).toEqual([]);
    expect(checks.map((it) => it.name)).toEqual(
      expect.arrayContaining(["database", "disk", "membership", "feed", "rounds", "tokens"]),
    );
  });
});
