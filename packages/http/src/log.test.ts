import { systemClock } from "@tocsin/kernel";
import { describe, expect, it } from "vitest";

import { createLog, logOptions, whereOf } from "./log.ts";

function capture(): { lines: string[]; log: ReturnType<typeof createLog> } {
  const lines: string[] = [];
  const keep = (fields: object, event: string): void => {
    lines.push(JSON.stringify({ ...fields, event }));
  };
  return { lines, log: createLog({ info: keep, warn: keep, error: keep }) };
}

const canaries = [
  "acme.example",
  "192.0.2.7",
  "2001:db8::7",
  "Acme Holdings",
  "https://acme.example/secret?q=1",
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_AbCdE",
  "someone@acme.example",
  "/home/acme/state",
];

describe("a log", () => {
  it("keeps codes, counts, durations and route patterns", () => {
    const { lines, log } = capture();
    const route = "/notes/:id{[0-9]+}";
    log.info("request-done", { route, method: "GET", status: 200, durationMs: 3 });
    expect(lines).toEqual([
      '{"route":"/notes/:id{[0-9]+}","method":"GET","status":200,"durationMs":3,"event":"request-done"}',
    ]);
  });

  it.each(canaries)("has no place for %s in any field or event", (canary) => {
    const { lines, log } = capture();
    const names = ["code", "epoch", "id", "method", "purpose", "where", "status", "note", "class"];
    for (const name of names) log.warn("odd-field", { [name]: canary });
    log.error(canary, { code: "not-found" });
    expect(lines).toHaveLength(names.length + 1);
    expect(lines.join("\n")).not.toContain(canary);
    expect(lines[0]).toContain('"dropped":1');
  });

  it("says where an error arose and never what it said", () => {
    const where = whereOf(new Error("at acme.example/x.ts:1:1)\n    at acme.example/y:2:2"));
    const { lines, log } = capture();
    log.error("failed", where === undefined ? {} : { where });
    expect(lines[0]).toMatch(/log\.test\.ts:\d+/);
  });

  it("is given no host name", () => {
    expect(logOptions("relay", systemClock).base).toEqual({ program: "relay" });
  });
});
