/** The mail's rooms of the member store, over the database's operations. */

import type { MailStore, ParcelStore, PostingStore } from "../../member/mail-port.ts";
import type { Run } from "../engine/definition.ts";
import type { mailOperations } from "./mail-operations.ts";
import type { parcelOperations } from "./parcel-operations.ts";

export interface MailRooms {
  readonly parcels: ParcelStore;
  readonly mail: MailStore;
  readonly postings: PostingStore;
}

export function mailRooms(run: Run<typeof mailOperations & typeof parcelOperations>): MailRooms {
  return {
    parcels: {
      queue: run.queueParcels,
      get: run.parcel,
      waitingCount: run.waitingParcels,
      found: run.foundParcels,
      resend: run.resendParcels,
    },
    postings: { after: run.postingsAfter, drop: run.dropPostings },
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
