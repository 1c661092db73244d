/** Rows of blind values and matches as they are read. */

import { assert, concatBytes, readUint, uintBytes } from "@tocsin/kernel";

import type {
  BlindKey,
  EvaluatedValue,
  MatchRow,
  TaggedValue,
  TagPair,
} from "../../blind-store.ts";
import { bytes, checkRow, integer, type Row, text } from "../engine/index.ts";
import { epoch } from "../exchange/columns.ts";

const keyBytes = 32;
const roundBytes = 6;
const pairBytes = 2 * keyBytes + roundBytes;
const peerBytes = keyBytes + roundBytes;

export function checkValue(row: Row): void {
  checkRow(row, "sum", "epoch", "type", "value", "key", "tag", "pair_key");
}

export function evaluatedOf(row: Row): EvaluatedValue {
  checkValue(row);
  return {
    type: text(row, "type"),
    value: text(row, "value"),
    tag: bytes(row, "tag", keyBytes),
    pairKey: bytes(row, "pair_key", keyBytes),
  };
}

export function taggedOf(row: Row): TaggedValue {
  return { ...evaluatedOf(row), epoch: epoch(row, "epoch"), key: keyOf(row) };
}

export function keyOf(row: Row): BlindKey {
  return text(row, "key") === "low" ? "low" : "high";
}

/** A match with its value; the checksums of both. */
const matchColumns = `
  SELECT blind_value.*, match.id, match.peers, match.first_round, match.last_round,
    match.sum AS match_sum, match.value AS of_value
  FROM match JOIN blind_value ON blind_value.number = match.value`;
export const matchOfValue = `${matchColumns} WHERE match.value = ?`;
export const matchOfId = `${matchColumns} WHERE match.id = ?`;
export const matchesNewest = `
  ${matchColumns} WHERE (match.last_round, match.id) < (?, ?)
  ORDER BY match.last_round DESC, match.id DESC LIMIT ?`;

export function matchRowOf(row: Row): MatchRow {
  checkRow(row, "match_sum", "of_value", "id", "peers", "first_round", "last_round");
  return {
    ...taggedOf(row),
    id: text(row, "id"),
    peers: peersIn(bytes(row, "peers")),
    firstRound: integer(row, "first_round"),
    lastRound: integer(row, "last_round"),
  };
}

export function pairsIn(joined: Uint8Array): TagPair[] {
  return pieces(joined, pairBytes).map((it) => ({
    pk: it.slice(0, keyBytes),
    mac: it.slice(keyBytes, 2 * keyBytes),
    round: readUint(it, 2 * keyBytes, roundBytes),
  }));
}

export function joinedPairs(pairs: readonly TagPair[]): Uint8Array<ArrayBuffer> {
  return concatBytes(
    ...pairs.flatMap(({ pk, mac, round }) => [pk, mac, uintBytes(round, roundBytes)]),
  );
}

export function joinedPeers(peers: MatchRow["peers"]): Uint8Array<ArrayBuffer> {
  return concatBytes(...peers.flatMap(({ pk, round }) => [pk, uintBytes(round, roundBytes)]));
}

function peersIn(joined: Uint8Array): MatchRow["peers"] {
  return pieces(joined, peerBytes).map((it) => ({
    pk: it.slice(0, keyBytes),
    round: readUint(it, keyBytes, roundBytes),
  }));
}

function pieces(joined: Uint8Array, each: number): Uint8Array[] {
  assert(joined.length % each === 0, "whole pairs");
  return Array.from({ length: joined.length / each }, (_, at) =>
    joined.subarray(at * each, (at + 1) * each),
  );
}
