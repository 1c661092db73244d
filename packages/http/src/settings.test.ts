import { toBase64Url, TocsinError } from "@tocsin/kernel";
import { describe, expect, it, test } from "vitest";

import { explain, Settings } from "./settings.ts";

const key = toBase64Url(new Uint8Array(32).fill(5));

test("settings are read as what they are", () => {
  const given = new Settings({
    port: "0",
    round: "5000",
    issuer: "https://issuer.example/at",
    issuerKey: key,
    tlsCert: "/srv/x.pem",
  });
  expect(given.port("port")).toBe(0);
  expect(given.roundMs("round")).toBe(5000);
  expect(given.url("issuer")).toBe("https://issuer.example/at");
  expect(given.publicKey("issuerKey")).toEqual(new Uint8Array(32).fill(5));
  expect(given.tlsFiles()).toEqual({ tlsCert: "/srv/x.pem" });
  expect(given.has("tlsKey")).toBe(false);
});

test.each([
  ["a text that is empty", "--state", { state: "" }, (it: Settings) => it.text("state")],
  ["a text that is none", "--state", { state: true }, (it: Settings) => it.text("state")],
  ["a number with an exponent", "--port", { port: "1e3" }, (it: Settings) => it.port("port")],
  ["a port beyond the last", "--port", { port: "65536" }, (it: Settings) => it.port("port")],
  ["a negative number", "--port", { port: "-1" }, (it: Settings) => it.port("port")],
  ["a round of no time", "--round", { round: "10" }, (it: Settings) => it.roundMs("round")],
  ["a round of a day", "--round", { round: "86400000" }, (it: Settings) => it.roundMs("round")],
  ["a file as a URL", "--feed", { feed: "file:///etc" }, (it: Settings) => it.url("feed")],
  ["a URL with a query", "--feed", { feed: "https://a/?b" }, (it: Settings) => it.url("feed")],
  ["a short key", "--holder-key", { holderKey: "AA" }, (it: Settings) => it.publicKey("holderKey")],
])("%s is refused by the name of its option", (_, flag, options, read) => {
  expect(() => read(new Settings(options))).toThrow(new RegExp(flag));
});

describe("a program that does not start", () => {
  const said = (error: unknown): [number, unknown[]] => {
    const lines: unknown[] = [];
    return [explain(error, (line) => lines.push(line)), lines];
  };

  it("says the cause and what mends it", () => {
    const error = new TocsinError("port-busy");
    expect(said(error)).toEqual([error.exit, [`${error.message}\n${error.fix}`]]);
  });

  it("is silent where commander has spoken, and ends well after its help", () => {
    const named = (exitCode: number) =>
      Object.assign(new Error("usage"), { name: "CommanderError", exitCode });
    expect(said(named(1))).toEqual([2, []]);
    expect(said(named(0))).toEqual([0, []]);
  });

  it("says what nobody expected as it is", () => {
    const error = new Error("unexpected");
    expect(said(error)).toEqual([1, [error]]);
  });
});
