import { describe, expect, it } from "vitest";

import { displayWidth, facts, table } from "./table.ts";

describe("a table", () => {
  it("aligns its columns, numbers to the right", () => {
    const columns = [{ title: "name" }, { title: "n", align: "right" as const }];
    expect(
      table(columns, [
        ["a", "1"],
        ["longer", "200"],
      ]),
    ).toBe("NAME      N\na         1\nlonger  200\n");
  });

  it("counts wide and combining characters as a terminal does", () => {
    expect(displayWidth("東京")).toBe(4);
    expect(displayWidth("e\u0301")).toBe(1);
    expect(displayWidth("😀!")).toBe(3);
  });

  it("cuts a column that may shrink where the terminal is narrow, and says so", () => {
    const columns = [{ title: "id" }, { title: "what", shrinks: true }];
    const shown = table(columns, [["1", "a text that is much too long"]], 20);
    expect(shown).toBe("ID  WHAT\n1   a text that is…\n");
    expect(table(columns, [["1", "a text that is much too long"]])).toContain("too long");
  });

  it("leaves a column whole that is of no use when cut", () => {
    const columns = [
      { title: "value", shrinks: true, widthMin: 20 },
      { title: "why", shrinks: true },
    ];
    const hash = "0123456789abcdef0123";
    const shown = table(columns, [[hash, "a reason that is much too long"]], 24);
    expect(shown).toBe(`VALUE                 WHY\n${hash}  a reason th…\n`);
  });

  it("lets no cell break a line or the terminal", () => {
    expect(table([{ title: "a" }], [["x\ny\u001b[2J"]])).toBe("A\nx\\ny\\u{1b}[2J\n");
    expect(facts([["name", "x\ny"]])).toBe("name  x\\ny\n");
  });
});
