/**
 * Every error that a person or program can meet: cause, fix, HTTP status, exit code of the command
 * line (0 ok, 1 failed, 2 usage, 3 refused by policy, 4 not authorised, 5 partly done, 8 waits).
 * `docs/errors.md` is held against this table by a test.
 */

export interface ErrorEntry {
  readonly cause: string;
  readonly fix: string;
  readonly status: number;
  readonly exit: number;
}

const entries = {
  "admission-used": {
    cause: "This token has had its capsule of the round, or its read sessions of the day.",
    fix: "Wait for the next round; a node sends one capsule a round.",
    status: 429,
    exit: 8,
  },
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
  "answer-late": {
    cause: "The program took longer than it may to answer.",
    fix: "Try again; if it lasts, look for a slow disk or too much load.",
    status: 503,
    exit: 1,
  },
  "backup-invalid": {
    cause: "This is not a backup of master keys, or it is damaged.",
    fix: "Use the whole file as it was written, from its BEGIN line to its END line, or another copy.",
    status: 400,
    exit: 2,
  },
  "backup-passphrase-wrong": {
    cause: "The passphrase does not open this backup.",
    fix: "Check the spelling, the keyboard layout and that the backup is the one you mean.",
    status: 403,
    exit: 4,
  },
  cancelled: {
    cause: "It was cancelled before anything was done.",
    fix: "Run the command again when you are ready.",
    status: 409,
    exit: 1,
  },
  "capsule-unreadable": {
    cause:
      "This is not a capsule sealed to one of the gateway's keys, of the one size that capsules have.",
    fix: "Take the gateway's key from the verified ledger, and check that the clock is right.",
    status: 400,
    exit: 1,
  },
  "change-waiting": {
    cause: "Another change of this report is still on its way.",
    fix: "Wait until it is in the ledger, or undo it while it waits.",
    status: 409,
    exit: 8,
  },
  "class-exists": {
    cause: "There is a class of this id already.",
    fix: "Choose another id, or list the classes.",
    status: 409,
    exit: 2,
  },
  "class-not-ours": {
    cause: "This node has no right to speak for that class, or the class is too small to hide in.",
    fix: "Choose one of the classes that `tocsin status` lists.",
    status: 403,
    exit: 3,
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
  "confirmation-needed": {
    cause:
      "Nothing is sent or replaced without a confirmation, and there is no terminal to ask at.",
    fix: "Give the confirmation that the message names.",
    status: 409,
    exit: 2,
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
  "feed-refused": {
    cause: "What the feed gives is not what the ledger's key has signed. Nothing of it was taken.",
    fix: "Look at the alarms; the node tries again by itself.",
    status: 502,
    exit: 1,
  },
  "file-exists": {
    cause: "There is a file already under that name, and it is not overwritten.",
    fix: "Give another name, or move the file that is there.",
    status: 409,
    exit: 2,
  },
  "file-not-writable": {
    cause: "The file cannot be written.",
    fix: "Check the folder, its permissions and the room on the disk.",
    status: 500,
    exit: 1,
  },
  "host-refused": {
    cause: "The request names a host that this program does not serve.",
    fix: "Open the address exactly as the program printed it when it started.",
    status: 421,
    exit: 4,
  },
  "inspection-failed": {
    cause: "The text could not be inspected to its end, so nothing of it is used.",
    fix: "Try a shorter text; if that fails too, report this with the named detector.",
    status: 500,
    exit: 1,
  },
  "invariant-broken": {
    cause: "Something that must always hold does not: a defect, or damaged data.",
    fix: "Stop the program, keep the state folder as it is, and report this with the log.",
    status: 500,
    exit: 1,
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
  "json-malformed": {
    cause: "This is not JSON.",
    fix: "Check that the file is complete and that its first character is { or [.",
    status: 400,
    exit: 2,
  },
  "json-not-canonical": {
    cause: "This JSON is not in the one canonical form of RFC 8785.",
    fix: "Send it as the member node writes it; do not reformat it.",
    status: 400,
    exit: 1,
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
  "ledger-halted": {
    cause: "This ledger has told two stories. Nothing more is read from it.",
    fix: "Show the kept evidence to the community's operator and to other members.",
    status: 409,
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
  "limit-reached": {
    cause: "The named limit of what may be kept is reached.",
    fix: "Remove what is no longer needed, or report this if the limit is too small.",
    status: 409,
    exit: 1,
  },
  "listen-failed": {
    cause: "The program cannot listen on the address that it was given.",
    fix: "Check that the address belongs to this machine.",
    status: 500,
    exit: 2,
  },
  "media-type-unsupported": {
    cause: "The content is not of a type that is taken here.",
    fix: "Send one of the named types and say which in Content-Type.",
    status: 415,
    exit: 2,
  },
  "message-invalid": {
    cause: "A message does not have the form that the protocol lays down.",
    fix: "Update the program that sent it; if both are current, report this with the named field.",
    status: 400,
    exit: 1,
  },
  "method-not-allowed": {
    cause: "This address exists, but not for this method.",
    fix: "Check the method against the documentation of the interface.",
    status: 405,
    exit: 2,
  },
  "node-not-running": {
    cause: "No member node runs for this state folder.",
    fix: "Start it with `tocsin up`, or name its state folder with --home.",
    status: 503,
    exit: 1,
  },
  "not-allowed": {
    cause: "This role may not do that.",
    fix: "Ask someone whose role may, or sign in as another role.",
    status: 403,
    exit: 4,
  },
  "not-enrolled": {
    cause: "This node has not joined a community yet.",
    fix: "Ask the operator of the community for an invitation and run `tocsin enrol`.",
    status: 409,
    exit: 2,
  },
  "not-found": {
    cause: "There is nothing here under that name.",
    fix: "List what there is and use a name from the list.",
    status: 404,
    exit: 1,
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
  "not-ready": {
    cause: "The program runs, but it cannot do its work yet.",
    fix: "Wait a moment; if it lasts, see its log.",
    status: 503,
    exit: 1,
  },
  "not-signed-in": {
    cause: "This needs a sign-in, and there is none or it has ended.",
    fix: "Sign in again, with the link that the program prints.",
    status: 401,
    exit: 4,
  },
  "notice-refused": {
    cause: "This community file or key directory is not one that this exchange may publish.",
    fix: "Check with the named field that issuer, ledger key, round length and revision are those agreed on.",
    status: 409,
    exit: 1,
  },
  "origin-refused": {
    cause: "Another web page asked for this. It is refused, whoever is signed in.",
    fix: "Open the page of this program itself and do it there.",
    status: 403,
    exit: 4,
  },
  "passphrase-too-short": {
    cause: "The passphrase is too short to protect the keys.",
    fix: "Use at least four or five random words.",
    status: 400,
    exit: 2,
  },
  "port-busy": {
    cause: "Another program listens on this port.",
    fix: "Stop the other program, or choose another port.",
    status: 500,
    exit: 2,
  },
  "proof-invalid": {
    cause: "This does not prove what it says.",
    fix: "Ask for the file again as its author's node wrote it; if it stays so, do not rely on it.",
    status: 422,
    exit: 1,
  },
  "remote-answer-invalid": {
    cause: "The other program's answer does not have the form that the protocol lays down.",
    fix: "Check the address; if it is right, update both programs.",
    status: 502,
    exit: 1,
  },
  "remote-late": {
    cause: "The other program did not answer in time.",
    fix: "Try again later; check the connection if it lasts.",
    status: 504,
    exit: 1,
  },
  "remote-refused": {
    cause: "The other program refused the request.",
    fix: "Look up the named status; its operator's log says more.",
    status: 502,
    exit: 1,
  },
  "remote-unreachable": {
    cause: "The other program cannot be reached.",
    fix: "Check that it runs, its address, and the connection.",
    status: 502,
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
  "request-malformed": {
    cause: "The request is not one that a correct program sends.",
    fix: "Use the programs of this product, without a proxy that rewrites requests.",
    status: 400,
    exit: 2,
  },
  "route-undeclared": {
    cause: "A route has no complete row in the authorisation table.",
    fix: "This is a defect: report it with the named route.",
    status: 500,
    exit: 1,
  },
  "secret-file-exposed": {
    cause: "A secret file is a link, is not a plain file, or can be read by others.",
    fix: "Make it a plain file that only its owner can read (mode 600).",
    status: 500,
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
  "store-busy": {
    cause: "More requests wait for the database than it may queue.",
    fix: "Try again in a moment; if it lasts, look for a slow disk.",
    status: 503,
    exit: 1,
  },
  "store-closed": {
    cause: "The database is closed, or its thread has ended.",
    fix: "Start the program again; if it was not stopped, report this with the log.",
    status: 503,
    exit: 1,
  },
  "store-damaged": {
    cause: "A database file is damaged. It is not used, so that nothing wrong is served.",
    fix: "Keep the file as it is, check the disk, and restore the last backup.",
    status: 500,
    exit: 1,
  },
  "store-failed": {
    cause: "The disk or the file system failed. What was being written is not acknowledged.",
    fix: "Check the disk and the permissions of the state folder, then try again.",
    status: 503,
    exit: 1,
  },
  "store-foreign": {
    cause: "This database file belongs to another program, or its schema was altered.",
    fix: "Check that the state folder is the right one for this program.",
    status: 500,
    exit: 2,
  },
  "store-full": {
    cause: "The disk, or the limit set for the database, is full. Nothing was written.",
    fix: "Make room on the disk; writing works again at once, without a restart.",
    status: 507,
    exit: 1,
  },
  "store-in-use": {
    cause: "Another process uses this state folder.",
    fix: "Stop the other process, or give this one a state folder of its own.",
    status: 500,
    exit: 2,
  },
  "store-locked": {
    cause: "A foreign tool holds the database's lock for too long. Nothing was written.",
    fix: "Close the tool that has the database file open.",
    status: 503,
    exit: 1,
  },
  "store-newer": {
    cause: "This database was written by a newer version of the program.",
    fix: "Install that version or a later one, or restore the backup made before the update.",
    status: 500,
    exit: 2,
  },
  "store-older": {
    cause:
      "The database lacks writes that it had acknowledged: its log was lost, or it is an old copy.",
    fix: "Bring the newer files back. To go on with a backup, restore it with the restore command.",
    status: 500,
    exit: 1,
  },
  "store-operation-failed": {
    cause: "A database operation failed through a defect. It left nothing behind.",
    fix: "Report this with the named operation and the log.",
    status: 500,
    exit: 1,
  },
  "tokens-exhausted": {
    cause: "No token is left that pays for a report in this class.",
    fix: "Wait for the next epoch, or speak for another of your classes.",
    status: 409,
    exit: 1,
  },
  "too-busy": {
    cause: "More requests are in work than there may be at one time.",
    fix: "Try again in a moment.",
    status: 503,
    exit: 1,
  },
  "too-large": {
    cause: "This is larger than the named limit.",
    fix: "Send less at once; the limit and its unit are named in the message.",
    status: 413,
    exit: 2,
  },
  "too-many-changes": {
    cause: "This report has been changed as often as one report can be.",
    fix: "Withdraw it and share a new one.",
    status: 409,
    exit: 1,
  },
  usage: {
    cause: "The command was not given as it must be.",
    fix: "See the command's --help.",
    status: 400,
    exit: 2,
  },
  "wrong-state": {
    cause: "This cannot be done in the state that it is in now.",
    fix: "Look at its state again; someone may have changed it.",
    status: 409,
    exit: 1,
  },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof entries;

export const errorCatalogue: Readonly<Record<ErrorCode, ErrorEntry>> = entries;
