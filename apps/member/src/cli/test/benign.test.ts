import { parseJson } from "@tocsin/kernel";
import { expect, it } from "vitest";
import { z } from "zod";

import { runHere } from "./captured-terminal.ts";

const answers = z.array(
  z.object({
    value: z.string(),
    type: z.string().nullable(),
    benign: z.object({ effect: z.string(), list: z.string(), why: z.string() }).nullable(),
  }),
);

it("says why a value is harmless, and where no list holds it", async () => {
  const { code, stdout } = await runHere(["benign", "why", "8.8.8.8", "evil[.]wikipedia.org", "x"]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/ipv4 +8\[\.\]8\[\.\]8\[\.\]8 +never +This is .*\(known-resolvers\)/);
  expect(stdout).toMatch(/domain +evil\[\.\]wikipedia\[\.\]org +On no list\./);
  expect(stdout).toMatch(/no value +x +On no list\./);
});

it("gives the same as JSON", async () => {
  const { stdout } = await runHere(["--json", "benign", "why", "bit.ly"]);
  const [answer] = answers.parse(parseJson(stdout));
  expect(answer).toMatchObject({ type: "domain", benign: { effect: "weak" } });
});

it("lists the lists with their versions", async () => {
  const { stdout, stderr } = await runHere(["benign", "list"]);
  expect(stdout).toMatch(/top-sites +context +\d+ +alexa \d+, /);
  expect(stderr).toContain("misp-warninglists");
});
