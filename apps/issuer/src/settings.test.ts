import { toBase64Url } from "@tocsin/kernel";
import { parseMessage } from "@tocsin/wire";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { changeSettings, communitySettings, loadSettings, settingsChange } from "./settings.ts";

const whole = {
  name: "Community",
  issuerUrl: "https://issuer.example:8443",
  exchangeUrl: "https://exchange.example",
  ledgerOrigin: "exchange.example/log",
  ledgerKey: toBase64Url(new Uint8Array(32).fill(1)),
  relayUrl: "https://relay.example",
  feeds: ["https://feed.example"],
};

/** Only what settings need of a store. */
function memory() {
  let kept: string | undefined;
  return {
    settings: () => Promise.resolve(kept),
    saveSettings: (text: string) => {
      kept = text;
      return Promise.resolve();
    },
  } as Parameters<typeof changeSettings>[0];
}

describe("settings", () => {
  it("are complete with defaults, and the issuer is named by its host", async () => {
    const store = memory();
    const settings = await changeSettings(store, whole);
    expect(settings).toMatchObject({
      issuerName: "issuer.example:8443",
      roundMs: 60_000,
      quotas: { report: 30, relay: 33 },
    });
    expect(await loadSettings(store)).toEqual(settings);
  });

  it("keep what is not given", async () => {
    const store = memory();
    await changeSettings(store, { ...whole, quotas: { read: 7 } });
    const changed = await changeSettings(store, { name: "Renamed", quotas: { vote: 3 } });
    expect(changed).toMatchObject({ name: "Renamed", relayUrl: whole.relayUrl });
    expect(changed.quotas).toMatchObject({ read: 7, vote: 3, probe: 256 });
    expect((await changeSettings(store, { roundMs: 5000 })).issuerName).toBe("issuer.example:8443");
  });

  it("name what is missing", async () => {
    const rest = Object.fromEntries(Object.entries(whole).filter(([name]) => name !== "relayUrl"));
    await expect(changeSettings(memory(), rest)).rejects.toMatchObject({
      code: "community-incomplete",
      detail: "relayUrl",
    });
  });

  it.each([
    ["a URL of another kind", { relayUrl: "file:///etc/passwd" }],
    ["no feed", { feeds: [] }],
    ["a round of a millisecond", { roundMs: 1 }],
    ["a short key", { ledgerKey: "AAAA" }],
    ["an origin with a line end", { ledgerOrigin: "a\nb" }],
    ["a quota beyond a batch", { quotas: { report: 513 } }],
    ["a quota of nothing", { quotas: { vote: 0 } }],
    ["another quota for the relay", { quotas: { relay: 60 } }],
    ["a purpose that is none", { quotas: { vouch: 1 } }],
    ["a field that is none", { logs: true }],
    ["an issuer name with a space", { issuerName: "a b" }],
  ])("refuse %s", (_name, change) => {
    expect(() => parseMessage(settingsChange, change)).toThrow();
  });

  it("survive being written and read", async () => {
    const quota = fc.integer({ min: 1, max: 512 });
    await fc.assert(
      fc.asyncProperty(
        quota,
        quota,
        fc.integer({ min: 1000, max: 3_600_000 }),
        async (read, vote, roundMs) => {
          const store = memory();
          const saved = await changeSettings(store, { ...whole, roundMs, quotas: { read, vote } });
          expect(parseMessage(communitySettings, await loadSettings(store))).toEqual(saved);
        },
      ),
    );
  });
});
