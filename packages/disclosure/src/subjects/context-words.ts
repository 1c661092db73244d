/** Single words that say in which sense the others are meant: of business, of people, of machines. */

import { hashSet } from "../text/word-hash.ts";

export const ours = hashSet("our us we ours");
export const people = hashSet(
  "he she his her him hers who whose patient patients employee employees nurse colleague mother father wife husband son daughter student pupil tenant resident clerk worker someone mr mrs ms miss applicant candidate driver boss",
);
/** What criminals ask for is not our price. */
export const extortion = hashSet(
  "ransom ransoms extort extorted extortion extortionist demand demands demanded demanding btc bitcoin xmr monero bounty decryptor decryptors decryption wallet auction auctioned bid blitz escrow usdt tether eth ether litecoin crypto cryptocurrency scammer forum forums darknet kit kits stealer stealers botnet phishing lure fraudulent fraud wire",
);
/** Who attacks: the sums beside them are what crime costs. */
export const criminals = hashSet(
  "actor actors attacker attackers adversary adversaries intruder intruders hacker hackers gang gangs",
);
/** Who gives advice: what one of them says or writes is privileged. */
export const counsels = hashSet(
  "counsel lawyer lawyers attorney attorneys solicitor solicitors barrister barristers litigator litigators jurist jurists legal gc adv avv ra maitre anwalt anwaltin rechtsanwalt rechtsabteilung justiziar avocat avocate abogado abogada advogado advogada avvocato avvocata advocaat advokat asianajaja adwokat",
);
/** Words of machines: numbers and volumes beside them are no output of ours. */
export const machine = hashSet(
  `server servers log logs packet packets bytes byte mb gb kb tb requests request connections connection threads process processes bandwidth traffic port ports sessions
  query queries payload payloads beacon beacons beaconing interval attempts samples sample sha256 md5 hash hashes cve cvss exploit exploits malware ransomware botnet phishing domains domain ip ips
  dns http https tcp udp dll exe script scripts powershell registry kernel backdoor loader trojan c2 implant webshell vulnerability vulnerabilities patch patches firmware detection detections alerts alert signature signatures yara sigma
  rule rules ttl ms seconds hosts endpoints accounts mailbox mailboxes emails messages attempts scans scanner threat threats actor actors attacker attackers intruder intruders hacker hackers gang gangs adversary adversaries group groups intrusion campaign campaigns victims victim ics scada plc firewall vpn edr siem feed feeds`,
);
export const secrecy = hashSet(
  "secret secrets confidential unannounced undisclosed nonpublic sensitive internal private embargo embargoed nobody outside anyone anybody unpublished quietly",
);
export const denied = hashSet("no none nobody neither nor nothing");
/** Units of time and size: what is counted in them is no thing of ours. */
export const times = hashSet(
  "percent seconds minutes hours days weeks months years am pm times mb gb kb tb ms s january february march april may june july august september october november december jan feb mar apr jun jul aug sep oct nov dec utc gmt cet cest pst z gbit mbit gbps mbps tib gib mib files rows folders directories events",
);
export const numberWords = hashSet(
  "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred dozen half",
);
/** Before a number: its place in a row, no amount. */
export const rows = hashSet(
  "phase stage step level figure table section chapter part page line item no number nr version option appendix annex tier class type case question rule round tab at event id error code port vlan article clause rfc asn tcp udp ticket gate row column",
);
