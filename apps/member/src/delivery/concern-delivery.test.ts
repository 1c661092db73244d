import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

import { type Clock, systemRandom } from "@tocsin/kernel";
import { memberStoreInMemory } from "@tocsin/store/member";
import { channelRequest, type Concern, parseMessage } from "@tocsin/wire";
import { SMTPServer } from "smtp-server";
import { afterEach, expect, test } from "vitest";

import { createWarningDesk } from "../desk/warnings.ts";
import { foldConcerns } from "../warnings/concern-warnings.ts";
import { createChannels } from "./channels.ts";

const roundMs = 60_000;
const nowMs = Date.parse("2026-11-22T10:00:00Z");

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

function concern(what: string, ours = "acme server"): Concern {
  return {
    id: what,
    kind: "known-exploited",
    title: "Flaw",
    what,
    type: "cve",
    ours,
    feeds: [],
    due: "2026-11-25",
    daysLeft: 3,
    action: "Apply updates.",
    ransomware: true,
    confidence: null,
    tlp: "clear",
    advisory: null,
    sinceMs: nowMs,
  };
}

class Room {
  ms = nowMs;
  readonly slept: number[] = [];
  readonly clock: Clock = {
    now: () => this.ms,
    sleep: (ms) => {
      this.ms += ms;
      this.slept.push(this.ms);
      return Promise.resolve();
    },
  };
  readonly store = memberStoreInMemory(this.clock);
  readonly desk = createWarningDesk({
    store: this.store.warnings,
    protocol: { report: () => Promise.resolve(undefined) },
    campaigns: {
      namesOf: () => Promise.resolve(new Map()),
      linkOf: () => Promise.resolve(null),
    },
    clock: this.clock,
    onChange: () => undefined,
  });
  readonly channels = createChannels({
    store: this.store.delivery,
    warnings: this.desk,
    clock: this.clock,
    random: systemRandom,
    roundMs: () => Promise.resolve(roundMs),
  });

  constructor() {
    closing.push(() => this.store[Symbol.asyncDispose]());
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
  await room.say(concern("CVE-2026-0001"), concern("CVE-2026-0002"));
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
  await room.say(concern("CVE-2026-0003"), concern("CVE-2026-0004", "other thing"));
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
  await room.say(concern("CVE-2026-0001"));
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
  expect(mails[0]).not.toMatch(/CVE|acme|urgent/);
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

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function mailServer(port: number): Promise<string[]> {
  const mails: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData: (stream, _, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        mails.push(Buffer.concat(chunks).toString());
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  closing.push(() => new Promise((resolve) => server.close(() => resolve(undefined))));
  return mails;
}
