export {
  aesKeyBytes,
  aesNonceBytes,
  aesTagBytes,
  openAes256Gcm,
  openAesGcm,
  sealAes256Gcm,
  sealAesGcm,
} from "./aead.ts";
export { authorCommitment, legalIdBytesMax, opensAuthorCommitment } from "./author-commitment.ts";
export {
  type AuthorshipChallenge,
  challengeNonceBytes,
  openAuthorship,
  proveAuthorship,
  sealAuthorship,
  sealedAuthorshipBytesMax,
  verifierCharsMax,
  verifyAuthorship,
} from "./authorship.ts";
export {
  type BlindKeyName,
  type CeremonyPlace,
  complaintKey,
  dkgFinish,
  dkgOpening,
  type DkgOpening,
  type DkgOpenings,
  type DkgOutcome,
  type DkgSecret,
  dkgShares,
  openingsHash,
  type PublicBlindKey,
  type PublicBlindKeys,
  type SealedShare,
  type SecretShares,
} from "./dkg.ts";
export { documentBytes, signDocument, verifyDocument, verifyDocumentAsync } from "./document.ts";
export {
  type Ed25519PublicKey,
  ed25519PublicKeyBytes,
  ed25519SeedBytes,
  ed25519Sign,
  ed25519SignatureBytes,
  type Ed25519SigningKey,
  ed25519SigningKey,
  ed25519Verify,
  ed25519VerifyAsync,
  parseEd25519PublicKey,
} from "./ed25519.ts";
export { digestBytes, hkdfSha256, sha256 } from "./hash.ts";
export {
  deriveHpkeKeyPair,
  generateHpkeKeyPair,
  hpkeEncBytes,
  hpkeKeyBytes,
  type HpkeKeyPair,
  hpkeOpen,
  type HpkeOpener,
  hpkeOpener,
  type HpkePsk,
  hpkePskBytesMin,
  type HpkePublicKey,
  type HpkeRecipient,
  type HpkeRecipientOptions,
  hpkeSeal,
  type HpkeSealed,
  type HpkeSender,
  hpkeSender,
  type HpkeSenderOptions,
  hpkeTagBytes,
  importHpkePublicKey,
  importHpkeRecipient,
} from "./hpke.ts";
export {
  ceremonyAttemptsMax,
  type CeremonyEvent,
  type CeremonyFault,
  type CeremonyView,
  type Culprit,
  viewCeremony,
} from "./key-ceremony.ts";
export {
  backUpMasterKeys,
  backupCharsMax,
  backupYearsMax,
  indexAfterRestore,
  passphraseCharsMin,
  restoreMasterKeys,
  restoreSkipIndices,
  scryptWorkFactorMax,
  type YearMasterKey,
} from "./master-backup.ts";
export {
  deriveReportKeys,
  generateMasterKey,
  masterKeyBytes,
  openingBytes,
  reportIndexMax,
  type ReportKeys,
  reportSequenceMax,
} from "./master-key.ts";
export {
  dayContext,
  finalizeToken,
  issueToken,
  type IssueVerdict,
  type PreparedToken,
  prepareToken,
  reportTokenNonce,
  tokenStateBytes,
  type TokenVerdict,
  verifyToken,
  verifyTokenAsync,
} from "./privacy-pass.ts";
export {
  loadRistretto,
  type Point,
  pointBytes,
  type Ristretto,
  type Scalar,
  scalarBytes,
} from "./ristretto.ts";
export { seedBytes } from "./seeded-random.ts";
export {
  deriveSightingSecrets,
  sightingLock,
  type SightingSecrets,
  takenMark,
} from "./sighting-keys.ts";
export { tieLock } from "./tie-lock.ts";
export { pairMac, type SightingKeys, sightingKeys, verifyPairMac } from "./sealed-sighting.ts";
export {
  addEvaluations,
  type Combined,
  combineEvaluations,
  type HolderIndex,
  holderCount,
  holderIndices,
  holderThreshold,
  interpolationFactor,
  type PartialEvaluation,
  type Quorum,
  quorumKey,
  verifyPartial,
} from "./threshold-voprf.ts";
export {
  encodeToken,
  encodeTokenRequest,
  parseToken,
  parseTokenRequest,
  spentTokenId,
  type Token,
  tokenBytes,
  tokenInput,
  tokenInputBytes,
  tokenNonceBytes,
  type TokenRequest,
  tokenRequestBytes,
  tokenResponseBytes,
} from "./token.ts";
export {
  challengeDigest,
  challengeTextBytesMax,
  encodeTokenChallenge,
  parseTokenChallenge,
  redemptionContextBytes,
  type TokenChallenge,
  tokenType,
} from "./token-challenge.ts";
export {
  generateTokenSigningKey,
  parseTokenPublicKey,
  parseTokenSigningKey,
  tokenModulusBytes,
  type TokenPublicKey,
  tokenPublicKeyBytes,
  type TokenSigningKey,
  tokenSigningKeyBytes,
  tokenKeySpki,
} from "./token-key.ts";
export {
  type Blinded,
  type EvaluationKey,
  voprfBlind,
  voprfEvaluate,
  voprfFinalize,
  voprfFinalizeAll,
  voprfInputBytesMax,
  voprfOutputBytes,
  voprfProofBytes,
  voprfProve,
  voprfVerify,
} from "./voprf.ts";
