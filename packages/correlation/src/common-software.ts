/**
 * Malware and tools that anybody can buy or download: two victims of the same one have that in
 * common with thousands. Counts are rough shares of incidents, in a feed of the training size.
 */

import { foldName, lookupName } from "@tocsin/threat";

import type { UsualCount } from "./encoded-features.ts";

const everywhere =
  "Cobalt Strike;Mimikatz;PsExec;Metasploit;AnyDesk;PowerShell Empire;Impacket;Rclone";
const widespread =
  "Agent Tesla;AsyncRAT;BloodHound;Brute Ratel;Chisel;Emotet;Formbook;Gh0st RAT;IcedID;Lumma;LockBit;" +
  "Meterpreter;NanoCore;NetSupport;njRAT;PlugX;Poison Ivy;PowerSploit;QakBot;Quasar RAT;Raccoon;RedLine;" +
  "Remcos;SmokeLoader;Sliver;TrickBot;Ursnif;Vidar;XMRig";

const everywhereCount = 60;
const widespreadCount = 20;

function counted(names: string, count: number): UsualCount[] {
  return names.split(";").map((name) => ({
    kind: "malware",
    item: foldName(lookupName(name)?.name ?? name),
    count,
  }));
}

export const commonSoftware: readonly UsualCount[] = [
  ...counted(everywhere, everywhereCount),
  ...counted(widespread, widespreadCount),
];
