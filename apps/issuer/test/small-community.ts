/** A running issuer with a community, a state folder that goes away, and a clock that can be set. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Answered } from "@tocsin/http";
import {
  assert,
  type Clock,
  systemClock,
  systemRandom,
  toBase64Url,
  TocsinError,
  utf8,
} from "@tocsin/kernel";
import { type ClassId, type DirectoryKey, type KeyDirectory, everyone } from "@tocsin/wire";

import { initIssuer, type IssuerPorts, type RunningIssuer, startIssuer } from "../src/index.ts";
import { MemberClient } from "./member-client.ts";

export const startMs = Date.UTC(2026, 10, 21, 12);

const relayUrl = "http://127.0.0.1:2";

/** Stands at a time until it is set; sleeping is real, so that the program's loops turn. */
export interface SetClock extends Clock {
  nowMs: number;
}

export function setClock(): SetClock {
  const clock: SetClock = {
    nowMs: startMs,
    now: () => clock.nowMs,
    sleep: (ms, signal) => systemClock.sleep(ms, signal),
  };
  return clock;
}

export interface SmallCommunity extends AsyncDisposable {
  issuer: RunningIssuer;
  readonly clock: SetClock;
  readonly stateDir: string;
  /** Documents that the exchange and the relay were given, and what the exchange answers. */
  readonly posted: string[];
  readonly relayed: string[];
  position: number | null;
  relayUp: boolean;
  /** Invites and enrols a member. */
  join(of?: string): Promise<MemberClient>;
  restart(): Promise<void>;
}

export interface CommunityOptions {
  readonly clock?: SetClock;
  readonly ports?: Partial<IssuerPorts>;
  readonly quotas?: Partial<Record<"report" | "probe" | "message" | "vote" | "read", number>>;
}

/** Few tokens each, so that tests are quick; the relay's quota is fixed. */
export const smallQuotas = { report: 3, probe: 4, message: 2, vote: 2, read: 2 };

export async function smallCommunity(options: CommunityOptions = {}): Promise<SmallCommunity> {
  const stateDir = mkdtempSync(join(tmpdir(), "tocsin-issuer-"));
  const clock = options.clock ?? setClock();
  await initIssuer(stateDir);
  const start = (): Promise<RunningIssuer> =>
    startIssuer(
      { stateDir, host: "127.0.0.1", port: 0, routineMs: 50, signingThreads: 2 },
      { clock, random: systemRandom, post, ...options.ports },
    );
  const post: IssuerPorts["post"] = (url, { body }) => {
    // It also reads the ledger, of which there is none here.
    if (body === undefined) return Promise.reject(new TocsinError("remote-unreachable"));
    const text = Buffer.from(body.bytes).toString();
    if (url.startsWith(relayUrl)) {
      community.relayed.push(text);
      return community.relayUp
        ? Promise.resolve({ ...answered(""), status: 204 })
        : Promise.reject(new TocsinError("remote-unreachable"));
    }
    community.posted.push(text);
    return Promise.resolve(answered(JSON.stringify({ position: community.position })));
  };
  let names = 0;
  const community: SmallCommunity = {
    issuer: await start().catch((error: unknown) => {
      rmSync(stateDir, { recursive: true });
      throw error;
    }),
    clock,
    stateDir,
    posted: [],
    relayed: [],
    relayUp: true,
    position: 1,
    join: async (of = everyone) => {
      names += 1;
      const company = { name: `Company ${names}`, legalId: `LEI ${names}`, class: of as ClassId };
      const { invitation } = await community.issuer.run("member-invite", company);
      const client = new MemberClient(community.issuer, clock, systemRandom);
      const answer = await client.enrol(invitation);
      assert(answer.is === "standing", "enrolled");
      return client;
    },
    restart: async () => {
      await community.issuer[Symbol.asyncDispose]();
      community.issuer = await start();
    },
    [Symbol.asyncDispose]: async () => {
      await community.issuer[Symbol.asyncDispose]();
      rmSync(stateDir, { recursive: true });
    },
  };
  await community.issuer.run("community-set", {
    name: "Small community",
    issuerUrl: community.issuer.url,
    issuerName: "issuer.example",
    exchangeUrl: "http://127.0.0.1:1",
    ledgerOrigin: "ledger.example/log",
    ledgerKey: toBase64Url(new Uint8Array(32).fill(9)),
    relayUrl,
    feeds: [relayUrl],
    roundMs: 5000,
    quotas: options.quotas ?? smallQuotas,
  });
  return community;
}

export async function directoryFor(member: MemberClient): Promise<KeyDirectory> {
  const answer = await member.ask({ do: "status" });
  assert(answer.is === "standing", "a standing");
  const newest = answer.standing.directories.at(-1);
  assert(newest, "a directory");
  return newest.directory;
}

export function entryFor(
  directory: KeyDirectory,
  purpose: DirectoryKey["purpose"],
  of: string = everyone,
): DirectoryKey {
  const entry = directory.keys.find((it) => it.purpose === purpose && it.class === of);
  assert(entry, "a key of this class and purpose");
  return entry;
}

function answered(text: string): Answered {
  return { status: 200, header: () => undefined, bytes: utf8(text) };
}
