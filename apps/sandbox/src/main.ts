/** Runs the whole small world: `npm start`. */

import { silentLog } from "@tocsin/http";
import { explain } from "@tocsin/http/settings";
import closeWithGrace from "close-with-grace";

import { readConfig, say } from "./config.ts";
import { createPortOffice } from "./ports.ts";
import { createProgress } from "./progress.ts";
import { resetWorld } from "./reset.ts";
import { tellStory } from "./story.ts";
import { welcome } from "./welcome.ts";
import { startWorld } from "./world.ts";

try {
  const config = readConfig();
  if (config.reset) await resetWorld(config.stateDir);
  const ports = { office: createPortOffice(say), log: silentLog, tell: say };
  const progress = createProgress(say);
  const world = await startWorld({ ...config, ...ports, onSample: progress });
  say(welcome(world, config.stateDir, config.roundMs));
  if (config.story) await tellStory(world, say);
  closeWithGrace(() => world[Symbol.asyncDispose]());
} catch (error) {
  process.exitCode = explain(error, say);
}
