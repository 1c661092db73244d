/** Errors of what is kept: databases, files, backups. */

import type { ErrorEntry } from "./error-entry.ts";

export const storageErrors = {
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
  "passphrase-too-short": {
    cause: "The passphrase is too short to protect the keys.",
    fix: "Use at least four or five random words.",
    status: 400,
    exit: 2,
  },
  "secret-file-exposed": {
    cause: "A secret file is a link, is not a plain file, or can be read by others.",
    fix: "Make it a plain file that only its owner can read (mode 600).",
    status: 500,
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
} as const satisfies Record<string, ErrorEntry>;
