import { describe, expect, it } from "vitest";

import { runHere } from "./captured-terminal.ts";
import { scratch } from "./scratch.ts";

const { file } = scratch();

const wide = (text: string): Buffer => Buffer.from(text, "utf16le");
const error = async (args: readonly string[]): Promise<string | undefined> =>
  /error ([\w-]+):/.exec((await runHere(args)).stderr)?.[1];

describe("texts as other programs write them", () => {
  it.each([
    ["UTF-16 with its mark", wide("\ufeffit beacons to 45.77.12.9\r\n")],
    ["UTF-16 without one", wide("it beacons to 45.77.12.9\r\n")],
    ["zeros between its fields", Buffer.from("it beacons\0to 45.77.12.9\0")],
    ["Windows-1252", Buffer.from("für den Rückruf: 45.77.12.9\n", "latin1")],
  ])("are read: %s", async (name, bytes) => {
    const { code, stdout } = await runHere(["extract", file(name, bytes)]);
    expect(code).toBe(0);
    expect(stdout).toContain("45[.]77[.]12[.]9");
  });

  it("are no binary files: these are refused with cause and fix", async () => {
    const at = file(
      "x",
      Uint8Array.from({ length: 2_000 }, (_, it) => (it * 7919) % 256),
    );
    const { code, stderr } = await runHere(["extract", at]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/error document-unsupported:[\s\S]*must be in UTF-8, UTF-16/);
    expect(stderr).toContain("paste the text");
  });

  it.each([
    ["UTF-16", wide("\ufeffvendor\tproduct\r\nCitrix\tNetScaler\r\n"), "node-not-running"],
    ["Windows-1252", Buffer.from("Gerät;Besitzer\r\nPC-12;Jörg\r\n", "latin1"), "columns-unknown"],
    ["a picture", Buffer.from("\x89PNG\r\n\x1a\n\0\0", "latin1"), "document-unsupported"],
    ["a PDF file", Buffer.from("%PDF-1.7\nproduct,vendor\n"), "document-unsupported"],
  ])("are tables, too: %s", async (name, bytes, code) => {
    expect(await error(["inventory", "import", file(name, bytes)])).toBe(code);
  });

  it("are lists, too: a block list that PowerShell wrote", async () => {
    const list = file("block.txt", wide("\ufeff45.77.12.9\r\nevil-loader.com\r\n"));
    const log = file("log", "a 45.77.12.9\n");
    const { stdout } = await runHere(["match", log, "--list", list, "--only-lists"]);
    expect(stdout).toContain("45[.]77[.]12[.]9");
  });
});
