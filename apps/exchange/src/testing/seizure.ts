/**
 * What a seizure of the exchange yields: every file and every row. Tests look in it for what must not be
 * there. Only while the exchange is stopped: its database may not be opened beside it.
 */

import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";

import { toHex } from "@tocsin/kernel";

export interface SeizedTable {
  readonly name: string;
  readonly columns: readonly string[];
  /** In the order in which the table gives them; bytes as hex. */
  readonly rows: readonly (readonly string[])[];
}

export interface Seized {
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  readonly tables: readonly SeizedTable[];
}

export async function seize(stateDir: string): Promise<Seized> {
  const entries = await readdir(stateDir, { recursive: true, withFileTypes: true });
  const files = await Promise.all(
    entries
      .filter((it) => it.isFile())
      .map(async (it) => {
        const file = path.join(it.parentPath, it.name);
        return { name: path.relative(stateDir, file), bytes: await readFile(file) };
      }),
  );
  return { files, tables: tablesOf(path.join(stateDir, "exchange.sqlite")) };
}

/**
 * Where any of these texts or bytes stand: as they are, as hex or as base64url, in a file, a table or
 * the further texts, such as logs.
 */
export function tracesOf(
  canaries: readonly (string | Uint8Array)[],
  seized: Seized,
  texts: Readonly<Record<string, string>> = {},
): string[] {
  const places = new Map<string, Buffer>([
    ...seized.files.map(({ name, bytes }) => [name, Buffer.from(bytes)] as const),
    ...seized.tables.map((it) => [`table ${it.name}`, Buffer.from(JSON.stringify(it))] as const),
    ...Object.entries(texts).map(([name, text]) => [name, Buffer.from(text)] as const),
  ]);
  const found: string[] = [];
  for (const [at, canary] of canaries.entries()) {
    for (const [name, content] of places) {
      if (formsOf(canary).some((form) => content.includes(form))) found.push(`${at} in ${name}`);
    }
  }
  return found;
}

function formsOf(canary: string | Uint8Array): Buffer[] {
  const bytes = Buffer.from(canary);
  return [bytes, Buffer.from(bytes.toString("hex")), Buffer.from(bytes.toString("base64url"))];
}

function tablesOf(file: string): SeizedTable[] {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const names = database
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
      .all();
    return names.map(({ name }) => tableOf(database, String(name)));
  } finally {
    database.close();
  }
}

function tableOf(database: DatabaseSync, name: string): SeizedTable {
  const statement = database.prepare(`SELECT * FROM "${name}"`);
  const columns = statement.columns().map((it) => it.name);
  const rows = statement.all().map((row) => columns.map((column) => textOf(row[column])));
  return { name, columns, rows };
}

function textOf(value: unknown): string {
  return value instanceof Uint8Array ? toHex(value) : String(value);
}
