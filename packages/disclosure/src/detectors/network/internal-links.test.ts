import { describe, expect, it } from "vitest";
import { foundIn } from "../../testing.ts";
import { ownNetwork } from "./own-network.ts";

const found = (text: string): string[] => foundIn(text, [ownNetwork]);

describe("links that lead inside", () => {
  it.each([
    ["tripped from http://10.140.3.9/hmi/c1. Then", "internal-url: http://10.140.3.9/hmi/c1 ?"],
    ["at https://192.168.4.11:8443/admin again", "internal-url: https://192.168.4.11:8443/admin ?"],
    ["the camera rtsp://10.3.4.20:554/cam4", "internal-url: rtsp://10.3.4.20:554/cam4 ?"],
    ["mount //plantfs02/recipes on it", "company-host: //plantfs02/recipes ?"],
    ["wrote '//brook-nas/share/keys.txt' by hand", "company-host: //brook-nas/share/keys.txt ?"],
  ])("are those to private addresses and file servers: %s", (text, wanted) => {
    expect(found(text)).toEqual([wanted]);
  });

  it.each([
    "GET http://192.0.2.10/panel and http://10.2.0.14.gate.invalid/x",
    "the tunnel http://127.0.0.1:8080/a ends",
    "the loader calls wss://198.51.100.7/ws",
    "//todo/fix this, then //static.cdn.invalid/s.js",
    "wscript.exe //B //E:vbscript x //nologo/a",
  ])("are no others: %s", (text) => {
    expect(found(text)).toEqual([]);
  });
});
