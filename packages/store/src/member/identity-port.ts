/** Who this node is, what it draws at random once, and the keys of its reports. PROTOCOL §1, §2. */

/** A try to join that may have been cut off: the same key pair is used until it succeeds. */
export interface EnrolmentTry {
  /** Ed25519 seed of the member key made here. */
  readonly seed: Uint8Array;
  /** Canonical JSON of the invitation. */
  readonly invitation: string;
}

export interface MemberIdentity {
  readonly seed: Uint8Array;
  readonly memberId: string;
  readonly legalId: string;
  /** Own class first, the root last. */
  readonly classes: readonly string[];
  /** Canonical JSON of the signed community file in force, and its revision. */
  readonly community: string;
  readonly communityRevision: number;
  readonly enrolledMs: number;
  /** Ed25519 seed of a member key that the issuer may or may not have taken yet. */
  readonly nextSeed: Uint8Array | undefined;
}

export interface IdentityStore {
  identity(): Promise<MemberIdentity | undefined>;
  /** Keeps and returns the try that is there if it is for the same invitation. */
  beginEnrolment(attempt: EnrolmentTry): Promise<EnrolmentTry>;
  /** Forgets the invitation; a second call changes nothing. */
  completeEnrolment(identity: Omit<MemberIdentity, "nextSeed">): Promise<void>;
  /** Keeps and returns the seed of a rotation that was begun before. */
  beginRotation(seed: Uint8Array): Promise<Uint8Array>;
  completeRotation(): Promise<void>;
  setClasses(classes: readonly string[]): Promise<void>;
}

/** Fractions of a span, drawn once and kept: the sending moment, the moment of fetching tokens. */
export interface MomentStore {
  /** `drawn` is kept, unless there is one under that name already; returns what is kept. 0 to 2^32-1. */
  fix(name: string, drawn: number): Promise<number>;
}

export interface MasterKey {
  readonly id: string;
  readonly year: number;
  readonly secret: Uint8Array;
  /** Ours to make new keys with; a restored one only acts for the reports of the past. */
  readonly active: boolean;
  /** Number of the next report key. */
  readonly next: number;
  readonly backedUp: boolean;
}

/** Where a report's keys come from. */
export interface KeyPlace {
  readonly master: string;
  readonly number: number;
}

export interface OwnKey extends KeyPlace {
  /** base64url, as in the envelope. */
  readonly pkSign: string;
}

export interface KeyStore {
  masters(): Promise<readonly MasterKey[]>;
  /** Keeps and returns the active key of that year where there is one. */
  addMaster(key: Pick<MasterKey, "id" | "year" | "secret">): Promise<MasterKey>;
  /** Reserves `count` numbers for good and returns the first: none is ever given twice. */
  takeNumbers(master: string, count: number): Promise<number>;
  /** By these a report in the ledger is known to be ours. */
  addOwnKeys(keys: readonly OwnKey[]): Promise<void>;
  markBackedUp(masters: readonly string[]): Promise<void>;
  ownKey(pkSign: string): Promise<KeyPlace | undefined>;
  /** Adds masters that are not there, inactive, with the keys they may have made. */
  restore(
    masters: readonly Pick<MasterKey, "id" | "year" | "secret" | "next">[],
    keys: readonly OwnKey[],
  ): Promise<{ readonly added: number }>;
}
