import { TocsinError } from "@tocsin/kernel";
import { expect, it } from "vitest";

import { columns, explain, printable } from "./texts.ts";

it("prints no character that moves a cursor, turns text round or hides", () => {
  for (const trick of ["\u001b[2J", "\r", "\n", "\u202e", "\u200b", "\ud800", "\u2028", "\u0007"]) {
    expect(printable(`a${trick}b`)).not.toContain(trick.slice(0, 1));
  }
  expect(columns(["A"], [["x\ny"]]).split("\n")).toHaveLength(3);
});

it("aligns columns", () => {
  expect(
    columns(
      ["ID", "NAME"],
      [
        ["1", "Company"],
        ["long", ""],
      ],
    ),
  ).toBe("ID    NAME\n1     Company\nlong\n");
});

it("explains an error by cause and fix, and a defect without its text", () => {
  let said = "";
  const terminal = {
    out: () => undefined,
    err: (text: string) => void (said += text),
    settings: { stateDir: undefined, host: undefined, port: undefined, metricsPort: undefined },
    stateDirDefault: "",
  };
  expect(explain(terminal, new TocsinError("legal-id-taken"), false)).toBe(2);
  expect(said).toBe(
    "Another member has this legal id.\nCheck whether the company is a member already.\n",
  );
  said = "";
  expect(explain(terminal, new Error("secret"), true)).toBe(1);
  expect(said).toContain('"error":"invariant-broken"');
  expect(said).not.toContain("secret");
});
