import { describe, expect, it } from "vitest";
import { foundIn } from "../../testing.ts";
import { secrets } from "./secrets.ts";

const found = (text: string): string[] =>
  foundIn(text, [secrets]).map((it) => it.replace(/ \?$/, ""));

describe("passwords that no word announces", () => {
  it.each([
    ["kiosk account has crest1234 on all 40 machines", "crest1234"],
    ["the scanner account still has Depot2019 everywhere", "Depot2019"],
    ["every camera is on admin1234", "admin1234"],
    ["Cida's code was 0000", "0000"],
    ["der Code ist 4711", "4711"],
    ["il codice era 8841", "8841"],
    ["user admin, pass kiwi77", "kiwi77"],
    ["her browser had saved Heather55 for the tax portal", "Heather55"],
    ["a key beside it, PG_API=pk_9f3e77aQzL0", "pk_9f3e77aQzL0"],
  ])("are found by what they open: %s", (text, wanted) => {
    expect(found(text)).toEqual([`secret: ${wanted}`]);
  });

  it.each([
    ["login in footer: nest_ro / tussock-tussock-9", "nest_ro", "tussock-tussock-9"],
    ["by the shared login, stone/stone99", "stone", "stone99"],
    ["an old login (warden / wk-1994) still works", "warden", "wk-1994"],
    ["Auf dem Rechner klebt wartung_kh / heizung-8811.", "wartung_kh", "heizung-8811"],
    ["It decodes to deploy_rosa:t@rtan88", "deploy_rosa", "t@rtan88"],
    ["Log-in to the archive is hold_bit with tjald-7-egg", "hold_bit", "tjald-7-egg"],
  ])("stand beside their accounts: %s", (text, account, password) => {
    expect(found(text)).toEqual([`username: ${account}`, `secret: ${password}`]);
  });

  it.each([
    "rrhh.zip (pw infected123) was found",
    "proof_9.rar, password toys123, uploaded from there",
    "a loader with user root and password xc3511",
    "decrypts a config with RC4, key jd8@!k2, and waits",
    "APT32 used credentials.",
    "Country code was 0049 and the error code was 0000",
    "all machines have win1022 and exchange2019",
    "It uses AES-NI and ChaCha20 there",
    "the JSP shell /axis2/sts.jsp",
    "a log (file Passwords_41.txt, build LummaC2 4.0)",
  ])("are none of ours: %s", (text) => {
    expect(found(text)).toEqual([]);
  });
});
