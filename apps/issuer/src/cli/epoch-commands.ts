/** `tocsin-issuer epoch list|prepare`, `directory publish` and `doctor`. */

import { TocsinError } from "@tocsin/kernel";
import type { Command } from "commander";
import { z } from "zod";

import type { EpochView } from "../admin/commands.ts";
import { type Context, print } from "./context.ts";
import { operate } from "./operate.ts";
import { columns, printable } from "./texts.ts";

const prepareOptions = z.object({
  next: z.boolean().default(false),
  grow: z.boolean().default(false),
});

export function addEpochCommands(program: Command, context: Context): void {
  const epoch = program
    .command("epoch")
    .description("token keys: one per month, class and purpose");
  epoch
    .command("list")
    .description("epochs, their classes and whether the ledger has their directory")
    .action(() => context.run("epoch-list", {}, epochsText));
  epoch
    .command("prepare")
    .description("make the keys of the current epoch; after the first one this happens by itself")
    .option("--next", "of the next epoch")
    .option("--grow", "also for classes that have become large enough since the keys were made")
    .action(async (given: unknown) => {
      const said = { made: "Keys made.", grown: "Keys added.", same: "Nothing to be made." };
      await context.run(
        "epoch-prepare",
        prepareOptions.parse(given),
        ({ outcome, epochs }) => `${said[outcome]}\n${epochsText(epochs)}`,
      );
    });
  program
    .command("directory")
    .description("signed documents on their way to the ledger")
    .command("publish")
    .description("post what is not in the ledger yet, now")
    .action(() =>
      context.run(
        "directory-publish",
        {},
        ({ published, waiting, trouble, relayTrouble }) =>
          `${published} in the ledger, ${waiting} waiting${trouble === null ? "" : ` (${trouble})`}.\n` +
          (relayTrouble === null ? "" : `The relay was not told (${relayTrouble}).\n`),
      ),
    );
  program
    .command("doctor")
    .description("look at everything that must be right; change nothing but post what waits")
    .action(async () => {
      const findings = await operate(context.stateDir(), "doctor", {});
      print(context, findings, (all) =>
        all
          .map(({ what, verdict, says, fix }) => `${verdict.padEnd(5)} ${what}: ${says} ${fix}`)
          .map((line) => `${printable(line).trimEnd()}\n`)
          .join(""),
      );
      const bad = findings.filter(({ verdict }) => verdict === "bad").length;
      if (bad > 0) throw new TocsinError("not-ready", { detail: `${bad} findings` });
    });
}

function epochsText(epochs: readonly EpochView[]): string {
  return columns(
    ["EPOCH", "REVISION", "CLASS", "MEMBERS", "KEYS", "LEDGER"],
    epochs.flatMap(({ epoch, revision, classes, keys, destroyed, position }) =>
      classes.map(({ id, members, mergedInto }) => [
        epoch,
        String(revision),
        id,
        mergedInto === null ? String(members) : `in ${mergedInto}`,
        destroyed ? "destroyed" : String(keys.filter((it) => it.class === id).length),
        position === null ? "waiting" : String(position),
      ]),
    ),
  );
}
