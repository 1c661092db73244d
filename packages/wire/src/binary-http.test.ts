import fc from "fast-check";
import { concatBytes, fromHex, TocsinError, toHex, utf8 } from "@tocsin/kernel";
import { describe, expect, it } from "vitest";
import rfc9292 from "../../../vectors/rfc9292.json" with { type: "json" };
import rfc9458 from "../../../vectors/rfc9458.json" with { type: "json" };
import {
  binaryMessageBytesMax,
  type BinaryRequest,
  type BinaryResponse,
  encodeBinaryRequest,
  encodeBinaryResponse,
  parseBinaryRequest,
  parseBinaryResponse,
} from "./binary-http.ts";
import { encodeVarint } from "./quic-varint.ts";

function hex(text: string): Uint8Array<ArrayBuffer> {
  const bytes = fromHex(text);
  if (bytes === undefined) throw new Error("not hex");
  return bytes;
}

function linesOf(fields: readonly (readonly string[])[]) {
  return fields.map(([name = "", value = ""]) => ({ name, value }));
}

const letters = fc.constantFrom("a", "b", "z", "-", "0");
const fields = fc.array(
  fc.record({
    name: fc.string({ unit: letters, minLength: 1, maxLength: 20 }).map((name) => `x${name}`),
    value: fc.string({ unit: letters, maxLength: 80 }),
  }),
  { maxLength: 8 },
);
const content = fc.uint8Array({ maxLength: 300 }).map((bytes) => Uint8Array.from(bytes));
const requests: fc.Arbitrary<BinaryRequest> = fc.record({
  method: fc.constantFrom("GET", "POST", "PUT", "DELETE"),
  scheme: fc.constantFrom("https", "http"),
  authority: fc.constantFrom("", "exchange.example", "localhost:8443"),
  path: fc.string({ unit: letters, maxLength: 60 }).map((path) => `/x${path}?y`),
  fields,
  content,
  trailers: fields,
});
const responses: fc.Arbitrary<BinaryResponse> = fc.record({
  informational: fc.array(fc.record({ status: fc.integer({ min: 100, max: 199 }), fields }), {
    maxLength: 3,
  }),
  status: fc.integer({ min: 200, max: 599 }),
  fields,
  content,
  trailers: fields,
});

const minimal: BinaryRequest = {
  method: "GET",
  scheme: "https",
  authority: "example.com",
  path: "/",
  fields: [],
  content: new Uint8Array(),
  trailers: [],
};

describe("RFC 9292, Section 5", () => {
  it.each(rfc9292.requests)("reads the request of figure $figure", (vector) => {
    const { method, scheme, authority, path } = vector;
    const expected = {
      ...{ method, scheme, authority, path },
      fields: linesOf(vector.fields),
      content: new Uint8Array(),
      trailers: [],
    };
    expect(parseBinaryRequest(hex(vector.encoded))).toEqual(expected);
  });

  it.each(rfc9292.responses)("reads the response of figure $figure", (vector) => {
    expect(parseBinaryResponse(hex(vector.encoded))).toEqual({
      informational: vector.informational.map(({ status, fields: lines }) => ({
        status,
        fields: linesOf(lines),
      })),
      status: vector.status,
      fields: linesOf(vector.fields),
      content: utf8(vector.content),
      trailers: linesOf(vector.trailers),
    });
  });

  it("writes figures 8 and 13 byte for byte", () => {
    const request = rfc9292.requests[0]?.encoded ?? "";
    expect(toHex(encodeBinaryRequest(parseBinaryRequest(hex(request))))).toBe(request);
    const response = rfc9292.responses[1]?.encoded ?? "";
    expect(toHex(encodeBinaryResponse(parseBinaryResponse(hex(response))))).toBe(response);
  });

  it("reads figure 8 without its last two bytes, and figure 9 without its last twelve", () => {
    const [known, indeterminate] = rfc9292.requests.map(({ encoded }) => hex(encoded));
    for (const [bytes, spare] of [
      [known, 2],
      [indeterminate, 12],
    ] as const) {
      const whole = parseBinaryRequest(bytes ?? new Uint8Array());
      for (let cut = 0; cut <= spare; cut += 1) {
        const shorter = bytes?.subarray(0, bytes.length - cut) ?? new Uint8Array();
        expect(parseBinaryRequest(shorter), String(cut)).toEqual(whole);
      }
      const tooShort = bytes?.subarray(0, bytes.length - spare - 1) ?? new Uint8Array();
      expect(() => parseBinaryRequest(tooShort)).toThrow("message");
    }
  });

  it("writes the truncated messages of RFC 9458, Appendix A, where they must fit", () => {
    expect(parseBinaryRequest(hex(rfc9458.request))).toEqual(minimal);
    expect(toHex(encodeBinaryRequest(minimal, 25))).toBe(rfc9458.request);
    const response = parseBinaryResponse(hex(rfc9458.response));
    expect(response.status).toBe(200);
    expect(toHex(encodeBinaryResponse(response, 3))).toBe(rfc9458.response);
  });
});

describe("a binary message", () => {
  it("survives encoding and any padding", () => {
    fc.assert(
      fc.property(requests, fc.nat(50), (request, padding) => {
        const bytes = encodeBinaryRequest(request);
        expect(parseBinaryRequest(bytes)).toEqual(request);
        const padded = encodeBinaryRequest(request, bytes.length + padding);
        expect(padded.length).toBe(bytes.length + padding);
        expect(parseBinaryRequest(padded)).toEqual(request);
      }),
    );
    fc.assert(
      fc.property(responses, fc.nat(50), (response, padding) => {
        const bytes = encodeBinaryResponse(response);
        expect(parseBinaryResponse(bytes)).toEqual(response);
        const padded = encodeBinaryResponse(response, bytes.length + padding);
        expect(parseBinaryResponse(padded)).toEqual(response);
      }),
    );
  });

  it("is read the same from chunks of indeterminate length", () => {
    const control = encodeBinaryRequest(minimal).subarray(1, -3);
    const bytes = concatBytes(
      Uint8Array.of(2),
      control,
      hex("0161" + "0162" + "00"),
      hex("02" + "6869" + "01" + "21" + "00"),
      hex("0163" + "0164" + "00"),
      new Uint8Array(7),
    );
    expect(parseBinaryRequest(bytes)).toEqual({
      ...minimal,
      fields: [{ name: "a", value: "b" }],
      content: utf8("hi!"),
      trailers: [{ name: "c", value: "d" }],
    });
  });

  it("is never read from a truncation inside a part", () => {
    const request = {
      ...minimal,
      fields: [{ name: "a", value: "b" }],
      content: utf8("content"),
      trailers: [{ name: "c", value: "d" }],
    };
    const bytes = encodeBinaryRequest(request);
    // Control data ends at 24, the header section at 29, the content at 37.
    const boundaries = [25, 30, 38, bytes.length];
    for (let length = 0; length <= bytes.length; length += 1) {
      const cut = bytes.subarray(0, length);
      if (boundaries.includes(length)) expect(parseBinaryRequest(cut).method).toBe("GET");
      else expect(() => parseBinaryRequest(cut), String(length)).toThrow(TocsinError);
    }
  });

  it("is refused, never misread, where bytes are random", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom(0, 1, 2, 3), (tail, first) => {
        const bytes = concatBytes(Uint8Array.of(first), tail);
        for (const parse of [parseBinaryRequest, parseBinaryResponse]) {
          try {
            parse(bytes);
          } catch (error) {
            expect(error).toBeInstanceOf(TocsinError);
          }
        }
      }),
    );
  });

  const control = toHex(encodeBinaryRequest(minimal).subarray(1, -3));
  it.each([
    ["nothing", ""],
    ["a response", "0140c8"],
    ["another framing", `04${control}`],
    ["a framing indicator of two bytes", `4000${control}`],
    ["padding that is not zeros", `00${control}00000001`],
    ["a field section longer than the message", `00${control}05`],
    ["a field section of 2^40 bytes", `00${control}c000010000000000`],
    ["a field line that leaves its section", `00${control}0201610000`],
    ["an empty field name in a known section", `00${control}020000`],
    ["an upper-case field name", `00${control}0401410162`],
    ["a pseudo-field", `00${control}09053a706174680162`],
    ["a value with a line end", `00${control}050161020d0a`],
    ["a value that is not UTF-8", `00${control}04016101ff`],
    ["a value beyond ASCII", `00${control}05016102c3a9`],
    ["content longer than the message", `00${control}000561`],
    ["a length in more bytes than needed", `00${control}4000`],
    ["a pseudo-field in the trailers", `00${control}000009053a706174680162`],
    ["an indeterminate section without its end", `02${control}01610162`],
    ["chunks without their end", `02${control}000161`],
    ["a chunk longer than the message", `02${control}00056100`],
    ["a content-length that differs", `00${control}110e636f6e74656e742d6c656e6774680132` + "0161"],
    ["two hosts", `00${control}0e04686f7374016104686f73740161`],
    ["a host that is not the authority", `00${control}0704686f73740161`],
  ])("is no request: %s", (_name, text) => {
    expect(() => parseBinaryRequest(hex(text))).toThrow(TocsinError);
  });

  it.each([
    ["a request", rfc9458.request],
    ["no status", "01"],
    ["a status of 99", "014063"],
    ["a status of 600", "014258"],
    ["a status of 0", "0100"],
    ["only an informational response", "014066" + "00"],
    ["an informational response without its fields", "014066"],
    ["nine informational responses", "01" + "406600".repeat(9) + "40c8"],
    ["trailing bytes", "0140c800000001"],
  ])("is no response: %s", (_name, text) => {
    expect(() => parseBinaryResponse(hex(text))).toThrow(TocsinError);
  });

  it("has at most 64 fields, read or written", () => {
    const line = { name: "a", value: "b" };
    const most = { ...minimal, fields: Array.from({ length: 64 }, () => line) };
    expect(parseBinaryRequest(encodeBinaryRequest(most)).fields.length).toBe(64);
    const more = { ...minimal, fields: Array.from({ length: 65 }, () => line) };
    expect(() => encodeBinaryRequest(more)).toThrow("too many fields");
    const lines = "01610162".repeat(65);
    expect(() => parseBinaryRequest(hex(`02${control}${lines}00`))).toThrow("too many fields");
    const section = toHex(encodeVarint(4 * 65)) + lines;
    expect(() => parseBinaryRequest(hex(`00${control}${section}`))).toThrow("too many fields");
  });

  it("has at most 1,024 chunks and 1 MiB", () => {
    const chunks = (count: number) => hex(`02${control}00${"0161".repeat(count)}00`);
    expect(parseBinaryRequest(chunks(1_024)).content.length).toBe(1_024);
    expect(() => parseBinaryRequest(chunks(1_025))).toThrow("too many chunks");
    const large = new Uint8Array(binaryMessageBytesMax + 1);
    expect(() => parseBinaryRequest(large)).toThrow("1048576 bytes");
    expect(() => encodeBinaryRequest({ ...minimal, content: large })).toThrow("1048576 bytes");
    expect(() => encodeBinaryRequest(minimal, large.length)).toThrow("1048576 bytes");
  });

  it("is not padded to less than it needs", () => {
    const request = { ...minimal, content: utf8("x") };
    const needed = encodeBinaryRequest(request).length - 1;
    expect(parseBinaryRequest(encodeBinaryRequest(request, needed))).toEqual(request);
    expect(() => encodeBinaryRequest(request, needed - 1)).toThrow(`${needed - 1} bytes`);
    expect(() => encodeBinaryRequest(minimal, 24)).toThrow("24 bytes");
  });

  it.each([
    ["a bad method", { method: "get" }],
    ["a bad field", { fields: [{ name: "A", value: "" }] }],
    ["a bad trailer", { trailers: [{ name: ":path", value: "" }] }],
    ["a wrong content-length", { fields: [{ name: "content-length", value: "1" }] }],
  ])("is not written with %s", (_name, changes) => {
    expect(() => encodeBinaryRequest({ ...minimal, ...changes })).toThrow("binary HTTP");
  });

  it.each([
    ["a status of 100", { status: 100 }],
    ["a status of 200.5", { status: 200.5 }],
    ["an informational status of 200", { informational: [{ status: 200, fields: [] }] }],
    [
      "too many informational responses",
      { informational: Array.from({ length: 9 }, () => ({ status: 102, fields: [] })) },
    ],
  ])("is no response to write with %s", (_name, changes) => {
    const response = { informational: [], status: 200, fields: [], trailers: [] };
    expect(() =>
      encodeBinaryResponse({ ...response, content: new Uint8Array(), ...changes }),
    ).toThrow("binary HTTP");
  });
});
