import { request } from "node:http";
import { connect } from "node:net";

import { systemRandom, toBase64Url, utf8 } from "@tocsin/kernel";
import {
  capsuleBytes,
  encapsulateRequest,
  encodeBinaryRequest,
  encodeFrame,
  obliviousRequestMediaType,
  requestOverheadBytes,
  sessionPath,
} from "@tocsin/wire";
import { expect, test } from "vitest";

import {
  bodyOf,
  sealContent,
  sealDummy,
  sealSession,
  sealSubmission,
  submissionBytes,
  submissionsIn,
  TestIssuer,
  World,
} from "../src/testing/index.ts";

const issuer = new TestIssuer();

test("valid, dummy, spent, forged and malformed capsules get the same answer, byte for byte inside", async () => {
  await using world = await World.open({ issuer });
  const gateway = await world.gateway();
  const report = await world.author().report(bodyOf("equal"));
  await world.submit(report);
  await world.endRound();
  const forged = { ...report, signature: toBase64Url(new Uint8Array(64)) };
  const capsules = [
    await sealDummy(gateway, world.round),
    ...(await sealSubmission(gateway, world.round, submissionBytes(report))),
    ...(await sealSubmission(gateway, world.round, submissionBytes(forged))),
    ...(await sealSubmission(gateway, world.round, utf8("no submission"))),
    await sealContent(gateway, "/capsule", utf8("no frame")),
    await sealContent(gateway, sessionPath, new Uint8Array(10)),
    await sealContent(
      gateway,
      "/elsewhere",
      encodeFrame({ kind: "dummy", round: world.round }, systemRandom),
    ),
    await encapsulateRequest(
      gateway,
      systemRandom.bytes(capsuleBytes - requestOverheadBytes),
      systemRandom,
    ),
  ];
  const answers = [];
  for (const it of capsules) answers.push(await world.sendBytes("/capsule", it.bytes));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(new Set(answers.map(({ bytes }) => bytes.length)).size).toBe(1);
  const headers = answers.map((it) =>
    ["content-type", "cache-control", "etag", "set-cookie"].map((name) => it.header(name)),
  );
  expect(new Set(headers.map((it) => it.join())).size).toBe(1);
  const inside = answers.map(({ bytes }, at) => capsules[at]?.openResponse(bytes)?.join());
  expect(new Set(inside).size).toBe(1);
  expect(inside[0]).toBeDefined();
});

test("a session that is granted and one that is refused have answers of one size", async () => {
  await using world = await World.open({ issuer });
  const gateway = await world.gateway();
  const token = await world.issuer.token(world.epoch, "energy", "read");
  const requests = [
    await sealSession(gateway, token),
    await sealSession(gateway, token),
    await sealSession(gateway, new Uint8Array(354)),
    await sealContent(gateway, sessionPath, utf8("no json")),
    await sealDummy(gateway, world.round),
  ];
  const sizes = [];
  for (const it of requests) {
    const { status, bytes } = await world.sendBytes("/session", it.bytes);
    expect(status).toBe(200);
    sizes.push(bytes.length);
  }
  expect(new Set(sizes).size).toBe(1);
});

test("a replayed capsule is answered like the first and has no second effect", async () => {
  await using world = await World.open({ issuer });
  const report = await world.author().report(bodyOf("replayed"));
  const [capsule] = await sealSubmission(
    await world.gateway(),
    world.round,
    submissionBytes(report),
  );
  if (capsule === undefined) throw new Error("no capsule");
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => world.send("/capsule", capsule)),
  );
  expect(answers.map(({ inside }) => inside?.status)).toEqual(Array(10).fill(202));
  await world.endRound();
  await world.restart();
  expect((await world.send("/capsule", capsule)).inside?.status).toBe(202);
  await world.endRound();
  expect(submissionsIn(await world.read(await world.readKeys()))).toEqual([report]);
});

const spoilt: readonly ((bytes: Uint8Array) => Uint8Array)[] = [
  (bytes) => bytes.slice(0, -1),
  (bytes) => new Uint8Array([...bytes, 0]),
  () => new Uint8Array(),
  // Key id, suite, encapsulated key, ciphertext.
  ...[0, 2, 20, 100, capsuleBytes - 1].map((at) => (bytes: Uint8Array) => altered(bytes, at)),
];

test("a capsule of another size or with any turned bit is refused, without a word about why", async () => {
  await using world = await World.open({ issuer });
  const dummy = await sealDummy(await world.gateway(), world.round);
  for (const spoil of spoilt) {
    const { status, bytes } = await world.sendBytes("/capsule", spoil(dummy.bytes));
    const told = JSON.parse(Buffer.from(bytes).toString()) as { type: string };
    expect([400, 413]).toContain(status);
    expect(["capsule-unreadable", "too-large"]).toContain(told.type);
  }
});

test("what tells where a capsule came from is refused, outside and inside", async () => {
  await using world = await World.open({ issuer });
  const gateway = await world.gateway();
  const dummy = await sealDummy(gateway, world.round);
  for (const name of ["forwarded", "via", "x-forwarded-for", "x-real-ip", "true-client-ip"]) {
    expect(await rawPost(world, dummy.bytes, { [name]: "192.0.2.1" })).toBe(400);
  }
  const report = await world.author().report(bodyOf("forwarded"));
  const [part] = await sealSubmission(gateway, world.round, submissionBytes(report));
  const plain = encodeBinaryRequest(
    {
      method: "POST",
      scheme: "https",
      authority: "exchange",
      path: "/capsule",
      fields: [{ name: "x-forwarded-for", value: "192.0.2.1" }],
      content: new Uint8Array(16_128),
      trailers: [],
    },
    capsuleBytes - requestOverheadBytes,
  );
  const sealed = await encapsulateRequest(gateway, plain, systemRandom);
  expect((await world.send("/capsule", sealed)).inside?.status).toBe(202);
  expect(part).toBeDefined();
  await world.endRound();
  expect(submissionsIn(await world.read(await world.readKeys()))).toEqual([]);
});

test("a request of another media type is refused", async () => {
  await using world = await World.open({ issuer });
  const dummy = await sealDummy(await world.gateway(), world.round);
  expect(await rawPost(world, dummy.bytes, { "content-type": "application/json" })).toBe(415);
});

const tricks = [
  "POST /capsule HTTP/1.1\r\nhost: a.test\r\nhost: b.test",
  "POST http://a.test/capsule HTTP/1.1\r\nhost: a.test",
  "GET /feed/tile/../checkpoint HTTP/1.1\r\nhost: a.test",
  "POST /capsule HTTP/1.0\r\nhost: a.test",
];

test("two hosts, an absolute target, a climbing path and an older protocol are refused", async () => {
  await using world = await World.open({ issuer });
  const { hostname, port } = new URL(world.exchange.url);
  for (const head of tricks) {
    const socket = connect(Number(port), hostname);
    socket.end(`${head}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`);
    let answer = "";
    for await (const chunk of socket) answer += String(chunk);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  }
});

test("gateway keys change daily, two are good at a time, and an old one is gone with its secret", async () => {
  await using world = await World.open({ issuer });
  const first = await world.gateway();
  const day = 24 * 3_600_000;
  world.clock.moveTo(world.clock.now() + day);
  await world.restart();
  await world.endRound();
  const second = await world.gateway();
  expect(second.keyId).not.toBe(first.keyId);
  for (const key of [first, second]) {
    const dummy = await sealDummy(key, world.round);
    expect((await world.send("/capsule", dummy)).inside?.status).toBe(202);
  }
  world.clock.moveTo(world.clock.now() + day);
  await world.restart();
  await world.endRound();
  const old = await sealDummy(first, world.round);
  expect((await world.send("/capsule", old)).status).toBe(400);
  const still = await sealDummy(second, world.round);
  expect((await world.send("/capsule", still)).inside?.status).toBe(202);
});

function altered(bytes: Uint8Array, at: number): Uint8Array {
  const copy = bytes.slice();
  copy[at] = (copy[at] ?? 0) ^ 0x80;
  return copy;
}

/** A request whose headers the test lays down itself. */
function rawPost(
  world: World,
  bytes: Uint8Array,
  headers: Readonly<Record<string, string>>,
): Promise<number> {
  const { hostname, port } = new URL(world.exchange.url);
  return new Promise((resolve, reject) => {
    const call = request(
      {
        host: hostname,
        port,
        method: "POST",
        path: "/capsule",
        headers: { "content-type": obliviousRequestMediaType, ...headers },
      },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      },
    );
    call.on("error", reject);
    call.end(bytes);
  });
}
