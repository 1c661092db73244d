/** Standing approvals: what counsel has signed ahead, which of them covers a draft, and each use. */

import { type StandingCase, whyNotCovered } from "@tocsin/disclosure";
import {
  canonicalJson,
  type Clock,
  dayOf,
  parseJson,
  type Random,
  randomId,
  TocsinError,
} from "@tocsin/kernel";
import type { StandingRow, StandingStore } from "@tocsin/store";
import { parseMessage, type StandingTerms } from "@tocsin/wire";
import { type SignedStanding, signedStanding, type StandingView } from "@tocsin/wire/node-api";
import type { Policy } from "./policy.ts";

const kind = "standing-approval";
const standingMax = 500;

export interface StandingPorts {
  readonly store: StandingStore;
  readonly policy: Policy;
  readonly clock: Clock;
  readonly random: Random;
}

export interface StandingApprovals {
  all(): Promise<StandingView[]>;
  /** Throws `counsel-passphrase-wrong`, `limit-reached`, `message-invalid` for what could never cover anything. */
  add(terms: StandingTerms, passphrase: string): Promise<StandingView>;
  revoke(id: string, passphrase: string): Promise<StandingView>;
  uses: StandingStore["uses"];
  /** The first that covers it and carries counsel's signature of now. */
  covering(it: Omit<StandingCase, "uses">): Promise<SignedStanding | undefined>;
}

export function createStandingApprovals(ports: StandingPorts): StandingApprovals {
  const { store, policy, clock, random } = ports;
  const all = async (): Promise<StandingView[]> => (await store.all()).map(viewOf);
  const one = async (id: string): Promise<StandingView> => {
    const found = (await all()).find((it) => it.signed.approval.id === id);
    if (found === undefined) throw new TocsinError("not-found");
    return found;
  };
  return {
    all,
    add: async (terms, passphrase) => {
      if ((await store.all()).length >= standingMax) throw new TocsinError("limit-reached");
      await checkTerms(terms, dayOf(clock.now()));
      const approval = { v: 1 as const, id: randomId(random), terms, madeMs: clock.now() };
      const signed: SignedStanding = {
        approval,
        ...(await policy.sign(kind, approval, passphrase)),
      };
      await store.add({ id: approval.id, content: canonicalJson(signed) });
      return one(approval.id);
    },
    revoke: async (id, passphrase) => {
      await one(id);
      // Who may not sign may not take back either: the passphrase is tried on a signature of nothing.
      await policy.sign(`${kind}-revoked`, { id }, passphrase);
      if (!(await store.revoke(id, clock.now()))) throw new TocsinError("wrong-state");
      return one(id);
    },
    uses: async (id) => {
      await one(id);
      return store.uses(id);
    },
    covering: async (it) => {
      const covers = ({ signed, revokedMs, uses }: StandingView): boolean =>
        revokedMs === null &&
        policy.isSigned(kind, signed.approval, signed) &&
        whyNotCovered(signed.approval.terms, { ...it, uses }) === undefined;
      return (await all()).find(covers)?.signed;
    },
  };
}

/** Counsel must not believe to have approved what no draft can have. */
async function checkTerms({ kinds, until }: StandingTerms, today: string): Promise<void> {
  if (until < today) throw new TocsinError("message-invalid", { detail: "until: it is past" });
  const { isObservableType } = await import("@tocsin/threat");
  for (const { type } of kinds) {
    if (isObservableType(type)) continue;
    throw new TocsinError("message-invalid", { detail: `kinds: no type of observable: ${type}` });
  }
}

function viewOf({ content, revokedMs, uses, lastUsedMs }: StandingRow): StandingView {
  return { signed: parseMessage(signedStanding, parseJson(content)), revokedMs, uses, lastUsedMs };
}
