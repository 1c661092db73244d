/** The only reader of the environment for the command line. Secrets are never read from it. */

import path from "node:path";
import process from "node:process";

import envPaths from "env-paths";

export interface CliConfig {
  /** State folder of the node where --home names no other. */
  readonly home: string;
  readonly color: boolean;
}

export function readCliConfig(): CliConfig {
  const { TOCSIN_HOME, NO_COLOR, TERM } = process.env;
  const isSet = TOCSIN_HOME !== undefined && TOCSIN_HOME !== "";
  return {
    home: path.resolve(isSet ? TOCSIN_HOME : envPaths("tocsin", { suffix: "" }).data),
    // no-color.org: any value that is not empty.
    color: (NO_COLOR === undefined || NO_COLOR === "") && TERM !== "dumb",
  };
}

/** What `--home` says, before the arguments are really read: the last one counts. */
export function homeIn(argv: readonly string[]): string | undefined {
  const flag = "--home";
  const at = argv.findLastIndex((word) => word === flag || word.startsWith(`${flag}=`));
  const said = argv[at]?.startsWith(`${flag}=`) ? argv[at].slice(flag.length + 1) : argv[at + 1];
  return at < 0 || said === undefined || said === "" ? undefined : path.resolve(said);
}
