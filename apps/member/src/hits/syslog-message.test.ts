import { utf8 } from "@tocsin/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { messageBytesMax, SyslogFrames, syslogText } from "./syslog-message.ts";

describe("a message", () => {
  it.each([
    [
      "RFC 5424",
      '<134>1 2026-11-22T06:00:00.003Z fw1.own.example app 1 ID47 [x@1 dst="45.83.64.1"] hit',
      '[x@1 dst="45.83.64.1"] hit',
    ],
    ["RFC 5424 without values", "<34>1 - - - - - - hit bad-portal.net", "- hit bad-portal.net"],
    [
      "RFC 3164",
      "<13>Nov  2 06:00:00 fw1.own.example squid[3]: hit bad-portal.net\n",
      "squid[3]: hit bad-portal.net",
    ],
    ["no header", "hit bad-portal.net", "hit bad-portal.net"],
    ["a priority alone", "<13>", undefined],
    ["nothing", "\r\n", undefined],
  ])("is read without its header: %s", (_, message, said) => {
    expect(syslogText(message)).toBe(said);
  });

  it("of nothing but zeros and a letter is read at once", () => {
    const message = `${"\0".repeat(messageBytesMax - 1)}a`;
    expect(syslogText(message)).toBe(message);
  });
});

describe("frames on TCP", () => {
  it("are cut by octet counts and by line ends, however they arrive", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.boolean(), fc.stringMatching(/^[a-z .=<>]{1,40}$/)), { maxLength: 8 }),
        fc.integer({ min: 1, max: 9 }),
        (messages, step) => {
          const stream = messages
            .map(([counts, it]) => (counts ? `${it.length + 1} <${it}` : `<${it}\n`))
            .join("");
          const frames = new SyslogFrames();
          const got: string[] = [];
          for (let at = 0; at < stream.length; at += step) {
            const framed = frames.take(utf8(stream.slice(at, at + step)));
            if ("messages" in framed) got.push(...framed.messages);
          }
          expect(got).toEqual(messages.map(([, it]) => `<${it}`));
        },
      ),
    );
  });

  it("the last one may end with the connection", () => {
    const frames = new SyslogFrames();
    frames.take(utf8("<13>one\n<13>two"));
    expect(frames.end()).toBe("<13>two");
    expect(frames.end()).toBeUndefined();
  });

  it.each([
    ["a count above the limit", `${messageBytesMax + 1} <x`, "too-large"],
    ["a count that never ends", "1".repeat(9), "malformed"],
    ["a count with letters", "12a45678 ", "malformed"],
    ["a line above the limit", "<".repeat(messageBytesMax + 1), "too-large"],
  ])("%s closes the connection", (_, text, wrong) => {
    expect(new SyslogFrames().take(utf8(text))).toEqual({ wrong });
  });
});
