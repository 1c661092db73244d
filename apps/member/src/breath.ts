/** Long work in small pieces: between them the node sends its capsule and answers its console. */

import { setImmediate } from "node:timers/promises";

/** Lets everything else that waits have its turn. */
export async function breathe(): Promise<void> {
  await setImmediate();
}
