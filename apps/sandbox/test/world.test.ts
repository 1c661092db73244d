/** The small world of `npm start`: ports that are taken, a stop and a start with what was there. */

import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { silentLog } from "@tocsin/http";
import { systemRandom, toHex, uniformInt } from "@tocsin/kernel";
import { warningPage } from "@tocsin/wire/node-api";
import { expect, test } from "vitest";

import { castellan, neighbours, northmere } from "../src/companies.ts";
import { createPortOffice, host } from "../src/ports.ts";
import { startWorld, type World } from "../src/world.ts";
import { monthWithRoom } from "./stand/month-with-room.ts";
import { NodeApi, until } from "./stand/node-api.ts";

const deadlineMs = 1_200_000;
const firstPort = 31_000;
const ports = 1500;
const outputBytesMax = 64 * 1024 * 1024;

function open(stateDir: string, port: number, told: string[]): Promise<World> {
  const tell = (line: string): void => {
    told.push(line);
  };
  const shared = { office: createPortOffice(tell), log: silentLog, tell, sample: false };
  const consoleDir = path.join(stateDir, "no-console");
  return startWorld({ ...shared, stateDir, port, roundMs: 1000, consoleDir });
}

function occupy(port: number): Promise<Server> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      resolve(server);
    });
  });
}

async function dump(stateDir: string): Promise<string> {
  const script = fileURLToPath(new URL("../src/dump.ts", import.meta.url));
  const options = { maxBuffer: outputBytesMax };
  const argv = [script, "--state", stateDir];
  return (await promisify(execFile)(process.execPath, argv, options)).stdout;
}

test(
  "the world says which port it could not have, and after a stop goes on where it was",
  async () => {
    await monthWithRoom();
    const stateDir = await mkdtemp(path.join(tmpdir(), "tocsin-small-world-"));
    const port = firstPort + uniformInt(systemRandom, ports);
    const taken = await occupy(port);
    const told: string[] = [];
    const markers = [1, 2].map(() => toHex(systemRandom.bytes(32)));
    try {
      {
        await using world = await open(stateDir, port, told);
        expect(told).toContainEqual(
          expect.stringMatching(new RegExp(`^Port ${port} is taken; the issuer uses \\d+\\.$`)),
        );
        expect(new URL(world.operators.issuer.url).port).not.toBe(String(port));
        const values = markers.map((value) => ({ type: "sha256", value }));
        await world.castellan.member.desk.sightings.add({ source: "proxy", values });
        await reportTo(world, markers[0] ?? "", 1);
      }
      taken.close();
      const again: string[] = [];
      await using world = await open(stateDir, port, again);
      expect(again.filter((line) => line.startsWith("Port"))).toEqual([]);
      expect(again.filter((line) => line.startsWith("Enrolling"))).toEqual([]);
      const { member } = world.castellan;
      expect((await member.desk.status()).counts).toMatchObject({ warningsNew: 1, reports: 1 });
      await reportTo(world, markers[1] ?? "", 2);
      const roster = await world.operators.issuer.run("member-list", {});
      expect(roster).toHaveLength(neighbours.length + 2);
      const checks = await Promise.all(
        [world.northmere, world.castellan].map((it) => it.member.protocol.checkLedger()),
      );
      expect(checks.flatMap(({ wrong }) => wrong)).toEqual([]);
      const seized = await dump(stateDir);
      for (const marker of markers) expect(seized).toContain(marker);
      for (const { name, legalId } of [northmere, castellan, ...neighbours]) {
        expect(seized).not.toContain(name);
        expect(seized).not.toContain(legalId);
      }
    } finally {
      taken.close();
      await rm(stateDir, { recursive: true, force: true });
    }
  },
  deadlineMs,
);

/** Northmere reports, and Castellan has so many warnings. */
async function reportTo(world: World, marker: string, warnings: number): Promise<void> {
  const [a, b] = [world.northmere, world.castellan].map(({ home }) => new NodeApi(home));
  if (a === undefined || b === undefined) throw new Error("two nodes");
  await Promise.all([a.ready(), b.ready()]);
  const { id } = await a.share(`The loader's SHA-256 is ${marker}.`);
  await a.untilDelivered(id);
  await until(
    () => b.get(warningPage, "warnings"),
    ({ total }) => total === warnings,
    "the warning",
  );
}
