/** Run in the parser's place: tries what a parser must not be able to do and prints what it could. */

import { readFileSync, writeFileSync, writeSync } from "node:fs";

import { closeDoors } from "../confined/guard.ts";

const tries: Record<string, () => unknown> = {
  net: () => import("node:net"),
  http: () => import("node:http"),
  "http without a prefix": () => import(["ht", "tp"].join("")),
  dns: () => import("node:dns/promises"),
  dgram: () => import("node:dgram"),
  "child process": () => import("node:child_process"),
  threads: () => import("node:worker_threads"),
  inspector: () => import("node:inspector"),
  "builtin by name": () => {
    const found: unknown = Reflect.apply(member("getBuiltinModule"), process, ["net"]);
    if (found === undefined) throw new Error("refused");
  },
  binding: (): unknown => Reflect.apply(member("binding"), process, ["tcp_wrap"]),
  fetch: () => fetch("http://127.0.0.1:9/"),
  "another file": () => readFileSync("/etc/hostname"),
  "the folder above": () => readFileSync(new URL("../../../package.json", import.meta.url)),
  "a new file": () => writeFileSync("left-behind", "x"),
  evaluate: () => Reflect.construct(Function, ["return 1"]),
  kill: () => process.kill(process.ppid, 0),
};

/** A function of the process object, whatever its types promise. */
function member(name: string): (...values: unknown[]) => unknown {
  return Reflect.get(process, name) as (...values: unknown[]) => unknown;
}

closeDoors();
const could: string[] = [];
for (const [name, attempt] of Object.entries(tries)) {
  try {
    await attempt();
    could.push(name);
  } catch {
    // Refused, as it must be.
  }
}
const environment = Object.keys(Reflect.get(process, "env") as object).filter(
  (name) => name !== "PWD",
);
writeSync(1, JSON.stringify({ could, environment }));
