import { authorisationCells, verdictOf } from "@tocsin/http";
import { systemRandom } from "@tocsin/kernel";
import { livePath, receiptsDuePath, receiptsPath } from "@tocsin/wire";
import { expect, test } from "vitest";

import { nameRecipient } from "../src/recipients/recipient-file.ts";
import { roles } from "../src/roles.ts";
import { TestIssuer, World } from "../src/testing/index.ts";

const agency = {
  recipient: "agency",
  title: "Agency",
  is: "government",
  purposes: ["cybersecurity"],
  receiptKey: null,
} satisfies Parameters<typeof nameRecipient>[1];

test("every role gets from every route what the table says, and nothing else", async () => {
  await using world = await World.open({ issuer: new TestIssuer() });
  const token = await world.issuer.token(world.epoch, "energy", "read");
  const answer = await world.openSession(token);
  const session = answer.is === "session" ? answer.session : "";
  const { secret } = await nameRecipient(world.stateDir, agency, systemRandom);
  const cells = authorisationCells(world.exchange.routes);
  expect(cells.length).toBe(world.exchange.routes.length * roles.names.length);
  expect(cells.length).toBeGreaterThan(16);
  for (const { method, path, role, expected } of cells) {
    const url = `${world.exchange.url}${path.replaceAll(/:\w+\{[^}]*\}/g, "1")}`;
    const shown = { anyone: undefined, reader: session, recipient: secret }[role];
    const headers = shown === undefined ? {} : { authorization: `Bearer ${shown}` };
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

test("the live feed is the only thing behind a session, receipts the only ones behind a name", async () => {
  await using world = await World.open({ issuer: new TestIssuer() });
  const closedTo = (role: "reader" | "recipient") =>
    world.exchange.routes
      .filter(({ access }) => access["anyone"] !== true && access[role] === true)
      .map(({ path }) => path.replace(/:.*$/, ""));
  expect(closedTo("reader")).toEqual([
    livePath(0 as Parameters<typeof livePath>[0]).replace(/0$/, ""),
  ]);
  expect(closedTo("recipient")).toEqual([receiptsDuePath, receiptsPath]);
});
