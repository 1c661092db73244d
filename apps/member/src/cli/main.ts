/** What `bin/tocsin.js` runs. */

import process from "node:process";

import { systemClock, systemRandom } from "@tocsin/kernel";

import manifest from "../../package.json" with { type: "json" };
import { keepCompiledCode } from "../compiled-code.ts";
import { homeIn, readCliConfig } from "./config.ts";
import { createTerminal } from "./terminal.ts";

const config = readCliConfig();
const compiled = keepCompiledCode(homeIn(process.argv) ?? config.home);
if (compiled !== undefined) process.env["NODE_COMPILE_CACHE"] = compiled;
const { runCli } = await import("./program.ts");
const terminal = createTerminal(process, config);
const ports = { terminal, clock: systemClock, random: systemRandom };
const setting = { version: manifest.version, home: config.home };
process.exitCode = await runCli(process.argv.slice(2), ports, setting);
