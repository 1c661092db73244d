/**
 * Fuzzy hashes as pieces, so that near ones share some and an index finds them: runs of seven of an
 * ssdeep signature (its own condition for comparing at all, Kornblum 2006), and places of a TLSH
 * body (its distance counts places that differ, Oliver 2013).
 */

import type { FeatureSet } from "./feature-set.ts";

const runChars = 7;
const piecesMax = 64;
const tlshPlaceChars = 4;

export function addSimilarity(features: FeatureSet, type: string, hash: string): void {
  if (type === "tlsh") addTlsh(features, hash.toUpperCase().replace(/^T1/, ""));
  else if (type === "ssdeep") addSsdeep(features, hash);
}

function addTlsh(features: FeatureSet, digest: string): void {
  if (!/^[0-9A-F]{70}$/.test(digest)) return;
  // The first six digits are checksum, length and quartiles.
  for (let at = 6; at < digest.length; at += tlshPlaceChars) {
    features.add("similar-file", `tlsh ${at} ${digest.slice(at, at + tlshPlaceChars)}`);
  }
}

function addSsdeep(features: FeatureSet, hash: string): void {
  const parts = /^([0-9]+):([A-Za-z0-9+/]{3,64}):([A-Za-z0-9+/]{0,64})$/.exec(hash);
  if (parts === null) return;
  const block = Number(parts[1]);
  addRuns(features, block, parts[2] ?? "");
  addRuns(features, block * 2, parts[3] ?? "");
}

function addRuns(features: FeatureSet, block: number, signature: string): void {
  // More than three of one character in a row says nothing more than three.
  const text = signature.replaceAll(/(.)\1{3,}/g, "$1$1$1");
  for (let at = 0; at + runChars <= text.length && at < piecesMax; at += 1) {
    features.add("similar-file", `ssdeep ${block} ${text.slice(at, at + runChars)}`);
  }
}
