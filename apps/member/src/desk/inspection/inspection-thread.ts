/** The thread in which texts are inspected, so that a long one holds up neither rounds nor answers. */

import { parentPort, workerData } from "node:worker_threads";
import { assert } from "@tocsin/kernel";
import type { BenignLookup } from "@tocsin/threat/benign";
import { hasOwnLists } from "../../benign/own-lists.ts";
import { createInspection, InspectionBroken } from "./inspection.ts";
import type { Ask, InspectionCalls, InspectionSetup, Reply } from "./inspection-calls.ts";

const port = parentPort;
assert(port !== null, "a thread with a parent");
const setup = setupOf(workerData);
const calls = createInspection(setup, await lookupOf(setup));

// One after the other: answers are known by their order.
let last = Promise.resolve();
port.on("message", (ask: Ask) => {
  last = last.then(async () => {
    port.postMessage(await answer(ask));
  });
});

async function answer(ask: Ask): Promise<Reply> {
  try {
    return { ok: true, value: await run(calls, ask) };
  } catch (error) {
    // The error itself stays here: its text could hold what was being looked for.
    return { ok: false, detector: error instanceof InspectionBroken ? error.detector : ask.call };
  }
}

function run(to: InspectionCalls, ask: Ask): unknown {
  switch (ask.call) {
    case "useProfile":
      return to.useProfile(...ask.args);
    case "propose":
      return to.propose(...ask.args);
    case "judge":
      return to.judge(...ask.args);
    case "learn":
      return to.learn(...ask.args);
    case "gate":
      return to.gate(...ask.args);
  }
}

/** Read anew whenever the thread begins, so that a refresh counts for the next text after a pause. */
async function lookupOf({ benignFolder }: InspectionSetup): Promise<BenignLookup | undefined> {
  if (benignFolder === undefined || !hasOwnLists(benignFolder)) return undefined;
  const { readBenignLookup } = await import("../../benign/benign-files.ts");
  return await readBenignLookup(benignFolder);
}

function setupOf(value: unknown): InspectionSetup {
  const lists: unknown =
    typeof value === "object" && value !== null && "ignoredBenignLists" in value
      ? value.ignoredBenignLists
      : undefined;
  assert(Array.isArray(lists), "setup of the inspecting thread");
  const folder: unknown =
    typeof value === "object" && value !== null && "benignFolder" in value
      ? value.benignFolder
      : undefined;
  const setup = { ignoredBenignLists: lists.map(String) };
  return typeof folder === "string" ? { ...setup, benignFolder: folder } : setup;
}
