/**
 * The keys of blind matching as this node computes them of the ledger: it believes no holder and not the
 * exchange, only what all three have confirmed and what follows from their commitments. PROTOCOL §3.
 */

import { type PublicBlindKeys, type Ristretto, viewCeremony } from "@tocsin/crypto";
import { type Epoch, parseCanonicalJson } from "@tocsin/kernel";
import type { MemberLedgerStore } from "@tocsin/store";
import { ceremonyEventOf, parseMessage, signedHolderRecord } from "@tocsin/wire";

export class BlindPublicKeys {
  readonly #ledger: Pick<MemberLedgerStore, "holderRecords">;
  readonly #group: Ristretto;
  /** Of the epoch that was asked for last, by the number of records that it is of. */
  #known: { readonly name: string; readonly keys: PublicBlindKeys | undefined } | undefined;

  constructor(ledger: Pick<MemberLedgerStore, "holderRecords">, group: Ristretto) {
    this.#ledger = ledger;
    this.#group = group;
  }

  /** Undefined until all holders have confirmed the keys. */
  async of(epoch: Epoch): Promise<PublicBlindKeys | undefined> {
    const facts = await this.#ledger.holderRecords(epoch);
    const name = `${epoch} ${facts.length}`;
    if (this.#known?.name === name) return this.#known.keys;
    const events = facts.flatMap(({ json }) => {
      const { record } = parseMessage(signedHolderRecord, parseCanonicalJson(json));
      return ceremonyEventOf(record) ?? [];
    });
    const view = await viewCeremony(this.#group, epoch, events);
    const keys = view.phase === "done" ? view.keys : undefined;
    this.#known = { name, keys };
    return keys;
  }
}
