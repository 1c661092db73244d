/** Looks at everything that must be right, changes nothing, and says what to do about what is not. */

import { epochOf, epochSpan, nextEpoch, TocsinError } from "@tocsin/kernel";
import { classMembersMin } from "@tocsin/wire";
import { z } from "zod";

import { prepareAheadMs } from "../limits.ts";
import { loadSettings } from "../settings.ts";
import { loadSealingKey, openTokenKey } from "../state/epoch-seal.ts";
import type { DeskPorts, OperatorDesk } from "./desk.ts";
import type { Operated } from "./operated.ts";
import type { Publisher } from "./publisher.ts";

const finding = z.strictObject({
  what: z.string(),
  verdict: z.enum(["good", "note", "bad"]),
  says: z.string(),
  /** Empty where nothing is to be done. */
  fix: z.string(),
});
export type Finding = z.output<typeof finding>;
export const diagnosis = z.array(finding);

export async function diagnose({ desk, publisher }: Operated): Promise<Finding[]> {
  const { ports } = desk;
  return Promise.all([
    check("community", () => community(ports)),
    check("roster", () => roster(desk)),
    check("classes", () => classes(desk)),
    check("keys", () => keys(ports)),
    check("key files", () => keyFiles(ports)),
    check("ledger", () => ledger(publisher)),
    check("relay", () => relay(publisher)),
  ]);
}

type Result = Omit<Finding, "what">;

async function community({ store }: DeskPorts): Promise<Result> {
  const settings = await loadSettings(store);
  return settings === undefined
    ? bad("The community is not set up.", "Run `tocsin-issuer community set`.")
    : good("The community is set up.");
}

async function roster(desk: OperatorDesk): Promise<Result> {
  const members = await desk.ports.store.members();
  const active = members.filter(({ state }) => state === "active").length;
  const says = `${members.length} members, ${active} of them active.`;
  return active < classMembersMin
    ? note(says, `Below ${classMembersMin} active members nobody is well hidden.`)
    : good(says);
}

async function classes(desk: OperatorDesk): Promise<Result> {
  const counts = await desk.countClasses();
  const small = (await desk.ports.store.classes()).filter(
    ({ id, parent }) => parent !== null && (counts.get(id) ?? 0) < classMembersMin,
  );
  return small.length === 0
    ? good("Every class is large enough to hide in.")
    : note(
        `${small.length} classes have fewer than ${classMembersMin} members and are merged.`,
        "Their members speak as the class above. Nothing has to be done.",
      );
}

async function keys({ published, clock }: DeskPorts): Promise<Result> {
  const nowMs = clock.now();
  const current = epochOf(nowMs);
  if ((await published.directory(current)) === undefined) {
    return bad(
      "The current epoch has no token keys: nobody can report.",
      "Run `tocsin-issuer epoch prepare` once the founding members are enrolled.",
    );
  }
  const next = nextEpoch(current);
  const due = epochSpan(next).fromMs - nowMs < prepareAheadMs;
  if (due && (await published.directory(next)) === undefined) {
    return bad(
      "The next epoch has no keys yet.",
      "Keep the program running, or run `epoch prepare --next`.",
    );
  }
  return good("The current epoch has its keys.");
}

/** Every key that is listed can be opened with the files that are there. */
async function keyFiles({ folder, store, published, clock }: DeskPorts): Promise<Result> {
  let opened = 0;
  for (const { directory } of await published.live(clock.now())) {
    const sealing = await loadSealingKey(folder, directory.epoch);
    for (const { keyId } of directory.keys) {
      const key = await store.tokenKey(new Uint8Array(Buffer.from(keyId, "base64url")));
      if (sealing === undefined || key === undefined) throw new TocsinError("key-file-damaged");
      openTokenKey(sealing, key).fill(0);
      opened += 1;
    }
  }
  return good(`${opened} token keys can be used.`);
}

async function ledger(publisher: Publisher): Promise<Result> {
  const { waiting, trouble } = await publisher.publish();
  if (waiting === 0) return good("Everything signed is in the ledger.");
  const says = `${waiting} documents are not in the ledger yet`;
  return trouble === null
    ? note(`${says}.`, "Wait for a round, then look again.")
    : bad(`${says}: ${trouble}.`, "Check the exchange's address, and its own log.");
}

async function relay(publisher: Publisher): Promise<Result> {
  const { relayTrouble } = await publisher.publish();
  return relayTrouble === null
    ? good("The relay has the key directories.")
    : bad(
        `The relay did not take the key directories: ${relayTrouble}.`,
        "Check the relay's address, and its own log: without them it admits nobody.",
      );
}

async function check(what: string, look: () => Promise<Result>): Promise<Finding> {
  try {
    return { what, ...(await look()) };
  } catch (error) {
    if (!(error instanceof TocsinError)) throw error;
    return { what, ...bad(error.message, error.fix) };
  }
}

function good(says: string): Result {
  return { verdict: "good", says, fix: "" };
}

function note(says: string, fix: string): Result {
  return { verdict: "note", says, fix };
}

function bad(says: string, fix: string): Result {
  return { verdict: "bad", says, fix };
}
