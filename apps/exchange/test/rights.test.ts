import { dayMs, epochOf, epochSpan, nextEpoch, toBase64Url } from "@tocsin/kernel";
import type { Submission } from "@tocsin/wire";
import { expect, test } from "vitest";

import { epochGraceMs } from "../src/limits.ts";
import { bodyOf, submissionsIn, TestAuthor, TestIssuer, World } from "../src/testing/index.ts";

const issuer = new TestIssuer();

async function published(world: World): Promise<Submission[]> {
  return submissionsIn(await world.read(await world.readKeys()));
}

test("a token is spent once: in one round, in the next, and after a restart", async () => {
  await using world = await World.open({ issuer });
  const author = world.author();
  const report = await author.report(bodyOf("one"));
  await Promise.all([world.submit(report), world.submit(report), world.submit(report)]);
  await world.endRound();
  expect(await published(world)).toEqual([report]);
  await world.submit(report);
  await world.endRound();
  await world.restart();
  await world.submit(report);
  await world.endRound();
  expect(await published(world)).toEqual([report]);
});

test("two reports on one token under one pseudonym: one wins, and it stays", async () => {
  await using world = await World.open({ issuer });
  const author = world.author();
  const first = await author.report(bodyOf("one"));
  const { pkHpke } = first.envelope;
  const other = await author.report(bodyOf("two"), { pkHpke });
  const second = { ...other, token: first.token };
  await Promise.all([world.submit(first), world.submit(second)]);
  await world.endRound();
  const [winner, ...more] = await published(world);
  expect(more).toEqual([]);
  expect([first, second]).toContainEqual(winner);
  await world.submit(first);
  await world.submit(second);
  await world.endRound();
  expect(await published(world)).toEqual([winner]);
});

test("a stolen token carries no other report", async () => {
  await using world = await World.open({ issuer });
  const report = await world.author().report(bodyOf("victim"));
  const theft = await world.author().report(bodyOf("thief"));
  await world.submit({ ...theft, token: report.token });
  await world.endRound();
  expect(await published(world)).toEqual([]);
  await world.submit(report);
  await world.endRound();
  expect(await published(world)).toEqual([report]);
});

test("of many concurrent openings with one read token one succeeds", async () => {
  await using world = await World.open({ issuer });
  const token = await world.issuer.token(world.epoch, "energy", "read");
  const answers = await Promise.all(Array.from({ length: 20 }, () => world.openSession(token)));
  expect(answers.filter(({ is }) => is === "session")).toHaveLength(1);
  const refused = answers.flatMap((it) => (it.is === "refused" ? it.why : []));
  expect(new Set(refused)).toEqual(new Set(["spent"]));
  await world.restart();
  expect(await world.openSession(token)).toEqual({ is: "refused", why: "spent" });
});

test("a report token opens no session, and a read token pays for no report", async () => {
  await using world = await World.open({ issuer });
  const reportToken = await world.issuer.token(world.epoch, "energy", "report");
  expect(await world.openSession(reportToken)).toEqual({ is: "refused", why: "expired" });
  const readToken = await world.issuer.token(world.epoch, "energy", "read");
  const report = await world.author().report(bodyOf("read-token"));
  await world.submit({ ...report, token: toBase64Url(readToken) });
  await world.endRound();
  expect(await published(world)).toEqual([]);
});

test("a read token with a turned bit is refused", async () => {
  await using world = await World.open({ issuer });
  const token = await world.issuer.token(world.epoch, "energy", "read");
  for (const at of [0, token.length - 1]) {
    const turned = token.slice();
    turned[at] = (turned[at] ?? 0) ^ 1;
    expect(await world.openSession(turned)).toEqual({ is: "refused", why: "invalid" });
  }
});

test("tokens are good until 48 hours after their epoch, and not a round longer", async () => {
  await using world = await World.open({ issuer });
  const { untilMs } = epochSpan(world.epoch);
  const inGrace = await world.author().report(bodyOf("in-grace"));
  world.clock.moveTo(untilMs + epochGraceMs - 60_000 + 17_000);
  await world.restart();
  await world.endRound();
  world.clock.moveTo(world.clock.now() - 60_000);
  await world.submit(inGrace);
  await world.endRound();
  await world.endRound();
  const late = await world.author().report(bodyOf("too-late"));
  await world.submit(late);
  await world.endRound();
  expect(submissionsIn(await world.read(await keysOfNextEpoch(world)))).toEqual([inGrace]);
});

async function keysOfNextEpoch(world: World) {
  const epoch = nextEpoch(world.epoch);
  await world.post(await world.issuer.directory(epoch, [{ class: "energy", purpose: "read" }]));
  const answer = await world.openSession(await world.issuer.token(epoch, "energy", "read"));
  return answer.is === "session" ? answer.keys : [];
}

test("a key of an epoch that has not begun is refused", async () => {
  await using world = await World.open({ issuer });
  const epoch = nextEpoch(world.epoch);
  await world.post(await world.issuer.directory(epoch, [{ class: "energy", purpose: "report" }]));
  const author = new TestAuthor(world.issuer, { class: "energy", epoch, audience: "members" });
  await world.submit(await author.report(bodyOf("early")));
  await world.endRound();
  expect(await published(world)).toEqual([]);
});

test("keys of an audience are handed out before their epoch begins", async () => {
  await using world = await World.open({ issuer });
  const { untilMs } = epochSpan(world.epoch);
  world.clock.moveTo(untilMs - dayMs);
  await world.restart();
  await world.endRound();
  const keys = await world.readKeys();
  const epochs = new Set(keys.map(({ epoch }) => epoch));
  expect(epochs).toContain(epochOf(untilMs));
  expect(epochs).toContain(world.epoch);
});

test("amendments follow their chain; a replayed, a forked and a skipping one do not", async () => {
  await using world = await World.open({ issuer });
  const author = world.author();
  const report = await author.report(bodyOf("zero"));
  const one = await author.amend(report, bodyOf("one"));
  const fork = await author.amend(report, bodyOf("fork"));
  const two = await author.amend(one, bodyOf("two"));
  const stranger = { ...(await world.author().amend(report, bodyOf("stranger"))) };
  await world.submit(report);
  await world.endRound();
  await world.submit(one);
  await world.endRound();
  for (const it of [fork, one, report, stranger]) await world.submit(it);
  await world.endRound();
  expect(await published(world)).toEqual([report, one]);
  await world.submit(two);
  await world.endRound();
  expect(await published(world)).toEqual([report, one, two]);
});

test("a report and its amendment in one round are published in two rounds, in order", async () => {
  await using world = await World.open({ issuer });
  const author = world.author();
  const report = await author.report(bodyOf("zero"));
  const one = await author.amend(report, bodyOf("one"));
  await world.submit(one);
  await world.submit(report);
  await world.endRound();
  expect(await published(world)).toEqual([report]);
  await world.endRound();
  expect(await published(world)).toEqual([report, one]);
});

test("an amendment may change neither class nor audience nor author", async () => {
  await using world = await World.open({ issuer });
  const author = world.author();
  const report = await author.report(bodyOf("zero"));
  await world.submit(report);
  await world.endRound();
  const changes = [
    { audience: "class:energy" },
    { author: toBase64Url(new Uint8Array(32)) },
    { class: "everyone" as typeof report.envelope.class },
  ];
  for (const change of changes) {
    await world.submit(await author.amend(report, bodyOf("changed"), change));
    await world.endRound();
  }
  expect(await published(world)).toEqual([report]);
});
