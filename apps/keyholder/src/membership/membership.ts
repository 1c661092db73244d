/**
 * What the issuer tells the holder: the community and whom it may answer, ids and keys without names. The
 * last answer is kept, so that an issuer that is down stops nobody. PROTOCOL §3.
 */

import { type HolderIndex, holderIndices, verifyDocument } from "@tocsin/crypto";
import {
  assert,
  canonicalJson,
  type Clock,
  parseCanonicalJson,
  type Random,
  TocsinError,
  utf8,
} from "@tocsin/kernel";
import type { KeyHolderStore } from "@tocsin/store";
import {
  bytesOf,
  type CommunityFile,
  evaluationSlotMs,
  identifiedAnswer,
  identifiedPath,
  memberRoster,
  type MemberRoster,
  parseMessage,
  readAnswer,
  signQuestion,
  urlAt,
} from "@tocsin/wire";

import { askDeadlineMs, rosterBytesMax } from "../limits.ts";
import type { Network } from "../network.ts";
import type { HolderIdentity } from "../state/identity.ts";

export interface MembershipPorts {
  readonly store: Pick<KeyHolderStore, "roster" | "saveRoster">;
  readonly identity: HolderIdentity;
  readonly network: Network;
  readonly clock: Clock;
  readonly random: Random;
}

export interface IssuerAddress {
  readonly url: string;
  /** base64url, pinned in the settings. */
  readonly publicKey: string;
}

export class Membership {
  readonly #ports: MembershipPorts;
  readonly #issuer: IssuerAddress;
  #community: CommunityFile | undefined;
  #ids: ReadonlyMap<string, string> = new Map();

  constructor(ports: MembershipPorts, issuer: IssuerAddress) {
    this.#ports = ports;
    this.#issuer = issuer;
  }

  /** Undefined until the issuer has answered once. */
  get community(): CommunityFile | undefined {
    return this.#community;
  }

  /** The place of this holder in the community; undefined where it has none. */
  get index(): HolderIndex | undefined {
    const own = this.#ports.identity.publicKey;
    const at = this.#community?.keyHolders?.findIndex(({ publicKey }) => publicKey === own) ?? -1;
    return holderIndices[at];
  }

  /** Length of a slot: one batch in it. */
  get slotMs(): number {
    return this.#community?.evaluationSlotMs ?? evaluationSlotMs;
  }

  /** The id of the member whose key it is. */
  memberOf(key: string): string | undefined {
    return this.#ids.get(key);
  }

  async load(): Promise<void> {
    const text = await this.#ports.store.roster();
    if (text !== undefined) this.#take(parseMessage(memberRoster, parseCanonicalJson(text)));
  }

  /** Asks the issuer. Throws what the network throws, and `remote-refused`. */
  async refresh(signal: AbortSignal): Promise<void> {
    const roster = await this.#ask(signal);
    if (!this.#take(roster)) return;
    await this.#ports.store.saveRoster(canonicalJson(roster));
  }

  /** False for a community that is not the issuer's, of another ledger or older. */
  #take(roster: MemberRoster): boolean {
    const { file, signature } = roster.community;
    const key = bytesOf(this.#issuer.publicKey);
    if (!verifyDocument("community", file, bytesOf(signature), key)) return false;
    const known = this.#community;
    if (known !== undefined && file.revision < known.revision) return false;
    // Another ledger would be another history: an operator has to say so, in a new state folder.
    if (known !== undefined && canonicalJson(file.ledger) !== canonicalJson(known.ledger)) {
      throw new TocsinError("remote-answer-invalid", { detail: "another ledger" });
    }
    this.#community = file;
    this.#ids = new Map(roster.members.map(({ id, key: of }) => [of, id]));
    return true;
  }

  async #ask(signal: AbortSignal): Promise<MemberRoster> {
    const { identity, network, clock, random } = this.#ports;
    const { url, publicKey } = this.#issuer;
    const asker = { key: identity.key, clock, random };
    const question = signQuestion("identified", { do: "roster" }, asker);
    const answer = await network(urlAt(url, identifiedPath), {
      method: "POST",
      body: { mediaType: "application/json", bytes: utf8(canonicalJson(question)) },
      deadlineMs: askDeadlineMs,
      bytesMax: rosterBytesMax,
      signal,
    });
    if (answer.status !== 200) throw refused(`status ${answer.status}`);
    const { body } = readAnswer("identified", identifiedAnswer, answer.bytes, question, publicKey);
    if (body.is === "refused") throw refused(body.why);
    assert(body.is === "roster", "an answer to what was asked");
    return body.roster;
  }
}

function refused(detail: string): TocsinError {
  return new TocsinError("remote-refused", { detail });
}
