import { describe, expect, it } from "vitest";
import {
  checkContentLength,
  checkFieldLine,
  checkRequest,
  forwardingFieldNames,
  hasForwardingField,
} from "./http-fields.ts";

const control = {
  method: "POST",
  scheme: "https",
  authority: "exchange.example",
  path: "/capsule",
};

describe("a field line", () => {
  it.each([
    ["accept", "*/*"],
    ["x_a.b~c", ""],
    ["etag", '"a b\tc"'],
  ])("may be %s: %s", (name, value) => {
    expect(() => checkFieldLine({ name, value })).not.toThrow();
  });

  it.each([
    ["an empty name", "", "x"],
    ["an upper-case name", "Accept", "x"],
    ["a pseudo-field", ":path", "/other"],
    ["a pseudo-field of an extension", ":protocol", "websocket"],
    ["a name with a space", "a b", "x"],
    ["a name with a colon", "a:b", "x"],
    ["a name with a line end", "a\r\nb", "x"],
    ["a name beyond ASCII", "é", "x"],
    ["a name too long", "a".repeat(129), "x"],
    ["a value with a line end", "a", "x\r\nb: y"],
    ["a value with a line feed", "a", "x\ny"],
    ["a value with a zero", "a", "x\u0000"],
    ["a value with a space before", "a", " x"],
    ["a value with a tab after", "a", "x\t"],
    ["a value of a space", "a", " "],
    ["a value beyond ASCII", "a", "é"],
    ["a value too long", "a", "x".repeat(8_193)],
  ])("may not have %s", (_what, name, value) => {
    expect(() => checkFieldLine({ name, value })).toThrow("binary HTTP");
  });
});

describe("request control data", () => {
  it.each([
    ["a path with a query", { path: "/a/b?c=d&e=%20" }],
    ["no authority", { authority: "" }],
    ["a port", { authority: "localhost:8443" }],
    ["an IPv6 address", { authority: "[::1]:443" }],
  ])("may have %s", (_what, changes) => {
    expect(() => checkRequest({ ...control, ...changes }, [])).not.toThrow();
  });

  it.each([
    ["no method", { method: "" }],
    ["a method in lower case", { method: "get" }],
    ["CONNECT", { method: "CONNECT" }],
    ["a method with a space", { method: "GET /" }],
    ["a method too long", { method: "A".repeat(33) }],
    ["no scheme", { scheme: "" }],
    ["another scheme", { scheme: "file" }],
    ["user information", { authority: "user@exchange.example" }],
    ["an authority with a path", { authority: "exchange.example/x" }],
    ["an authority in upper case", { authority: "Exchange.example" }],
    ["two authorities", { authority: "a.example,b.example" }],
    ["an authority too long", { authority: "a".repeat(256) }],
    ["no path", { path: "" }],
    ["the absolute form", { path: "https://other.example/" }],
    ["a network path", { path: "//other.example/" }],
    ["the asterisk form", { path: "*" }],
    ["a fragment", { path: "/a#b" }],
    ["a backslash", { path: "/a\\b" }],
    ["a space", { path: "/a b" }],
    ["a line end", { path: "/a\r\nhost: x" }],
    ["a path too long", { path: `/${"a".repeat(2_048)}` }],
  ])("may not have %s", (_what, changes) => {
    expect(() => checkRequest({ ...control, ...changes }, [])).toThrow("binary HTTP");
  });

  it("has one opinion about the host", () => {
    const host = (value: string) => ({ name: "host", value });
    expect(() => checkRequest(control, [host("exchange.example")])).not.toThrow();
    expect(() => checkRequest({ ...control, authority: "" }, [host("any.example")])).not.toThrow();
    expect(() => checkRequest(control, [host("other.example")])).toThrow("authority");
    const twice = [host("exchange.example"), host("exchange.example")];
    expect(() => checkRequest(control, twice)).toThrow("more than one host");
  });
});

describe("content-length", () => {
  it.each(["2", "03", "3.0", "", "+3", "3, 3"])("of %j is not three bytes", (value) => {
    const field = { name: "content-length", value };
    expect(() => checkContentLength([field], 3)).toThrow("content-length");
  });

  it("may be said twice alike, or not at all", () => {
    const field = { name: "content-length", value: "3" };
    expect(() => checkContentLength([field, field], 3)).not.toThrow();
    expect(() => checkContentLength([], 3)).not.toThrow();
  });
});

describe("forwarding fields", () => {
  it("are known by name and by prefix", () => {
    for (const name of [...forwardingFieldNames, "x-forwarded-for", "x-forwarded-anything"]) {
      expect(
        hasForwardingField([
          { name: "accept", value: "" },
          { name, value: "x" },
        ]),
      ).toBe(true);
    }
    expect(hasForwardingField([{ name: "accept", value: "forwarded" }])).toBe(false);
  });
});
