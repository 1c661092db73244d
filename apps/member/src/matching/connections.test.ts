import { expect, it } from "vitest";

import { addressOfConnection, canonicalConnection, connectionsIn } from "./connections.ts";

const print = "e7d705a3286e19ea42f587b344ee6865";
const ja4 = "t13d1516h2_8daaf6152771_b186095e22b6";

it.each([
  ["key and value", `src=10.0.0.1 dst=45.83.64.1 dpt=443 ja3=${print}`],
  ["CEF", `CEF:0|a|b|1|1|hit|9|dst=45.83.64.1 dpt=443 cs1Label=ja3 cs1=${print}`],
  ["Suricata", `{"dest_ip":"45.83.64.1","dest_port":443,"tls":{"ja3":{"hash":"${print}"}}}`],
  ["a sentence", `TLS to 45.83.64.1:443 with JA3 ${print.toUpperCase()}`],
])("finds address, port and fingerprint of a line: %s", (_, line) => {
  expect(connectionsIn(line)).toEqual([`45.83.64.1:443 ${print}`]);
});

it("takes JA4 as well, and a few of a line at most", () => {
  expect(connectionsIn(`45.83.64.1:8443 ${ja4}`)).toEqual([`45.83.64.1:8443 ${ja4}`]);
  const many = Array.from({ length: 40 }, (_, at) => `45.83.64.${at}:443`).join(" ");
  expect(connectionsIn(`${many} ja3=${print}`)).toHaveLength(4);
});

it.each([
  ["no fingerprint", "dst=45.83.64.1 dpt=443"],
  ["no port", `dst=45.83.64.1 ja3=${print}`],
  ["no address", `dpt=443 ja3=${print}`],
  ["a port that is none", `45.83.64.1:70000 ja3=${print}`],
  ["an address that is none", `45.83.640.1:443 ja3=${print}`],
  ["the port of the source", `spt=4444 dst=45.83.64.1 ja3=${print}`],
])("finds nothing where there is %s", (_, line) => {
  expect(connectionsIn(line)).toEqual([]);
});

it("has one form, and its address can be read", () => {
  const connection = canonicalConnection(` 45.83.64.1:443  ${print.toUpperCase()}`);
  expect(connection).toBe(`45.83.64.1:443 ${print}`);
  expect(canonicalConnection(connection ?? "")).toBe(connection);
  expect(addressOfConnection(connection ?? "")).toBe("45.83.64.1");
  for (const wrong of ["", "45.83.64.1:443", `x ${print}`, `45.83.64.1:443 ${print} more`]) {
    expect(canonicalConnection(wrong)).toBeUndefined();
  }
});

it("takes linear time on lines that are made to be slow", () => {
  for (const piece of ["1.1.1.", "dst=", "ja3:", 'ja3="', "t13d"]) {
    expect(connectionsIn(piece.repeat(20_000))).toEqual([]);
  }
});
