import { mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { writeNewFile } from "./output-file.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "tocsin-out-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("a file that the command line makes", () => {
  it("is its owner's alone", async () => {
    const file = path.join(folder, "new");
    await writeNewFile(file, "content");
    expect(readFileSync(file, "utf8")).toBe("content");
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it("never takes the place of another, also not through a link", async () => {
    const there = path.join(folder, "there");
    const link = path.join(folder, "link");
    const dangling = path.join(folder, "dangling");
    const missing = path.join(folder, "missing");
    writeFileSync(there, "precious");
    symlinkSync(there, link);
    symlinkSync(missing, dangling);
    for (const file of [there, link, dangling]) {
      await expect(writeNewFile(file, "x")).rejects.toMatchObject({ code: "file-exists" });
    }
    expect(readFileSync(there, "utf8")).toBe("precious");
    expect(() => statSync(missing)).toThrow();
  });

  it("is refused where there is no such folder", async () => {
    const file = path.join(folder, "no", "folder");
    await expect(writeNewFile(file, "x")).rejects.toMatchObject({ code: "file-not-writable" });
  });
});
