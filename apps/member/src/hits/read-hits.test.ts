import { utf8 } from "@tocsin/kernel";
import { describe, expect, it } from "vitest";

import { hitsOfLine, hitValuesMax, readHits } from "./read-hits.ts";

const print = "e7d705a3286e19ea42f587b344ee6865";
const md5 = "44d88612fea8a8f36de82e1278abb02f";

async function read(text: string): Promise<string[]> {
  return (await readHits(utf8(text))).map(({ type, value }) => `${type} ${value}`);
}

describe("what a file of hits names", () => {
  it.each([
    ["a plain list", "45.83.64.1\nbad-portal.net\n", ["ipv4 45.83.64.1", "domain bad-portal.net"]],
    ["rows with types", `type,value\nmd5,${md5}\n`, [`md5 ${md5}`]],
    [
      "JSON lines with types",
      `{"type":"ipv4","value":"45.83.64.1"}\n{"type":"md5","value":"${md5}"}\n`,
      ["ipv4 45.83.64.1", `md5 ${md5}`],
    ],
    [
      "a table of a SIEM",
      `time,dest_ip,dest_port,ja3\n2026-11-22T01:02:03Z,45.83.64.1,443,${print}\n`,
      [`ja3 ${print}`, "ipv4 45.83.64.1", `connection 45.83.64.1:443 ${print}`],
    ],
    [
      "events of Suricata",
      `{"event_type":"tls","dest_ip":"45.83.64.1","dest_port":443,"tls":{"ja3":{"hash":"${print}"}}}\n`,
      [`ja3 ${print}`, "ipv4 45.83.64.1", `connection 45.83.64.1:443 ${print}`],
    ],
    [
      "a log",
      `blocked http://bad-portal.net/x hash ${md5}\n`,
      ["url http://bad-portal.net/x", `md5 ${md5}`],
    ],
    ["nothing", "\n \n", []],
  ])("%s", async (_, text, wanted) => {
    expect((await read(text)).sort()).toEqual([...wanted].sort());
  });

  it("a STIX bundle", async () => {
    const id = "00000000-0000-4000-8000-000000000001";
    const bundle = {
      type: "bundle",
      id: `bundle--${id}`,
      objects: [
        { type: "ipv4-addr", spec_version: "2.1", id: `ipv4-addr--${id}`, value: "45.83.64.1" },
      ],
    };
    expect(await read(JSON.stringify(bundle))).toEqual(["ipv4 45.83.64.1"]);
  });

  it.each([
    ["bytes that are no text", Uint8Array.of(0xff, 0xfe, 0x00), "document-unsupported"],
    ["broken JSON", utf8('[{"type":'), "json-malformed"],
    ["a list of something else", utf8('[{"name":"x"}]'), "message-invalid"],
    [
      "a bundle that is cut off",
      utf8('{"type":"bundle","objects":[{"type":"ipv4'),
      "message-invalid",
    ],
    ["a quote that never ends", utf8('type,value\nipv4,"45.83'), "message-invalid"],
  ])("%s is refused whole", async (_, bytes, code) => {
    await expect(readHits(bytes)).rejects.toMatchObject({ code });
  });

  it("too many values are refused whole", async () => {
    const line = (at: number): string => `ipv4,45.${at >> 16}.${(at >> 8) & 255}.${at & 255}\n`;
    const many = Array.from({ length: hitValuesMax + 1 }, (_, at) => line(at)).join("");
    await expect(readHits(utf8(many))).rejects.toMatchObject({ code: "document-over-limit" });
  });
});

it("a line of a log is read alone", () => {
  expect(hitsOfLine(`dst=45.83.64.1 dpt=443 ja3=${print}`).map(({ type }) => type)).toEqual([
    "ipv4",
    "ja3",
    "connection",
  ]);
});
