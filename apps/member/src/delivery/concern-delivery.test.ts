import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

import { systemRandom, uniformInt } from "@tocsin/kernel";
import { parseMessage } from "@tocsin/wire";
import { channelRequest, type Concern } from "@tocsin/wire/node-api";
import { afterEach, expect, test } from "vitest";

import { concern, ConcernRoom } from "../../test/world/concern-room.ts";
import { openMailServer, withoutNumber } from "../../test/world/mail-server.ts";
import { foldConcerns } from "../warnings/concern-warnings.ts";
import { createChannels } from "./channels.ts";

const roundMs = 60_000;
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** Within three days, used by ransomware. */
function urgent(what: string, ours = "acme server"): Concern {
  return concern({ id: what, what, ours, due: "2026-11-25", daysLeft: 3, ransomware: true });
}

class Room extends ConcernRoom {
  readonly channels = createChannels({
    store: this.store.delivery,
    warnings: this.desk,
    clock: this.clock,
    random: systemRandom,
    roundMs: () => Promise.resolve(roundMs),
  });

  constructor() {
    super();
    closing.push(() => this[Symbol.asyncDispose]());
  }

  add(given: object) {
    return this.channels.add(parseMessage(channelRequest, { name: "test", ...given }));
  }

  say(...concerns: Concern[]) {
    const policy = { ignoredBenignLists: new Set<string>() };
    return this.store.warnings.setConcerns(foldConcerns(concerns, this.ms, policy), this.ms);
  }
}

test("what feeds say goes out like any warning, and what was made quieter does not", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "tocsin-concerns-"));
  closing.push(() => {
    rmSync(folder, { recursive: true });
  });
  const room = new Room();
  await room.add({ kind: "file", folder, indicators: true });
  await room.say(urgent("CVE-2026-0001"), urgent("CVE-2026-0002"));
  await room.channels.dispatch();
  const told = readdirSync(folder).map((name) => readFileSync(path.join(folder, name), "utf8"));
  expect(told).toHaveLength(1);
  expect(JSON.parse(told[0] ?? "")).toMatchObject({
    warnings: [
      {
        urgency: "urgent",
        tlp: "clear",
        concerns: [
          { kind: "known-exploited", what: "CVE-2026-0001", ours: "acme server" },
          { what: "CVE-2026-0002", due: "2026-11-25" },
        ],
      },
    ],
  });
  const [warning] = (await room.desk.page({ state: "new", after: undefined, limit: 9 })).items;
  const because = [{ kind: "technology", value: "acme server" } as const];
  await room.desk.change(warning?.id ?? "", { state: "not-relevant", because });
  await room.say(urgent("CVE-2026-0003"), urgent("CVE-2026-0004", "other thing"));
  await room.channels.dispatch();
  const later = readdirSync(folder).map((name) => readFileSync(path.join(folder, name), "utf8"));
  expect(later.join("\n")).toContain("other thing");
  expect(later.join("\n")).not.toContain("CVE-2026-0003");
});

test("a mail server that is dead gets the message once it is back", async () => {
  const port = await freePort();
  const room = new Room();
  const from = "tocsin@example.org";
  await room.add({ kind: "mail", host: "127.0.0.1", port, security: "none", from, to: [from] });
  await room.say(urgent("CVE-2026-0001"));
  await room.channels.dispatch();
  const [failing] = await room.channels.list();
  expect(failing).toMatchObject({ waiting: 1, dead: 0, lastSuccessMs: null });
  expect(failing?.lastError).not.toBeNull();
  const mails = await mailServer(port);
  await room.channels.dispatch();
  expect(mails).toEqual([]);
  room.ms += roundMs;
  await room.channels.dispatch();
  expect(mails).toHaveLength(1);
  expect(withoutNumber(mails[0] ?? "")).not.toMatch(/CVE|acme|urgent/);
  expect((await room.channels.list())[0]).toMatchObject({ waiting: 0, lastSuccessMs: room.ms });
});

test("anything is sent at the beginnings of rounds alone", async () => {
  const room = new Room();
  room.ms += 17_345;
  const stop = new AbortController();
  const working = room.channels.work(stop.signal);
  while (room.slept.length < 4) await Promise.resolve();
  stop.abort();
  await working;
  expect(room.slept.every((ms) => ms % roundMs === 0)).toBe(true);
});

/** Below those that systems give to clients and servers, so that nobody takes it while nothing listens there. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 10_000 + uniformInt(systemRandom, 2000);
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once("error", () => {
        resolve(false);
      });
      server.listen(port, "127.0.0.1", () => {
        resolve(true);
      });
    });
    if (!isFree) continue;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }
}

async function mailServer(port: number) {
  const server = await openMailServer(port);
  closing.push(() => server[Symbol.asyncDispose]());
  return server.mails;
}
