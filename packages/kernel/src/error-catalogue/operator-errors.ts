/** Errors of issuer, exchange and relay. */

import type { ErrorEntry } from "./error-entry.ts";

export const operatorErrors = {
  "admission-used": {
    cause: "This token has had its capsule of the round, or its read sessions of the day.",
    fix: "Wait for the next round; a node sends one capsule a round.",
    status: 429,
    exit: 8,
  },
  "capsule-unreadable": {
    cause:
      "This is not a capsule sealed to one of the gateway's keys, of the one size that capsules have.",
    fix: "Take the gateway's key from the verified ledger, and check that the clock is right.",
    status: 400,
    exit: 1,
  },
  "class-exists": {
    cause: "There is a class of this id already.",
    fix: "Choose another id, or list the classes.",
    status: 409,
    exit: 2,
  },
  "class-unknown": {
    cause: "There is no class of this id.",
    fix: "List the classes and use an id from the list.",
    status: 404,
    exit: 2,
  },
  "community-incomplete": {
    cause: "Some of what nodes must know of the community is not set yet.",
    fix: "Set what is named with `tocsin-issuer community set`.",
    status: 409,
    exit: 2,
  },
  "community-not-set": {
    cause: "The community is not set up yet, so nobody can join it.",
    fix: "Set it with `tocsin-issuer community set`.",
    status: 409,
    exit: 2,
  },
  "epoch-unfit": {
    cause: "Keys are made for the current epoch and the next one only.",
    fix: "Leave the epoch out, or name one of these two.",
    status: 409,
    exit: 2,
  },
  "epoch-without-members": {
    cause: "No member is enrolled, so no class can be counted and no keys are made.",
    fix: "Invite the founding members, let them enrol, then make the keys.",
    status: 409,
    exit: 1,
  },
  "evaluation-thread-stopped": {
    cause: "A thread that evaluates has stopped.",
    fix: "Ask again; if it goes on, look at the key holder's log and its machine.",
    status: 503,
    exit: 1,
  },
  "holder-missing": {
    cause: "There is no key holder in this state folder.",
    fix: "Make its key with `tocsin-keyholder init`, or name the right folder.",
    status: 500,
    exit: 2,
  },
  "invitation-refused": {
    cause: "The issuer refuses this invitation.",
    fix: "Ask the operator of the community for a new one.",
    status: 403,
    exit: 4,
  },
  "issuer-exists": {
    cause: "This state folder has an issuer key already. It is never overwritten.",
    fix: "Use the issuer that is there, or name an empty state folder.",
    status: 409,
    exit: 2,
  },
  "issuer-missing": {
    cause: "This state folder has no issuer key.",
    fix: "Run `tocsin-issuer init` first, or name the right state folder.",
    status: 500,
    exit: 2,
  },
  "key-file-damaged": {
    cause: "A key file is damaged, or does not belong to this database.",
    fix: "Restore state folder and key files from the same backup.",
    status: 500,
    exit: 1,
  },
  "ledger-behind": {
    cause:
      "The database is older than the last checkpoint that was published: a backup was restored.",
    fix: "Restore the newest backup. Do not delete the checkpoint: signing on from an older state would fork the ledger.",
    status: 500,
    exit: 1,
  },
  "ledger-damaged": {
    cause: "A stored part of the ledger is not what was signed. Nothing more is signed.",
    fix: "Keep the state folder as it is, check the disk, and restore the last backup; a damaged file of the feed can be removed and is written again.",
    status: 500,
    exit: 1,
  },
  "ledger-key-missing": {
    cause: "The ledger's signing key is missing or unreadable, but there is a ledger.",
    fix: "Put the key file back from its backup; a new key would be another ledger.",
    status: 500,
    exit: 2,
  },
  "legal-id-taken": {
    cause: "Another member has this legal id.",
    fix: "Check whether the company is a member already.",
    status: 409,
    exit: 2,
  },
  "notice-refused": {
    cause: "This community file or key directory is not one that this exchange may publish.",
    fix: "Check with the named field that issuer, ledger key, round length and revision are those agreed on.",
    status: 409,
    exit: 1,
  },
  "signing-stopped": {
    cause: "The exchange has stopped signing, because something stored is not what it was.",
    fix: "Look for the reason in the exchange's log; what was sent meanwhile is kept.",
    status: 503,
    exit: 1,
  },
  "signing-thread-stopped": {
    cause: "A thread that signs tokens stopped. Nothing was taken from the quota.",
    fix: "Ask again; if it lasts, report this with the log.",
    status: 503,
    exit: 1,
  },
  "staging-full": {
    cause: "More capsules wait for the end of the round than may be kept.",
    fix: "Send again in the next round.",
    status: 503,
    exit: 1,
  },
  "use-receipt-refused": {
    cause:
      "This use receipt does not fit: its signature, its terms, or a report that does not wait for it.",
    fix: "Fetch what is due once more and sign exactly that with the key that the operator was given.",
    status: 409,
    exit: 1,
  },
  "wrong-state": {
    cause: "This cannot be done in the state that it is in now.",
    fix: "Look at its state again; someone may have changed it.",
    status: 409,
    exit: 1,
  },
} as const satisfies Record<string, ErrorEntry>;
