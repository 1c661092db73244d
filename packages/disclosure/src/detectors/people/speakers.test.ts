import { describe, expect, it } from "vitest";
import { foundIn } from "../../testing.ts";
import { persons } from "./persons.ts";

const found = (text: string): string[] => foundIn(text, [persons]);

describe("who speaks in a chat", () => {
  it.each([
    ["<kpatel> two hosts", ["username: kpatel"]],
    ["qzebra: is it ours\nqzebra: no", ["username: qzebra", "username: qzebra"]],
    ["Brooks: we saw it", ["person: Brooks"]],
    ["Talbot: we saw it\nTalbot: so", ["person: Talbot", "person: Talbot"]],
    ["[07:31] Brooks: we saw it", ["person: Brooks"]],
    ["mk: is it ours\nmk: no", ["username: mk ?", "username: mk ?"]],
    ["qzebra 07:31  is it\nqzebra 07:33  no", ["username: qzebra ?", "username: qzebra ?"]],
    ["mlind [9:15 AM] which\r\nbo-lee [9:16 AM] this", ["username: mlind ?", "username: bo-lee ?"]],
    ["mlind 07:31  which\nbo-lee 07:32  this", ["username: mlind ?", "username: bo-lee ?"]],
    ["Marta 07:31  which\nbo-lee 07:32  this", ["person: Marta ?", "username: bo-lee ?"]],
    ["z.filep 06:12: quiet\nrnandi 06:15: no", ["username: z.filep ?", "username: rnandi ?"]],
    ["mlind (06:12): quiet\nmlind (06:15): no", ["username: mlind ?", "username: mlind ?"]],
    ["mlind | 06:12 | quiet\nbo-lee | 06:15 | no", ["username: mlind ?", "username: bo-lee ?"]],
    ["tw_edit 8:04 AM\nkey came from a pin", ["username: tw_edit ?"]],
    ["> Marta Roe [8:04 AM]\n> key came from a pin", ["person: Marta Roe ?"]],
    ["pen 8:04 AM\nkey came from a pin", ["person: pen ?"]],
    ["> qzebra: is it ours\n> qzebra: no", ["username: qzebra", "username: qzebra"]],
    ["@mlind 07:31 which\n@tlb 07:32 this", ["username: mlind ?", "username: tlb ?"]],
    ["[2:20p] qzebra: two\n[2:21p] qzebra: no", ["username: qzebra", "username: qzebra"]],
    ["[16:43] qzeb it: two\n[16:45] qzeb it: no", ["username: qzeb it", "username: qzeb it"]],
  ])("is told by the heads of lines: %j", (text, wanted) => {
    expect(found(text)).toEqual(wanted);
  });

  it.each([
    ["02/06, 01:13 - Tunde BW: mine\n02/06, 01:16 - Ann: since", ["Tunde BW ?", "Ann"]],
    ["[02/06/2024, 01:13:22] ~ Tee: mine", ["Tee ?"]],
    ["Halo M, [02.06.24 01:14]\ncut it", ["Halo M ?"]],
    ["Tunde Okoro (01:13): mine", ["Tunde Okoro ?"]],
    ["**Halo** 09:15 mine", ["Halo ?"]],
    ["Halo | 09:15 | mine", ["Halo ?"]],
    ["09:15:01 From  Halo B : mine", ["Halo B ?"]],
    ["[2024-06-02 01:13:22] kernel: oops\n2024-06-02 01:14:22 Halo: up", []],
  ])("is told by how chats are exported: %j", (text, names) => {
    expect(found(text)).toEqual(names.map((it) => `person: ${it}`));
  });

  it("is whoever stands behind a time in three lines and more, but for machines", () => {
    const text =
      "[17:41] Sole: all red\n[17:43] nacho: rebooted\n[17:44] Sole: open\n[17:45] Firewall: deny";
    expect(found(text)).toEqual(["person: Sole", "person: nacho ?", "person: Sole"]);
  });

  it("is who says something at a time", () => {
    expect(found("2345 to manual\n0110 Kettle says no\n0600 Splunk says yes")).toEqual([
      "person: Kettle ?",
    ]);
  });

  it("is who says something in a comment, or is up at a time, whatever else is called so", () => {
    const text =
      "# Prem: removed\n# Note: do not run\n// Output: none\n0710 ngozi back\n0715 vmware down";
    expect(found(text)).toEqual(["person: Prem ?", "person: ngozi ?"]);
  });

  it.each([
    ["ask maria, tell chidi and rosa, rang infosec", ["maria", "chidi", "rosa"]],
    ["mick says it is dead; hi ted", ["mick", "ted"]],
    ["Rose from accounts and brenda in dispatch paid a bill from accounting", ["Rose", "brenda"]],
    ["The real Shai writes from elsewhere, the real Microsoft page not", ["Shai"]],
    ["tanaka-san put it on a netapp-san", ["tanaka"]],
    ['"reporter":"amelia", owner: maria; thx miki', ["amelia", "maria", "miki"]],
    ["told users and management, asked microsoft, rang the helpdesk, akira says more", []],
  ])("is named by the talk of others: %j", (text, names) => {
    const held = names.map((it) => `person: ${it} ?`);
    expect(found(text).sort()).toEqual(held.sort());
  });

  it("may be called like a word beside another who speaks", () => {
    const beside = ["person: pen", "person: pen", "username: qzebra", "username: qzebra"];
    expect(found("pen: one\npen: two\nqzebra: three\nqzebra: four")).toEqual(beside);
    expect(found("pen: one\npen: two")).toEqual([]);
  });

  it.each([
    "Note: quiet\nStatus: open\nAdmin: asked\nAdmin: again",
    "July: three\nJuly: four",
    "qzebra 07:31  is it ours",
    "Monday 07:31  quiet\nTuesday 07:32  quiet",
    "from 07:00 to 08:00\nfrom 09:00 to 10:00",
    "backup 02:00 ran\nbackup 03:00 ran",
    "slackbot 9:00 AM\nreminder",
    "threatbot: two hits\nthreatbot: three",
    "Operador: pay\nVictima: no\nOperador: then\nVictima: wait",
    "Team Standup 9:00 AM",
    "Meeting Monday 10:30 AM",
    "Summary 7:58 AM",
    "[07:31] screen state: two\n[07:32] screen state: no",
  ])("is nobody of these: %j", (text) => {
    expect(found(text)).toEqual([]);
  });
});
