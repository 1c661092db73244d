import path from "node:path";
import { expect, test } from "vitest";
import { homeIn } from "./config.ts";

test.each([
  [["up"], undefined],
  [["up", "--home"], undefined],
  [["up", "--home="], undefined],
  [["--home", "/a", "up"], "/a"],
  [["up", "--home=/a/../b"], "/b"],
  [["--home", "a", "up", "--home", "c"], path.resolve("c")],
])("of %j the state folder is %j", (argv, home) => {
  expect(homeIn(argv)).toBe(home);
});
