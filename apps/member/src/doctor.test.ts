import { tmpdir } from "node:os";

import { emptyProfile } from "@tocsin/disclosure";
import { expect, test } from "vitest";

import { createDoctor } from "./doctor.ts";

test.each<[readonly number[], string | undefined]>([
  [[], undefined],
  [[0, 2], "ok"],
  [[0, 3, 5], "warning"],
])("feeds with %j failures are told as %s, without their names", async (failures, state) => {
  const doctor = createDoctor({
    stateDir: tmpdir(),
    store: { check: () => Promise.resolve() },
    protocol: { enrolled: false, status: () => Promise.reject(new Error("not asked")) },
    profile: () => emptyProfile,
    hasConsole: true,
    feeds: () => Promise.resolve(failures.map((it) => ({ failures: it, name: "isac" }))),
  });
  const told = (await doctor.check()).find((it) => it.name === "feeds");
  expect(told?.state).toBe(state);
  expect(JSON.stringify(told ?? {})).not.toContain("isac");
});
