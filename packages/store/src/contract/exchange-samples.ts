/** Invented rows for the contract of the exchange's store: each from one small number. */

import { concatBytes, type Epoch, type Round, uintBytes, utf8 } from "@tocsin/kernel";

import type {
  ExchangeStore,
  NewLeaf,
  ReportHead,
  RoundCommit,
  StagedCapsule,
  WaitingPart,
} from "../exchange-store.ts";
import { nothingElse } from "../quiet-round.ts";

export const epoch = "2026-11" as Epoch;
const framesMax = 1000;

export function stage(
  store: ExchangeStore,
  at: number,
  round: number,
  more: Partial<StagedCapsule> = {},
  max = framesMax,
) {
  const capsule = { id: id(at), gatewayKey: 1, round: round as Round, frame: frame(at), ...more };
  return store.stage(capsule, max);
}

export async function addGatewayKey(store: ExchangeStore) {
  const known = { id: 1, config: hash(2), secret: hash(3), fromMs: 0, untilMs: 5000 };
  await store.addGatewayKey(known, { id: hash(1), kind: "gateway-key", leaf: utf8("{}") });
  return known;
}

export function id(at: number): Uint8Array {
  return concatBytes(uintBytes(at, 1), new Uint8Array(15));
}

export function frame(at: number): Uint8Array {
  return new Uint8Array(16_128).fill(at);
}

export function hash(at: number): Uint8Array {
  return new Uint8Array(32).fill(at);
}

export function key(at: number): Uint8Array {
  return new Uint8Array(16).fill(at);
}

export function spend(at: number) {
  return { epoch, id: hash(at) };
}

export function detailOf(at: number) {
  return { salt: hash(at + 100), leaf: utf8(`{"leaf":${at}}`) };
}

export function leafOf(at: number): NewLeaf {
  const { salt, leaf } = detailOf(at);
  return {
    commitment: hash(at),
    audience: "members",
    salt,
    detail: leaf,
    previous: null,
    keys: key(at),
  };
}

export function headOf(at: number, seq: number): ReportHead {
  return {
    pkSign: hash(at),
    report: hash(at + 1),
    envelope: hash(at + 2 + seq),
    seq,
    class: "energy",
    epoch,
    audience: "class:energy",
    author: hash(at + 3),
    withdrawn: false,
    position: seq,
  };
}

export function partOf(at: number, index: number): WaitingPart {
  return { submission: id(at), index, count: 2, payload: frame(at) };
}

export function commitOf(more: Partial<RoundCommit> & { readonly round: Round }): RoundCommit {
  return {
    expected: { size: 0, round: null },
    leaves: [],
    tiles: [],
    checkpoint: null,
    ...nothingElse,
    ...more,
  };
}

export function roundWith(
  round: number,
  size: number,
  leaves: readonly NewLeaf[],
  expected: RoundCommit["expected"] = { size, round: null },
): RoundCommit {
  const tiles = [{ level: 0, index: 0, hashes: new Uint8Array(32 * (size + leaves.length)) }];
  const checkpoint = `note ${round}`;
  return commitOf({ round: round as Round, expected, leaves, tiles, checkpoint });
}
