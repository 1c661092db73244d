import { authorisationCells, verdictOf } from "@tocsin/http";
import { livePath } from "@tocsin/wire";
import { expect, test } from "vitest";

import { roles } from "../src/roles.ts";
import { TestIssuer, World } from "../src/testing/index.ts";

test("every role gets from every route what the table says, and nothing else", async () => {
  await using world = await World.open({ issuer: new TestIssuer() });
  const token = await world.issuer.token(world.epoch, "energy", "read");
  const answer = await world.openSession(token);
  const session = answer.is === "session" ? answer.session : "";
  const cells = authorisationCells(world.exchange.routes);
  expect(cells.length).toBe(world.exchange.routes.length * roles.names.length);
  expect(cells.length).toBeGreaterThan(16);
  for (const { method, path, role, expected } of cells) {
    const url = `${world.exchange.url}${path.replaceAll(/:\w+\{[^}]*\}/g, "1")}`;
    const headers = role === "reader" ? { authorization: `Bearer ${session}` } : {};
    const verdict = await verdictOf(await fetch(url, { method, headers }));
    expect([method, path, role, verdict]).toEqual([method, path, role, expected]);
  }
});

test("no route takes another method than its own", async () => {
  await using world = await World.open({ issuer: new TestIssuer() });
  for (const { method, path } of world.exchange.routes) {
    const url = `${world.exchange.url}${path.replaceAll(/:\w+\{[^}]*\}/g, "1")}`;
    for (const other of ["GET", "POST", "PUT", "PATCH", "DELETE"].filter((it) => it !== method)) {
      const { status } = await fetch(url, { method: other });
      expect([other, path, status]).toEqual([other, path, 405]);
    }
  }
});

test("the live feed is the only thing behind a session", async () => {
  await using world = await World.open({ issuer: new TestIssuer() });
  const closed = world.exchange.routes.filter(({ access }) => access["anyone"] !== true);
  expect(closed.map(({ path }) => path.replace(/:.*$/, ""))).toEqual([
    livePath(0 as Parameters<typeof livePath>[0]).replace(/0$/, ""),
  ]);
});
