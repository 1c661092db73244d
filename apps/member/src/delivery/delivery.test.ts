import type { ServerResponse } from "node:http";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { type AddressInfo, createServer as createTcp } from "node:net";
import { createSocket } from "node:dgram";
import { tmpdir } from "node:os";
import path from "node:path";

import { type Clock, systemClock, systemRandom, TocsinError } from "@tocsin/kernel";
import type { DeliveryStore, MemberStore } from "@tocsin/store";
import { memberStoreInMemory } from "@tocsin/store/member";
import { parseMessage } from "@tocsin/wire";
import { channelRequest, type Warning } from "@tocsin/wire/node-api";
import { Webhook } from "standardwebhooks";
import { afterEach, expect, test } from "vitest";

import { openReceiver } from "../../test/world/http-receiver.ts";
import { openMailServer, withoutNumber } from "../../test/world/mail-server.ts";
import { bodyOf } from "../../test/world/samples.ts";
import { atomFeed } from "./atom-feed.ts";
import { type Channels, createChannels } from "./channels.ts";
import { guardedPost } from "./guarded-post.ts";

const secret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
const urgentValue = "gate.evil-loader.com";
const roundMs = 60_000;

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

class HandClock implements Clock {
  ms = Date.UTC(2026, 10, 21, 20);
  now(): number {
    return this.ms;
  }
  sleep(): Promise<void> {
    return Promise.resolve();
  }
}

async function receiver(answer: (outgoing: ServerResponse) => void) {
  const opened = await openReceiver(answer);
  closing.push(() => {
    opened[Symbol.dispose]();
  });
  return opened;
}

const taken = (outgoing: ServerResponse): void => {
  outgoing.writeHead(204).end();
};

/** Warnings of the ranks that were raised in the store. */
class Bench {
  readonly clock = new HandClock();
  readonly store: MemberStore = memberStoreInMemory(this.clock);
  readonly channels: Channels;
  urgency: Warning["urgency"] = "high";
  #raised = 0;

  constructor(store: (own: DeliveryStore) => DeliveryStore = (own) => own) {
    this.channels = createChannels({
      store: store(this.store.delivery),
      warnings: { view: (id) => this.#view(id) },
      clock: this.clock,
      random: systemRandom,
      roundMs: () => Promise.resolve(roundMs),
    });
    closing.push(() => this.store[Symbol.asyncDispose]());
  }

  async add(given: object): Promise<string> {
    const request = parseMessage(channelRequest, { name: "test", ...given });
    return (await this.channels.add(request)).id;
  }

  async raise(count = 1): Promise<void> {
    for (let at = 0; at < count; at += 1) {
      this.#raised += 1;
      const reason = { kind: "watch", value: urgentValue, type: null, ours: "us" } as const;
      await this.store.warnings.settle({
        pass: "new",
        changes: [
          {
            arrival: this.#raised,
            report: `r${this.#raised}`,
            mine: false,
            withdrawn: false,
            untilMs: this.clock.ms * 2,
            observables: [],
            words: [],
            reasons: [{ ...reason, strength: "strong" }],
          },
        ],
        through: this.#raised,
        nowMs: this.clock.ms,
      });
    }
  }

  async first() {
    const [channel] = await this.channels.list();
    return channel;
  }

  async #view(id: string): Promise<Warning> {
    const row = await this.store.warnings.get(id, this.clock.ms);
    if (row === undefined) throw new TocsinError("not-found");
    const body = bodyOf(urgentValue, { tlp: "amber+strict" });
    const report = { id: row.report, body } as Warning["report"];
    const reasons = row.reasons.map((it) => ({ ...it, quiet: false }));
    return {
      ...row,
      reasons,
      report,
      concerns: [],
      urgency: this.urgency,
      link: null,
      updates: [],
    };
  }
}

async function mailServer() {
  const server = await openMailServer();
  closing.push(() => server[Symbol.asyncDispose]());
  return server;
}

const mail = {
  kind: "mail",
  host: "127.0.0.1",
  security: "none",
  from: "tocsin@example.org",
  to: ["soc@example.org"],
};

test("one mail a round says that something is new, and not what, how much or how urgent", async () => {
  const { port, mails } = await mailServer();
  const bench = new Bench();
  await bench.add({ ...mail, port });
  await bench.raise();
  await bench.channels.dispatch();
  await bench.raise(3);
  await bench.channels.dispatch();
  await bench.channels.dispatch();
  expect(mails).toHaveLength(2);
  const bodies = mails.map((it) => it.slice(it.indexOf("\r\n\r\n")));
  expect(bodies[0]).toBe(bodies[1]);
  for (const text of mails) {
    expect(withoutNumber(text)).not.toMatch(/evil|urgent|high|r1|r4/i);
    expect(text).toContain("Subject: Tocsin: something new concerns you");
  }
  expect(await bench.first()).toMatchObject({ waiting: 0, dead: 0, lastError: null });
});

test("where it is wanted the mail says what matched, defanged", async () => {
  const { port, mails } = await mailServer();
  const bench = new Bench();
  await bench.add({ ...mail, port, indicators: true });
  await bench.raise();
  await bench.channels.dispatch();
  expect(mails[0]).toContain("gate[.]evil-loader[.]com");
});

test("a digest waits for its time", async () => {
  const { port, mails } = await mailServer();
  const bench = new Bench();
  await bench.add({ ...mail, port, mode: "digest", digestMs: 3_600_000 });
  bench.clock.ms += 1;
  await bench.raise(2);
  await bench.channels.dispatch();
  expect(mails).toHaveLength(0);
  bench.clock.ms += 3_600_000;
  await bench.channels.dispatch();
  expect(mails).toHaveLength(1);
});

test("quiet hours keep back everything but what is urgent", async () => {
  const { url, posted } = await receiver(taken);
  const bench = new Bench();
  const quiet = { from: "18:00", to: "06:00" };
  await bench.add({ kind: "webhook", url, secret, allowPrivate: true, quiet });
  await bench.raise();
  await bench.channels.dispatch();
  expect(posted).toHaveLength(0);
  bench.urgency = "urgent";
  await bench.raise();
  await bench.channels.dispatch();
  expect(posted).toHaveLength(1);
  bench.clock.ms += 10 * 3_600_000;
  await bench.channels.dispatch();
  expect(posted).toHaveLength(2);
});

test("a webhook is signed as Standard Webhooks says, and tells number and urgency alone", async () => {
  const { url, posted } = await receiver(taken);
  const bench = new Bench();
  await bench.add({ kind: "webhook", url, secret, allowPrivate: true });
  bench.clock.ms = systemClock.now();
  await bench.raise();
  await bench.channels.dispatch();
  const [{ body, headers } = { body: "", headers: {} }] = posted;
  const plain = Object.entries(headers).filter((it) => typeof it[1] === "string");
  const event = new Webhook(secret).verify(body, Object.fromEntries(plain) as never);
  expect(event).toMatchObject({
    type: "warning.raised",
    data: { warnings: [{ id: "1", urgency: "high" }] },
  });
  expect(body).not.toContain("evil");
});

test("killed between sending and noting it, the same message goes out again under the same id", async () => {
  const { url, posted } = await receiver(taken);
  let isKilled = true;
  const bench = new Bench((own) => ({
    ...own,
    settle: (rows, nowMs) =>
      isKilled ? Promise.reject(new Error("killed")) : own.settle(rows, nowMs),
  }));
  await bench.add({ kind: "webhook", url, secret, allowPrivate: true });
  await bench.raise();
  await expect(bench.channels.dispatch()).rejects.toThrow("killed");
  isKilled = false;
  await bench.channels.dispatch();
  expect(posted).toHaveLength(1);
  bench.clock.ms += 16 * roundMs;
  await bench.channels.dispatch();
  expect(posted).toHaveLength(2);
  expect(posted[1]?.headers["webhook-id"]).toBe(posted[0]?.headers["webhook-id"]);
  expect(await bench.first()).toMatchObject({ waiting: 0 });
});

test("what is refused is tried for two days, then kept until somebody replays it", async () => {
  let status = 500;
  const { url, posted } = await receiver((outgoing) => outgoing.writeHead(status).end());
  const bench = new Bench();
  const id = await bench.add({ kind: "webhook", url, secret, allowPrivate: true });
  await bench.raise();
  for (let at = 0; at < 40; at += 1) {
    await bench.channels.dispatch();
    bench.clock.ms += 3_600_000 * 2;
  }
  expect(posted).toHaveLength(9);
  expect(await bench.first()).toMatchObject({
    waiting: 0,
    dead: 1,
    lastError: { code: "remote-answer-invalid" },
  });
  status = 200;
  expect(await bench.channels.replay(id)).toEqual({ queued: 1 });
  await bench.channels.dispatch();
  expect(await bench.first()).toMatchObject({ waiting: 0, dead: 0 });
});

test("a server that answers without end is not read, one that redirects is not followed", async () => {
  const endless = await receiver((outgoing) => {
    outgoing.writeHead(200);
    const block = Buffer.alloc(1024 * 1024);
    const more = (): void => {
      while (!outgoing.destroyed && outgoing.write(block));
    };
    outgoing.on("drain", more);
    more();
  });
  const inner = await receiver(taken);
  const redirecting = await receiver((outgoing) => {
    outgoing.writeHead(302, { location: inner.url }).end();
  });
  const bench = new Bench();
  const first = await bench.add({ kind: "slack", url: endless.url, allowPrivate: true });
  const second = await bench.add({ kind: "teams", url: redirecting.url, allowPrivate: true });
  expect(await bench.channels.test(first)).toEqual({ ok: true, code: null });
  expect(await bench.channels.test(second)).toEqual({ ok: false, code: "remote-answer-invalid" });
  expect(inner.posted).toEqual([]);
});

test("a server that hangs is given up", async () => {
  const { url } = await receiver(() => undefined);
  const post = { url, headers: {}, body: "{}", allowPrivate: true, deadlineMs: 100 };
  await expect(guardedPost(post)).rejects.toMatchObject({ code: "remote-late" });
});

test("a channel to a private address is refused when it is added, unless it is said to be ours", async () => {
  const { channels } = new Bench();
  const given = { kind: "slack", name: "chat", url: "https://10.0.0.7/hook" };
  const add = (more = {}) => channels.add(parseMessage(channelRequest, { ...given, ...more }));
  await expect(add()).rejects.toMatchObject({ code: "address-private" });
  expect(await channels.list()).toEqual([]);
  expect(await add({ allowPrivate: true })).toMatchObject({ target: "10.0.0.7" });
});

test.each([
  "http://127.0.0.1:1/",
  "http://[::1]:1/",
  "http://[::ffff:10.0.0.1]/",
  "http://0x7f.1/",
  "http://169.254.169.254/latest",
  "http://inside.example/",
])("nothing is sent to a private address: %s", async (url) => {
  const resolve = () => Promise.resolve([{ address: "10.1.2.3", family: 4 }]);
  const post = { url, headers: {}, body: "{}", allowPrivate: false };
  await expect(guardedPost(post, resolve)).rejects.toMatchObject({ code: "address-private" });
});

test("a name with one private address among others is refused", async () => {
  const resolve = () =>
    Promise.resolve([
      { address: "93.184.216.34", family: 4 },
      { address: "127.0.0.1", family: 4 },
    ]);
  const post = { url: "http://both.example/", headers: {}, body: "{}", allowPrivate: false };
  await expect(guardedPost(post, resolve)).rejects.toMatchObject({ code: "address-private" });
});

test("files of a folder are there whole, for their owner, and each once", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "tocsin-drop-"));
  closing.push(() => rmSync(folder, { recursive: true }));
  const bench = new Bench();
  await bench.add({ kind: "file", folder, indicators: true });
  await bench.raise(2);
  await bench.channels.dispatch();
  const files = readdirSync(folder);
  expect(files).toHaveLength(2);
  const file = path.join(folder, files[0] ?? "");
  expect(statSync(file).mode & 0o077).toBe(0);
  expect(readFileSync(file, "utf8")).toContain(urgentValue);
});

test("syslog and CEF are one line a warning, with nothing that makes two of one", async () => {
  const lines: string[] = [];
  const socket = createSocket("udp4");
  socket.on("message", (bytes) => lines.push(bytes.toString()));
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  closing.push(() => socket.close());
  const frames: Buffer[] = [];
  const server = createTcp((connection) => {
    connection.on("data", (chunk: Buffer) => frames.push(chunk));
    connection.on("end", () => connection.end());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => server.close());
  const bench = new Bench();
  const host = "127.0.0.1";
  await bench.add({ kind: "cef", host, port: socket.address().port, indicators: true });
  const tcp = { transport: "tcp", port: (server.address() as AddressInfo).port };
  await bench.add({ kind: "syslog", host, ...tcp });
  await bench.raise();
  await bench.channels.dispatch();
  await expect.poll(() => lines).toHaveLength(1);
  expect(lines[0]).toMatch(
    /^<131>1 \S+ - tocsin - \S+ - CEF:0\|Tocsin\|Tocsin\|1\|warning\|Warning\|8\|/,
  );
  expect(lines[0]).toContain("cs1=high");
  const framed = Buffer.concat(frames).toString();
  const [count, rest] = [
    framed.slice(0, framed.indexOf(" ")),
    framed.slice(framed.indexOf(" ") + 1),
  ];
  expect(rest).toHaveLength(Number(count));
  expect(rest).toContain('{"id":"1","urgency":"high"}');
});

test("an Atom feed is for who has its key, and escapes what is in it", async () => {
  const bench = new Bench();
  const request = parseMessage(channelRequest, { kind: "atom", name: "a", indicators: true });
  const { id, key } = await bench.channels.add(request);
  expect(await bench.channels.atom(id, "wrong")).toBeUndefined();
  expect(await bench.channels.atom(id, key ?? "")).toEqual(request);
  const shown = { type: null, ours: "us", strength: "weak", quiet: false } as const;
  const warning: Warning = {
    id: "1",
    report: null,
    concerns: [],
    reasons: [{ kind: "watch", value: "<script>&]]>", ...shown }],
    urgency: "low",
    raisedMs: 1,
    state: "new",
    snoozedUntilMs: null,
    link: null,
    updates: [],
  };
  const text = atomFeed(request, [warning], "http://127.0.0.1:4700");
  expect(text).toContain("script");
  expect(text).not.toContain("<script>");
  expect(text).toContain("<feed");
});

test.each([
  { kind: "mail", host: "a\r\nb", port: 25, from: "a@example.org", to: ["b@example.org"] },
  { ...mail, port: 25, to: ["a@example.org\r\nBcc: c@example.org"] },
  { ...mail, port: 0 },
  { kind: "webhook", url: "file:///etc/passwd", secret },
  { kind: "webhook", url: "https://example.org/", secret: "short" },
  { kind: "file", folder: "relative" },
  { kind: "fax" },
])("a channel that is none is refused: %j", (given) => {
  expect(() => parseMessage(channelRequest, { name: "x", ...given })).toThrow(TocsinError);
});
