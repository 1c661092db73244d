/** Runs the exchange from the command line. */

import { createLog, logOptions } from "@tocsin/http";
import { explain } from "@tocsin/http/settings";
import { canonicalJson, systemClock, systemRandom, toBase64Url } from "@tocsin/kernel";
import closeWithGrace from "close-with-grace";
import { pino } from "pino";

import { initExchange, startExchange } from "./compose.ts";
import { readCommand } from "./config.ts";
import { leaveRuling, readQueue } from "./moderation/moderation-folder.ts";

try {
  const command = readCommand();
  const log = createLog(pino(logOptions("exchange", systemClock)));
  if (command.do === "init") console.log(toBase64Url(await initExchange(command.config)));
  else if (command.do === "disputes") {
    console.log(canonicalJson(await readQueue(command.config.stateDir)));
  } else if (command.do === "print") console.log(canonicalJson(await command.work()));
  else if (command.do === "rule") {
    const { config, ruling } = command;
    console.log(canonicalJson(await leaveRuling(config.stateDir, ruling, systemRandom)));
  } else {
    const exchange = startExchange(command.config, { log });
    closeWithGrace(async () => (await exchange)[Symbol.asyncDispose]());
    await exchange;
  }
} catch (error) {
  process.exitCode = explain(error, console.error);
}
