import { expect, test } from "vitest";

import { bodyOf, submissionsIn, World } from "../src/testing/index.ts";

test("a report is published in its round to everyone of its audience, and to no one else", async () => {
  await using world = await World.open();
  const report = await world.author().report(bodyOf("first"));
  expect(await world.submit(report)).toEqual([202]);
  expect(submissionsIn(await world.read())).toEqual([]);
  await world.endRound();
  expect(submissionsIn(await world.read(await world.readKeys()))).toEqual([report]);
  expect(submissionsIn(await world.read([]))).toEqual([]);
});
