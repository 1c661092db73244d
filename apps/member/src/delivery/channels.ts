/**
 * The company's channels at the desk, and the work that serves them. Who else learns of a warning, and
 * what, is decided here by a person; no channel is there before one is added.
 */

import { sha256 } from "@tocsin/crypto";
import { type Clock, type Random, randomId, toBase64Url, TocsinError, utf8 } from "@tocsin/kernel";
import type { DeliveryStore } from "@tocsin/store";
import type { ChannelRequest, ChannelView, Warning } from "@tocsin/wire/node-api";
import type { Work } from "../supervised.ts";
import { dispatch } from "./dispatcher.ts";
import { postableUrl, type Resolve } from "./guarded-post.ts";
import { send } from "./sending.ts";
import { channelView, readSettings, writeSettings } from "./settings.ts";

export interface ChannelPorts {
  readonly store: DeliveryStore;
  readonly warnings: { view(id: string): Promise<Warning> };
  /** Of messages: the system's, also where the protocol's is a simulation. */
  readonly clock: Clock;
  readonly random: Random;
  /** Length of a round: the moments in which anything is sent. */
  readonly roundMs: () => Promise<number>;
  readonly resolve?: Resolve;
}

export interface Channels {
  list(): Promise<ChannelView[]>;
  /** Throws `too-large` where there are too many, `address-private`. */
  add(request: ChannelRequest): Promise<ChannelView & { key: string | null }>;
  /** Throws `not-found`. */
  remove(id: string): Promise<void>;
  test(id: string): Promise<{ ok: boolean; code: string | null }>;
  replay(id: string): Promise<{ queued: number }>;
  /** Everything that is due now. */
  dispatch(): Promise<void>;
  /** Sends in each round until its signal aborts. */
  readonly work: Work;
  /** The settings of an Atom channel, for who has its key. */
  atom(id: string, key: string): Promise<ChannelRequest | undefined>;
}

const channelsMax = 50;
const keyBytes = 24;

export function createChannels(ports: ChannelPorts): Channels {
  const { store, clock, random } = ports;
  const known = async (id: string) => {
    const row = (await store.all()).find((it) => it.id === id);
    if (row === undefined) throw new TocsinError("not-found");
    return row;
  };
  return {
    list: async () => (await store.all()).map(channelView),
    add: async (channel) => {
      if ("url" in channel) postableUrl(channel);
      if ((await store.all()).length >= channelsMax) {
        throw new TocsinError("too-large", { detail: `more than ${channelsMax} channels` });
      }
      const key = channel.kind === "atom" ? toBase64Url(random.bytes(keyBytes)) : null;
      const keyHash = key === null ? null : hashOf(key);
      const id = randomId(random);
      const settings = writeSettings({ channel, keyHash });
      await store.add({ id, settings, createdMs: clock.now() });
      return { ...channelView(await known(id)), key };
    },
    remove: async (id) => {
      if (!(await store.remove(id))) throw new TocsinError("not-found");
    },
    test: async (id) => {
      const { channel } = readSettings((await known(id)).settings);
      const nowMs = clock.now();
      const message = { id: `test-${randomId(random)}`, atMs: nowMs, warnings: [] };
      try {
        await send(channel, message, nowMs, ports.resolve);
        return { ok: true, code: null };
      } catch (error) {
        return {
          ok: false,
          code: error instanceof TocsinError ? error.code : "remote-unreachable",
        };
      }
    },
    replay: async (id) => {
      await known(id);
      return { queued: await store.replay(id, clock.now()) };
    },
    dispatch: () => dispatch(ports),
    work: async (signal) => {
      for (;;) {
        const roundMs = await ports.roundMs();
        await clock.sleep(roundMs - (clock.now() % roundMs), signal);
        if (signal.aborted) return;
        await dispatch(ports);
      }
    },
    atom: async (id, key) => {
      const row = (await store.all()).find((it) => it.id === id);
      if (row === undefined) return undefined;
      const { channel, keyHash } = readSettings(row.settings);
      return keyHash !== null && keyHash === hashOf(key) ? channel : undefined;
    },
  };
}

function hashOf(key: string): string {
  return toBase64Url(sha256(utf8(key)));
}
