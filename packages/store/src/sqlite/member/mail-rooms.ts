/** The mail's rooms of the member store, over the database's operations. */

import type { MailStore, ParcelStore, PostingStore } from "../../member/mail-port.ts";
import type { TieStore } from "../../member/tie-port.ts";
import type { Run } from "../engine/definition.ts";
import type { mailOperations } from "./mail-operations.ts";
import type { parcelOperations } from "./parcel-operations.ts";
import type { tieOperations } from "./tie-operations.ts";

export interface MailRooms {
  readonly parcels: ParcelStore;
  readonly mail: MailStore;
  readonly postings: PostingStore;
  readonly ties: TieStore;
}

type MailOperations = typeof mailOperations & typeof parcelOperations & typeof tieOperations;

export function mailRooms(run: Run<MailOperations>): MailRooms {
  return {
    parcels: {
      queue: run.queueParcels,
      get: run.parcel,
      waitingCount: run.waitingParcels,
      found: run.foundParcels,
      resend: run.resendParcels,
    },
    postings: { after: run.postingsAfter, drop: run.dropPostings },
    ties: { since: run.tiesSince },
    mail: {
      addLate: run.addLateMail,
      untried: run.untriedMessages,
      apply: run.applyMail,
      keys: run.mailKeys,
      rooms: run.rooms,
      room: run.room,
      letters: run.letters,
      letter: run.letter,
      inbox: run.inbox,
      unread: run.unreadLetters,
      markRead: run.markLettersRead,
      draft: run.mailDraft,
      forget: run.forgetMail,
      tally: run.tally,
      ruling: run.ruling,
    },
  };
}
