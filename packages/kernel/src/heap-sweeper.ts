/**
 * Sweeps the heap of this thread when asked: after much was read and let go, of which V8 would keep the most
 * until it needs the room. V8 gives its collector to no program by itself; it is asked for at the first sweep,
 * because code that was compiled before under other flags would have to be compiled anew.
 */

import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

export class HeapSweeper {
  #collect: (() => void) | undefined;

  sweep(): void {
    this.#collect ??= collector();
    this.#collect();
  }
}

function collector(): () => void {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  return () => {
    if (typeof collect === "function") Reflect.apply(collect, undefined, []);
  };
}
