import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { readNodeAddress } from "./node-address.ts";

const token = "A".repeat(43);
const good = JSON.stringify({ url: "http://127.0.0.1:4700", token });

let home = "";
beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), "tocsin-home-"));
});
afterEach(() => {
  rmSync(home, { recursive: true, force: true });
});

function write(content: string, mode = 0o600): void {
  const file = path.join(home, "api.json");
  writeFileSync(file, content);
  chmodSync(file, mode);
}

describe("the file that leads to the node", () => {
  it("is read where its owner alone can", async () => {
    write(good);
    expect(await readNodeAddress(home)).toEqual({ url: "http://127.0.0.1:4700", token });
  });

  it("that is not there means that no node runs", async () => {
    await expect(readNodeAddress(home)).rejects.toMatchObject({ code: "node-not-running" });
    await expect(readNodeAddress(path.join(home, "none"))).rejects.toMatchObject({
      code: "node-not-running",
    });
  });

  it.each([0o640, 0o604, 0o660, 0o622])("of mode %o is refused", async (mode) => {
    write(good, mode);
    await expect(readNodeAddress(home)).rejects.toMatchObject({ code: "secret-file-exposed" });
  });

  it("that is a link is refused, wherever it leads", async () => {
    const elsewhere = path.join(home, "elsewhere.json");
    writeFileSync(elsewhere, good, { mode: 0o600 });
    symlinkSync(elsewhere, path.join(home, "api.json"));
    await expect(readNodeAddress(home)).rejects.toMatchObject({ code: "secret-file-exposed" });
  });

  it("that is a folder is refused", async () => {
    mkdirSync(path.join(home, "api.json"), { mode: 0o700 });
    await expect(readNodeAddress(home)).rejects.toMatchObject({ code: "secret-file-exposed" });
  });

  it.each<[string, string, string]>([
    [
      "leads to another machine",
      JSON.stringify({ url: "http://192.0.2.1/", token }),
      "not-loopback",
    ],
    [
      "leads to a name",
      JSON.stringify({ url: "http://localhost.evil.example/", token }),
      "not-loopback",
    ],
    [
      "hides the name",
      JSON.stringify({ url: "http://127.0.0.1@evil.example/", token }),
      "not-loopback",
    ],
    ["has no bearer", JSON.stringify({ url: "http://127.0.0.1:1" }), "message-invalid"],
    [
      "has more in it",
      JSON.stringify({ url: "http://127.0.0.1:1", token, x: 1 }),
      "message-invalid",
    ],
    ["is cut short", good.slice(0, 20), "json-malformed"],
    ["is far too long", good + " ".repeat(5000), "too-large"],
  ])("that %s is refused", async (_, content, code) => {
    write(content);
    await expect(readNodeAddress(home)).rejects.toMatchObject({ code });
  });
});
