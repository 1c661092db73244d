import { readFileSync } from "node:fs";
import { join } from "node:path";

import { authorisationCells, verdictOf } from "@tocsin/http";
import { afterAll, beforeAll, expect, it } from "vitest";

import { smallCommunity, type SmallCommunity } from "../../test/small-community.ts";
import { adminRoutes } from "./admin.ts";
import { identifiedRoute } from "./identified.ts";

let community: SmallCommunity;
beforeAll(async () => {
  community = await smallCommunity();
});
afterAll(() => community[Symbol.asyncDispose]());

function admin(): { url: string; bearer: string } {
  const told: unknown = JSON.parse(readFileSync(join(community.stateDir, "admin.json"), "utf8"));
  return told as { url: string; bearer: string };
}

const unused = (): never => {
  throw new Error("not called");
};
const tables = {
  admin: authorisationCells(adminRoutes(unused)),
  public: authorisationCells([identifiedRoute(unused)]),
};

it.each(tables.admin)("$method $path by $role: $expected", async ({ path, role, expected }) => {
  const { url, bearer } = admin();
  const authorization = role === "operator" ? `Bearer ${bearer}` : "Bearer none";
  const response = await fetch(url + path, {
    method: "POST",
    body: '{"none":0}',
    headers: { authorization, "content-type": "application/json" },
  });
  expect(await verdictOf(response)).toBe(expected);
  await response.body?.cancel();
});

it.each(tables.public)("$method $path by $role: $expected", async ({ path, expected }) => {
  const headers = { "content-type": "application/json" };
  const response = await fetch(community.issuer.url + path, {
    method: "POST",
    body: "{}",
    headers,
  });
  expect(await verdictOf(response)).toBe(expected);
  await response.body?.cancel();
});

it("keeps the operator's commands off the public address, and the public ones off the other", async () => {
  const { url, bearer } = admin();
  const headers = { authorization: `Bearer ${bearer}` };
  const foreign = await fetch(`${community.issuer.url}/admin/member-list`, {
    method: "POST",
    headers,
  });
  expect(foreign.status).toBe(404);
  await foreign.body?.cancel();
  const inside = await fetch(`${url}/identified`, { method: "POST", headers });
  expect(inside.status).toBe(404);
  await inside.body?.cancel();
});

it.each(["", "Bearer ", "Basic x", "bearer"])("takes no bearer like %j", async (authorization) => {
  const { url } = admin();
  const response = await fetch(`${url}/admin/member-list`, {
    method: "POST",
    headers: { authorization },
  });
  expect(response.status).toBe(401);
  await response.body?.cancel();
});

it("refuses the operator's commands from a page in a browser", async () => {
  const { url, bearer } = admin();
  const response = await fetch(`${url}/admin/member-list`, {
    method: "POST",
    body: "{}",
    headers: {
      authorization: `Bearer ${bearer}`,
      "content-type": "application/json",
      origin: "http://evil.example",
    },
  });
  expect(response.status).toBe(403);
  await response.body?.cancel();
});
