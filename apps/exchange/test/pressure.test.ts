import { statSync } from "node:fs";
import path from "node:path";

import type { Submission } from "@tocsin/wire";
import { expect, test } from "vitest";

import {
  bodyOf,
  sealDummy,
  sealSubmission,
  submissionBytes,
  submissionsIn,
  TestIssuer,
  World,
} from "../src/testing/index.ts";

const issuer = new TestIssuer();

test("a full disk refuses all alike, loses nothing, and works again once there is room", async () => {
  await using world = await World.open({ issuer });
  const { size } = statSync(path.join(world.stateDir, "exchange.sqlite"));
  await world.stop();
  const lines: string[] = [];
  const keep = (event: string) => lines.push(event);
  await world.start({
    databaseBytesMax: size + 400_000,
    log: { info: () => undefined, warn: keep, error: keep },
  });
  const accepted: Submission[] = [];
  const statuses: number[] = [];
  for (let at = 0; at < 60 && statuses.length < 3; at += 1) {
    const report = await world.author().report(bodyOf(`full-${at}`));
    const [capsule] = await sealSubmission(
      await world.gateway(),
      world.round,
      submissionBytes(report),
    );
    if (capsule === undefined) throw new Error("no capsule");
    const { status } = await world.send("/capsule", capsule);
    if (status === 200) accepted.push(report);
    else statuses.push(status);
  }
  expect(accepted.length).toBeGreaterThan(3);
  expect(statuses).toEqual([507, 507, 507]);
  const dummy = await sealDummy(await world.gateway(), world.round);
  expect((await world.send("/capsule", dummy)).status).toBe(507);
  await world.endRound();
  expect(submissionsIn(await world.read())).toEqual([]);
  expect(lines).toContain("round-failed");
  await world.restart();
  const keys = await world.readKeys();
  const published = submissionsIn(await world.read(keys));
  expect(published).toHaveLength(accepted.length);
  for (const report of accepted) expect(published).toContainEqual(report);
});
