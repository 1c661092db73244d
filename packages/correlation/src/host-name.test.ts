import { expect, test } from "vitest";

import { parseHostName } from "./host-name.ts";

test.each([
  ["login.example-bank.co.uk", "example-bank.co.uk", "example-bank", ["login"]],
  ["a.b.evil.com", "evil.com", "evil", ["b", "a"]],
  ["mail-mofa.hopto.org", "mail-mofa.hopto.org", "mail-mofa", []],
  ["x.someone.github.io", "someone.github.io", "someone", ["x"]],
  ["login.somebody.mypressonline.com", "somebody.mypressonline.com", "somebody", ["login"]],
])("what was rented of %s is %s", (name, registered, label, below) => {
  expect(parseHostName(name)).toMatchObject({ registered, label, below });
});

test.each(["com", "co.uk", "s3.amazonaws.com", "hopto.org", "esy.es", "", "."])(
  "nobody alone owns %j",
  (name) => {
    expect(parseHostName(name)).toBeUndefined();
  },
);
