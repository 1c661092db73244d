/** Recipients as the ledger says them: what is not in it yet gives nobody anything. */

import type { ExchangeStore } from "@tocsin/store";
import type { RecipientLeaf } from "@tocsin/wire";

import { parseLeaf } from "../trust/trust.ts";

export interface KnownRecipient {
  /** By its newest revision. */
  readonly terms: RecipientLeaf;
  /** Of its first leaf: what was published before it, it is not given. */
  readonly since: number;
}

export async function knownRecipients(
  store: Pick<ExchangeStore, "notices">,
): Promise<readonly KnownRecipient[]> {
  const known = new Map<string, KnownRecipient>();
  for (const { kind, leaf: json, position } of await store.notices()) {
    if (kind !== "recipient" || position === null) continue;
    const terms = parseLeaf(json);
    if (terms.kind !== "recipient") continue;
    const before = known.get(terms.recipient);
    if (before !== undefined && before.terms.revision >= terms.revision) continue;
    // Whoever was dropped and is named again starts anew.
    const since = before?.terms.active === true ? before.since : position;
    known.set(terms.recipient, { terms, since });
  }
  return [...known.values()];
}
