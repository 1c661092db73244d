import { everyone } from "@tocsin/wire";
import { expect, test } from "vitest";

import { bodyOf } from "./world/samples.ts";
import { energy } from "./world/tiny-issuer.ts";
import { TinyWorld } from "./world/tiny-world.ts";

test("one company shares, and the other has the report in the round in which it is published", async () => {
  await using world = await TinyWorld.open();
  const alice = await world.ready("alice");
  const bob = await world.ready("bob");
  expect(await bob.protocol.classes()).toEqual([energy, everyone]);
  expect(await bob.protocol.crowd(energy)).toBe(12);
  const body = bodyOf("evil.example");
  const { id } = await alice.protocol.share({ body, audience: "members", review: null });
  expect(await alice.protocol.delivery(id)).toMatchObject({ state: "waiting" });
  await world.rounds(2);
  expect(await alice.protocol.delivery(id)).toMatchObject({ state: "published" });
  expect(await bob.protocol.changes(0, 10)).toMatchObject([
    { id, kind: "report", mine: false, body },
  ]);
  expect(await alice.protocol.changes(0, 10)).toMatchObject([{ id, mine: true }]);
  const status = await bob.protocol.status();
  expect(status).toMatchObject({
    community: "Energy of the North",
    sync: { state: "current" },
    alarms: [],
    waiting: 0,
    counts: { mine: 0, reports: 1 },
  });
});
