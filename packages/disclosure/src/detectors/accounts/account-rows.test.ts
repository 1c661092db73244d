import { describe, expect, it } from "vitest";
import { foundIn } from "../../testing.ts";
import { accountNames } from "./account-names.ts";

const found = (text: string): string[] =>
  foundIn(text, [accountNames]).map((it) => it.replace(/^username: | \?$/g, ""));

describe("accounts that logs and commands name", () => {
  it.each([
    ["dovecot: imap-login: Login: user=<front.desk>, method=PLAIN", "front.desk"],
    ["postfix/smtpd[8]: 8F2A: sasl_method=LOGIN, sasl_username=buchung2", "buchung2"],
    ["radiusd: Login OK: [pvandeloo/<via Auth-Type = EAP>]", "pvandeloo"],
    ['User-Name = "drkemble" NAS-Port = 4', "drkemble"],
    ["openvpn: tk.lager2/203.0.113.9:51820 MULTI: Learn", "tk.lager2"],
    ["Group <VPN> User <hjoldrup> IP <203.0.113.9>", "hjoldrup"],
    ['type="event" xauthuser="mquillard" remip=203.0.113.9', "mquillard"],
    ['type=SYSCALL AUID="jbrunken" comm="curl"', "jbrunken"],
    ["CRON[5512]: (rdeploy) CMD (/usr/bin/curl)", "rdeploy"],
    ["su: (to root) gtrevanion on pts/2", "gtrevanion"],
    ['<Data Name="TargetUserName">ldevereaux</Data>', "ldevereaux"],
    ['{"actor": {"login": "hvtrask"}, "action": "clone"}', "hvtrask"],
    ['"changed_by":"wartner","field":"iban"', "wartner"],
    ["lastModifiedBy: kontor.vest", "kontor.vest"],
    ["created_by=lslabbert at=02:14", "lslabbert"],
    ["ls: -rw-r--r-- 1 dthackery staff 4410 dump.sql", "dthackery"],
    ["pkill -u gvoll", "gvoll"],
    ["crontab -u gvoll -l", "gvoll"],
    ["Disable-ADAccount mtschann", "mtschann"],
    ["Get-Mailbox debiteuren | Get-InboxRule", "debiteuren"],
    ["ssh mbergsrud@192.0.2.4", "mbergsrud"],
    ["telnet by obs2@2001:db8:55::1f", "obs2"],
    ["gvoll:x:1004:1004::/opt:/bin/bash", "gvoll"],
    ["somebody is on it as .\\tornero2 today", ".\\tornero2"],
    ["<rigel> s.ndapewa@GFO put it there", "s.ndapewa@GFO"],
  ])("are found: %s", (text, wanted) => {
    expect(found(text)).toEqual([wanted]);
  });

  it("are found in loops and lists", () => {
    expect(found("for u in krantzo bkirst lpfleg; do last $u; done")).toEqual([
      "krantzo",
      "bkirst",
      "lpfleg",
    ]);
    expect(found('users="mvanhest pjorrit"')).toEqual(["mvanhest", "pjorrit"]);
  });
});

describe("accounts that people name", () => {
  it.each([
    ["Shell bags of jwinter show four folders", ["jwinter"]],
    ["The session of op.turno3 over VNC went on", ["op.turno3"]],
    ["Cover stands if MFA was on; it was not for kiosk_p9.", ["kiosk_p9"]],
    ["He saw logins by vgomez1 and till_p6 from outside", ["vgomez1", "till_p6"]],
    ["The password of cad_nest was in a script", ["cad_nest"]],
    ["I copied the drive of k.sahota.ot and left", ["k.sahota.ot"]],
    ["Two clicked, jpalmer and ehrlings. I am away.", ["jpalmer", "ehrlings"]],
    ["By whom? csirt: t-kanda. Not her.", ["t-kanda"]],
    ["A task runs as batch_oslo at night", ["batch_oslo"]],
    ["It was printed by svorster2 in the office", ["svorster2"]],
    ["Who is ggrech.dosa? It logs in at night.", ["ggrech.dosa"]],
    ["Session opfour3, mot de passe au mur", ["opfour3"]],
    ["The mail reached nlunzian and bsalvado at noon", ["nlunzian", "bsalvado"]],
    ["The tracks were synced as p4build at two", ["p4build"]],
    ["Impossible travel for mplanck2 and cracked: kkvamme2", ["mplanck2", "kkvamme2"]],
    ["whoami said acme\\jprzy, no more", ["acme\\jprzy"]],
    ["His sales login NHUNG.LTH saw it", ["NHUNG.LTH"]],
  ])("are found, and those in a row with them: %s", (text, wanted) => {
    expect(found(text)).toEqual(wanted);
  });

  it.each([
    "They hid it with kswapd1, pgrep, ptrace, lsadump and jsconsole on the host.",
    "It came as update.pkg and updater.pkg in the report.",
    "The index was replaced by read_me_to_recover with a demand.",
    "The backdoor skip-2.0 was found by xfreerdp users.",
    "The account created was sqlback_2; a session of sqlback_2 went on for days.",
    "Row 2 was edited by weigh_sync, an account the intruder made.",
    "It says that su nombre is known, user=<user_id> in the link",
    "npm install left-pad@latest and react@next",
    "It was staged as folio.parquet in src\\tools\\jprzy here.",
    "They disabled xp_cmdshell and reset krbtgt twice.",
  ])("are not read from tools, files and what attackers made: %s", (text) => {
    expect(found(text)).toEqual([]);
  });
});
