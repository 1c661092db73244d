/**
 * What the operator sets of the community. Nodes see it as the community file; only the exchange's
 * address and the quotas stay here until they show in a key directory.
 */

import { canonicalJson, parseCanonicalJson, TocsinError } from "@tocsin/kernel";
import type { RosterClass, RosterStore } from "@tocsin/store";
import {
  type CommunityFile,
  communityFile,
  keyDirectory,
  parseMessage,
  publicKey,
  tokenBatchMax,
  webUrl,
} from "@tocsin/wire";
import { z } from "zod";

import type { IssuerIdentity } from "./state/identity.ts";
import { quotasDefault } from "./limits.ts";

const quota = z.number().int().positive().max(tokenBatchMax);

export const communitySettings = z.strictObject({
  name: communityFile.shape.name,
  issuerUrl: webUrl,
  issuerName: keyDirectory.shape.issuerName,
  /** Where documents for the ledger are posted to. */
  exchangeUrl: webUrl,
  ledgerOrigin: communityFile.shape.ledger.shape.origin,
  ledgerKey: publicKey,
  relayUrl: webUrl,
  feeds: communityFile.shape.feeds,
  roundMs: communityFile.shape.roundMs,
  /** Where blind matching is to be had. */
  keyHolders: communityFile.shape.keyHolders,
  evaluationSlotMs: communityFile.shape.evaluationSlotMs,
  quotas: z.strictObject({
    report: quota,
    probe: quota,
    message: quota,
    vote: quota,
    read: quota,
    /** Fixed: one for every day of the longest month, and two. */
    relay: z.literal(quotasDefault.relay),
  }),
});
export type CommunitySettings = z.output<typeof communitySettings>;

/** What the operator gives: the rest stays as it is. */
export const settingsChange = communitySettings
  .omit({ quotas: true })
  .partial()
  .extend({ quotas: communitySettings.shape.quotas.partial().optional() });
export type SettingsChange = z.output<typeof settingsChange>;

export const roundMsDefault = 60_000;

export async function loadSettings(store: RosterStore): Promise<CommunitySettings | undefined> {
  const text = await store.settings();
  return text === undefined ? undefined : parseMessage(communitySettings, parseCanonicalJson(text));
}

/** Throws `community-incomplete` that names what is still missing. */
export async function changeSettings(
  store: RosterStore,
  change: SettingsChange,
): Promise<CommunitySettings> {
  const before = await loadSettings(store);
  const { quotas, ...fields } = change;
  const merged = {
    roundMs: roundMsDefault,
    ...nameFrom(change.issuerUrl),
    ...before,
    ...fields,
    quotas: { ...quotasDefault, ...before?.quotas, ...quotas },
  };
  const missing = Object.keys(communitySettings.shape).filter(
    (name) => !(name in merged) && !optionalSettings.has(name),
  );
  if (missing.length > 0) {
    throw new TocsinError("community-incomplete", { detail: missing.join(", ") });
  }
  const settings = parseMessage(communitySettings, merged);
  await store.saveSettings(canonicalJson(settings));
  return settings;
}

/** A community can do without blind matching. */
const optionalSettings: ReadonlySet<string> = new Set(["keyHolders", "evaluationSlotMs"]);

/** The file that nodes pin, without its signature. */
export function communityOf(
  settings: CommunitySettings,
  classes: readonly RosterClass[],
  identity: IssuerIdentity,
  revision: number,
): CommunityFile {
  const { name, issuerUrl, ledgerOrigin, ledgerKey, relayUrl, feeds, roundMs } = settings;
  const { keyHolders, evaluationSlotMs } = settings;
  return parseMessage(communityFile, {
    v: 1,
    name,
    revision,
    issuer: { url: issuerUrl, publicKey: identity.publicKey },
    ledger: { origin: ledgerOrigin, publicKey: ledgerKey },
    relay: { url: relayUrl },
    feeds,
    roundMs,
    classes: classes.map(({ id, title, parent }) => ({ id, title, parent })),
    ...(keyHolders === undefined ? {} : { keyHolders }),
    ...(evaluationSlotMs === undefined ? {} : { evaluationSlotMs }),
  });
}

/** The issuer's name in token challenges is its host, unless it was set before. */
function nameFrom(issuerUrl: string | undefined): { issuerName?: string } {
  return issuerUrl === undefined ? {} : { issuerName: new URL(issuerUrl).host };
}
