import { expect, test } from "vitest";

import { readIncidentLines } from "./incident-lines.ts";

const good = { id: "a", indicators: [{ type: "domain", value: "evil-host.com" }] };

test.each([
  ["", "not JSON", "{"],
  ["a list", "no JSON object", "[]"],
  ["no id", "id", JSON.stringify({ ...good, id: undefined })],
  ["an empty id", "id", JSON.stringify({ ...good, id: "" })],
  ["no indicators", "indicators", JSON.stringify({ id: "a" })],
  ["a text for indicators", "indicators", JSON.stringify({ ...good, indicators: "x" })],
  [
    "an indicator without value",
    "indicators.0.value",
    '{"id":"a","indicators":[{"type":"domain"}]}',
  ],
  ["nested attributes", "attributes.x", JSON.stringify({ ...good, attributes: { x: { y: 1 } } })],
  [
    "an attribute of the prototype",
    "",
    '{"id":"a","indicators":[],"attributes":{"__proto__":{"x":1}}}x',
  ],
])("a line with %s is told with its cause (%s) and a fix", (_, cause, line) => {
  const { incidents, bad } = readIncidentLines(`${line}\n${JSON.stringify({ ...good, id: "b" })}`);
  expect(incidents.map(({ id }) => id)).toEqual(["b"]);
  expect(bad).toMatchObject([{ line: 1, fix: expect.stringMatching(/\w/) as unknown }]);
  expect(bad[0]?.cause).toContain(cause);
});

test("dates of any precision, numbers as ids, and lists of attributes are understood", () => {
  const line = {
    ...good,
    id: 7,
    first_seen: "2014-05",
    attributes: { malware: ["A", "B"], x: null },
  };
  const { incidents } = readIncidentLines(JSON.stringify(line));
  expect(incidents).toMatchObject([
    {
      id: "7",
      seenMs: Date.UTC(2014, 4),
      attributes: [
        { name: "malware", value: "A" },
        { name: "malware", value: "B" },
      ],
    },
  ]);
});

test("what is no date is left out, and an id counts once", () => {
  const line = JSON.stringify({ ...good, first_seen: "soon" });
  const { incidents, bad } = readIncidentLines(`${line}\n\n${line}\n`);
  expect(incidents).toHaveLength(1);
  expect(incidents[0]?.seenMs).toBeUndefined();
  expect(bad).toMatchObject([{ line: 3, cause: "this id was used before" }]);
});

test("a mark of the byte order, ends of lines of Windows, and names of the prototype do no harm", () => {
  const odd =
    '{"id":"__proto__","indicators":[],"attributes":{"__proto__":{"x":1},"constructor":"y"}}';
  const text = `\uFEFF${JSON.stringify(good)}\r\n${odd}\r\n`;
  const { incidents, bad } = readIncidentLines(text);
  expect(bad).toEqual([]);
  expect(incidents.map(({ id }) => id)).toEqual(["a", "__proto__"]);
  expect(incidents[1]?.attributes).toEqual([{ name: "constructor", value: "y" }]);
});
