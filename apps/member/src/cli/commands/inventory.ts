/** `inventory …`: the products that this company runs. They decide what concerns it, and stay here. */

import { TocsinError } from "@tocsin/kernel";
import { inventoryAnswer, inventoryPage } from "@tocsin/wire/node-api";
import type { Command } from "commander";
import { z } from "zod";

import { counted } from "../counted.ts";
import { addCommand, type CommandRunner } from "../command.ts";
import { inventoryLines } from "../inventory-lines.ts";
import { readTextInput } from "../input.ts";
import { exitCodes, type Shell } from "../shell.ts";
import { table } from "../table.ts";
import { tellWrongLines } from "../wrong-lines.ts";
import { pagedList } from "./paging.ts";

const fileBytesMax = 32 * 1024 * 1024;
const importOptions = z.object({ source: z.string().min(1).max(60).default("import") });

const importInventory = {
  usage: "import <file>",
  summary: "take a list of products in use",
  about:
    "Reads CPE names, one a line, or CSV with columns vendor, product and perhaps version or cpe, in the\n" +
    "words of a dozen languages; - is stdin. Titles of other things, such as name and owner, are refused.\n" +
    "What was there under the same --source is replaced, unless no product is found. Reports that name\n" +
    "one of them ring. Nobody outside learns what you run.",
  examples: [
    "tocsin inventory import assets.csv --source cmdb",
    "scanner --cpe | tocsin inventory import -",
  ],
  options: [{ flags: "--source <name>", about: "where the list is from; import by default" }],
  schema: importOptions,
  run: async (
    shell: Shell,
    [file = ""]: readonly string[],
    { source }: z.output<typeof importOptions>,
  ) => {
    const text = await readTextInput(shell.terminal, file, fileBytesMax);
    const { items, wrongLines, isTitled } = inventoryLines(text);
    // A scanner that failed hands in nothing: what is known stays. Titles alone say that there is nothing.
    if (items.length === 0 && (wrongLines.length > 0 || text.trim() === "")) {
      tellWrongLines(shell.terminal, wrongLines, "No CPE name, nor vendor and product");
      throw new TocsinError("document-empty", { detail: "no product; what was there stays" });
    }
    const node = await shell.node();
    const taken = await node.ask("PUT", ["inventory"], inventoryAnswer, {
      json: { source, items },
    });
    const refused = taken.refused + wrongLines.length;
    if (shell.json) shell.printJson({ items: taken.items, refused, wrongLines });
    else {
      shell.terminal.out(
        `${counted(taken.items, "product")}, ${counted(refused, "line")} not understood\n`,
      );
      if (!isTitled) shell.terminal.note("No titles: read as vendor, product and version.\n");
      tellWrongLines(shell.terminal, wrongLines, "No CPE name, nor vendor and product");
    }
    return refused > 0 ? exitCodes.partly : exitCodes.ok;
  },
};

const listInventory = pagedList({
  usage: "list",
  summary: "products in use, as imported",
  about: "They stay on this machine.",
  examples: ["tocsin inventory list --json"],
  ask: (node, query) => node.ask("GET", ["inventory"], inventoryPage, { query }),
  text: inventoryTable,
});

function inventoryTable(
  { terminal }: Shell,
  items: readonly z.output<typeof inventoryPage>["items"][number][],
): string {
  const rows = items.map((it) => [it.vendor, it.product, it.version ?? "-", it.source]);
  const columns = [
    { title: "vendor" },
    { title: "product", shrinks: true },
    { title: "version" },
    { title: "source" },
  ];
  return table(columns, rows, terminal.width);
}

export function addInventoryCommands(parent: Command, runner: CommandRunner): void {
  addCommand(parent, runner, importInventory);
  addCommand(parent, runner, listInventory);
}
