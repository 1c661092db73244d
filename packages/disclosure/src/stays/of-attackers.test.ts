import { expect, test } from "vitest";
import { foundBesideValues as found } from "../testing.ts";

test.each([
  ["akira_help: we have 210 GB\nus: prove it\nakira_help: here", "akira_help"],
  ["A strings dump shows the build path /home/vetr/iot/rep.c.", "vetr"],
  ["The PDB is C:\\Users\\wolfi\\source\\locker\\locker.pdb.", "wolfi"],
  ["Whoever typed a password: change it from another device.", "change"],
  ["Refused by policy, 198.51.100.119. 04:00 sinkhole list updated.", "198.51.100.119"],
  ["The sample was fetched by Tor.", "Tor"],
  ["It calls the night sister. Telltales are long lines.", "Telltales"],
  ["Two names are being taken down by Netcraft.", "Netcraft"],
])("what is the attackers' or everybody's stays: %j", (text, words) => {
  expect(found(text).join()).not.toContain(words);
});

test.each([
  ["royal: is it ours\nroyal: no", "royal"],
  ["It lies in /home/vetr/iot/rep.c.", "vetr"],
  ["Whoever typed a password: changeMe77 goes.", "changeMe77"],
  ["Refused by policy, 198551001194. 04:00 list updated.", "198551001194"],
  ["I met Tor at the gate.", "Tor"],
  ["It calls the night sister Nolwenn.", "Nolwenn"],
])("what only looks alike goes: %j", (text, words) => {
  expect(found(text).join()).toContain(words);
});
