/** `tocsin-issuer init` and `serve`. */

import { createLog, logOptions, whereOf } from "@tocsin/http";
import { systemClock } from "@tocsin/kernel";
import closeWithGrace from "close-with-grace";
import type { Command } from "commander";
import { destination, pino } from "pino";
import { z } from "zod";

import { initIssuer, startIssuer } from "../compose.ts";
import { type Context, print, wholeNumber } from "./context.ts";

export const portDefault = 4320;
const stopMs = 15_000;
const standardError = 2;

const serveOptions = z.object({
  host: z.string().min(1),
  port: z.number(),
  portTries: z.number(),
  metricsPort: z.number().optional(),
  tlsCert: z.string().min(1).optional(),
  tlsKey: z.string().min(1).optional(),
});

export function addServeCommands(program: Command, context: Context): void {
  const { settings } = context.terminal;
  const port = wholeNumber(0, 65_535);
  program
    .command("init")
    .description("make the issuer's key in a new state folder and print its public half")
    .action(async () => {
      print(context, await initIssuer(context.stateDir()), ({ publicKey }) => `${publicKey}\n`);
    });
  const serve = program
    .command("serve")
    .description("run the issuer until it is stopped")
    .option("--host <address>", "address to listen on", settings.host ?? "127.0.0.1")
    .option("--port <number>", "port; 0 for any free one", port, given(settings.port, portDefault))
    .option("--port-tries <n>", "ports to try where the first is taken", wholeNumber(1, 100), 1)
    .option("--tls-cert <file>", "certificate to serve HTTPS with, PEM")
    .option("--tls-key <file>", "its key, PEM")
    .option("--metrics-port <number>", "metrics and health on 127.0.0.1", port);
  if (settings.metricsPort !== undefined) {
    serve.setOptionValue("metricsPort", port(settings.metricsPort));
  }
  serve.action(async (options: unknown) => {
    const { metricsPort, tlsCert, tlsKey, ...rest } = serveOptions.parse(options);
    const log = createLog(pino(logOptions("issuer", systemClock), destination(standardError)));
    const issuer = await startIssuer(
      {
        stateDir: context.stateDir(),
        ...rest,
        ...(metricsPort === undefined ? {} : { metricsPort }),
        ...(tlsCert === undefined ? {} : { tlsCert }),
        ...(tlsKey === undefined ? {} : { tlsKey }),
      },
      { log },
    );
    const { url, publicKey } = issuer;
    const ended = Promise.withResolvers<undefined>();
    closeWithGrace({ delay: stopMs, logger: null }, async ({ err }) => {
      const where = whereOf(err);
      if (err !== undefined) log.error("program-failed", where === undefined ? {} : { where });
      await issuer[Symbol.asyncDispose]();
      ended.resolve(undefined);
    });
    print(
      context,
      { url, publicKey },
      () => `Issuer on ${url}\nKey ${publicKey}\nStop with Ctrl-C.\n`,
    );
    await ended.promise;
  });
}

function given(setting: string | undefined, otherwise: number): number {
  return setting === undefined ? otherwise : wholeNumber(0, 65_535)(setting);
}
