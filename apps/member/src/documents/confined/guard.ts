/**
 * Closes the doors of the parser process from inside, before any parser is loaded: no network, no
 * processes, no threads, no inspector. The kernel and Node's permission model close them too where
 * they can; this holds on every system.
 */

import { registerHooks } from "node:module";

const allowed = new Set(["buffer", "crypto", "fs", "module", "path", "url", "util", "zlib"]);
const globals = ["EventSource", "WebSocket", "XMLHttpRequest", "fetch", "SharedWorker", "Worker"];

export function closeDoors(): void {
  registerHooks({
    resolve: (specifier, context, next) => {
      const found = next(specifier, context);
      const builtin = found.url.startsWith("node:") ? found.url.slice(5) : undefined;
      if (builtin !== undefined && !allowed.has(builtin)) throw new Error("refused");
      return found;
    },
  });
  for (const name of globals) Reflect.deleteProperty(globalThis, name);
  const refuse = (): never => {
    throw new Error("refused");
  };
  const shut = (name: string, value: unknown): void => {
    Object.defineProperty(process, name, { value, writable: false, configurable: false });
  };
  shut("getBuiltinModule", () => undefined);
  for (const name of ["binding", "_linkedBinding", "dlopen", "kill"]) shut(name, refuse);
}
