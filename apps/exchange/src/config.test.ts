import { toBase64Url } from "@tocsin/kernel";
import { expect, test } from "vitest";

import { readCommand } from "./config.ts";

const key = toBase64Url(new Uint8Array(32).fill(5));
const argv = (...words: string[]) => ["node", "exchange", ...words];

test("serving is what it does when nothing else is said", () => {
  const command = readCommand(argv("--state", "/srv/x", "--issuer-key", key, "--round", "5000"));
  expect(command).toMatchObject({
    do: "serve",
    config: {
      stateDir: "/srv/x",
      roundMs: 5000,
      host: "127.0.0.1",
      issuerKey: new Uint8Array(32).fill(5),
    },
  });
});

test("HTTPS takes a certificate and its key", () => {
  const files = ["--tls-cert", "/srv/x.pem", "--tls-key", "/srv/x.key"];
  expect(readCommand(argv("--issuer-key", key, ...files))).toMatchObject({
    config: { tlsCert: "/srv/x.pem", tlsKey: "/srv/x.key" },
  });
});

test("init needs no more than the folder", () => {
  expect(readCommand(argv("init", "--state", "/srv/x"))).toEqual({
    do: "init",
    config: { stateDir: "/srv/x" },
  });
});

test.each([
  ["a short key", "--issuer-key", ["--issuer-key", "AAAA"]],
  ["no base64url", "--issuer-key", ["--issuer-key", "*".repeat(43)]],
  ["a port beyond the last", "--port", ["--issuer-key", key, "--port", "65536"]],
  ["a port that is no number", "--port", ["--issuer-key", key, "--port", "http"]],
  ["a round of no time", "--round", ["--issuer-key", key, "--round", "0"]],
  ["an empty folder", "--state", ["--issuer-key", key, "--state", ""]],
])("%s is refused and named", (_, named, words) => {
  const refused = `The command was not given as it must be. (${named}`;
  expect(() => readCommand(argv(...words))).toThrow(refused);
});
