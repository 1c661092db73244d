/**
 * The keys that a message may be for: of our reports, of questions that we asked, of rooms, of matches. All
 * of them are tried on every message, so how many there are is limited and the newest come first. A try costs
 * half a millisecond (bench mail.try), so 100 keys and 1,000 messages a day are a minute of one core.
 */

import { type HpkeKeyPair, importHpkeRecipient } from "@tocsin/crypto";
import { type Clock, parseCanonicalJson, toBase64Url } from "@tocsin/kernel";
import type { MailKeyRow, MailStore, ReportStore } from "@tocsin/store";
import { bytesOf, envelope, parseMessage } from "@tocsin/wire";
import type { ReportKeyring } from "../keys/report-keys.ts";
import type { LetterKey } from "./sealed-letter.ts";

export const reportKeysMax = 128;
const matchKeysMax = 256;
/** Changes of a report whose keys are still tried: a question may have crossed the amendment. */
const sequencesTried = 2;

/** What was seen blindly and by others too. See blind/matches.ts. */
export interface MatchForTalk {
  readonly id: string;
  readonly tag: string;
  readonly type: string;
  readonly value: string;
  readonly own: HpkeKeyPair;
  readonly pairKey: Uint8Array;
  readonly peers: readonly { readonly pk: Uint8Array }[];
}

export interface MatchPort {
  list(query: { readonly after?: string; readonly limit: number }): Promise<{
    readonly items: readonly MatchForTalk[];
  }>;
  get(id: string): Promise<MatchForTalk | undefined>;
}

/** Which key opened a letter. */
export interface OwnKey extends LetterKey {
  readonly purpose: MailKeyRow["purpose"] | "report";
  /** Report, question, room or match. */
  readonly ref: string;
  /** Rises with every key that this process meets: what was tried with older keys is not tried again. */
  readonly number: number;
}

export interface OwnKeys {
  /** Those that are alive now. */
  all(): Promise<readonly OwnKey[]>;
}

export interface OwnKeyPorts {
  readonly mail: Pick<MailStore, "keys">;
  readonly reports: Pick<ReportStore, "page" | "own">;
  readonly keyring: ReportKeyring;
  readonly matches: MatchPort | undefined;
  readonly clock: Clock;
}

type FreshKey = Omit<OwnKey, "number">;
type Importing = (name: string, make: () => Promise<FreshKey>) => Promise<OwnKey>;

export function createOwnKeys(ports: OwnKeyPorts): OwnKeys {
  const imported = new Map<string, OwnKey>();
  const keyOf: Importing = async (name, make) => {
    const known = imported.get(name);
    if (known !== undefined) return known;
    const key = { ...(await make()), number: imported.size + 1 };
    imported.set(name, key);
    return key;
  };
  return {
    all: async () => [
      ...(await ofMail(ports, keyOf)),
      ...(await ofReports(ports, keyOf)),
      ...(await ofMatches(ports, keyOf)),
    ],
  };
}

async function ofReports({ reports, keyring }: OwnKeyPorts, keyOf: Importing): Promise<OwnKey[]> {
  const { items } = await reports.page({ mine: true, after: undefined, limit: reportKeysMax });
  const keys: OwnKey[] = [];
  for (const { id, withdrawn, index } of items) {
    const own = withdrawn || index === null ? undefined : await reports.own(id);
    if (own === undefined) continue;
    const { seq } = parseMessage(envelope, parseCanonicalJson(own.newest));
    for (let at = seq; at >= 0 && at > seq - sequencesTried; at -= 1) {
      const make = async (): Promise<FreshKey> => {
        const { hpke } = await keyring.keysOf(own, at);
        const recipient = await importHpkeRecipient(hpke.secretKey);
        return { recipient, psk: undefined, purpose: "report", ref: id };
      };
      keys.push(await keyOf(`report ${id} ${String(at)}`, make));
    }
  }
  return keys;
}

async function ofMail({ mail, clock }: OwnKeyPorts, keyOf: Importing): Promise<OwnKey[]> {
  const rows = await mail.keys(clock.now());
  return Promise.all(
    rows.map(({ pk, secret, purpose, ref }) =>
      keyOf(`mail ${pk}`, async () => {
        return { recipient: await importHpkeRecipient(secret), psk: undefined, purpose, ref };
      }),
    ),
  );
}

async function ofMatches({ matches }: OwnKeyPorts, keyOf: Importing): Promise<OwnKey[]> {
  const found = await matches?.list({ limit: matchKeysMax });
  return Promise.all(
    (found?.items ?? []).map(({ id, own, pairKey, tag }) =>
      keyOf(`match ${id} ${toBase64Url(own.publicKey)}`, async () => {
        const recipient = await importHpkeRecipient(own.secretKey);
        const psk = { key: pairKey, id: bytesOf(tag) };
        return { recipient, psk, purpose: "match", ref: id };
      }),
    ),
  );
}
