/** Errors of messages, requests and programs in general. */

import type { ErrorEntry } from "./error-entry.ts";

export const messageErrors = {
  "address-private": {
    cause: "The address, or what it redirects to, is of a private or reserved network.",
    fix: "If it is a server of your own, say so with --private (`tocsin feed add`, `tocsin benign refresh`, `tocsin channel add`).",
    status: 403,
    exit: 3,
  },
  "answer-late": {
    cause: "The program took longer than it may to answer.",
    fix: "Try again; if it lasts, look for a slow disk or too much load.",
    status: 503,
    exit: 1,
  },
  "certificate-unusable": {
    cause: "The certificate or its key cannot be read, or they do not belong together.",
    fix: "Give PEM files: the certificate with those between it and its root, and its key.",
    status: 500,
    exit: 2,
  },
  "host-refused": {
    cause: "The request names a host that this program does not serve.",
    fix: "Open the address exactly as the program printed it when it started.",
    status: 421,
    exit: 4,
  },
  "invariant-broken": {
    cause: "Something that must always hold does not: a defect, or damaged data.",
    fix: "Stop the program, keep the state folder as it is, and report this with the log.",
    status: 500,
    exit: 1,
  },
  "json-malformed": {
    cause: "This is not JSON.",
    fix: "Check that the file is complete and that its first character is { or [.",
    status: 400,
    exit: 2,
  },
  "json-name-twice": {
    cause: "A name stands twice in one object of this JSON; only one of the two would count.",
    fix: "Put what stands under both into one, or remove one of them.",
    status: 400,
    exit: 2,
  },
  "json-not-canonical": {
    cause: "This JSON is not in the one canonical form of RFC 8785.",
    fix: "Send it as the member node writes it; do not reformat it.",
    status: 400,
    exit: 1,
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
  "not-allowed": {
    cause: "This role may not do that.",
    fix: "Ask someone whose role may, or sign in as another role.",
    status: 403,
    exit: 4,
  },
  "not-found": {
    cause: "There is nothing here under that name.",
    fix: "List what there is and use a name from the list.",
    status: 404,
    exit: 1,
  },
  "not-ready": {
    cause: "The program runs, but it cannot do its work yet.",
    fix: "Wait a moment; if it lasts, see its log.",
    status: 503,
    exit: 1,
  },
  "origin-refused": {
    cause: "Another web page asked for this. It is refused, whoever is signed in.",
    fix: "Open the page of this program itself and do it there.",
    status: 403,
    exit: 4,
  },
  "port-busy": {
    cause: "Another program listens on this port.",
    fix: "Stop the other program, or choose another port.",
    status: 500,
    exit: 2,
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
  "repetition-differs": {
    cause: "The same Idempotency-Key came before with other content.",
    fix: "Use a new key for each new request, and the old one only to repeat it unchanged.",
    status: 422,
    exit: 2,
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
  usage: {
    cause: "The command was not given as it must be.",
    fix: "See the command's --help.",
    status: 400,
    exit: 2,
  },
} as const satisfies Record<string, ErrorEntry>;
