import { createSocket } from "node:dgram";
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { emptyProfile } from "@tocsin/disclosure";
import { systemClock, systemRandom, TocsinError } from "@tocsin/kernel";
import { JumpingClock } from "@tocsin/kernel/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import type { SightingValue } from "../matching/sighting-values.ts";
import { createHitSources, type HitSources } from "./hit-sources.ts";
import { newStanding } from "./standing.ts";
import { listenForSyslog } from "./syslog-listener.ts";
import { hitFileBytesMax } from "./watched-folder.ts";

const profile = { ...emptyProfile, domains: ["own.example"], ranges: ["198.51.100.0/24"] };
let root: string;
let folder: string;
let state: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "tocsin-hits-"));
  [folder, state] = [mkdtempSync(join(root, "in-")), mkdtempSync(join(root, "state-"))];
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

/** Keeps what was added; `fails` as often as it says. */
function desk() {
  const kept = new Map<string, string>();
  const it = {
    kept,
    fails: 0,
    add: ({ source, values }: { source: string; values: readonly SightingValue[] }) => {
      if (it.fails > 0) {
        it.fails -= 1;
        return Promise.reject(new TocsinError("store-full"));
      }
      const fresh = values.filter(({ value }) => !kept.has(value));
      for (const { value } of fresh) kept.set(value, source);
      const known = values.length - fresh.length;
      return Promise.resolve({ added: fresh.length, known, refused: 0 });
    },
  };
  return it;
}

function sourcesOn(
  clock: JumpingClock,
  sightings: ReturnType<typeof desk>,
  own = profile,
): HitSources {
  return createHitSources({
    file: join(state, "hit-sources.json"),
    stateDir: state,
    sightings,
    profile: () => own,
    clock,
    random: systemRandom,
    onState: () => undefined,
  });
}

/** The room of sources waits for another one, and its source for the next look. */
const waitingLoops = 2;

/** With one source, as long as files need to be looked at twice, and once more after a failure. */
async function running(
  clock: JumpingClock,
  sources: HitSources,
  during: () => Promise<void>,
): Promise<void> {
  const stop = new AbortController();
  const work = sources.work(stop.signal);
  try {
    await during();
    clock.loops = waitingLoops;
    await clock.runFor(8000);
  } finally {
    clock.loops = 0;
    stop.abort();
    await work;
  }
}

describe("a watched folder", () => {
  const watching = () => ({ kind: "folder", name: "SIEM", folder }) as const;

  it("takes each file once, whole, and puts it aside", async () => {
    const [clock, at] = [new JumpingClock(1_000_000), desk()];
    const sources = sourcesOn(clock, at);
    await running(clock, sources, async () => {
      await sources.add(watching());
      writeFileSync(join(folder, "a.csv.tmp"), "type,value\nipv4,45.83.64.1\n");
      writeFileSync(
        join(folder, "b.log"),
        "seen bad-portal.net from www.own.example 198.51.100.7\n",
      );
      writeFileSync(join(folder, "c.json"), '[{"type":');
      renameSync(join(folder, "a.csv.tmp"), join(folder, "a.csv"));
    });
    expect([...at.kept]).toEqual([
      ["45.83.64.1", "SIEM"],
      ["bad-portal.net", "SIEM"],
    ]);
    expect(readdirSync(join(folder, "done"))).toEqual(["a.csv", "b.log"]);
    expect(readdirSync(join(folder, "refused"))).toEqual(["c.json", "c.json.why"]);
    expect(await sources.list()).toMatchObject([
      { state: "good", code: "json-malformed", taken: 2, refused: 1, added: 2, known: 0, left: 2 },
    ]);
  });

  it("goes on after a crash where it was: nothing is lost, nothing comes twice", async () => {
    const [clock, at] = [new JumpingClock(1_000_000), desk()];
    const sources = sourcesOn(clock, at);
    at.fails = 1;
    writeFileSync(join(folder, "a.txt"), "45.83.64.1\n45.83.64.2\n");
    await running(clock, sources, async () => {
      await sources.add(watching());
    });
    expect(at.kept.size).toBe(0);
    expect(existsSync(join(folder, "a.txt"))).toBe(true);
    expect((await sources.list())[0]).toMatchObject({ state: "failing", code: "store-full" });
    // Kept, and killed before it was put aside.
    at.kept.set("45.83.64.1", "SIEM");
    const again = sourcesOn(clock, at);
    await running(clock, again, () => Promise.resolve());
    expect((await again.list())[0]).toMatchObject({ state: "good", added: 1, known: 1 });
    expect(readdirSync(join(folder, "done"))).toEqual(["a.txt"]);
  });

  it("leaves alone what is being written, hidden, a link or a folder, and refuses what is too large", async () => {
    const [clock, at] = [new JumpingClock(1_000_000), desk()];
    const sources = sourcesOn(clock, at);
    writeFileSync(join(root, "elsewhere"), "45.83.64.9\n");
    symlinkSync(join(root, "elsewhere"), join(folder, "link.txt"));
    writeFileSync(join(folder, ".hidden"), "45.83.64.9\n");
    writeFileSync(join(folder, "x.part"), "45.83.64.9\n");
    writeFileSync(join(folder, "large.txt"), Buffer.alloc(hitFileBytesMax + 1, 10));
    await running(clock, sources, async () => {
      await sources.add(watching());
    });
    expect(at.kept.size).toBe(0);
    expect(readdirSync(folder).sort()).toEqual([
      ".hidden",
      "done",
      "link.txt",
      "refused",
      "x.part",
    ]);
    expect(readdirSync(join(folder, "refused"))).toEqual(["large.txt", "large.txt.why"]);
  });

  it("says what it would take, and keeps and moves nothing", async () => {
    const at = desk();
    const sources = sourcesOn(new JumpingClock(0), at);
    writeFileSync(join(folder, "a.txt"), "45.83.64.1 from www.own.example\n");
    writeFileSync(join(folder, "b.json"), "[1]");
    expect(await sources.try({ folder })).toMatchObject({
      items: [
        { name: "a.txt", code: null, count: 1, left: 1, values: [{ value: "45.83.64.1" }] },
        { name: "b.json", code: "message-invalid" },
      ],
    });
    expect(at.kept.size).toBe(0);
    expect(readdirSync(folder)).toEqual(["a.txt", "b.json"]);
    expect(await sources.list()).toEqual([]);
  });

  it.each([
    ["the state folder itself", () => state, "not-allowed"],
    ["what holds the state folder", () => root, "not-allowed"],
    ["a folder that is not there", () => join(root, "none"), "document-missing"],
    ["a relative path", () => "hits", "document-missing"],
  ])("is not %s", async (_, place, code) => {
    const sources = sourcesOn(new JumpingClock(0), desk());
    const source = { ...watching(), folder: place() };
    await expect(sources.add(source)).rejects.toMatchObject({ code });
  });

  it("is refused without a profile, and twice under one name", async () => {
    const bare = sourcesOn(new JumpingClock(0), desk(), {
      ...emptyProfile,
      domains: [],
      ranges: [],
    });
    await expect(bare.add(watching())).rejects.toMatchObject({ code: "profile-empty" });
    const sources = sourcesOn(new JumpingClock(0), desk());
    await sources.add(watching());
    await expect(sources.add(watching())).rejects.toMatchObject({ code: "name-taken" });
    const [one] = await sources.list();
    await sources.remove(one?.id ?? "");
    expect(await sources.list()).toEqual([]);
    await expect(sources.remove("none")).rejects.toMatchObject({ code: "not-found" });
  });

  it("settings that others can read or that are damaged are not used", async () => {
    const file = join(state, "hit-sources.json");
    writeFileSync(file, "{}", { mode: 0o600 });
    const list = () => sourcesOn(new JumpingClock(0), desk()).list();
    await expect(list()).rejects.toMatchObject({ code: "store-damaged" });
    chmodSync(file, 0o644);
    await expect(list()).rejects.toMatchObject({ code: "secret-file-exposed" });
  });
});

describe("the syslog listener", () => {
  const place = { name: "fw", host: "127.0.0.1", port: 0, allow: [] };

  async function hearing(
    send: (port: number) => Promise<void>,
    until: (standing: ReturnType<typeof newStanding>) => boolean,
  ) {
    const at = desk();
    const standing = newStanding();
    const stop = new AbortController();
    const listening = Promise.withResolvers<number>();
    const isOwn = (_: string, value: string): boolean => value.includes("own.example");
    const clock = {
      now: () => 5000,
      sleep: (_: number, signal?: AbortSignal) => systemClock.sleep(10, signal),
    };
    const ports = {
      clock,
      sightings: at,
      isOwn: () => isOwn,
      now: () => clock.now(),
      onState: () => undefined,
    };
    const onListening = listening.resolve;
    const work = listenForSyslog({ ...ports, onListening }, place, standing, stop.signal);
    await send(await listening.promise);
    while (!until(standing)) await systemClock.sleep(5);
    stop.abort();
    await work;
    return { kept: [...at.kept.keys()].sort(), standing };
  }

  const overTcp = (text: string) => (port: number) =>
    new Promise<void>((resolve) => {
      const socket = connect(port, "127.0.0.1", () => socket.end(text));
      socket.on("close", () => {
        resolve();
      });
      socket.resume();
    });

  it("takes what TCP and UDP bring, and nothing of headers and of our own", async () => {
    const udp = async (port: number): Promise<void> => {
      await overTcp(
        "<13>Nov  2 06:00:00 fw7.vendor-seven.net squid: GET http://bad-portal.net/x\n",
      )(port);
      const socket = createSocket("udp4");
      const message = "<134>1 - fw8.vendor-eight.net app - - - dst=45.83.64.1 src=www.own.example";
      await new Promise<void>((resolve) => {
        socket.send(message, port, "127.0.0.1", () => {
          resolve();
        });
      });
      socket.close();
    };
    const { kept, standing } = await hearing(udp, ({ added }) => added >= 2);
    expect(kept).toEqual(["45.83.64.1", "http://bad-portal.net/x"]);
    expect(standing).toMatchObject({ taken: 2, refused: 0, dropped: 0, left: 1 });
  });

  it("drops what is beyond the rate, and closes on what is no frame", async () => {
    const flood = "<13>seen 45.83.64.1\n".repeat(700);
    const { standing } = await hearing(overTcp(flood), ({ dropped }) => dropped >= 200);
    expect(standing).toMatchObject({ taken: 500, dropped: 200 });
    const wrong = await hearing(overTcp("99999999 x"), ({ refused }) => refused === 1);
    expect(wrong.kept).toEqual([]);
  });

  it.each([
    ["a name", { host: "localhost", allow: [] }, "message-invalid"],
    ["every address without senders", { host: "0.0.0.0", allow: [] }, "not-allowed"],
    ["a range that is none", { host: "127.0.0.1", allow: ["10.0.0.0/33"] }, "message-invalid"],
    ["a sender that is none", { host: "127.0.0.1", allow: ["fw1"] }, "message-invalid"],
  ])("does not listen on %s", async (_, changed, code) => {
    const sources = sourcesOn(new JumpingClock(0), desk());
    const source = {
      kind: "syslog",
      ...place,
      port: 5514,
      ...changed,
    } as const;
    await expect(sources.add(source)).rejects.toMatchObject({ code });
  });
});
