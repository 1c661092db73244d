import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { EventReader } from "./node-events.ts";

function readAll(chunks: readonly string[]) {
  const reader = new EventReader();
  return chunks.flatMap((chunk) => [...reader.read(chunk)]);
}

describe("the stream of events", () => {
  it("is read whatever way it is cut", () => {
    const stream =
      ": open\n\nevent: warning\ndata: w1\n\n: still here\n\nevent: status\ndata: \n\n";
    fc.assert(
      fc.property(fc.array(fc.nat(stream.length)), (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), stream.length];
        const chunks = at.slice(1).map((end, index) => stream.slice(at[index], end));
        expect(readAll(chunks)).toEqual([
          { name: "warning", data: "w1" },
          { name: "status", data: "" },
        ]);
      }),
    );
  });

  it("may end its lines with carriage returns", () => {
    expect(readAll(["event: alarm\r\ndata: x\r", "\n\r\n"])).toEqual([
      { name: "alarm", data: "x" },
    ]);
  });

  it("says nothing of events that are none of ours", () => {
    expect(readAll(["event: exploit\ndata: x\n\n", "data: y\n\n"])).toEqual([]);
  });

  it.each([
    ["in one piece", ["x".repeat(5000)]],
    ["in many", Array.from({ length: 5000 }, () => "x")],
  ])("is refused for a line without an end, %s", (_, chunks) => {
    expect(() => readAll(chunks)).toThrow(
      expect.objectContaining({ code: "remote-answer-invalid" }),
    );
  });
});
