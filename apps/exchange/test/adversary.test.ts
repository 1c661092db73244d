import { request } from "node:http";

import { createLog } from "@tocsin/http";
import { canonicalJson } from "@tocsin/kernel";
import { obliviousRequestMediaType, type Submission } from "@tocsin/wire";
import { expect, test } from "vitest";

import {
  bodyOf,
  envelopeHash,
  sealSubmission,
  seize,
  submissionBytes,
  TestIssuer,
  tracesOf,
  World,
} from "../src/testing/index.ts";

const issuer = new TestIssuer();
/** The relay's address and what it might let slip; no member's ever comes as far as here. */
const senderAddress = "127.0.0.77";
const agent = "canary-agent/1.0";

/** Every column that there is. One more must be argued for: could it tell who, whence, when or in which order? */
const columns: Readonly<Record<string, string>> = {
  // What an author says against a ruling, under the report that everyone knows.
  appeal: "report ruling text sum",
  audience_key: "audience epoch key sum",
  batch: "round first leaves checkpoint file sum",
  capsule_seen: "gateway_key id",
  carried: "id bytes",
  counter: "name value",
  detail: "position salt keys leaf",
  // Until when the details of letters and sightings are kept, by the round that published them.
  expiring: "round position",
  gateway_key: "id config secret from_ms until_ms sum",
  leaf: "position commitment audience previous",
  ledger: "only size round checkpoint sum",
  notice: "id kind position leaf sum",
  observable: "key position",
  part: "submission number count round payload",
  // That a pseudonym asked on a day. The request is a random number, and erased once it is told.
  refund: "pk_sign day key_id request sum",
  report: "pk_sign report envelope seq class epoch audience author withdrawn position sum",
  session: "id until_ms sum",
  spent: "epoch id",
  spent_fold: "epoch count fold",
  staged: "round id frame",
  // Of whom and when is nowhere: the day is the same for all that a day brings.
  tag: "tag pk mac lock until_day",
  tally: "report vote count sum",
  // What a class said of two reports; the lock is random to all but who said it.
  tie: "lock a b class says audience sum",
  tile: "level number hashes",
};

test("database, files and logs of a run hold no address, no moment and no order of arrival", async () => {
  const lines: string[] = [];
  const keep = (fields: object, event: string) => lines.push(`${event} ${canonicalJson(fields)}`);
  const log = createLog({ info: keep, warn: keep, error: keep });
  await using world = await World.open({ issuer, log });
  world.clock.moveTo(world.clock.now() + 1234);
  const arrivedMs = world.clock.now();
  const reports: Submission[] = [];
  for (let at = 0; at < 6; at += 1) {
    const report = await world.author().report(bodyOf(`canary-${at}`));
    reports.push(report);
    for (const { bytes } of await sealed(world, report)) expect(await send(world, bytes)).toBe(200);
  }
  const answer = await world.openSession(await issuer.token(world.epoch, "energy", "read"));
  await world.endRound();
  await send(world, new Uint8Array(16_384));
  await world.restart();
  await world.stop();
  const seized = await seize(world.stateDir);
  const inLogs = { logs: lines.join("\n") };
  expect(tracesOf([senderAddress, agent, String(arrivedMs)], seized, inLogs)).toEqual([]);
  const bearer = answer.is === "session" ? Buffer.from(answer.session, "base64url") : "no session";
  expect(tracesOf([bearer], seized, inLogs)).toEqual([]);
  const said = reports.flatMap(({ envelope, token }) => [
    Buffer.from(envelope.pkSign, "base64url"),
    Buffer.from(token ?? "", "base64url"),
  ]);
  const nothing = { files: [], tables: [] };
  expect(tracesOf([...said, "canary-", "127.0.0.1"], nothing, inLogs)).toEqual([]);
  const found = tracesOf(["canary-0"], seized).map((it) => it.replace("0 in ", ""));
  expect(found).toEqual(["exchange.sqlite", "table detail"]);
  const ledgerOrder = seized.tables.find(({ name }) => name === "report")?.rows ?? [];
  const byPosition = ledgerOrder.toSorted((a, b) => Number(a[9]) - Number(b[9]));
  const hashes = reports.map((it) => Buffer.from(envelopeHash(it)).toString("hex"));
  expect(byPosition.map((row) => row[2])).toEqual(hashes.toSorted());
});

test("there is no column but those that were argued for", async () => {
  await using world = await World.open({ issuer });
  await world.stop();
  const { tables } = await seize(world.stateDir);
  const own = tables.filter(({ name }) => !name.startsWith("_") && !name.startsWith("sqlite_"));
  expect(Object.fromEntries(own.map((it) => [it.name, it.columns.join(" ")]))).toEqual(columns);
});

test("what is staged is ordered by hash, whatever the order of arrival", async () => {
  await using world = await World.open({ issuer });
  for (let at = 0; at < 5; at += 1) {
    const report = await world.author().report(bodyOf(`order-${at}`));
    for (const { bytes } of await sealed(world, report)) expect(await send(world, bytes)).toBe(200);
  }
  await world.stop();
  const { tables } = await seize(world.stateDir);
  for (const name of ["staged", "capsule_seen"]) {
    const ids = tables.find((it) => it.name === name)?.rows.map((row) => row[1] ?? "") ?? [];
    expect(ids).toHaveLength(5);
    expect(ids).toEqual(ids.toSorted());
  }
});

async function sealed(world: World, report: Submission) {
  return sealSubmission(await world.gateway(), world.round, submissionBytes(report));
}

/** From an address of its own, with a header of its own. */
function send(world: World, bytes: Uint8Array): Promise<number> {
  const { hostname, port } = new URL(world.exchange.url);
  const headers = { "content-type": obliviousRequestMediaType, "user-agent": agent };
  const options = { host: hostname, port, localAddress: senderAddress, method: "POST", headers };
  return new Promise((resolve, reject) => {
    const call = request({ ...options, path: "/capsule" }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    call.on("error", reject);
    call.end(bytes);
  });
}
