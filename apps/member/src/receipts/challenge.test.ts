import { systemRandom, toBase64Url } from "@tocsin/kernel";
import fc from "fast-check";
import { expect, test } from "vitest";

import { authorshipChallenge, newChallenge, verifierNameMax } from "./challenge.ts";

const report = toBase64Url(new Uint8Array(32).fill(1));
const nonce = toBase64Url(new Uint8Array(32));

test("a challenge is read back as it was made", () => {
  const names = fc
    .string({ minLength: 1, maxLength: 60 })
    .filter((name) => /^\w[\w ]*\w$/.test(name));
  fc.assert(
    fc.property(names, (name) => {
      const challenge = newChallenge(name, systemRandom);
      expect(challenge.length).toBeLessThanOrEqual(200);
      expect(authorshipChallenge(report, challenge).verifier).toBe(name);
    }),
  );
});

test.each([
  ["nothing", ""],
  ["no name", nonce],
  ["an empty name", ` ${nonce}`],
  ["no nonce", "Court "],
  ["a short nonce", `Court ${nonce.slice(1)}`],
  ["a nonce of another encoding", `Court ${nonce.slice(0, -1)}=`],
  ["two lines", `Court\nof law ${nonce}`],
  ["a name that looks like another", `Court\u202e ${nonce}`],
  ["space around the name", ` Court ${nonce}`],
  ["a long name", `${"c".repeat(verifierNameMax + 1)} ${nonce}`],
])("%s is no challenge", (_name, challenge) => {
  expect(() => authorshipChallenge(report, challenge)).toThrow("challenge");
});
