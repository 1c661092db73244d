#!/usr/bin/env node
/** Runs the issuer from the command line. */

import { runCommandLine } from "./cli/program.ts";
import { terminal } from "./config.ts";

process.exitCode = await runCommandLine(process.argv.slice(2), terminal());
