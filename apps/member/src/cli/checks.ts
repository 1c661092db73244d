/**
 * What `doctor` looks at from outside the node: the state folder, the way to it and clocks. What
 * only the node can try, it tries itself, and it names its alarms. Texts name no observable, token or address.
 */

import { lstat } from "node:fs/promises";
import process from "node:process";

import { TocsinError } from "@tocsin/kernel";
import { type NodeCheck, nodeChecks, nodeStatus, type NodeStatus } from "@tocsin/wire/node-api";

import { relative, span } from "./moment.ts";
import { longDeadlineMs } from "./node-port.ts";
import type { Shell } from "./shell.ts";

/** Between this program and the node, which are on one machine, and for the answer. */
const skewMsMax = 10_000;

export async function runChecks(shell: Shell): Promise<NodeCheck[]> {
  const folder = await checkFolder(shell.home);
  try {
    const node = await shell.node();
    const asking = { deadlineMs: longDeadlineMs };
    const { checks } = await node.ask("GET", ["doctor"], nodeChecks, asking);
    const status = await node.ask("GET", ["status"], nodeStatus).catch(unlessEnrolled);
    const known = new Set(checks.map((it) => it.name));
    const more = status === undefined ? [] : statusChecks(status, shell.clock.now(), known);
    return [folder, good("node", "runs and answers"), ...checks, ...more];
  } catch (error) {
    if (!(error instanceof TocsinError)) throw error;
    return [folder, failed("node", error)];
  }
}

/** The node's own checks say that it has not joined. */
function unlessEnrolled(error: unknown): undefined {
  if (error instanceof TocsinError && error.code === "not-enrolled") return undefined;
  throw error;
}

/** What the status tells and the node's own checks have not named already. */
function statusChecks(status: NodeStatus, nowMs: number, known: ReadonlySet<string>): NodeCheck[] {
  const checks = [
    clockCheck(status, nowMs),
    feedCheck(status),
    roundsCheck(status),
    tokensCheck(status),
  ];
  return checks.filter((it) => !known.has(it.name));
}

async function checkFolder(home: string): Promise<NodeCheck> {
  const name = "state folder";
  const found = await lstat(home).catch(() => undefined);
  if (found === undefined) return bad(name, "is not there", "Start the node once: tocsin up.");
  if (!found.isDirectory() && !found.isSymbolicLink()) {
    return bad(name, "is no folder", "Name another one with --home.");
  }
  const isOpen = process.platform !== "win32" && found.isDirectory() && (found.mode & 0o077) !== 0;
  if (isOpen) return bad(name, "can be entered by others", "chmod 700 on the folder.");
  return good(name, "is for its owner alone");
}

function clockCheck({ nowMs: nodeMs }: NodeStatus, nowMs: number): NodeCheck {
  const skewMs = Math.abs(nodeMs - nowMs);
  if (skewMs <= skewMsMax) return good("clock", "node and command line agree");
  const text = `the node's clock is ${span(skewMs)} away from this program's`;
  return bad("clock", text, "Set the clock, with a time service such as chrony, and restart.");
}

function feedCheck({ sync, nowMs }: NodeStatus): NodeCheck {
  const verified = sync.verifiedMs === null ? "never" : relative(sync.verifiedMs, nowMs);
  const text = `${sync.state}, verified ${verified}`;
  if (sync.state === "current") return good("feed", text);
  if (sync.state === "behind") {
    return { name: "feed", state: "warning", text, fix: "Wait; the node is catching up." };
  }
  return bad("feed", text, "Check the network of the node and the alarms.");
}

function roundsCheck({ round }: NodeStatus): NodeCheck {
  if (round.missedDay === 0) return good("rounds", "no round missed in the last day");
  const text = `${round.missedDay} rounds missed in the last day`;
  const fix = "Let the node run without breaks: a missed round tells when it was not up.";
  return { name: "rounds", state: "warning", text, fix };
}

function tokensCheck({ tokens }: NodeStatus): NodeCheck {
  if (tokens.length === 0) {
    const fix = "Wait: tokens are fetched at a random moment; a newcomer's come at once.";
    return { name: "tokens", state: "warning", text: "none yet", fix };
  }
  const spent = tokens.filter((it) => it.left === 0).map((it) => `${it.purpose} ${it.class}`);
  if (spent.length === 0) return good("tokens", "left for every purpose");
  const text = `all spent: ${spent.join(", ")}`.slice(0, 300);
  return { name: "tokens", state: "warning", text, fix: "Wait for the next epoch." };
}

function good(name: string, text: string): NodeCheck {
  return { name, state: "ok", text, fix: null };
}

function bad(name: string, text: string, fix: string): NodeCheck {
  return { name, state: "failed", text, fix };
}

function failed(name: string, { message, fix }: TocsinError): NodeCheck {
  return bad(name, message.slice(0, 300), fix);
}
