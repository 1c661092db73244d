/** What only an author or the issuer may say, said by somebody else. */

import {
  ed25519SigningKey,
  generateHpkeKeyPair,
  sealAes256Gcm,
  sha256,
  signDocument,
} from "@tocsin/crypto";
import {
  canonicalJson,
  epochOf,
  parseRound,
  roundAt,
  systemRandom,
  toBase64Url,
  utf8,
} from "@tocsin/kernel";
import { everyone, type Leaf, sectionContext, type Submission } from "@tocsin/wire";
import { describe, expect, test } from "vitest";

import { createMembership } from "../src/enrolment/membership.ts";
import { createLedgerChecks } from "../src/feed/ledger-check.ts";
import { alarmCodes, altered, syncState } from "./world/altered-feed.ts";
import { bodyOf } from "./world/samples.ts";
import { energy } from "./world/tiny-issuer.ts";
import { TinyWorld } from "./world/tiny-world.ts";

const toAll = { audience: "members", review: null } as const;

describe("records that their author did not make", () => {
  /** A report that the exchange writes itself, without a right to it. */
  async function invented(
    world: TinyWorld,
    changes: Partial<Submission> = {},
  ): Promise<Submission> {
    const signing = ed25519SigningKey(systemRandom.bytes(32));
    const hpke = await generateHpkeKeyPair(systemRandom);
    const body = bodyOf("invented.example");
    const envelope = {
      v: 1,
      kind: "report",
      class: energy,
      epoch: epochOf(world.clock.now()),
      audience: "members",
      body: toBase64Url(sha256(utf8(canonicalJson(body)))),
      pkSign: toBase64Url(signing.publicKey),
      pkHpke: toBase64Url(hpke.publicKey),
      author: toBase64Url(sha256()),
      review: null,
      seq: 0,
      prev: null,
    } as const;
    const signature = toBase64Url(signDocument("envelope", envelope, signing));
    return { envelope, signature, body, token: null, ...changes };
  }

  function leafOf(world: TinyWorld, submission: Submission): Leaf {
    const round = roundAt(world.clock.now(), world.roundMs);
    return { kind: "submission", round, submission };
  }

  /** The ledger takes these leaves, whatever they are. */
  async function appended(world: TinyWorld, leaves: readonly Leaf[]): Promise<void> {
    world.exchange.append(roundAt(world.clock.now(), world.roundMs), leaves);
    await world.rounds(2);
  }

  test("an invented report, a stolen token and a used one are not shown", async () => {
    await using world = await TinyWorld.open();
    const alice = await world.ready("alice");
    const bob = await world.ready("bob");
    await alice.protocol.share({ body: bodyOf("real.example"), ...toAll });
    await world.rounds(2);
    const [real] = world.exchange.accepted;
    if (real === undefined) throw new Error("nothing accepted");
    const { token } = real;
    const forgeries: Submission[] = [
      await invented(world, { token: toBase64Url(new Uint8Array(354)) }),
      await invented(world, { token }),
      { ...real, body: bodyOf("other.example") },
      { ...real, signature: toBase64Url(new Uint8Array(64)) },
      { ...real, envelope: { ...real.envelope, class: everyone } },
      { ...real, envelope: { ...real.envelope, audience: "class:finance" } },
      real,
    ];
    await appended(
      world,
      forgeries.map((it) => leafOf(world, it)),
    );
    expect(await bob.protocol.changes(0, 50)).toHaveLength(1);
    // A batch in the midst of its round is the test's doing, and the clock is blamed for it.
    const codes = (await alarmCodes(bob)).filter((code) => code !== "clock-behind");
    // What is for an audience that we do not belong to stays closed; all others are told.
    expect(codes).toEqual(Array.from({ length: forgeries.length - 1 }, () => "record-invalid"));
    expect(await syncState(bob)).toBe("current");
  });

  test("a record of another round is not shown", async () => {
    await using world = await TinyWorld.open();
    const alice = await world.ready("alice");
    const bob = await world.ready("bob");
    await world.stop(bob);
    await alice.protocol.share({ body: bodyOf("real.example"), ...toAll });
    await world.rounds(2);
    const [real] = world.exchange.accepted;
    const carol = await world.node("carol");
    if (real === undefined) throw new Error("nothing accepted");
    const round = parseRound(1);
    await appended(world, [{ kind: "submission", round, submission: real }]);
    world.start(carol);
    await world.rounds(3);
    expect(await carol.protocol.changes(0, 50)).toHaveLength(1);
    expect(await alarmCodes(carol)).toContain("record-invalid");
  });

  test("a section that does not open with its key is told and tried again", async () => {
    await using world = await TinyWorld.open({ roundMs: 3_600_000 });
    const alice = await world.ready("alice");
    const bob = await world.ready("bob");
    await alice.protocol.share({ body: bodyOf("real.example"), ...toAll });
    world.exchange.tamper = (bytes) =>
      altered(bytes, ({ sections }) => ({
        sections: sections.map((it, at) => (at === 0 ? it : it.map((byte) => byte ^ 1))),
      }));
    await world.rounds(2);
    expect(await bob.protocol.changes(0, 50)).toEqual([]);
    expect(await alarmCodes(bob)).toEqual(["section-damaged"]);
    // Our own report may be in it: it is not taken for lost.
    await world.rounds(8);
    expect(world.exchange.accepted).toHaveLength(1);
    world.exchange.tamper = (bytes) => bytes;
    await world.clock.runFor(86_400_000);
    expect(await bob.protocol.changes(0, 50)).toHaveLength(1);
    expect(await alarmCodes(bob)).toEqual([]);
  });

  test("a section that was moved to another round does not open", async () => {
    await using world = await TinyWorld.open({ roundMs: 3_600_000 });
    const alice = await world.ready("alice");
    const bob = await world.ready("bob");
    await alice.protocol.share({ body: bodyOf("real.example"), ...toAll });
    world.exchange.tamper = (bytes, round) =>
      altered(bytes, ({ header, sections }) => {
        const { audience = "", epoch = epochOf(0) } = header.sections[1] ?? {};
        const key = world.exchange.audienceKey(audience, epoch);
        const context = sectionContext(parseRound(round + 1), audience, epoch);
        const moved = sealAes256Gcm(key, new Uint8Array(), context, systemRandom);
        return {
          header: {
            ...header,
            sections: header.sections.map((it, at) =>
              at === 1 ? { ...it, bytes: moved.length } : it,
            ),
          },
          sections: sections.map((it, at) => (at === 1 ? moved : it)),
        };
      });
    await world.rounds(2);
    expect(await alarmCodes(bob)).toEqual(["section-damaged"]);
  });
});

describe("what only the issuer may say", () => {
  test("a community file or directory that the issuer did not sign changes nothing", async () => {
    await using world = await TinyWorld.open();
    const bob = await world.ready("bob");
    const { issuer, exchange } = world;
    const forged = { ...issuer.community.file, revision: 2, name: "Somebody else" };
    exchange.notices.push(
      { kind: "community", community: { ...issuer.community, file: forged } },
      {
        kind: "key-directory",
        directory: {
          ...(await issuer.makeDirectory(epochOf(world.clock.now()), { name: "b", revision: 2 })),
          signature: issuer.community.signature,
        },
      },
    );
    await world.rounds(2);
    expect((await alarmCodes(bob)).sort()).toEqual(["community-forged", "directory-forged"]);
    expect((await bob.protocol.status()).community).toBe("Energy of the North");
    await bob.protocol.share({ body: bodyOf("real.example"), ...toAll });
  });

  test("a change of the community comes through the ledger, and never goes back", async () => {
    await using world = await TinyWorld.open();
    const bob = await world.ready("bob");
    const { issuer, exchange } = world;
    const older = issuer.community;
    const newer = issuer.signCommunity({ ...older.file, revision: 3, name: "A better name" });
    exchange.notices.push({ kind: "community", community: newer });
    await world.rounds(2);
    exchange.notices.push({ kind: "community", community: older });
    await world.rounds(2);
    expect((await bob.protocol.status()).community).toBe("A better name");
    await world.restart(bob);
    expect((await bob.protocol.status()).community).toBe("A better name");
    expect(await alarmCodes(bob)).toEqual([]);
  });

  test("keys that are not in the ledger are never asked for: they could be ours alone", async () => {
    const world = new TinyWorld();
    const { exchange, issuer } = world;
    // The issuer offers a tagging directory to this member; the ledger does not have it.
    issuer.directories.push(await issuer.makeDirectory(epochOf(world.clock.now()), { name: "b" }));
    exchange.notices.push({ kind: "community", community: issuer.community });
    await exchange.rotateGateway();
    exchange.publish();
    world.startExchange();
    const bob = await world.ready("bob");
    expect(issuer.seen.filter(({ what }) => what !== "status")).toEqual([]);
    expect((await bob.protocol.status()).tokens).toEqual([]);
    const share = bob.protocol.share({ body: bodyOf("a.example"), ...toAll });
    await expect(share).rejects.toMatchObject({ code: "tokens-exhausted" });
    await world[Symbol.asyncDispose]();
  });

  test("a directory counts only with a proof that it is in the tree", async () => {
    await using world = await TinyWorld.open();
    const bob = await world.ready("bob");
    const { ledger, alarms, identity } = bob.store;
    const membership = createMembership(identity);
    await membership.reload();
    const checks = createLedgerChecks({ ledger, alarms, membership });
    const [fact] = await ledger.directories();
    const [signed] = world.issuer.directories;
    if (fact === undefined || signed === undefined) throw new Error("no directory");
    const { directory } = signed;
    expect(await checks.isInLedger({ fact, directory })).toBe(true);
    const tagging = await world.issuer.makeDirectory(directory.epoch, { name: "b", revision: 1 });
    const leaf = canonicalJson({ kind: "key-directory", directory: tagging });
    const forged = [
      { ...fact, leaf },
      { ...fact, index: fact.index + 1 },
      { ...fact, salt: new Uint8Array(32) },
      { ...fact, index: 1_000_000 },
    ];
    for (const other of forged) {
      expect(await checks.isInLedger({ fact: other, directory })).toBe(false);
    }
  });
});
