/**
 * Three key holders in memory, with keys that they made by the real ceremony. Each can be down, late, or answer
 * with a share that is not its own, to all or to some; an honest one keeps its quota of one batch a slot and pair.
 */

import {
  type CeremonyEvent,
  dkgFinish,
  dkgOpening,
  type DkgSecret,
  dkgShares,
  ed25519SigningKey,
  type HolderIndex,
  holderIndices,
  loadRistretto,
  openingsHash,
  type Point,
  pointBytes,
  quorumKey,
  type Ristretto,
  type SecretShares,
  sha256,
  signDocument,
  viewCeremony,
  voprfEvaluate,
  voprfProve,
} from "@tocsin/crypto";
import {
  assert,
  canonicalJson,
  concatBytes,
  type Epoch,
  parseCanonicalJson,
  type Random,
  textOf,
  toBase64Url,
  utf8,
} from "@tocsin/kernel";
import {
  bytesOf,
  type EvaluationAnswer,
  type EvaluationBody,
  evaluationRequest,
  holderRecordOf,
  isQuestionSigned,
  parseMessage,
  signAnswer,
  type SignedHolderRecord,
} from "@tocsin/wire";

export type Behaviour = "honest" | "down" | "late" | "lying";

/** What came of an epoch's ceremony. */
interface Made {
  readonly events: readonly CeremonyEvent[];
  readonly shares: ReadonlyMap<HolderIndex, SecretShares>;
}

// The ceremony takes tenths of a second: all worlds share those of an epoch.
const made = new Map<Epoch, Promise<Made>>();

export class TinyHolders {
  /** Of each, towards the member with this key. */
  behaviour: (holder: HolderIndex, member: string) => Behaviour = () => "honest";
  readonly addresses: readonly { readonly url: string; readonly publicKey: string }[];
  /** Slots that were used, by holder, member, slot and pair. */
  readonly #used = new Map<string, { readonly points: string; readonly answer: Evaluated }>();
  readonly #group: Ristretto;
  readonly #random: Random;
  /** Points that came a second time, in another batch: a blind used twice. */
  repeated = 0;
  readonly #points = new Map<string, string>();

  private constructor(group: Ristretto, random: Random) {
    this.#group = group;
    this.#random = random;
    this.addresses = holderIndices.map((index) => ({
      url: holderUrl(index),
      publicKey: toBase64Url(signingKey(index).publicKey),
    }));
  }

  static async open(random: Random): Promise<TinyHolders> {
    return new TinyHolders(await loadRistretto(), random);
  }

  /** What they say of the epoch's keys in the ledger, in its order. */
  async records(epoch: Epoch): Promise<SignedHolderRecord[]> {
    const { events } = await ceremonyOf(this.#group, epoch);
    return events.map((event) => {
      const record = holderRecordOf(epoch, event);
      const key = signingKey(event.holder);
      return { record, signature: toBase64Url(signDocument("key-holder-record", record, key)) };
    });
  }

  /** Undefined where nothing is heard of it. */
  async answer(holder: HolderIndex, bytes: Uint8Array): Promise<Uint8Array | undefined> {
    const request = parseMessage(evaluationRequest, parseCanonicalJson(textOf(bytes) ?? ""));
    const behaviour = this.behaviour(holder, request.key);
    if (behaviour === "down" || behaviour === "late") return undefined;
    const isSigned = isQuestionSigned("evaluation", request);
    assert(isSigned && request.body.holder === holder, "a question for this holder");
    const body = await this.#decided(holder, request.key, request.body, behaviour === "lying");
    return utf8(canonicalJson(signAnswer("evaluation", request, body, signingKey(holder))));
  }

  async #decided(
    holder: HolderIndex,
    member: string,
    body: EvaluationBody,
    isLying: boolean,
  ): Promise<EvaluationAnswer["body"]> {
    const place = `${holder} ${member} ${body.slot} ${body.quorum.join()}`;
    const points = `${body.high} ${body.low}`;
    const used = this.#used.get(place);
    if (used !== undefined && used.points !== points) return { is: "refused", why: "slot-used" };
    if (used !== undefined) return used.answer;
    this.#watch(points, `${member} ${body.slot}`);
    const { shares } = await ceremonyOf(this.#group, body.epoch);
    const owner = isLying ? (((holder % 3) + 1) as HolderIndex) : holder;
    const own = shares.get(owner);
    assert(own, "a share of the key");
    const part = (name: "high" | "low") => {
      const blinded = pointsOf(this.#group, bytesOf(body[name]));
      const key = quorumKey(this.#group, own[name], holder, body.quorum);
      const evaluated = voprfEvaluate(this.#group, key.secret, blinded);
      const proof = voprfProve(this.#group, key, { blinded, evaluated }, this.#random);
      return { points: toBase64Url(concatBytes(...evaluated)), proof: toBase64Url(proof) };
    };
    const answer = { is: "evaluated" as const, high: part("high"), low: part("low") };
    this.#used.set(place, { points, answer });
    return answer;
  }

  #watch(points: string, slot: string): void {
    const before = this.#points.get(points) ?? slot;
    if (before !== slot) this.repeated += 1;
    this.#points.set(points, before);
  }
}

export function holderUrl(holder: HolderIndex): string {
  return `https://holder-${String(holder)}.example`;
}

type Evaluated = Extract<EvaluationAnswer["body"], { is: "evaluated" }>;

function signingKey(holder: HolderIndex) {
  return ed25519SigningKey(sha256(utf8(`holder ${String(holder)}`)));
}

function pointsOf(group: Ristretto, joined: Uint8Array): Point[] {
  return Array.from({ length: joined.length / pointBytes }, (_, at) => {
    const point = group.parsePoint(joined.slice(at * pointBytes, (at + 1) * pointBytes));
    assert(point, "a point");
    return point;
  });
}

function ceremonyOf(group: Ristretto, epoch: Epoch): Promise<Made> {
  const known = made.get(epoch) ?? ceremony(group, epoch);
  made.set(epoch, known);
  return known;
}

async function ceremony(group: Ristretto, epoch: Epoch): Promise<Made> {
  const place = { epoch, attempt: 1 };
  const secret = (holder: HolderIndex): DkgSecret => ({
    place,
    holder,
    seed: sha256(utf8(`ceremony ${epoch} ${String(holder)}`)),
  });
  const events: CeremonyEvent[] = [];
  for (const holder of holderIndices) {
    events.push({ is: "opening", attempt: 1, holder, opening: await dkgOpening(secret(holder)) });
  }
  const { openings } = await viewCeremony(group, epoch, events);
  assert(openings, "three openings");
  for (const holder of holderIndices) {
    const sealed = await dkgShares(secret(holder), openings);
    const hash = openingsHash(place, openings);
    events.push({ is: "shares", attempt: 1, holder, openings: hash, sealed });
  }
  const view = await viewCeremony(group, epoch, events);
  assert(view.keys, "keys of the openings");
  const shares = new Map<HolderIndex, SecretShares>();
  for (const holder of holderIndices) {
    const received = new Map(
      holderIndices.flatMap((from) => {
        const sealed = view.shares.get(from)?.find(({ to }) => to === holder);
        return sealed === undefined ? [] : [[from, sealed] as const];
      }),
    );
    const outcome = await dkgFinish(group, secret(holder), openings, received);
    assert(outcome.ok, "shares that hold");
    shares.set(holder, outcome.shares);
    events.push({ is: "keys", attempt: 1, holder, keys: view.keys });
  }
  return { events, shares };
}
