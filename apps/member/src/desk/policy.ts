/**
 * The company's own policy: who must agree before something leaves, under which dated regimes, and
 * counsel's key. The key lies here sealed under a passphrase that counsel alone has (C2SP age), so that
 * nobody else at this desk can sign for counsel.
 */

import {
  backUpMasterKeys,
  ed25519SigningKey,
  restoreMasterKeys,
  signDocument,
  verifyDocument,
} from "@tocsin/crypto";
import { regimeOn, regimesKnown } from "@tocsin/disclosure";
import {
  canonicalJson,
  type Clock,
  dayOf,
  parseJson,
  type Random,
  toBase64Url,
  TocsinError,
} from "@tocsin/kernel";
import type { PolicyStore } from "@tocsin/store";
import { bytesOf, parseMessage, publicKey, type Regime, regime } from "@tocsin/wire";
import type { policyChange, PolicyView } from "@tocsin/wire/node-api";
import { z } from "zod";

const sealedCharsMax = 10_000;
/** Tries of a passphrase that may wait: each takes about a second and 256 MiB on purpose. */
const openingMax = 4;

const policyContent = z.strictObject({
  v: z.literal(1),
  persons: z.union([z.literal(1), z.literal(2)]),
  counsel: z.strictObject({ publicKey, sealed: z.string().max(sealedCharsMax) }).nullable(),
  /** Null: the table that the program brings. */
  regimes: z.array(regime).nullable(),
});
type PolicyContent = z.output<typeof policyContent>;

const without: PolicyContent = { v: 1, persons: 1, counsel: null, regimes: null };

export interface PolicyPorts {
  readonly store: PolicyStore;
  readonly clock: Clock;
  readonly random: Random;
  /** Of scrypt, base 2; less only in tests. */
  readonly workFactor?: number | undefined;
}

export interface CounselSignature {
  readonly publicKey: string;
  readonly signature: string;
}

export interface Policy {
  readonly persons: 1 | 2;
  view(): PolicyView;
  /** Of today; null where none is in force. */
  regime(): Regime | null;
  /** Throws `counsel-passphrase-wrong`, `passphrase-too-short`. */
  change(change: z.output<typeof policyChange>): Promise<PolicyView>;
  /** Signed with counsel's key. Throws `counsel-passphrase-wrong`. */
  sign(kind: string, document: unknown, passphrase: string): Promise<CounselSignature>;
  /** By the key that counsel has now. */
  isSigned(kind: string, document: unknown, by: CounselSignature): boolean;
}

export async function openPolicy(ports: PolicyPorts): Promise<Policy> {
  const { store, clock } = ports;
  const stored = await store.policy();
  let content = stored === undefined ? without : parseMessage(policyContent, parseJson(stored));
  let opening = 0;
  let changes: Promise<unknown> = Promise.resolve();

  const openKey = async (passphrase: string) => {
    const { counsel } = content;
    if (counsel === null) throw new TocsinError("counsel-passphrase-wrong");
    if (opening >= openingMax) throw new TocsinError("too-busy");
    opening += 1;
    try {
      return await unsealed(counsel.sealed, passphrase);
    } finally {
      opening -= 1;
    }
  };

  const view = (): PolicyView => ({
    persons: content.persons,
    counsel: content.counsel?.publicKey ?? null,
    regimes: [...regimesOf(content)],
    regime: regimeToday(content, clock)?.id ?? null,
  });

  const change: Policy["change"] = async (wanted) => {
    // Whoever does not know the passphrase must not be able to leave counsel out.
    if (content.counsel !== null) await openKey(wanted.passphrase);
    const next = await changed(ports, content, wanted);
    await store.setPolicy(canonicalJson(next));
    content = next;
    return view();
  };

  return {
    get persons() {
      return content.persons;
    },
    view,
    regime: () => regimeToday(content, clock),
    change: (wanted) => {
      const done = changes.then(() => change(wanted));
      changes = done.catch(() => undefined);
      return done;
    },
    sign: async (kind, document, passphrase) => {
      const key = await openKey(passphrase);
      return {
        publicKey: toBase64Url(key.publicKey),
        signature: toBase64Url(signDocument(kind, document, key)),
      };
    },
    isSigned: (kind, document, by) =>
      by.publicKey === content.counsel?.publicKey &&
      verifyDocument(kind, document, bytesOf(by.signature), bytesOf(by.publicKey)),
  };
}

async function changed(
  ports: PolicyPorts,
  content: PolicyContent,
  { persons, regimes, passphrase }: Parameters<Policy["change"]>[0],
): Promise<PolicyContent> {
  return {
    ...content,
    counsel: content.counsel ?? (await newCounsel(ports, passphrase)),
    persons: persons ?? content.persons,
    regimes: regimes ?? content.regimes,
  };
}

function regimesOf({ regimes }: PolicyContent): readonly Regime[] {
  return regimes ?? regimesKnown;
}

function regimeToday(content: PolicyContent, clock: Clock): Regime | null {
  return regimeOn(dayOf(clock.now()), regimesOf(content)) ?? null;
}

async function newCounsel(
  { random, workFactor }: PolicyPorts,
  passphrase: string,
): Promise<NonNullable<PolicyContent["counsel"]>> {
  const seed = random.bytes(32);
  const key = ed25519SigningKey(seed);
  const sealed = await backUpMasterKeys([{ ...place, key: seed }], passphrase, workFactor);
  seed.fill(0);
  return { publicKey: toBase64Url(key.publicKey), sealed };
}

/** The sealed form is that of master keys, of which this is none: year and index say nothing here. */
const place = { year: 2000, nextIndex: 0 };

async function unsealed(sealed: string, passphrase: string) {
  try {
    const [only] = await restoreMasterKeys(sealed, passphrase);
    if (only !== undefined) return ed25519SigningKey(only.key);
  } catch (error) {
    const isWrong = error instanceof TocsinError && error.code === "backup-passphrase-wrong";
    if (!isWrong) throw error;
  }
  throw new TocsinError("counsel-passphrase-wrong");
}
