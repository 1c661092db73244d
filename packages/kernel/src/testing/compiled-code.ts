/** Where this process keeps compiled modules, for those that a test starts: each would compile the same again. */

import { getCompileCacheDir } from "node:module";
import path from "node:path";

/** For the environment of a process. */
export function compiledCode(): Record<string, string> {
  const folder = getCompileCacheDir();
  return folder === undefined ? {} : { NODE_COMPILE_CACHE: path.dirname(folder) };
}
