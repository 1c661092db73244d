/** A node that is killed at any step loses nothing that it promised and does nothing twice. */

import { TocsinError } from "@tocsin/kernel";
import type { MemberStore } from "@tocsin/store";
import { memberStoreInMemory } from "@tocsin/store/member";
import { capsulePath } from "@tocsin/wire";
import { expect, test } from "vitest";

import { bodyOf, longBody } from "./world/samples.ts";
import { type Node, TinyWorld } from "./world/tiny-world.ts";

const toAll = { audience: "members", review: null } as const;

/**
 * The store of a process that is killed at the `at`-th operation: with `done`, that operation is on the
 * disk and the process never hears of it. Afterwards nothing of the process happens any more.
 */
function killedAt(store: MemberStore, at: number, done: boolean) {
  let calls = 0;
  const dead = (): Promise<never> => Promise.reject(new TocsinError("store-closed"));
  const room = <Room extends object>(inner: Room): Room =>
    new Proxy(inner, {
      get: (target, name) => {
        const operation: unknown = Reflect.get(target, name);
        if (typeof operation !== "function") return operation;
        return async (...args: readonly unknown[]): Promise<unknown> => {
          calls += 1;
          if (calls > at || (calls === at && !done)) return dead();
          const result: unknown = await Reflect.apply(operation, target, args);
          return calls === at ? dead() : result;
        };
      },
    });
  const killed: MemberStore = new Proxy(store, {
    get: (target, name) => {
      const inner: unknown = Reflect.get(target, name);
      return typeof inner === "object" && inner !== null ? room(inner) : inner;
    },
  });
  return { killed, isDead: () => calls >= at };
}

async function livedUntil(
  world: TinyWorld,
  at: number,
  done: boolean,
): Promise<Node & { ids: string[] }> {
  const name = `node ${at} ${String(done)}`;
  const store = memberStoreInMemory(world.clock);
  const setup = await world.protocolOn(store, name);
  await setup.enrol(world.issuer.invite(`LEI ${name}`));
  const node: Node = {
    name,
    clock: world.clock,
    blind: undefined,
    store,
    protocol: setup,
    running: undefined,
  };
  world.nodes.push(node);
  const { killed, isDead } = killedAt(store, at, done);
  const ids: string[] = [];
  try {
    node.protocol = await world.protocolOn(killed, name);
    world.start(node);
    await world.rounds(2);
    for (const body of [bodyOf(`${at}.example`), longBody(2)]) {
      if (!isDead()) ids.push((await node.protocol.share({ body, ...toAll })).id);
    }
    await world.rounds(3);
  } catch {
    // Killed before it had begun.
  }
  await world.stop(node);
  return { ...node, ids };
}

test("a kill at every step, before and after it is on the disk", async () => {
  await using world = await TinyWorld.open();
  // Steps from the start of the node to its two reports in the ledger; every seventh, both ways.
  for (let at = 1; at <= 190; at += 7) {
    const done = at % 2 === 0;
    const node = await livedUntil(world, at, done);
    node.protocol = await world.protocolOn(node.store, node.name);
    world.start(node);
    await world.rounds(8);
    const mine = await node.protocol.reports({ mine: true, limit: 10 });
    // What was promised is there, once.
    expect(mine.items.map(({ id }) => id)).toEqual(expect.arrayContaining(node.ids));
    for (const { delivery } of mine.items) expect(delivery?.state).toBe("published");
    const published = world.exchange.accepted.filter(({ envelope }) =>
      mine.items.some(({ envelope: ours }) => ours.pkSign === envelope.pkSign),
    );
    expect(published).toHaveLength(mine.items.length);
    const changes = await node.protocol.changes(0, 1000);
    expect(new Set(changes.map(({ index }) => index)).size).toBe(changes.length);
    expect(changes).toHaveLength(world.exchange.accepted.length);
    const { alarms } = await node.protocol.status();
    expect(alarms.map(({ code }) => code).filter((code) => code !== "key-backup-due")).toEqual([]);
    const rounds = world.seen
      .filter((it) => it.node === node.name && it.path === capsulePath)
      .map(({ timeMs }) => Math.floor(timeMs / world.roundMs));
    expect(new Set(rounds).size).toBe(rounds.length);
    await world.stop(node);
  }
}, 1_200_000);
