/**
 * What became of a key ceremony, computed from what the holders have said in the ledger, in its order.
 * Holders, nodes and auditors compute the same, so none of them has to be believed: who spoiled an
 * attempt is named, and the next one begins. The first thing that a holder says in its place counts.
 */

import { equalBytes } from "@tocsin/kernel";

import {
  type CeremonyPlace,
  type DkgOpening,
  type DkgOpenings,
  isSoundOpening,
  judgeComplaint,
  openingsHash,
  type PublicBlindKeys,
  publicBlindKeys,
  type SealedShare,
} from "./dkg.ts";
import type { HpkeSealed } from "./hpke.ts";
import type { Ristretto } from "./ristretto.ts";
import { type HolderIndex, holderIndices } from "./threshold-voprf.ts";

/** An epoch whose ceremony fails this often needs other holders. */
export const ceremonyAttemptsMax = 16;

interface Said {
  readonly attempt: number;
  readonly holder: HolderIndex;
}

export type CeremonyEvent = Said &
  (
    | { readonly is: "opening"; readonly opening: DkgOpening }
    | {
        readonly is: "shares";
        readonly openings: Uint8Array;
        readonly sealed: readonly SealedShare[];
      }
    /** Without a secret key the holder accuses itself: it has lost what it needs to go on. */
    | {
        readonly is: "complaint";
        readonly accused: HolderIndex;
        readonly secretKey: Uint8Array | null;
      }
    | { readonly is: "keys"; readonly keys: PublicKeyBytes }
  );

/** Public key and public shares of both keys as a holder confirms them. */
export type PublicKeyBytes = Readonly<
  Record<"high" | "low", { readonly publicKey: Uint8Array; readonly shares: readonly Uint8Array[] }>
>;

export type CeremonyFault =
  | "proof"
  | "cancelled-key"
  | "other-openings"
  | "wrong-recipients"
  | "wrong-share"
  | "false-complaint"
  | "wrong-keys"
  | "gave-up";

export interface Culprit {
  readonly attempt: number;
  readonly holder: HolderIndex;
  readonly why: CeremonyFault;
}

export interface CeremonyView {
  readonly place: CeremonyPlace;
  readonly phase: "opening" | "sharing" | "confirming" | "done" | "failed";
  readonly culprits: readonly Culprit[];
  /** Who has not said yet what the phase needs. */
  readonly missing: readonly HolderIndex[];
  /** Once all have opened. */
  readonly openings: DkgOpenings | undefined;
  readonly keys: PublicBlindKeys | undefined;
  /** Shares by sender. */
  readonly shares: ReadonlyMap<HolderIndex, readonly SealedShare[]>;
}

export async function viewCeremony(
  group: Ristretto,
  epoch: string,
  events: readonly CeremonyEvent[],
): Promise<CeremonyView> {
  const culprits: Culprit[] = [];
  let attempt = new Attempt(group, { epoch, attempt: 1 });
  for (const event of events) {
    if (event.attempt !== attempt.place.attempt || attempt.isDone) continue;
    const fault = await attempt.take(event);
    if (fault === undefined) continue;
    culprits.push({ attempt: event.attempt, ...fault });
    if (event.attempt >= ceremonyAttemptsMax) return { ...attempt.view(culprits), phase: "failed" };
    attempt = new Attempt(group, { epoch, attempt: event.attempt + 1 });
  }
  return attempt.view(culprits);
}

type Fault = Pick<Culprit, "holder" | "why">;
type Event<Is extends CeremonyEvent["is"]> = Extract<CeremonyEvent, { is: Is }>;

class Attempt {
  readonly place: CeremonyPlace;
  readonly #group: Ristretto;
  readonly #opened = new Map<HolderIndex, DkgOpening>();
  readonly #shares = new Map<HolderIndex, readonly SealedShare[]>();
  readonly #confirmed = new Set<HolderIndex>();
  #openings: DkgOpenings | undefined;
  #keys: PublicBlindKeys | undefined;

  constructor(group: Ristretto, place: CeremonyPlace) {
    this.#group = group;
    this.place = place;
  }

  get isDone(): boolean {
    return this.#confirmed.size === holderIndices.length;
  }

  /** Undefined where it goes on. What comes before its time, or twice, is passed over. */
  async take(event: CeremonyEvent): Promise<Fault | undefined> {
    switch (event.is) {
      case "opening":
        return this.#open(event);
      case "shares":
        return this.#share(event);
      case "complaint":
        return this.#complain(event);
      case "keys":
        return this.#confirm(event);
    }
  }

  view(culprits: readonly Culprit[]): CeremonyView {
    const [phase, has] = this.#phase();
    return {
      place: this.place,
      phase,
      culprits,
      missing: holderIndices.filter((it) => !has(it)),
      openings: this.#openings,
      keys: this.#keys,
      shares: this.#shares,
    };
  }

  #phase(): ["opening" | "sharing" | "confirming" | "done", (holder: HolderIndex) => boolean] {
    if (this.#openings === undefined) return ["opening", (it) => this.#opened.has(it)];
    if (this.#shares.size < holderIndices.length) return ["sharing", (it) => this.#shares.has(it)];
    return [this.isDone ? "done" : "confirming", (it) => this.#confirmed.has(it)];
  }

  async #open({ holder, opening }: Event<"opening">): Promise<Fault | undefined> {
    if (this.#opened.has(holder)) return undefined;
    const sound = opening.holder === holder && (await isSoundOpening(this.#group, opening));
    if (!sound) return { holder, why: "proof" };
    this.#opened.set(holder, opening);
    const [a, b, c] = holderIndices.map((it) => this.#opened.get(it));
    if (!a || !b || !c) return undefined;
    this.#keys = publicBlindKeys(this.#group, [a, b, c]);
    if (this.#keys === undefined) return { holder, why: "cancelled-key" };
    this.#openings = [a, b, c];
    return undefined;
  }

  #share({ holder, openings, sealed }: Event<"shares">): Fault | undefined {
    if (this.#openings === undefined || this.#shares.has(holder)) return undefined;
    if (!equalBytes(openings, openingsHash(this.place, this.#openings))) {
      return { holder, why: "other-openings" };
    }
    const expected = holderIndices.filter((it) => it !== holder);
    if (sealed.map(({ to }) => to).join() !== expected.join()) {
      return { holder, why: "wrong-recipients" };
    }
    this.#shares.set(holder, sealed);
    return undefined;
  }

  async #complain({ holder, accused, secretKey }: Event<"complaint">): Promise<Fault | undefined> {
    if (holder === accused) return { holder, why: "gave-up" };
    const sealed = this.#sealedFor(holder, accused);
    if (this.#openings === undefined || sealed === undefined) return undefined;
    if (secretKey === null) return { holder, why: "false-complaint" };
    const complaint = { holder, accused, secretKey, sealed };
    const guilty = await judgeComplaint(this.#group, this.place, this.#openings, complaint);
    return { holder: guilty, why: guilty === accused ? "wrong-share" : "false-complaint" };
  }

  #sealedFor(to: HolderIndex, from: HolderIndex): HpkeSealed | undefined {
    return this.#shares.get(from)?.find((it) => it.to === to);
  }

  #confirm({ holder, keys }: Event<"keys">): Fault | undefined {
    if (this.#keys === undefined || this.#shares.size < holderIndices.length) return undefined;
    if (!isSame(this.#keys, keys)) return { holder, why: "wrong-keys" };
    this.#confirmed.add(holder);
    return undefined;
  }
}

function isSame(computed: PublicBlindKeys, said: PublicKeyBytes): boolean {
  return (["high", "low"] as const).every((name) => {
    const [ours, theirs] = [computed[name], said[name]];
    return (
      equalBytes(ours.publicKey, theirs.publicKey) &&
      ours.shares.length === theirs.shares.length &&
      ours.shares.every((share, at) => equalBytes(share, theirs.shares[at] ?? new Uint8Array()))
    );
  });
}
