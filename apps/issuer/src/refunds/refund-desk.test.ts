import { finalizeToken, type PreparedToken, verifyDocument } from "@tocsin/crypto";
import type { Ask } from "@tocsin/http";
import { canonicalJson, type Epoch, parseJson, toBase64Url, utf8 } from "@tocsin/kernel";
import { FeedLedger } from "@tocsin/ledger/testing";
import {
  bytesOf,
  type DirectoryKey,
  type KeyDirectory,
  parseMessage,
  signedRefunds,
} from "@tocsin/wire";
import { afterEach, beforeEach, expect, test } from "vitest";

import type { MemberClient } from "../../test/member-client.ts";
import {
  directoryFor,
  entryFor,
  type SmallCommunity,
  smallCommunity,
  smallQuotas,
} from "../../test/small-community.ts";

const epoch = "2026-11" as Epoch;

/** Serves batches of public leaves, and takes notices. */
class TinyLedger {
  readonly feed = new FeedLedger("ledger.example/log");
  readonly posted: string[] = [];
  readonly fetched: string[] = [];

  /** The position of the first leaf. */
  publish(leaves: readonly object[], hides = false): number {
    const { round, size } = this.feed;
    const bytes = leaves.map((leaf) => utf8(canonicalJson({ round, ...leaf })));
    this.feed.endRound(epoch, bytes, hides);
    return size;
  }

  readonly post = (url: string, { method, body }: Ask) => {
    const { pathname } = new URL(url);
    if (method === "POST") {
      this.posted.push(Buffer.from(body?.bytes ?? []).toString());
      return Promise.resolve(answered(200, utf8('{"position":1}')));
    }
    if (pathname.startsWith("/feed/batches/")) this.fetched.push(pathname);
    const file = this.feed.file(pathname);
    return Promise.resolve(file === undefined ? answered(404) : answered(200, file));
  };

  answers() {
    return [...new Set(this.posted)]
      .filter((text) => text.includes('"answers"'))
      .map((text) => parseMessage(signedRefunds, parseJson(text)));
  }
}

function answered(status: number, bytes: Uint8Array = new Uint8Array()) {
  return { status, header: () => undefined, bytes };
}

let ledger: TinyLedger;
let community: SmallCommunity;
let member: MemberClient;
let directory: KeyDirectory;
let entry: DirectoryKey;
beforeEach(async () => {
  ledger = new TinyLedger();
  community = await smallCommunity({ ports: { post: ledger.post } });
  await community.issuer.run("community-set", { ledgerKey: toBase64Url(ledger.feed.publicKey) });
  member = await community.join();
  await community.issuer.run("epoch-prepare", {});
  directory = await directoryFor(member);
  entry = entryFor(directory, "report");
});
afterEach(() => community[Symbol.asyncDispose]());

function refundsOf(prepared: readonly PreparedToken[], keyId = entry.keyId) {
  const requests = prepared.map(({ request }) => toBase64Url(request));
  return { kind: "refunds", keys: [{ keyId, requests }] };
}

async function until(says: () => boolean): Promise<void> {
  await expect.poll(says).toBe(true);
}

test("what a leaf asks for is signed blindly and told to all, once, also after a restart", async () => {
  const prepared = member.prepare(directory, entry).slice(0, 2);
  ledger.publish([{ kind: "to-come", value: 1 }]);
  const position = ledger.publish([refundsOf(prepared)]);
  await until(() => ledger.answers().length === 1);
  await community.restart();
  ledger.publish([{ kind: "to-come", value: 2 }]);
  await community.issuer.run("member-list", {});
  const [told] = ledger.answers();
  expect(ledger.answers()).toHaveLength(1);
  expect(told?.answers.leaf).toBe(position);
  const key = bytesOf(community.issuer.publicKey);
  expect(verifyDocument("refunds-signed", told?.answers, bytesOf(told?.signature ?? ""), key)).toBe(
    true,
  );
  for (const [at, { state }] of prepared.entries()) {
    const signed = bytesOf(told?.answers.keys[0]?.signed[at] ?? "");
    expect(finalizeToken(state, signed)).toBeDefined();
  }
});

test("no more is given back under a key than its class could have paid, and nothing for what is no request", async () => {
  const prepared = member.prepare(directory, entry);
  expect(prepared).toHaveLength(smallQuotas.report);
  const bad = { ...prepared[0], request: new Uint8Array(259) } as PreparedToken;
  const probes = entryFor(directory, "probe");
  ledger.publish([refundsOf([bad, ...prepared]), refundsOf(prepared, probes.keyId)]);
  await until(() => ledger.answers().length === 2);
  const signed = ledger.answers().map(({ answers }) => answers.keys[0]?.signed ?? []);
  // The bad one takes a place: the limit counts what is asked for at once.
  expect(signed.map((it) => it.filter((text) => text !== "").length)).toEqual([2, 0]);
  const again = member.prepare(directory, entry);
  ledger.publish([refundsOf(again)]);
  await until(() => ledger.answers().length === 3);
  expect(ledger.answers()[2]?.answers.keys[0]?.signed.filter((text) => text !== "")).toHaveLength(
    1,
  );
});

test("a leaf that is not what the ledger commits to is not signed", async () => {
  ledger.publish([refundsOf(member.prepare(directory, entry))], true);
  await until(() => ledger.fetched.length > 1);
  expect(ledger.answers()).toEqual([]);
});
