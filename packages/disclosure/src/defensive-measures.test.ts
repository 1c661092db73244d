import { describe, expect, it } from "vitest";
import { lintMeasure } from "./defensive-measures.ts";

const refused: readonly (readonly [string, string])[] = [
  ["We hacked back and got in.", "counter-attack"],
  ["Hack-back with the same exploit.", "counter-attack"],
  ["Launched a counterattack on the sender.", "counter-attack"],
  ["Retaliate by scanning and exploiting.", "counter-attack"],
  ["DDoS the attacker's server.", "denial-of-service"],
  ["Flood their C2 server with requests.", "denial-of-service"],
  ["SYN-flood against the botnet controllers.", "denial-of-service"],
  ["Wipe the attacker's server.", "destruction"],
  ["Deleted all files on the C2 server.", "destruction"],
  ["Encrypt the data on their hosts.", "destruction"],
  ["Take down the attacker’s infrastructure with the panel's bug.", "destruction"],
  ["Crash the remote C2 panel.", "destruction"],
  ["We broke into the attacker's panel.", "intrusion"],
  ["Log in to the adversary's mail server with the hard-coded password.", "intrusion"],
  ["Exploit the botnet controller and uninstall the bots.", "intrusion"],
  ["Used the leaked credentials to access their server.", "intrusion"],
  ["Brute-force the C2 panel.", "intrusion"],
  ["Install a tracker on the intruder's computer.", "intrusion"],
  ["Took over the C2 domain's server.", "intrusion"],
  ["Retrieve our stolen data from the attacker's server.", "retrieval"],
  ["Downloaded the victim list from their panel.", "retrieval"],
  ["Place a zip bomb in the share.", "payload"],
  ["Booby-trapped documents answer them.", "payload"],
  ["Send a wiper to the attackers.", "payload"],
  ["We did not hesitate to wipe the attacker's server.", "destruction"],
  ["Not only blocked it but broke into the attacker's panel.", "intrusion"],
  ["Our attempts to crash the C2 server worked.", "destruction"],
  ["Knock the command server offline with traffic.", "denial-of-service"],
  ["We got into their panel and removed our data.", "intrusion"],
  ["Sent the attackers a poisoned archive.", "payload"],
  ["Remotely uninstalled the implant from other victims.", "third-party"],
  ["Turn off the phishing site by exploiting its CMS.", "intrusion"],
  ["Erase the exfiltrated files on the drop server.", "destruction"],
  ["With the bot's token, read the chats of the group.", "intrusion"],
  ["Via the API key from the sample we listed the bucket.", "intrusion"],
  ["We read the group's messages with the token from the loader.", "intrusion"],
  ["Using the hard-coded password, download the victim list.", "intrusion"],
  ["With the bot token from the sample, we dumped the chat.", "intrusion"],
  ["Log in to the drop with the credentials in the malware.", "intrusion"],
  ["Through the stolen cookie we opened the inbox.", "intrusion"],
  ["Dumped the Telegram channel using the stolen bot token.", "intrusion"],
  ["Their panel was compromised by brute force.", "intrusion"],
  ["Got the list by brute force of the web panel.", "intrusion"],
  ["DDoS   the\tattacker's server", "denial-of-service"],
  ["ＤＤｏＳ the attacker's server", "denial-of-service"],
];

const allowed: readonly string[] = [
  "Block the domain at the DNS resolver.",
  "Block connections to the C2 server at the firewall.",
  "Sinkhole the domain in our own resolver.",
  "Do not connect to the attacker's server.",
  "Alert on hosts that connect to the C2 server.",
  "Prevent clients from uploading to the exfiltration host.",
  "Detect processes that access the C2 server.",
  "Block attempts to access the C2 server.",
  "Deleted the phishing mails from all mailboxes.",
  "Sigma rule for logins to the mail server from new countries.",
  "Patch the VPN gateway and restart it.",
  "Disable legacy authentication for all mailboxes.",
  "Disable macros from the internet.",
  "Reset the passwords of accounts that were used.",
  "Wipe and rebuild the infected workstations.",
  "Restore the file servers from offline backups.",
  "Delete the malicious scheduled task on our hosts.",
  "Remove the web shell from the web server.",
  "Kill the malicious process.",
  "Isolate the host from the network.",
  "Encrypt backups and keep them offline.",
  "Shut down our VPN until it was patched.",
  "Rate-limit logins against brute-force.",
  "Report the domain to its registrar for takedown.",
  "Asked the hosting provider to take the server offline.",
  "Hand the addresses to the police.",
  "Deploy EDR on all domain controllers.",
  "Honeytokens in the file share tell us of access.",
  "Monitor for new inbox rules.",
  "Turn on hardware keys at sign-in.",
  "Recover deleted mail from our own backup.",
  "Train clerks to call back on a known number.",
  "Suricata drop rule for the user agent.",
  "Quarantine the mail and its attachments.",
  "Revoke the session tokens of the mailbox.",
  "Reset accounts hit by brute force of the web panel.",
  "Rebuild the server that was compromised by exploiting the VPN.",
  "Lock out mailboxes targeted by brute force.",
  "Open the sample's archive with the password in the mail.",
  "Rotate the bot token that was in the repository.",
  "Recovered the files with the key from the sample.",
  "With the key from the binary, we wrote a decryptor.",
  "With the token from the config, search our proxy logs.",
  "Read our own mailbox with the account from the kit's list.",
  "Alert when anyone reads messages with a stolen token.",
];

describe("a defensive measure", () => {
  it.each(refused)("is not: %s", (text, rule) => {
    expect(lintMeasure(text)?.rule).toBe(rule);
  });

  it.each(allowed)("is: %s", (text) => {
    expect(lintMeasure(text)).toBeUndefined();
  });

  it("is told in linear time, whatever is written", () => {
    for (const unit of ["wipe all the ", "the attacker's ", "use the stolen ", "not ", "a b c "]) {
      expect(lintMeasure(unit.repeat(5000))?.rule).toBeUndefined();
    }
  });
});
