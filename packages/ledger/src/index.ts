/**
 * The ledger: what was accepted, in one order that nobody can change unseen. RFC 6962 hashing, C2SP
 * tlog-tiles, signed-note and tlog-checkpoint. Pure: storage is the port `TileReader`.
 */

export { type Audit, auditLog } from "./audit.ts";
export { encodeBundle, parseBundle } from "./bundle.ts";
export {
  type Checkpoint,
  formatCheckpoint,
  openCheckpoint,
  type OpenedCheckpoint,
  parseCheckpoint,
  signCheckpoint,
} from "./checkpoint.ts";
export {
  type Followed,
  type FollowedLog,
  followStep,
  type FollowStep,
  nothingFollowed,
} from "./follow.ts";
export {
  type Beginning,
  encodeForkEvidence,
  type ForkEvidence,
  type ForkVerdict,
  judgeFork,
  parseForkEvidence,
} from "./fork-evidence.ts";
export {
  appendLeaves,
  emptyFrontier,
  encodeFrontier,
  type Frontier,
  parseFrontier,
  rootOf,
} from "./frontier.ts";
export { emptyRoot, hashBytes, leafCommitment, leafHash, nodeHash } from "./hash.ts";
export {
  appendEntries,
  emptyEdge,
  frontierOf,
  loadEdge,
  type LogEdge,
  type TileFile,
} from "./log-edge.ts";
export { noteSigner, type NoteSigner, type NoteVerifier } from "./note-key.ts";
export { parseVerifierKey, verifierKeyText } from "./note-key.ts";
export {
  encodeNote,
  type Note,
  type NoteSignature,
  type OpenedNote,
  openNote,
  parseNote,
  signNote,
} from "./note.ts";
export { consistencyProof, inclusionProof, type MadeProof, type Proof } from "./proof.ts";
export { parseTilePath, type Tile, tilePath, tileWidth, tileWidthIn } from "./tile.ts";
export type { TileReader } from "./tile-reader.ts";
export { treeSizeMax } from "./tree-size.ts";
export { type TreeHead, verifyConsistency, verifyInclusion } from "./verify-proof.ts";
