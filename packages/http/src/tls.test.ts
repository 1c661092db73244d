import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request, type RequestOptions } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { systemClock, systemRandom } from "@tocsin/kernel";
import { expect, test } from "vitest";

import type { App } from "./app.ts";
import { listen } from "./listen.ts";
import { silentLog } from "./log.ts";
import { testCertificate } from "./test-certificate.ts";
import { certificateHash, clientCertificateHash, readTls, type Tls, tlsOf } from "./tls.ts";

const ours = testCertificate();
const client = testCertificate("siem");

function serving(tls: Tls) {
  const app: App = {
    fetch: (_request, bindings) =>
      Promise.resolve(new Response(clientCertificateHash(bindings?.incoming) ?? "nobody")),
    routes: [],
    stop: () => undefined,
    clock: systemClock,
    random: systemRandom,
    log: silentLog,
  };
  return listen(app, { host: "127.0.0.1", port: 0, tls });
}

function ask(url: string, options: RequestOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { ca: ours.cert, agent: false, ...options }, (answer) => {
      let text = "";
      answer.on("data", (chunk: Buffer) => {
        text += chunk.toString();
      });
      answer.on("end", () => {
        resolve(text);
      });
    });
    asked.on("error", reject);
    asked.end();
  });
}

test("a program serves HTTPS, and who does not know its certificate does not come in", async () => {
  await using server = await serving(ours);
  expect(server.url).toMatch(/^https:/);
  expect(await ask(server.url, {})).toBe("nobody");
  await expect(ask(server.url, { ca: client.cert })).rejects.toThrow();
  await expect(ask(server.url, { maxVersion: "TLSv1.1" })).rejects.toThrow();
  await expect(fetch(server.url.replace("https", "http"))).rejects.toThrow();
});

test("a client's certificate is known by its hash where the server asks for one", async () => {
  await using server = await serving({ ...ours, asksClients: true });
  const shown = { cert: client.cert, key: client.key };
  expect(await ask(server.url, shown)).toBe(certificateHash(client.cert));
  expect(await ask(server.url, {})).toBe("nobody");
  // A certificate without its key proves nothing.
  await expect(ask(server.url, { cert: client.cert, key: ours.key })).rejects.toThrow();
});

test("files that are missing, no certificate, or of another key are refused", async () => {
  const folder = mkdtempSync(join(tmpdir(), "tocsin-tls-"));
  try {
    const file = (name: string, text: string): string => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    const [cert, key] = [file("cert.pem", ours.cert), file("key.pem", ours.key)];
    expect(await readTls(cert, key)).toEqual(ours);
    expect(await tlsOf({ tlsCert: cert, tlsKey: key })).toEqual({ tls: ours });
    expect(await tlsOf({})).toEqual({});
    const wrong = { code: "certificate-unusable" };
    await expect(tlsOf({ tlsCert: cert })).rejects.toMatchObject(wrong);
    await expect(readTls(cert, join(folder, "none"))).rejects.toMatchObject(wrong);
    await expect(readTls(cert, file("other.pem", client.key))).rejects.toMatchObject(wrong);
    await expect(readTls(file("x.pem", "x"), key)).rejects.toMatchObject(wrong);
    expect(() => certificateHash("x")).toThrow(expect.objectContaining(wrong) as Error);
    await expect(serving({ cert: "x", key: "x" })).rejects.toMatchObject(wrong);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
