/** The issuer's settings: the only reader of its environment, and where its command line writes to. */

import path from "node:path";

import envPaths from "env-paths";

/** What the command line is given of the machine. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Settings of the environment: state folder, host, port, port of metrics. */
  readonly settings: Readonly<
    Record<"stateDir" | "host" | "port" | "metricsPort", string | undefined>
  >;
  readonly stateDirDefault: string;
}

export function terminal(): Terminal {
  const { env } = process;
  // A pipe that is closed early, as by `head`, ends the program without a word.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      process.exit(error.code === "EPIPE" ? 0 : 1);
    });
  }
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    settings: {
      stateDir: env["TOCSIN_ISSUER_STATE"],
      host: env["TOCSIN_ISSUER_HOST"],
      port: env["TOCSIN_ISSUER_PORT"],
      metricsPort: env["TOCSIN_ISSUER_METRICS_PORT"],
    },
    stateDirDefault: path.join(envPaths("tocsin", { suffix: "" }).data, "issuer"),
  };
}
