import fc from "fast-check";
import { generateHpkeKeyPair } from "@tocsin/crypto";
import { concatBytes, fromHex, type Random, systemRandom, toHex, utf8 } from "@tocsin/kernel";
import { beforeAll, describe, expect, it } from "vitest";
import rfc9458 from "../../../vectors/rfc9458.json" with { type: "json" };
import { encodeKeyConfiguration, parseKeyConfiguration } from "./key-configuration.ts";
import {
  decapsulateRequest,
  encapsulateRequest,
  type GatewayKey,
  type GatewayPublicKey,
  importGatewayKey,
  importKeyConfiguration,
  keyConfigurationOf,
  requestOverheadBytes,
  responseOverheadBytes,
} from "./oblivious-http.ts";

function hex(text: string): Uint8Array<ArrayBuffer> {
  const bytes = fromHex(text);
  if (bytes === undefined) throw new Error("not hex");
  return bytes;
}

function scripted(text: string): Random {
  return { bytes: () => hex(text) };
}

function flipped(bytes: Uint8Array, at: number): Uint8Array<ArrayBuffer> {
  const copy = Uint8Array.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}

async function clientOf(key: GatewayKey): Promise<GatewayPublicKey> {
  const client = await importKeyConfiguration(keyConfigurationOf(key));
  if (client === undefined) throw new Error("suite");
  return client;
}

async function freshKey(keyId: number): Promise<GatewayKey> {
  const { secretKey } = await generateHpkeKeyPair(systemRandom);
  return importGatewayKey(keyId, secretKey);
}

describe("RFC 9458, Appendix A", () => {
  it("gives the encapsulated request and response byte for byte, and opens both", async () => {
    const gateway = await importKeyConfiguration(
      parseKeyConfiguration(hex(rfc9458.keyConfiguration)),
    );
    if (gateway === undefined) throw new Error("suite");
    const sent = await encapsulateRequest(
      gateway,
      hex(rfc9458.request),
      scripted(rfc9458.ephemeralSecretKey),
    );
    expect(toHex(sent.bytes)).toBe(rfc9458.encapsulatedRequest);

    const key = await importGatewayKey(1, hex(rfc9458.gatewaySecretKey));
    const received = await decapsulateRequest([key], hex(rfc9458.encapsulatedRequest));
    if (!received.ok) throw new Error(received.why);
    expect(toHex(received.request)).toBe(rfc9458.request);
    expect(toHex(received.enc)).toBe(rfc9458.ephemeralPublicKey);
    const response = received.sealResponse(hex(rfc9458.response), scripted(rfc9458.responseNonce));
    expect(toHex(response)).toBe(rfc9458.encapsulatedResponse);
    const opened = sent.openResponse(hex(rfc9458.encapsulatedResponse));
    expect(opened && toHex(opened)).toBe(rfc9458.response);
  });

  it("publishes the key of the appendix, with the one suite spoken here", async () => {
    const key = await importGatewayKey(1, hex(rfc9458.gatewaySecretKey));
    const bytes = toHex(encodeKeyConfiguration(keyConfigurationOf(key)));
    expect(bytes).toBe(`${rfc9458.keyConfiguration.slice(0, 70)}000400010001`);
  });
});

describe("oblivious HTTP", () => {
  let key: GatewayKey;
  let next: GatewayKey;
  let client: GatewayPublicKey;
  beforeAll(async () => {
    key = await freshKey(7);
    next = await freshKey(8);
    client = await clientOf(key);
  });
  const request = utf8("a binary request");

  it("carries requests and responses whole, growing by a fixed number of bytes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array(), fc.uint8Array(), async (question, answer) => {
        const sent = await encapsulateRequest(client, question, systemRandom);
        expect(sent.bytes.length).toBe(question.length + requestOverheadBytes);
        const received = await decapsulateRequest([next, key], sent.bytes);
        if (!received.ok) throw new Error(received.why);
        expect(received.request).toEqual(Uint8Array.from(question));
        const response = received.sealResponse(answer, systemRandom);
        expect(response.length).toBe(answer.length + responseOverheadBytes);
        expect(sent.openResponse(response)).toEqual(Uint8Array.from(answer));
      }),
      { numRuns: 15 },
    );
  });

  it("looks different each time for the same request", async () => {
    const first = await encapsulateRequest(client, request, systemRandom);
    const second = await encapsulateRequest(client, request, systemRandom);
    expect(toHex(first.bytes.subarray(7, 39))).not.toBe(toHex(second.bytes.subarray(7, 39)));
  });

  it("says why the gateway does not open a request", async () => {
    const { bytes } = await encapsulateRequest(client, request, systemRandom);
    const why = async (altered: Uint8Array, keys: readonly GatewayKey[] = [key, next]) => {
      const result = await decapsulateRequest(keys, altered);
      return result.ok ? "opened" : result.why;
    };
    expect(await why(bytes)).toBe("opened");
    expect(await why(bytes, [next])).toBe("unknown-key");
    expect(await why(bytes, [])).toBe("unknown-key");
    for (const at of [0, 1, 2, 3, 4, 5, 6]) {
      expect(await why(flipped(bytes, at)), String(at)).toBe("unknown-key");
    }
    for (const at of [7, 20, 39, bytes.length - 1]) {
      expect(await why(flipped(bytes, at)), String(at)).toBe("undecryptable");
    }
    expect(await why(bytes.subarray(0, requestOverheadBytes - 1))).toBe("malformed");
    expect(await why(bytes.subarray(0, bytes.length - 1))).toBe("undecryptable");
    expect(await why(concatBytes(bytes, Uint8Array.of(0)))).toBe("undecryptable");
    expect(await why(new Uint8Array())).toBe("malformed");
    const zeros = Uint8Array.from(bytes).fill(0, 7, 39);
    expect(await why(zeros)).toBe("undecryptable");
  });

  it("does not open under a key of the same id that it was not sealed to", async () => {
    const { bytes } = await encapsulateRequest(client, request, systemRandom);
    const impostor = await freshKey(7);
    expect(await decapsulateRequest([impostor], bytes)).toEqual({
      ok: false,
      why: "undecryptable",
    });
  });

  it("opens a response only to its own request, unaltered", async () => {
    const first = await encapsulateRequest(client, request, systemRandom);
    const second = await encapsulateRequest(client, request, systemRandom);
    const received = await decapsulateRequest([key], first.bytes);
    if (!received.ok) throw new Error(received.why);
    const response = received.sealResponse(utf8("answer"), systemRandom);
    expect(first.openResponse(response)).toEqual(utf8("answer"));
    expect(second.openResponse(response)).toBeUndefined();
    for (let at = 0; at < response.length; at += 1) {
      expect(first.openResponse(flipped(response, at)), String(at)).toBeUndefined();
      expect(first.openResponse(response.subarray(0, at)), String(at)).toBeUndefined();
    }
  });

  it("does not seal to a gateway that does not speak its suite", async () => {
    const configuration = { ...keyConfigurationOf(key), algorithms: [{ kdf: 1, aead: 2 }] };
    expect(await importKeyConfiguration(configuration)).toBeUndefined();
  });
});
