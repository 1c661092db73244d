import { describe, expect, it } from "vitest";
import { foundIn } from "../../testing.ts";
import { accountNames } from "./account-names.ts";

const found = (text: string): string[] => foundIn(text, [accountNames]);

describe("accounts of no list", () => {
  it.each([
    ["Siobhan O'Quilty left. At night soquilty came back.", ["soquilty"]],
    ["Mirembe Achanskow was asleep when achanskowm copied it.", ["achanskowm"]],
    ["The mailbox of qtrelawnick was copied.", ["qtrelawnick"]],
    [
      "MFA reset for hvantrossel, then the session of hvantrossel was used.",
      ["hvantrossel", "hvantrossel"],
    ],
    ["A mail rule on stabuakula forwards all.", ["stabuakula"]],
    ["Someone signed in as wjurkiewski and then as dtworze.", ["wjurkiewski", "dtworze"]],
    ["They reset bwexelblat's mailbox; ptzavarasq was locked out.", ["bwexelblat", "ptzavarasq"]],
    ["A rule made under dwexelt, owner: kdombrowsk", ["dwexelt", "kdombrowsk"]],
    ["sudo: hzilbergt : TTY=pts/0 and su - hzilbergt", ["hzilbergt", "hzilbergt"]],
    ["Opened on LAB-PC by ms.ohm at 08:41 and run by dtwo", ["ms.ohm"]],
    ["sshd[4410]: Accepted password for wartung_rosa from 198.18.27.44", ["wartung_rosa"]],
    ["They used the vendor account flowteq_remote", ["flowteq_remote"]],
    ["hmtuohy still gets MFA prompts", ["hmtuohy"]],
    ["GLN\\\\Rosa.Tamm logged on", ["GLN\\\\Rosa.Tamm"]],
    ["giturraldez.ext came by night", ["giturraldez.ext"]],
    ["Up again, but skowalczyk_da is locked.", ["skowalczyk_da"]],
    ["See the commit by talkindi-bld of Friday.", ["talkindi-bld"]],
    ["First rows, checked by duyen.ltm on fs02", ["duyen.ltm"]],
    ["sshd: Failed password for earl.s from 10.12.9.40", ["earl.s"]],
    ["pam_unix(sudo:session): session opened for user root by tkelly(uid=0)", ["tkelly"]],
    ["Login was wlgoh, after 41 prompts", ["wlgoh"]],
    ["They used mkj-ext, sroy-t0 and j.okafor-adm", ["mkj-ext", "sroy-t0", "j.okafor-adm"]],
    ["Account in the log: parent_test. API closed.", ["parent_test"]],
    ["The jump host was entered as mveldkamp", ["mveldkamp"]],
    ["src_user=bwalsh dst_user=cneal", ["bwalsh", "cneal"]],
    ["The office stays open. Vinaka,\niqoro", ["iqoro"]],
    ["The office stays open. Vinaka, iqoro", ["iqoro"]],
    ["In the corner the user RSAKAMOTO and a clock", ["RSAKAMOTO"]],
    ["As the user SYSTEM and the account ADMINISTRATOR", []],
    ["One hit inside, teller dcardinal2, blocked", ["dcardinal2"]],
    ["(Benutzer kassa.deploy, Kennwort da)", ["kassa.deploy"]],
    ["Told by Ragnhild Strømsnes (ostromsnes).", ["ostromsnes"]],
    ["It came in over Citrix without MFA as todlum, at six.", ["todlum"]],
  ])("are told by what stands around them: %j", (text, names) => {
    expect(found(text)).toEqual(names.map((it) => `username: ${it} ?`));
  });

  it.each([
    "Ransomware Malloxar came; malloxar is packed.",
    "The package left-bld and the mode cmd_da are in it.",
    "A token for unprovisioning and the hash of xloaderware.",
    "It reads,\nwqzzt\nand goes on.",
    "Uploaded by vxroy_ke, signed by mailer.zwq, User-Agent: lmgrd/11.18",
    "Opened by notes.txt, seen on vim-ext and word-da",
    "Get it from files.zqnbld-adm.invalid/qzloadr",
  ])("are not read from what else no list has: %j", (text) => {
    expect(found(text)).toEqual([]);
  });
});
