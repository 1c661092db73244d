/** `tocsin-issuer community set|show` and `class add|list`. */

import type { Command } from "commander";
import { roundMsMax, roundMsMin } from "@tocsin/kernel";
import { classId, parseMessage } from "@tocsin/wire";
import { z } from "zod";

import type { CommandOutput } from "../admin/commands.ts";
import { settingsChange } from "../settings.ts";
import { type Context, typed, wholeNumber } from "./context.ts";
import { columns } from "./texts.ts";

export function addCommunityCommands(program: Command, context: Context): void {
  const community = program.command("community").description("what nodes must know and trust");
  community
    .command("set")
    .description("set all of it at first, later only what changes; nodes learn it by the ledger")
    .option("--name <text>", "name of the community")
    .option("--issuer-url <url>", "where members reach this issuer")
    .option("--issuer-name <host>", "name in tokens; by default the host of --issuer-url")
    .option("--exchange-url <url>", "where key directories are posted to")
    .option("--ledger-origin <origin>", "first line of the exchange's checkpoints")
    .option("--ledger-key <key>", "the exchange's ledger key, base64url")
    .option("--relay-url <url>", "where nodes send their capsules")
    .option("--feed <url...>", "where the ledger can be downloaded")
    .option("--key-holder <key@url...>", "the three key holders, in their order: KEY@URL")
    .option("--round-ms <ms>", "length of a round", wholeNumber(roundMsMin, roundMsMax))
    .action(async (given: Readonly<Record<string, unknown>>) => {
      const { feed, keyHolder, ...rest } = given;
      const change = parseMessage(settingsChange, {
        ...rest,
        ...(feed === undefined ? {} : { feeds: feed }),
        ...(keyHolder === undefined ? {} : { keyHolders: holdersOf(keyHolder) }),
      });
      await context.run("community-set", change, communityText);
    });
  community
    .command("show")
    .description("what is set, and the file that nodes see")
    .action(() => context.run("community-show", {}, communityText));

  const classes = program.command("class").description("groups of members large enough to hide in");
  classes
    .command("add <id>")
    .description("add a class; keys for it come with the next epoch, or `epoch prepare --grow`")
    .requiredOption("--title <text>", "name as people read it")
    .option("--parent <class>", "class that it belongs to", "everyone")
    .action(async (id: string, given: unknown) => {
      const { title, parent: of } = z
        .object({ title: z.string(), parent: z.string() })
        .parse(given);
      const parent = typed(classId, of, "--parent");
      const added = { id: typed(classId, id, "the id"), title, parent };
      await context.run("class-add", added, (it) => `Class ${it.id} added.\n`);
    });
  classes
    .command("list")
    .description("classes, and how many active members each has")
    .action(() =>
      context.run("class-list", {}, (rows) =>
        columns(
          ["ID", "PARENT", "MEMBERS", "TITLE"],
          rows.map(({ id, parent, members, title }) => [id, parent ?? "-", String(members), title]),
        ),
      ),
    );
}

/** The public key stands first, because a URL may hold an @. */
function holdersOf(given: unknown): { publicKey: string; url: string }[] {
  return z
    .array(z.string())
    .parse(given)
    .map((text) => {
      const at = text.indexOf("@");
      return { publicKey: text.slice(0, Math.max(at, 0)), url: text.slice(at + 1) };
    });
}

function communityText({ issuerKey, settings, file }: CommandOutput<"community-show">): string {
  const lines: [string, string][] = [["issuer key", issuerKey]];
  if (settings === null) lines.push(["community", "not set"]);
  else {
    lines.push(
      ["name", settings.name],
      ["issuer", `${settings.issuerUrl} (${settings.issuerName})`],
      ["exchange", settings.exchangeUrl],
      ["ledger", `${settings.ledgerOrigin} ${settings.ledgerKey}`],
      ["relay", settings.relayUrl],
      ["feeds", settings.feeds.join(" ")],
      ["round", `${settings.roundMs} ms`],
      ...(settings.keyHolders ?? []).map(({ url, publicKey }, at): [string, string] => [
        `key holder ${at + 1}`,
        `${url} ${publicKey}`,
      ]),
      ["revision", String(file?.revision ?? 0)],
    );
  }
  return columns(["SETTING", "VALUE"], lines);
}
