/** Runs the exchange from the command line. */

import { createLog, logOptions } from "@tocsin/http";
import { systemClock, toBase64Url } from "@tocsin/kernel";
import closeWithGrace from "close-with-grace";
import { pino } from "pino";

import { initExchange, startExchange } from "./compose.ts";
import { explain, readCommand } from "./config.ts";

try {
  const command = readCommand();
  const log = createLog(pino(logOptions("exchange", systemClock)));
  if (command.do === "init") console.log(toBase64Url(await initExchange(command.config)));
  else {
    const exchange = startExchange(command.config, { log });
    closeWithGrace(async () => (await exchange)[Symbol.asyncDispose]());
    await exchange;
  }
} catch (error) {
  process.exitCode = explain(error);
}
