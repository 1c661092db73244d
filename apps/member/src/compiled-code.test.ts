import { execFileSync } from "node:child_process";
import { chmod, mkdir, mkdtemp, readdir, rm, stat, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { keepCompiledCode } from "./compiled-code.ts";

let stateDir = "";

beforeEach(async () => {
  stateDir = await mkdtemp(path.join(tmpdir(), "tocsin-compiled-"));
});

afterEach(() => rm(stateDir, { recursive: true, force: true }));

describe("compiled code", () => {
  test("is kept in a folder of the state folder that only its owner opens", async () => {
    const module = new URL("./compiled-code.ts", import.meta.url).href;
    const script = `import(${JSON.stringify(module)}).then((it) => it.keepCompiledCode(process.argv[1]))
      .then(() => import(${JSON.stringify(new URL("./breath.ts", import.meta.url).href)}))`;
    execFileSync(process.execPath, ["-e", script, stateDir], { env: {} });
    const folder = path.join(stateDir, "compiled");
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect(await readdir(folder, { recursive: true })).not.toEqual([]);
  });

  test("is not kept where there is no state folder", () => {
    expect(keepCompiledCode(path.join(stateDir, "none"))).toBeUndefined();
  });

  test.each([
    ["a state folder", () => chmod(stateDir, 0o720)],
    ["a state folder", () => chmod(stateDir, 0o702)],
    [
      "a folder",
      async () => {
        await mkdir(path.join(stateDir, "compiled"));
        await chmod(path.join(stateDir, "compiled"), 0o777);
      },
    ],
    ["a link", () => symlink(tmpdir(), path.join(stateDir, "compiled"))],
  ])("is not kept in %s where others could put some", async (_, prepare) => {
    await prepare();
    expect(keepCompiledCode(stateDir)).toBeUndefined();
  });
});
