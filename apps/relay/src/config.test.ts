import { describe, expect, it } from "vitest";

import { readConfig } from "./config.ts";

const key = "A".repeat(43);
const argv = (...options: readonly string[]): string[] => ["node", "tocsin-relay", ...options];
const needed = ["--gateway", "https://exchange.example", "--issuer-key", key, "--state", "/tmp/x"];

describe("settings of the relay", () => {
  it("have defaults for all but the parties", () => {
    expect(readConfig(argv(...needed))).toEqual({
      host: "127.0.0.1",
      port: 4330,
      metricsPort: 4339,
      gatewayUrl: "https://exchange.example",
      issuerKey: new Uint8Array(32),
      roundMs: 60_000,
      stateDir: "/tmp/x",
    });
  });

  it.each([
    ["--port", "65536"],
    ["--port", "-1"],
    ["--port", "1e3"],
    ["--round", "10"],
    ["--host", ""],
    ["--gateway", "file:///etc/passwd"],
    ["--gateway", "exchange.example"],
    ["--gateway", "https://exchange.example/?a=b"],
    ["--issuer-key", "AAAA"],
    ["--issuer-key", `${"A".repeat(42)}B`],
    ["--state", ""],
  ])("refuse %s %j", (name, value) => {
    expect(() => readConfig(argv(...needed, `${name}=${value}`))).toThrow(
      expect.objectContaining({ code: "usage" }),
    );
  });
});
