/**
 * Runs one command of the table: in the running program where there is one, else on the state folder
 * itself. The database's lock sees to it that it is never both.
 */

import { systemClock, TocsinError } from "@tocsin/kernel";

import {
  type CommandInput,
  type CommandName,
  type CommandOutput,
  runCommand,
} from "../admin/commands.ts";
import { askRunning, findRunning } from "../admin/running.ts";
import { openIssuer } from "../compose.ts";
import { openStateFolder } from "../state/state-folder.ts";

/** How long another command, or a program that is starting, is waited for. */
const waitMs = 5000;
const tryEveryMs = 100;

/** Throws `store-in-use` where neither way is open. */
export async function operate<Name extends CommandName>(
  stateDir: string,
  name: Name,
  input: CommandInput<Name>,
): Promise<CommandOutput<Name>> {
  const folder = await openStateFolder(stateDir);
  for (let leftMs = waitMs; ; leftMs -= tryEveryMs) {
    const running = await findRunning(folder);
    const answer = running && (await askRunning(running, name, input));
    if (answer !== undefined) return answer;
    try {
      await using open = await openIssuer(stateDir);
      return await runCommand(open, name, input);
    } catch (error) {
      const busy = error instanceof TocsinError && error.code === "store-in-use";
      if (!busy || leftMs <= 0) throw error;
      await systemClock.sleep(tryEveryMs);
    }
  }
}
