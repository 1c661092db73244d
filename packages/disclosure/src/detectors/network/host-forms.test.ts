import { describe, expect, it } from "vitest";
import { compileIdentity } from "../../identity/company-identity.ts";
import { emptyProfile } from "../../identity/empty-profile.ts";
import { wordsFound } from "../../testing.ts";
import { calledHosts } from "./host-forms.ts";
import { ownNetwork } from "./own-network.ts";

const identity = compileIdentity({
  ...emptyProfile,
  names: ["Kestrel Vale Hospital Trust", "KVH"],
  brands: ["WardBoard"],
  products: ["MemberPorch"],
  domains: ["kestrelvale.example"],
});

function found(text: string): string[] {
  return wordsFound(text, { identity, detectors: [ownNetwork, calledHosts] });
}

describe("machines that no profile holds", () => {
  it.each([
    ["started by GPO from SALF-DC-2.", ["SALF-DC-2"]],
    ["the box alm-front2 too", ["alm-front2"]],
    ["GADFS02, SRVGAD01 and GADSRV3 are encrypted", ["GADFS02", "SRVGAD01", "GADSRV3"]],
    ["camera cam-gate-3 and gate reader rdr-12-b", ["cam-gate-3", "rdr-12-b"]],
    ["from plc-melt-07 to hmi-cast-2", ["plc-melt-07", "hmi-cast-2"]],
    [
      "LT-OQUILTY, then qellernis-nas and zwongax-jump",
      ["LT-OQUILTY", "qellernis-nas", "zwongax-jump"],
    ],
    ["the pc atelier-tgl7 hangs", ["atelier-tgl7"]],
    ["KVH-DC02$ asked for it", ["KVH-DC02$"]],
    ["moved to kvhfs03 and KVHSQL2", ["kvhfs03", "KVHSQL2"]],
    ["it was srvfile02 first", ["srvfile02"]],
    ["user on DESKTOP-8K2J1QF opened it", ["DESKTOP-8K2J1QF"]],
    ["Oct 12 03:11:09 ris-app2 sshd[991]: Failed", ["ris-app2"]],
    ["host=oslo-frontdesk user", ["oslo-frontdesk"]],
    ['{"DeviceName":"TRD-MAC-9"}', ["TRD-MAC-9"]],
  ])("are told by how they are named: %j", (text, names) => {
    expect(found(text)).toEqual(names);
  });

  it.each([
    "fw01 DROP and dc01 down, gw up",
    "Oct 12 03:11:09 fw01 kernel: drop",
    "SQL-SERVER-2019, node-18, python-3, SHA-256 and CVE-2024-1234",
    "MYSQL08 and MSSQL01, a web-pc, NO-SRV, the HOME-PC of nobody",
    "the server python3-12 and box windows-11",
    "the attacker's machine DESKTOP-0PKLL2M",
    "they made the machine account DESKTOP-0PKLL2M$, and the lnk has machine id desktop-9h0ul2p",
    "SA-CORE-2018-002 and WIN-8OA3CCQAE4D",
    "srv01.evil-panel.test/x and a/b-web-03/c",
    "host=localhost hostname unknown",
    "image acme/build-web-03",
    // What is only called a machine, and only where it is decoded: a payload speaks of any.
    Buffer.from("a line with host=oslo-frontdesk in it").toString("base64"),
  ])("are not read from what stands everywhere: %j", (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe("domains that look like own products", () => {
  it.each([
    ["also memberporch-verify.net there", "memberporch-verify.net"],
    ["and wardb0ard.app", "wardb0ard.app"],
    ["comes from ap@kestre1vale.com", "ap@kestre1vale.com"],
  ])("go, with the mailbox before them: %s", (text, name) => {
    expect(found(text)).toContain(name);
  });
});
