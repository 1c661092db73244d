/** What the node tries out about itself when it is asked. No text names a value, a name or an address. */

import { statfs } from "node:fs/promises";
import { TocsinError } from "@tocsin/kernel";
import type { MemberStore } from "@tocsin/store";
import type { CompanyProfile } from "@tocsin/wire";
import type { NodeCheck } from "@tocsin/wire/node-api";
import type { Protocol, ProtocolStatus } from "./protocol.ts";

const mebibyte = 1024 * 1024;
const roomBytesMin = 200 * mebibyte;
const roomBytesWanted = 1024 * mebibyte;
/** Rounds of a day that may be missed before it says something about the machine. */
const missedShareMax = 0.02;
const dayMs = 24 * 3_600_000;

export interface DoctorPorts {
  readonly stateDir: string;
  readonly store: Pick<MemberStore, "check">;
  readonly protocol: Pick<Protocol, "enrolled" | "status">;
  readonly profile: () => CompanyProfile;
  readonly hasConsole: boolean;
  /** The feeds of others that are read. */
  readonly feeds: () => Promise<readonly { readonly failures: number }[]>;
}

export interface Doctor {
  check(): Promise<NodeCheck[]>;
}

export function createDoctor(ports: DoctorPorts): Doctor {
  return {
    check: async () => [
      await attempt("database", () => database(ports)),
      await attempt("disk", () => disk(ports)),
      ...(await protocolChecks(ports)),
      ...(await feedChecks(ports)),
      profileCheck(ports),
      consoleCheck(ports),
    ],
  };
}

/** A feed that failed once is tried again by itself. */
const feedFailuresMax = 2;

async function feedChecks({ feeds }: DoctorPorts): Promise<NodeCheck[]> {
  const all = await feeds();
  if (all.length === 0) return [];
  const failing = all.filter((it) => it.failures > feedFailuresMax).length;
  if (failing === 0) return [ok("feeds", `${all.length} feeds of others are read.`)];
  const text = `${failing} of ${all.length} feeds of others fail again and again.`;
  return [bad("feeds", "warning", text, "tocsin feed list says which, and why.")];
}

function ok(name: string, text: string): NodeCheck {
  return { name, state: "ok", text, fix: null };
}

function bad(name: string, state: "warning" | "failed", text: string, fix: string): NodeCheck {
  return { name, state, text, fix };
}

async function attempt(name: string, check: () => Promise<NodeCheck>): Promise<NodeCheck> {
  try {
    return await check();
  } catch (error) {
    if (!(error instanceof TocsinError)) {
      return bad(name, "failed", "This could not be tried out.", "Look into the log.");
    }
    return bad(name, "failed", error.message, error.fix);
  }
}

async function database({ store }: DoctorPorts): Promise<NodeCheck> {
  await store.check();
  return ok("database", "Everything in the database could be read, and its indexes agree.");
}

async function disk({ stateDir }: DoctorPorts): Promise<NodeCheck> {
  const { bavail, bsize } = await statfs(stateDir);
  const room = bavail * bsize;
  const text = `${Math.floor(room / mebibyte)} MiB are free where the state is kept.`;
  if (room >= roomBytesWanted) return ok("disk", text);
  const state = room < roomBytesMin ? "failed" : "warning";
  return bad("disk", state, text, "Make room on that disk.");
}

async function protocolChecks({ protocol }: DoctorPorts): Promise<NodeCheck[]> {
  if (!protocol.enrolled) {
    const { message, fix } = new TocsinError("not-enrolled");
    return [bad("membership", "failed", message, fix)];
  }
  const status = await protocol.status();
  return [
    ok("membership", "The node has joined a community."),
    feed(status),
    rounds(status),
    tokens(status),
    ...status.alarms.slice(0, alarmsShownMax).map(alarmCheck),
  ];
}

const alarmsShownMax = 50;

function alarmCheck({ code, text }: ProtocolStatus["alarms"][number]): NodeCheck {
  const found = text.slice(0, 300);
  if (code === "key-backup-due") return bad(code, "warning", found, "tocsin key backup FILE");
  return bad(
    code.slice(0, 40),
    "failed",
    found,
    "tocsin alarm list says what proof is kept of it.",
  );
}

function feed({ sync }: ProtocolStatus): NodeCheck {
  switch (sync.state) {
    case "current":
      return ok("feed", `The ledger is verified up to ${sync.size} leaves.`);
    case "behind":
      return bad("feed", "warning", "The ledger is being caught up.", "Wait a little.");
    case "offline":
      return bad("feed", "failed", "No feed can be reached.", "Look at the network and its proxy.");
    case "alarm":
      return bad(
        "feed",
        "failed",
        "The ledger cannot be trusted.",
        "Keep the node as it is and tell the operator.",
      );
  }
}

function rounds({ round }: ProtocolStatus): NodeCheck {
  const aDay = dayMs / round.lengthMs;
  const text = `${round.missedDay} rounds of the last day were missed.`;
  if (round.missedDay <= aDay * missedShareMax) return ok("rounds", text);
  return bad(
    "rounds",
    "warning",
    text,
    "Let the node run without pause: a pause tells when it is used.",
  );
}

function tokens({ tokens: held }: ProtocolStatus): NodeCheck {
  const left = held.filter((it) => it.purpose === "report").reduce((sum, it) => sum + it.left, 0);
  if (left > 0) return ok("tokens", `${left} tokens for reports are left.`);
  return bad(
    "tokens",
    "warning",
    "There is no token for a report.",
    "They are fetched by themselves; see whether the issuer can be reached.",
  );
}

function profileCheck({ profile }: DoctorPorts): NodeCheck {
  const { names, domains } = profile();
  if (names.length > 0 && domains.length > 0) {
    return ok("profile", "The company's names and domains are known and removed.");
  }
  return bad(
    "profile",
    "warning",
    "The profile has no names or no domains, so they cannot be removed.",
    "Set it: tocsin profile set FILE.",
  );
}

function consoleCheck({ hasConsole }: DoctorPorts): NodeCheck {
  return hasConsole
    ? ok("console", "The console is built.")
    : bad(
        "console",
        "warning",
        "The console is not built; the command line works.",
        "npm run build",
      );
}
