import { memberStoreInMemory } from "@tocsin/store/member";
import { describe, expect, test } from "vitest";

import { bodyOf } from "./world/samples.ts";
import { type Node, TinyWorld } from "./world/tiny-world.ts";

const toAll = { audience: "members", review: null } as const;
const passphrase = "a passphrase that is long enough";

/** The member comes back on an empty machine: the operator invites the same company anew. */
async function restored(world: TinyWorld, name: string, backup: string): Promise<Node> {
  const store = memberStoreInMemory(world.clock);
  const protocol = await world.protocolOn(store, name);
  await protocol.enrol(world.issuer.invite(`LEI ${name}`));
  await protocol.restoreKeys(backup, passphrase);
  const node: Node = {
    name,
    clock: world.clock,
    blind: undefined,
    store,
    protocol,
    running: undefined,
  };
  world.nodes.push(node);
  return node;
}

describe("key backup", () => {
  test("a restored node amends and withdraws what the lost one reported", async () => {
    await using world = await TinyWorld.open();
    const lost = await world.ready("lost");
    const before = await lost.protocol.share({ body: bodyOf("a.example"), ...toAll });
    expect((await lost.protocol.status()).alarms.map(({ code }) => code)).toEqual([
      "key-backup-due",
    ]);
    const backup = await lost.protocol.backupKeys(passphrase);
    expect((await lost.protocol.status()).alarms).toEqual([]);
    // Also what it reported after the backup was made.
    const after = await lost.protocol.share({ body: bodyOf("b.example"), ...toAll });
    await world.rounds(3);
    await world.stop(lost);

    const node = await restored(world, "found", backup);
    world.start(node);
    await world.rounds(4);
    const { items } = await node.protocol.reports({ mine: true, limit: 10 });
    expect(items.map(({ id }) => id).sort()).toEqual([before.id, after.id].sort());
    await node.protocol.amend(before.id, { body: bodyOf("c.example"), review: null });
    await node.protocol.withdraw(after.id);
    await world.rounds(3);
    expect(await node.protocol.report(before.id)).toMatchObject({ body: bodyOf("c.example") });
    expect(await node.protocol.report(after.id)).toMatchObject({ withdrawn: true });
    expect((await node.protocol.receipt(before.id)).submission.envelope.seq).toBe(0);
  });

  test("no key is used twice, though one backup is restored on two machines", async () => {
    await using world = await TinyWorld.open();
    const lost = await world.ready("lost");
    const backup = await lost.protocol.backupKeys(passphrase);
    const nodes = [
      lost,
      await restored(world, "one", backup),
      await restored(world, "two", backup),
    ];
    for (const node of nodes.slice(1)) world.start(node);
    await world.rounds(4);
    for (const node of nodes) {
      await node.protocol.share({ body: bodyOf("same.example"), ...toAll });
      await node.protocol.share({ body: bodyOf("same.example"), ...toAll });
    }
    await world.rounds(4);
    const pseudonyms = world.exchange.accepted.map(({ envelope }) => envelope.pkSign);
    expect(pseudonyms).toHaveLength(6);
    expect(new Set(pseudonyms).size).toBe(6);
    const again = await nodes[1]?.protocol.backupKeys(passphrase);
    const both = await restored(world, "three", again ?? "");
    expect(await both.store.keys.masters()).toHaveLength(2);
    world.start(both);
    await world.rounds(4);
    const { total } = await both.protocol.reports({ mine: true, limit: 10 });
    expect(total).toBe(4);
  });

  test.each([
    ["an empty file", "", "backup-invalid"],
    ["something else", "hello", "backup-invalid"],
    ["a cut file", "-----BEGIN AGE ENCRYPTED FILE-----\nYWdl", "backup-invalid"],
    [
      "a file that is no backup",
      "-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n-----END AGE ENCRYPTED FILE-----\n",
      "backup-invalid",
    ],
    ["a huge file", "x".repeat(3_000_000), "too-large"],
  ])("%s is refused and changes nothing", async (_name, backup, code) => {
    await using world = await TinyWorld.open();
    const node = await world.node("node");
    await expect(node.protocol.restoreKeys(backup, passphrase)).rejects.toMatchObject({ code });
    expect(await node.store.keys.masters()).toEqual([]);
  });

  test("a wrong or short passphrase is said", async () => {
    await using world = await TinyWorld.open();
    const node = await world.ready("node");
    const backup = await node.protocol.backupKeys(passphrase);
    const wrong = node.protocol.restoreKeys(backup, `${passphrase}!`);
    await expect(wrong).rejects.toMatchObject({ code: "backup-passphrase-wrong" });
    const short = node.protocol.backupKeys("short");
    await expect(short).rejects.toMatchObject({ code: "passphrase-too-short" });
    expect(backup).not.toContain("master");
  });
});
