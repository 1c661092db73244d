import { emptyProfile } from "@tocsin/disclosure";
import { expect, it } from "vitest";

import { ownValues } from "./own-values.ts";

const isOwn = ownValues({
  ...emptyProfile,
  domains: ["*.own.example"],
  hosts: ["srv-7"],
  ranges: ["45.83.64.0/24", "2001:db8:1::/48"],
});
const print = "e7d705a3286e19ea42f587b344ee6865";

it.each([
  ["domain", "own.example"],
  ["domain", "mail.own.example"],
  ["ipv4", "45.83.64.9"],
  ["ipv6", "2001:db8:1::7"],
  ["cidr", "45.83.0.0/16"],
  ["endpoint", "45.83.64.9:443"],
  ["email", "jane@own.example"],
  ["url", "https://portal.own.example/login"],
  ["url", "http://45.83.64.9:8080/"],
  ["url", "http://[2001:db8:1::7]/"],
  ["connection", `45.83.64.9:443 ${print}`],
])("%s %s is our own", (type, value) => {
  expect(isOwn(type, value)).toBe(true);
});

it.each([
  ["domain", "notown.example"],
  ["domain", "own.example.bad-portal.net"],
  ["ipv4", "45.83.65.9"],
  ["email", "own.example@bad-portal.net"],
  ["url", "https://bad-portal.net/own.example"],
  ["connection", `45.83.65.9:443 ${print}`],
  ["md5", print],
])("%s %s is not", (type, value) => {
  expect(isOwn(type, value)).toBe(false);
});
