/** A thread for the pool's own test: doubles a number, and dies of a negative one. */

import { parentPort } from "node:worker_threads";

parentPort?.on("message", (value: number) => {
  if (value < 0) throw new RangeError("negative");
  parentPort?.postMessage(2 * value);
});
