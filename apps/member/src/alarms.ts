/**
 * What a person must hear of: each kind with its words. An alarm's text names no report, observable,
 * token or address; what proves it is kept beside it.
 */

import { type Clock, canonicalJson, TocsinError, utf8 } from "@tocsin/kernel";
import type { AlarmStore } from "@tocsin/store";
import type { AlarmEvidence, AlarmList } from "@tocsin/wire/proofs";

const texts = {
  "away-long":
    "This node was away for more than 30 days. Letters and sealed sightings of that time have been erased from the feed: an offer or an answer may have been missed, reports have not.",
  "capsules-unanswered":
    "Capsules of several rounds got no answer. The relay or the line may be down; or somebody holds back most nodes' capsules to see whose report still comes out. Ask other members whether theirs arrive.",
  "clock-ahead":
    "This machine's clock is ahead of the exchange's: what it sends may be refused. Set the clock.",
  "clock-behind":
    "This machine's clock is behind the exchange's: what it sends may be refused. Set the clock.",
  "clock-stepped-back":
    "The clock was set back. Nothing is sent until it has caught up with the last round.",
  "community-forged":
    "The ledger holds a change of the community that the issuer did not sign. It is not followed.",
  "directory-forged":
    "The ledger holds a token key directory that the issuer did not sign. It is not used.",
  "directory-not-in-ledger":
    "The issuer offers token keys that are not in the ledger. They are not used: they could be meant for us alone.",
  "feed-damaged":
    "The feed gives a batch that is damaged or not signed by the ledger. It is not used; the next try may succeed.",
  "feed-withheld":
    "The feed speaks of a batch that it does not give, so nothing newer can be verified.",
  "holder-lied":
    "A key holder has evaluated with another key than it published. It is not asked again this month. The proof is kept.",
  "key-backup-due":
    "Report keys are not in any backup. Without one, a lost disk loses the right to amend and withdraw. Make one: tocsin key backup FILE.",
  "ledger-fork":
    "The exchange has signed two different histories. Nothing more is read from it. The proof is kept.",
  "ledger-rollback":
    "The feed shows an older ledger than it has shown before. Nothing is taken from it until it has caught up.",
  "ledger-wrong-root":
    "What the feed gives is not what the exchange signed. Nothing is taken from it. What it gave is kept.",
  "record-invalid":
    "The ledger holds a report that its author did not sign or pay for. It is not shown.",
  "report-lost":
    "A report of ours was sent twice and is in no batch. It is sent again, more and more rarely.",
  "report-refused":
    "A report could not be delivered before its token expired. It has to be shared again.",
  "section-damaged": "A part of the feed does not open with its key. What is in it is not shown.",
  "session-refused":
    "The exchange refused a read token. Reports of closed audiences may be missing.",
  "tokens-invalid":
    "The issuer's answer to a request for tokens is wrong. It was not used; the request is repeated.",
  "tokens-refused": "The issuer refused tokens. Ask the operator of the community.",
} as const;

export type AlarmCode = keyof typeof texts;

const checkpointsTell =
  "A round and checkpoints: names nobody, and tells how far this node had read. Who made another history for one member alone learns by it which member kept the proof.";

/** Who learns what, where the evidence of that code is passed on. */
const tells: Readonly<Record<string, string>> = {
  "feed-damaged": checkpointsTell,
  "feed-withheld": checkpointsTell,
  "holder-lied":
    "NAMES THIS COMPANY: our question to the key holder, with our member key, its signature and the moment, and the answer. Issuer and key holders know whose key it is. The values asked about are blinded.",
  "ledger-fork":
    "Two checkpoints that the exchange has signed: names nobody. Who made another history for one member alone learns by it which member kept the proof.",
  "ledger-rollback": checkpointsTell,
  "ledger-wrong-root": checkpointsTell,
  "record-invalid":
    "Round, place in the ledger and fault of a report of somebody else: names nobody. Where the report is for one class, it tells that this node may read that class.",
};
const tellsUnknown = "Nothing is known of what this tells: read it before it is passed on.";

/** What a person may see of them. */
export interface AlarmViews {
  alarms(): Promise<AlarmList>;
  /** Throws `not-found` where none is kept of that code. */
  alarmEvidence(code: string): Promise<AlarmEvidence>;
}

export function alarmViews(store: AlarmStore): AlarmViews {
  const tellsOf = (code: string): string => tells[code] ?? tellsUnknown;
  return {
    alarms: async () => {
      const [open, kept] = await Promise.all([store.open(), store.kept()]);
      return { open: [...open], kept: kept.map((it) => ({ ...it, tells: tellsOf(it.code) })) };
    },
    alarmEvidence: async (code) => {
      const kept = await store.evidence(code);
      if (kept.length === 0) throw new TocsinError("not-found");
      const pieces = kept.map((piece) => Buffer.from(piece).toString());
      return { code, tells: tellsOf(code), pieces };
    },
  };
}

export interface Alarms {
  /** Once per code and subject. The subject tells one occurrence from another and is not shown. */
  raise(code: AlarmCode, subject?: string, evidence?: unknown): Promise<void>;
  clear(code: AlarmCode, subject?: string): Promise<void>;
}

/** Characters of one piece of evidence. */
const evidenceCharsMax = 1024 * 1024;

export function createAlarms(options: {
  readonly store: AlarmStore;
  readonly clock: Clock;
  readonly onNew: () => void;
}): Alarms {
  const { store, clock, onNew } = options;
  return {
    raise: async (code, subject = "", evidence) => {
      const isNew = await store.raise({
        code,
        subject,
        text: texts[code],
        sinceMs: clock.now(),
        ...(evidence === undefined ? {} : { evidence: evidenceBytes(evidence) }),
      });
      if (isNew) onNew();
    },
    clear: async (code, subject = "") => {
      await store.clear(code, subject);
    },
  };
}

function evidenceBytes(evidence: unknown): Uint8Array {
  const text = canonicalJson(evidence);
  const isWhole = text.length <= evidenceCharsMax;
  return utf8(isWhole ? text : canonicalJson({ cut: text.slice(0, evidenceCharsMax) }));
}
