/** Errors of the member node: documents, drafts, reports, the ledger as a member sees it. */

import type { ErrorEntry } from "./error-entry.ts";

export const memberErrors = {
  "already-enrolled": {
    cause: "This node has joined a community already.",
    fix: "Use another state folder for another member.",
    status: 409,
    exit: 2,
  },
  "already-withdrawn": {
    cause: "This report has been withdrawn; nothing can be added to it.",
    fix: "Share a new report.",
    status: 409,
    exit: 1,
  },
  "approval-needed": {
    cause:
      "The company's policy asks for counsel's approval of exactly these bytes. Nothing was sent.",
    fix: "Wait until counsel has approved the draft (tocsin approval list), then share it.",
    status: 409,
    exit: 8,
  },
  cancelled: {
    cause: "It was cancelled before anything was done.",
    fix: "Run the command again when you are ready.",
    status: 409,
    exit: 1,
  },
  "change-waiting": {
    cause: "Another change of this report is still on its way.",
    fix: "Wait until it is in the ledger, or undo it while it waits.",
    status: 409,
    exit: 8,
  },
  "class-not-ours": {
    cause: "This node has no right to speak for that class, or the class is too small to hide in.",
    fix: "Choose one of the classes that `tocsin status` lists.",
    status: 403,
    exit: 3,
  },
  "columns-unknown": {
    cause: "Nothing says which columns of the table hold products and who makes them.",
    fix: "Name them in its first line: vendor, product and perhaps version, or cpe.",
    status: 422,
    exit: 2,
  },
  "confirmation-needed": {
    cause:
      "Nothing is sent or replaced without a confirmation, and there is no terminal to ask at.",
    fix: "Give the confirmation that the message names.",
    status: 409,
    exit: 2,
  },
  "copy-shrunk": {
    cause: "The new copy holds far less than the last good one, which stays.",
    fix: "Look at the source; if it is right, take it with --accept (`tocsin feed sync`, `tocsin benign refresh`).",
    status: 409,
    exit: 1,
  },
  "counsel-passphrase-wrong": {
    cause: "This passphrase does not open counsel's key, or there is no such key yet.",
    fix: "Type counsel's passphrase again; `tocsin policy set` makes the key.",
    status: 403,
    exit: 4,
  },
  "detector-failed": {
    cause: "A detector of what must not leave broke, so nothing is given out.",
    fix: "Report this with the named detector; leave out the part of the text that breaks it.",
    status: 500,
    exit: 3,
  },
  "document-damaged": {
    cause: "The file is damaged or cut off, or not written as its format lays down.",
    fix: "Fetch it again from where it came from, or paste its text.",
    status: 422,
    exit: 1,
  },
  "document-empty": {
    cause: "The file holds no text.",
    fix: "Choose another file, or paste the text.",
    status: 422,
    exit: 2,
  },
  "document-encrypted": {
    cause: "The file is encrypted or asks for a password.",
    fix: "Open it in its own program, save a copy without the password, and use the copy.",
    status: 422,
    exit: 2,
  },
  "document-missing": {
    cause: "There is no file that can be read in that place.",
    fix: "Check the path and its permissions; folders, pipes and devices are not read.",
    status: 404,
    exit: 2,
  },
  "document-over-limit": {
    cause: "Reading the file takes more than the limits of the parser allow, as hostile files do.",
    fix: "If you trust it, open it in its own program and paste the text, or split it.",
    status: 422,
    exit: 1,
  },
  "document-reader-missing": {
    cause: "The program that reads files of this format could not be started or failed.",
    fix: "Install the member node again with `npm ci`; until then paste the text.",
    status: 500,
    exit: 1,
  },
  "document-unsupported": {
    cause: "This kind of file is not read.",
    fix: "Use text, Markdown, HTML, PDF, DOCX, EML, JSON or CSV, or paste the text.",
    status: 415,
    exit: 2,
  },
  "draft-blocked": {
    cause: "Something still stands in the way of this draft.",
    fix: "Look at what the review names, and remove or answer each.",
    status: 409,
    exit: 3,
  },
  "draft-changed": {
    cause: "The draft is no longer what was looked at: it was changed in between.",
    fix: "Look at the draft again and decide on what it is now.",
    status: 409,
    exit: 1,
  },
  "draft-not-approved": {
    cause: "This draft waits for approval. Nothing was sent.",
    fix: "Review and approve exactly these bytes, then share.",
    status: 409,
    exit: 8,
  },
  "feed-refused": {
    cause: "What the feed gives is not what the ledger's key has signed. Nothing of it was taken.",
    fix: "Look at the alarms; the node tries again by itself.",
    status: 502,
    exit: 1,
  },
  "inspection-failed": {
    cause: "The text could not be inspected to its end, so nothing of it is used.",
    fix: "Try a shorter text; if that fails too, report this with the named detector.",
    status: 500,
    exit: 1,
  },
  "ledger-halted": {
    cause: "This ledger has told two stories. Nothing more is read from it.",
    fix: "Show the kept evidence to the community's operator and to other members.",
    status: 409,
    exit: 1,
  },
  "log-over-limit": {
    cause: "Unpacked, this log is so much larger than its file that it looks like an attack.",
    fix: "If you trust it, unpack it yourself and match the plain file.",
    status: 422,
    exit: 1,
  },
  "log-packed": {
    cause:
      "This log is packed or written in a way that is not read, or packed twice; nothing in it was looked at.",
    fix: "Unpack it or write it as text, and match what comes out; gzip, Zstandard and UTF-16 are read as they are.",
    status: 422,
    exit: 1,
  },
  "name-taken": {
    cause: "Another one has this name already.",
    fix: "Give another name, or remove the one that has it.",
    status: 409,
    exit: 2,
  },
  "node-not-running": {
    cause: "No member node runs for this state folder.",
    fix: "Start it with `tocsin up`, or name its state folder with --home.",
    status: 503,
    exit: 1,
  },
  "no-blind-matching": {
    cause:
      "Blind matching is not running: this community has no key holders, or the node just started.",
    fix: "Try again in a few seconds. If it stays so, ask the operator whether the community has key holders.",
    status: 409,
    exit: 1,
  },
  "not-enrolled": {
    cause: "This node has not joined a community yet.",
    fix: "Ask the operator of the community for an invitation and run `tocsin enrol`.",
    status: 409,
    exit: 2,
  },
  "not-loopback": {
    cause: "This may only listen on this machine's own address.",
    fix: "Use 127.0.0.1 or ::1.",
    status: 500,
    exit: 2,
  },
  "not-ours": {
    cause: "This report is not one of ours, or its keys are not here.",
    fix: "Restore the backup of the report keys that it was made with.",
    status: 404,
    exit: 4,
  },
  "not-published": {
    cause: "This report is not in the ledger yet.",
    fix: "Wait for the round in which it is published.",
    status: 409,
    exit: 8,
  },
  "not-signed-in": {
    cause: "This needs a sign-in, and there is none or it has ended.",
    fix: "Sign in again, with the link that the program prints.",
    status: 401,
    exit: 4,
  },
  "nothing-verified": {
    cause: "This node has not verified anything of the ledger yet.",
    fix: "Wait for the next round; `tocsin status` says how the reading goes.",
    status: 409,
    exit: 8,
  },
  "profile-empty": {
    cause:
      "The profile names no own domains and no address ranges, so hits of other systems could seal what is our own.",
    fix: "Name them with `tocsin profile set`; what waits is taken then.",
    status: 409,
    exit: 3,
  },
  "proof-invalid": {
    cause: "This does not prove what it says.",
    fix: "Ask for the file again as its author's node wrote it; if it stays so, do not rely on it.",
    status: 422,
    exit: 1,
  },
  "report-left": {
    cause: "The report has begun to leave; it cannot be taken back any more.",
    fix: "Withdraw it, once it is published.",
    status: 409,
    exit: 1,
  },
  "report-not-delivered": {
    cause: "The report could not be delivered before its token expired.",
    fix: "Share it again.",
    status: 409,
    exit: 1,
  },
  "room-not-agreed": {
    cause: "Not everyone in the room has agreed to exactly these bytes.",
    fix: "Propose the draft as it is now, and wait until all have agreed: tocsin room show.",
    status: 409,
    exit: 1,
  },
  "signing-key-missing": {
    cause:
      "No OpenPGP key that may sign for this feed is among those that its provider's metadata names.",
    fix: "Give the feed the address of provider-metadata.json, and compare the fingerprint with the one that the provider publishes elsewhere.",
    status: 502,
    exit: 3,
  },
  "tokens-exhausted": {
    cause: "No token is left that pays for a report in this class.",
    fix: "Wait for the next epoch, or speak for another of your classes.",
    status: 409,
    exit: 1,
  },
  "too-many-changes": {
    cause: "This report has been changed as often as one report can be.",
    fix: "Withdraw it and share a new one.",
    status: 409,
    exit: 1,
  },
} as const satisfies Record<string, ErrorEntry>;
