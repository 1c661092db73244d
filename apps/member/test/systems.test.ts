import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request, type RequestOptions } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { certificateHash } from "@tocsin/http";
import { systemClock, systemRandom } from "@tocsin/kernel";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { testCertificate } from "../../../packages/http/src/test-certificate.ts";
import { type Member, startMember } from "../src/compose.ts";
import { apiKeyFileName, openApiKeyRing } from "../src/taxii/api-keys.ts";

const ours = testCertificate();
const siem = testCertificate("siem");
const foreign = testCertificate("foreign");
const mediaType = "application/taxii+json;version=2.1";

let folder: string;
let member: Member;
let reading: string;
let adding: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "tocsin-systems-"));
  const ports = { clock: systemClock, random: systemRandom };
  const ring = openApiKeyRing(join(folder, apiKeyFileName), ports);
  await ring.addCertificate("siem", ["taxii:read"], certificateHash(siem.cert));
  ({ secret: reading } = await ring.add("reader", ["api:read"]));
  ({ secret: adding } = await ring.add("soar", ["api:add"]));
  const [certFile, keyFile] = [join(folder, "cert.pem"), join(folder, "key.pem")];
  writeFileSync(certFile, ours.cert);
  writeFileSync(keyFile, ours.key);
  const systems = { host: "127.0.0.1", port: 0, certFile, keyFile };
  member = await startMember({ stateDir: folder, host: "127.0.0.1", port: 0, systems });
});

afterAll(async () => {
  await member[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

async function ask(path: string, options: RequestOptions = {}, body?: string) {
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const sent = { ca: ours.cert, agent: false, ...options };
    const asked = request(`${member.systemsUrl ?? ""}${path}`, sent, (answer) => {
      let text = "";
      answer.on("data", (chunk: Buffer) => {
        text += chunk.toString();
      });
      answer.on("end", () => {
        resolve({ status: answer.statusCode ?? 0, text });
      });
    });
    asked.on("error", reject);
    asked.end(body);
  });
}

const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });

describe("where systems on other machines come in", () => {
  test("TAXII is read over HTTPS by a known certificate, and by no other", async () => {
    const headers = { accept: mediaType };
    const known = await ask("/taxii2/", { headers, cert: siem.cert, key: siem.key });
    expect(known.status).toBe(200);
    expect((await ask("/taxii2/", { headers, cert: foreign.cert, key: foreign.key })).status).toBe(
      401,
    );
    expect((await ask("/taxii2/", { headers })).status).toBe(401);
    // A wrong key is not made good by a certificate.
    const both = { headers: { ...headers, ...bearer("x".repeat(43)) }, cert: siem.cert };
    expect((await ask("/taxii2/", { ...both, key: siem.key })).status).toBe(401);
  });

  test("a key may what its scopes say, and nobody may what the console does", async () => {
    const statusOf = async (path: string, headers: object, method = "GET", body?: string) => {
      const type = { "content-type": "application/json" };
      return (await ask(path, { method, headers: { ...type, ...headers } }, body)).status;
    };
    expect(await statusOf("/api/feed-values", {})).toBe(401);
    expect(await statusOf("/api/feed-values", bearer(reading))).toBe(200);
    expect(await statusOf("/api/feed-values", bearer(adding))).toBe(200);
    const sightings = JSON.stringify({ source: "soar", values: [] });
    expect(await statusOf("/api/sightings", bearer(reading), "POST", sightings)).toBe(403);
    expect(await statusOf("/api/sightings", bearer(adding), "POST", sightings)).toBe(200);
    for (const path of ["/", "/api/status", "/api/feeds", "/api/profile", "/api/events"]) {
      expect(await statusOf(path, bearer(adding))).toBe(404);
    }
    expect(await statusOf("/api/sign-in", {}, "POST", "{}")).toBe(404);
    expect(await statusOf("/api/keys/backup", bearer(adding), "POST", "{}")).toBe(404);
  });

  test("an address that others reach is not opened without a certificate", async () => {
    const other = mkdtempSync(join(tmpdir(), "tocsin-systems-"));
    const systems = { host: "0.0.0.0", port: 0 };
    const started = startMember({ stateDir: other, host: "127.0.0.1", port: 0, systems });
    await expect(started).rejects.toMatchObject({ code: "not-loopback" });
    rmSync(other, { recursive: true });
  });
});
