/**
 * Votes on reports. A vote says "a member of this class", never which one; it goes out in a capsule like any
 * other, so its moment says nothing. One member has several votes: what is told are votes, never members.
 * PROTOCOL §7.
 */

import { sha256 } from "@tocsin/crypto";
import { canonicalJson, parseCanonicalJson, toBase64Url, TocsinError, utf8 } from "@tocsin/kernel";
import type { MailStore, ParcelStore, ReportStore } from "@tocsin/store";
import { envelope, everyone, parseMessage, type Vote, voteCount } from "@tocsin/wire";
import { type ReportStanding, reportStanding } from "@tocsin/wire/node-api";
import { z } from "zod";
import { heldToken, paidBy, type PostagePorts } from "../mailbox/postage.ts";
import { stakeStateOf, type StakeStatePorts } from "../stakes/stake-state.ts";
import { appealId, rulingIn } from "./appealing.ts";

export interface Voting {
  /** Once per report and kind. Throws `not-found`, `not-another's`, `class-not-ours`, `tokens-exhausted`. */
  vote(report: string, vote: Vote): Promise<void>;
  standing(report: string): Promise<ReportStanding>;
}

export interface VotingPorts extends PostagePorts, StakeStatePorts {
  readonly mail: Pick<MailStore, "tally" | "ruling">;
  readonly parcels: Pick<ParcelStore, "queue" | "get">;
  readonly reports: Pick<ReportStore, "get" | "ownLeaf">;
}

const counts = z.array(voteCount);

export function createVoting(ports: VotingPorts): Voting {
  return {
    vote: async (id, vote) => {
      const report = await ports.reports.get(id);
      if (report === undefined || report.index === null) throw new TocsinError("not-found");
      if (report.withdrawn) throw new TocsinError("already-withdrawn");
      if (report.mine) throw new TocsinError("wrong-state", { detail: "a report of ours" });
      const parcel = voteId(id, vote);
      if ((await ports.parcels.get(parcel)) !== undefined) return;
      const { pkSign, class: of } = parseMessage(envelope, parseCanonicalJson(report.envelope));
      // A confirmation is worth something from within the class; a complaint need not say whose it is.
      const token = await heldToken(ports, "vote", vote === "confirm" ? of : everyone);
      const content = { v: 1, kind: "vote", pkSign, vote, token: toBase64Url(token.token) };
      const bytes = utf8(canonicalJson(content));
      try {
        await ports.parcels.queue([{ ...paidBy(token), id: parcel, kind: "vote", bytes }]);
      } catch (error) {
        await ports.tokens.release(token.id);
        throw error;
      }
    },
    standing: async (id) => {
      const report = await ports.reports.get(id);
      if (report === undefined) throw new TocsinError("not-found");
      const told = await ports.mail.tally(id);
      const known = told === undefined ? [] : parseMessage(counts, parseCanonicalJson(told));
      const ruled = rulingIn(await ports.mail.ruling(id));
      const appeal = ruled && (await ports.parcels.get(appealId(id, ruled.number)));
      return parseMessage(reportStanding, {
        report: id,
        class: parseMessage(envelope, parseCanonicalJson(report.envelope)).class,
        unconfirmed: !known.some(({ vote }) => vote === "confirm"),
        counts: known,
        ruling: ruled === undefined ? null : { ruling: ruled.ruling, reason: ruled.reason },
        stake: await stakeStateOf(ports, id, ports.clock.now()),
        appealed: appeal !== undefined,
      });
    },
  };
}

/** The same vote again is the same parcel. It never leaves the machine. */
function voteId(report: string, vote: Vote): string {
  return toBase64Url(sha256(utf8(`tocsin/own-vote/v1 ${vote} ${report}`)));
}
