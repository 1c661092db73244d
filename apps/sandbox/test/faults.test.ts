/**
 * Programs that are down, nodes that were away, clocks that are wrong and tokens redeemed by two at once:
 * what is said, and that a report is neither lost nor doubled.
 */

import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { parseToken, spentTokenId } from "@tocsin/crypto";
import {
  assert,
  type Clock,
  dayMs,
  dayOf,
  epochOf,
  randomId,
  roundAt,
  systemClock,
  systemRandom,
  toBase64Url,
  toHex,
} from "@tocsin/kernel";
import { httpNetwork, type Protocol } from "@tocsin/member";
import type { ReportView } from "@tocsin/wire";
import type { NodeStatus } from "@tocsin/wire/node-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { castellan, type Company, neighbours, northmere } from "../src/companies.ts";
import { dumpDatabase } from "../src/database-dump.ts";
import { enrolNeighbour, openNeighbour } from "../src/neighbours.ts";
import { sampleReports } from "../src/sample-reports.ts";
import { exchangeDatabase, rowsOf, submissionsIn } from "./stand/judgement.ts";
import { type NodeApi, until } from "./stand/node-api.ts";
import { crowd, type OperatorName, ProcessWorld } from "./stand/process-world.ts";
import { Program } from "./stand/program.ts";

const roundMs = 1000;
const longMs = 900_000;
const tenMinutesMs = 600_000;

/** A clock that is wrong by `offByMs`. */
interface WrongClock extends Clock {
  offByMs: number;
}

const [latecomer, slow, fast, far] = neighbours.slice(crowd.length);
assert(latecomer && slow && fast && far, "more companies");

let world: ProcessWorld;
let a: NodeApi;
let b: NodeApi;
const running = new AsyncDisposableStack();
const wrong = new Map<Company, { readonly clock: WrongClock; readonly protocol: Protocol }>();

beforeAll(async () => {
  world = await ProcessWorld.open({
    companies: [northmere, castellan, latecomer, slow, fast, far, ...crowd],
    quotas: { report: 40, read: 12 },
    roundMs,
    found: async (founding) => {
      await Promise.all([northmere, castellan].map((it) => founding.joinAsProcess(it)));
      for (const company of [slow, fast, far]) await joinHere(founding, company);
      await founding.joinResting(crowd);
    },
  });
  [a, b] = [northmere, castellan].map(({ id }) => nodeOf(id).api) as [NodeApi, NodeApi];
  await Promise.all([a.ready(), b.ready()]);
}, longMs);

afterAll(async () => {
  await running.disposeAsync();
  await world[Symbol.asyncDispose]();
});

/** A member in this process, whose clock can be set. */
async function joinHere(founding: ProcessWorld, company: Company): Promise<void> {
  const clock: WrongClock = {
    offByMs: 0,
    now: () => systemClock.now() + clock.offByMs,
    sleep: (ms, signal) => systemClock.sleep(ms, signal),
  };
  const where = { folder: founding.folder("neighbours"), network: httpNetwork, clock };
  const { protocol } = running.use(await openNeighbour(where, company));
  await protocol.enrol(founding.invitationOf(company));
  running.use(protocol.start());
  wrong.set(company, { clock, protocol });
}

function nodeOf(id: string) {
  const node = world.nodes.get(id);
  assert(node, "a node");
  return node;
}

function newMarker(): string {
  return toHex(systemRandom.bytes(32));
}

function noteOf(marker: string): string {
  return `The loader's SHA-256 is ${marker}.`;
}

function times(reports: readonly ReportView[], marker: string): number {
  const has = ({ body }: ReportView): boolean =>
    body?.observables.some(({ value }) => value === marker) === true;
  return reports.filter(has).length;
}

/** The other node has it once, and the exchange has published it once. */
async function expectOnce(marker: string): Promise<void> {
  await until(
    () => b.reports(),
    (reports) => times(reports, marker) > 0,
    "the report at the other node",
  );
  expect(times(await b.reports(), marker)).toBe(1);
  const published = submissionsIn(await dumpDatabase(exchangeDatabase(world)));
  const same = published.filter((it) => it.body?.observables.some(({ value }) => value === marker));
  expect(same).toHaveLength(1);
}

async function stopped(name: OperatorName, work: () => Promise<void>): Promise<void> {
  await world.operators[name].kill();
  try {
    await work();
  } finally {
    await world.operators[name].start();
  }
}

function rounds(count: number): Promise<void> {
  return systemClock.sleep(count * roundMs);
}

describe("while a program is down", () => {
  test.each(["exchange", "relay"] as const)(
    "a report that is shared without the %s waits, is shown as waiting, and leaves once afterwards",
    async (name) => {
      const marker = newMarker();
      let id = "";
      const missedBefore = (await a.status()).round.missedDay;
      await stopped(name, async () => {
        ({ id } = await a.share(noteOf(marker)));
        await rounds(3);
        const status = await a.until(
          ({ sync, round }) => sync.state === "offline" && round.missedDay > missedBefore,
          "offline, and a missed round",
        );
        expect(status.waiting).toBe(1);
        const { delivery, index } = await a.report(id);
        expect(["waiting", "sending", "resending"]).toContain(delivery?.state);
        expect(index).toBeNull();
      });
      const { delivery } = await a.untilDelivered(id);
      expect(delivery).toMatchObject({ state: "published", parts: 1, partsSent: 1 });
      expect((await a.status()).waiting).toBe(0);
      await expectOnce(marker);
    },
    longMs,
  );

  test(
    "sharing does not need the issuer; who wants to join is told, and joins later with the same invitation",
    async () => {
      const marker = newMarker();
      const where = { folder: world.folder("neighbours"), network: httpNetwork };
      const invitation = world.invitationOf(latecomer);
      await stopped("issuer", async () => {
        const { id } = await a.share(noteOf(marker));
        await a.untilDelivered(id);
        const joining = enrolNeighbour(where, latecomer, invitation);
        await expect(joining).rejects.toMatchObject({ code: "remote-unreachable" });
      });
      await expectOnce(marker);
      await enrolNeighbour(where, latecomer, invitation);
      await expect(enrolNeighbour(where, latecomer, invitation)).resolves.toBeUndefined();
    },
    longMs,
  );

  test(
    "a node that was away for many rounds catches up with all of them and says which it missed",
    async () => {
      const { program, api } = nodeOf(castellan.id);
      const before = await api.status();
      await program.stop();
      // It may have sent once more since it was asked.
      const left = roundAt(systemClock.now(), roundMs);
      const markers = Array.from({ length: 4 }, newMarker);
      for (const marker of markers) {
        const { id } = await a.share(noteOf(marker));
        await a.untilDelivered(id);
      }
      await rounds(3);
      await program.start();
      for (const marker of markers) await expectOnce(marker);
      const after = await api.until(
        ({ round }) => round.lastSent !== null && round.lastSent > left,
        "sending again",
      );
      const away = (after.round.lastSent ?? 0) - left - 1;
      expect(away).toBeGreaterThan(markers.length);
      expect(after.round.missedDay - before.round.missedDay).toBeGreaterThanOrEqual(
        Math.min(away, markers.length),
      );
      expect((await api.checkLedger()).wrong).toEqual([]);
    },
    longMs,
  );
});

describe("with a clock that is wrong", () => {
  test(
    "by ten minutes a company cannot join, is told why, and joins once the clock is right",
    async () => {
      const clock = { ...systemClock, now: () => systemClock.now() - tenMinutesMs };
      const where = { folder: world.folder("cwd"), network: httpNetwork };
      const invitation = world.invitationOf(latecomer);
      const early = enrolNeighbour({ ...where, clock }, latecomer, invitation);
      await expect(early).rejects.toMatchObject({
        code: "invitation-refused",
        detail: "clock-skew",
      });
    },
    longMs,
  );

  test(
    "ten minutes slow: it is said, nothing leaves, and the report leaves once when the clock is right",
    async ({ skip }) => {
      const nowMs = systemClock.now();
      skip(epochOf(nowMs - tenMinutesMs) !== epochOf(nowMs), "last month's tokens are not there");
      const { clock, protocol } = ofWrongClock(slow);
      await untilRights(protocol);
      clock.offByMs = -tenMinutesMs;
      const marker = newMarker();
      const id = await shareHash(protocol, marker);
      await untilAlarm(protocol, "clock-stepped-back");
      const { id: other } = await a.share(noteOf(newMarker()));
      await a.untilDelivered(other);
      await untilAlarm(protocol, "clock-behind");
      expect((await protocol.status()).waiting).toBe(1);
      clock.offByMs = 0;
      await untilDelivered(protocol, id);
      await expectOnce(marker);
      await untilNoAlarm(protocol, "clock-stepped-back");
    },
    longMs,
  );

  test(
    "fast by rounds or by ten minutes: it is said, and no report is lost or refused",
    async () => {
      const [near, tenMinutes] = [ofWrongClock(fast), ofWrongClock(far)];
      for (const { protocol } of [near, tenMinutes]) await untilRights(protocol);
      near.clock.offByMs = 6 * roundMs;
      tenMinutes.clock.offByMs = tenMinutesMs;
      const marker = newMarker();
      const nearId = await shareHash(near.protocol, marker);
      const farId = await shareHash(tenMinutes.protocol, newMarker());
      // It is told from batches that come too late, and batches come when others report.
      const told = Promise.all(
        [near, tenMinutes].map(({ protocol }) => untilAlarm(protocol, "clock-ahead")),
      );
      const telling = { isOver: false };
      void told.finally(() => (telling.isOver = true));
      for (let shared = 0; shared < 12 && !telling.isOver; shared += 1) {
        const { id } = await a.share(noteOf(newMarker()));
        await a.untilDelivered(id);
      }
      await told;
      for (const { protocol } of [near, tenMinutes]) {
        expect((await protocol.status()).waiting).toBe(1);
      }
      expect(["refused", "published"]).not.toContain(
        (await tenMinutes.protocol.delivery(farId))?.state,
      );
      near.clock.offByMs = 0;
      await untilDelivered(near.protocol, nearId);
      await expectOnce(marker);
    },
    longMs,
  );
});

describe("one token", () => {
  test(
    "redeemed by two processes at once opens one session",
    async () => {
      const dump = await dumpDatabase(`${nodeOf(castellan.id).home}/member.sqlite`);
      const free = rowsOf(dump, "token").findLast((row) => row["stage"] === "free" && isRead(row));
      const token = free?.["token"];
      assert(token instanceof Uint8Array, "a read token");
      const before = await dumpDatabase(exchangeDatabase(world));
      const key = rowsOf(before, "gateway_key").at(-1)?.["config"];
      assert(key instanceof Uint8Array, "a gateway key");
      const script = fileURLToPath(new URL("./stand/redeem.ts", import.meta.url));
      const atMs = String(systemClock.now() + 6000);
      const argv = [script, world.urls.exchange, toBase64Url(key), toBase64Url(token), "25", atMs];
      const run = promisify(execFile);
      const told = await Promise.all([1, 2].map(() => run(process.execPath, argv)));
      const outcomes = told.flatMap(({ stdout }) => JSON.parse(stdout) as string[]);
      expect(outcomes.filter((it) => it === "session")).toHaveLength(1);
      expect(outcomes.filter((it) => it === "spent")).toHaveLength(49);
      const after = await dumpDatabase(exchangeDatabase(world));
      const id = toBase64Url(spentTokenId(parseToken(token)));
      const spent = rowsOf(after, "spent").map((row) => row["id"]);
      const same = spent.filter((it) => it instanceof Uint8Array && toBase64Url(it) === id);
      expect(same).toHaveLength(1);
      // Other nodes may have opened their session of the day meanwhile, with a token each.
      const more = (table: string): number =>
        rowsOf(after, table).length - rowsOf(before, table).length;
      const reports = submissionsIn(after).length - submissionsIn(before).length;
      expect(more("session")).toBe(more("spent") - reports);

      function isRead(row: (typeof dump)[number]["row"]): boolean {
        const fetch = rowsOf(dump, "token_fetch").find((it) => it["key_id"] === row["key_id"]);
        return fetch?.["purpose"] === "read";
      }
    },
    longMs,
  );

  test(
    "is safe from a second exchange on the same folder, which does not start",
    async () => {
      const { settings } = world.operators.exchange;
      const argv = settings.argv.map((it) => (/^\d{5}$/.test(it) ? "0" : it));
      const second = new Program({
        ...settings,
        name: randomId(systemRandom),
        argv,
        metricsPort: 1,
      });
      await expect(second.start()).rejects.toThrow(/another process/i);
      const { id } = await a.share(noteOf(newMarker()));
      await a.untilDelivered(id);
    },
    longMs,
  );
});

function ofWrongClock(company: Company) {
  const member = wrong.get(company);
  assert(member, "a member here");
  return member;
}

async function shareHash(protocol: Protocol, marker: string): Promise<string> {
  const [template] = sampleReports(dayOf(systemClock.now() + 30 * dayMs));
  assert(template, "a sample");
  const [observable] = template.observables;
  assert(observable, "an observable");
  const body = { ...template, observables: [{ ...observable, type: "sha256", value: marker }] };
  return (await protocol.share({ body, audience: "members", review: null })).id;
}

async function untilRights(protocol: Protocol): Promise<void> {
  const has = ({ tokens }: Pick<NodeStatus, "tokens">): boolean =>
    tokens.some((it) => it.purpose === "report" && it.left > 0) &&
    tokens.some((it) => it.purpose === "read" && it.left < it.quota);
  await until(() => protocol.status(), has, "tokens");
}

async function untilAlarm(protocol: Protocol, code: string): Promise<void> {
  const has = ({ alarms }: Pick<NodeStatus, "alarms">): boolean =>
    alarms.some((it) => it.code === code);
  await until(() => protocol.status(), has, code);
}

async function untilNoAlarm(protocol: Protocol, code: string): Promise<void> {
  const has = ({ alarms }: Pick<NodeStatus, "alarms">): boolean =>
    alarms.every((it) => it.code !== code);
  await until(() => protocol.status(), has, `no ${code}`);
}

async function untilDelivered(protocol: Protocol, id: string): Promise<void> {
  await until(
    () => protocol.delivery(id),
    (it) => it?.state === "published",
    "publication",
  );
}
