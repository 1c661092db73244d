import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { systemRandom } from "@tocsin/kernel";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { loadStaticFiles, type StaticFiles } from "./static-files.ts";

const folder = mkdtempSync(join(tmpdir(), "tocsin-static-"));
let files: StaticFiles;

beforeAll(async () => {
  mkdirSync(join(folder, "dist/assets"), { recursive: true });
  writeFileSync(join(folder, "secret.txt"), "secret");
  writeFileSync(join(folder, "dist/index.html"), "<!doctype html>__STYLE_NONCE__");
  writeFileSync(join(folder, "dist/assets/index-B1x_9aZk.js"), "1");
  writeFileSync(join(folder, "dist/notes.key"), "secret");
  symlinkSync(join(folder, "secret.txt"), join(folder, "dist/link.txt"));
  files = await loadStaticFiles(join(folder, "dist"), {
    random: systemRandom,
    fallback: "index.html",
    apiPrefix: "/api/",
  });
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function get(path: string, method = "GET"): Promise<Response | undefined> {
  return files.find(method, path);
}

describe("static files", () => {
  it("gives pages that run no inline script and cannot be framed", async () => {
    const page = await get("/");
    const policy = page?.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(page?.headers.get("cache-control")).toBe("no-store");
    expect(page?.headers.get("content-type")).toContain("text/html");
  });

  it("gives each page a style nonce of its own, the same in page and policy", async () => {
    const pages = await Promise.all([get("/"), get("/")]);
    const texts = await Promise.all(pages.map(async (page) => page?.text()));
    const nonces = pages.map(
      (page) => /'nonce-([\w-]{22})'/.exec(page?.headers.get("content-security-policy") ?? "")?.[1],
    );
    expect(new Set(nonces).size).toBe(2);
    expect(texts).toEqual(nonces.map((nonce) => `<!doctype html>${nonce ?? ""}`));
  });

  it("lets files with a hash in their name be kept for ever", async () => {
    const asset = await get("/assets/index-B1x_9aZk.js");
    expect(asset?.headers.get("cache-control")).toContain("immutable");
  });

  it("gives the console's page for its own paths, not for the interface nor for files", async () => {
    expect(await (await get("/reports/abc"))?.text()).toContain("<!doctype html>");
    expect(await get("/api/none")).toBeUndefined();
    expect(await get("/none.js")).toBeUndefined();
    expect(await get("/", "POST")).toBeUndefined();
  });

  it.each([
    "/../secret.txt",
    "/link.txt",
    "/notes.key",
    "/assets",
    "//index.html",
    "/%2e%2e/secret.txt",
  ])("gives nothing of %s", async (path) => {
    const found = await get(path);
    expect(await (found?.text() ?? "")).not.toContain("secret");
  });
});
