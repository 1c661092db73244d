/** What was done against an attack, and what machines did, in a held sentence: "we cut the switch uplink". */

import type { Reading } from "../detector.ts";
import { amountAt, isMoney, isShare, isVolume } from "../subjects/amounts.ts";
import { marksOfChars } from "../text/tokens.ts";
import { hashSet } from "../text/word-hash.ts";
import {
  attackBit,
  cueBit,
  unitBit,
  peopleBit,
  secrecyBit,
  leaningMask,
  leaningMiddle,
  leaningShift,
  littleBit,
} from "../text/word-table.ts";
import {
  digitAny,
  letterAny,
  lowerAny,
  markBreak,
  valueBefore,
  type Words,
} from "../text/words.ts";

/** Done to nothing but machines, accounts, and ways into them. */
const deeds = hashSet(
  `unplug unplugs unplugged unplugging isolate isolated isolates isolating disconnect disconnected disconnecting disable disabled disabling revoke revokes revoked revoking reset resets resetting patch patched patches patching quarantine quarantined reimage reimaged reimaging reboot rebooted rebooting throttle throttled block blocked blocks blocking
  whitelist whitelisted allowlist allowlisted blacklist blacklisted blocklist blocklisted sinkhole sinkholed geoblock geoblocked encrypt encrypted decrypt decrypted exfiltrate exfiltrated reinstall reinstalled uninstall uninstalled pinned hardened airgapped firewalled imaged deprovisioned offboarded rotate rotated rotating logout unmounted reflashed sideloaded defanged detonated yara-scanned geofenced`,
);
/** Done to machines, and to other things. */
const otherDeeds = hashSet(
  `cut cuts cutting pull pulls pulled pulling enable enabled enabling close closed closing shut upgrade upgraded upgrading update updated updating pin pinning restrict restricted limit limited limits image imaging wipe wiped wiping rebuild rebuilt rebuilding restore restored restores restoring harden segment segmented filter filtered filtering remove removed removes removing deploy deployed deploying enforce enforced enforces enforcing require required requires publish published monitor monitored monitoring alert alerted log logged
  preserve preserved preserving power powered install installed installing moved move moving turn turned switch switched add added adds set use used using run runs ran running replaced replace locked lock lockout killed kill dropped drop expired expire expires deleted delete purge purged migrated migrate allow allowed deny denied freeze frozen stop stopped suspended suspend stripped strip flagged flag detected detect opened open keep kept check checked checks read reads bind bound seal sealed sign signed renamed split scan scanned export exported spawn spawning written forced detach detached`,
);
/** Only of machines. */
const things = hashSet(
  `uplink uplinks vlan vlans firewall firewalls router routers vpn subnet subnets rdp ssh smb ftp sftp telnet http https dns smtp imap pop3 ntlm ldap ldaps kerberos krbtgt dmarc dkim spf p=reject lockfile token tokens cookie cookies mfa 2fa fido fido2 totp otp password passwords passwort login logins logins admin admins vm vms server servers laptop laptops workstation workstations endpoint endpoints hypervisor nas backup backups snapshot snapshots usb firmware registry syslog pcap waf cors csp api webhook webhooks acl acls
  mailbox mailboxes inbox webmail smarthost macro macros powershell cron crontab dll exe edr antivirus siem soar iframe js plugin plugins tls ssl repo repository hmi plc plcs scada dmz egress ingress wifi wi-fi internet loopback localhost throttling payload payloads beacon beacons c2 webshell voicemail hosted lsass sysmon laps gpo iam sso saml oauth jwt upnp snmp mqtt opc modbus vnc hvci bios uefi tpm sandbox honeypot ransomware malware phishing loader backdoor exfil dropper autorun iso lnk svg base64 metadata mimikatz dcsync sqlmap xss csrf ssrf rce idor captcha captchas`,
);
/** Of machines, and of others. */
const otherThings = hashSet(
  `switch switches gateway gateways proxy port ports runner runners session sessions account accounts credential credentials host hosts machine machines domain domains controller controllers disk disks memory ram kernel driver drivers logs rule rules header headers forwarding forwarder forwarders relay script scripts task tasks process processes service services binary binaries hash hashes nonce signature signatures av sensor sensors agent agents checkout extension extensions certificate certificates cert certs key keys secret secrets package packages tunnel tunnels traffic outbound inbound remote ip ips network networks segment tool tools integrity system systems client clients
  authentication authenticator authorisation authorization factor factors access consent protection binding attestation matching spray enumeration persistence movement image images tape copy copies shadow prompt prompts consents travel privilege privileges policy hardware immutable container containers bucket buckets`,
);
/** Beside them these tell nothing of their own. */
const beside = hashSet(
  `now since then already immediately today tonight yesterday again everywhere first last next second old new local external internal public default short lived short-lived long managed offline online clean cleanly safe safely manually automatically fully temporarily permanently source address addresses minute minutes hour hours seconds per day days daily weekly hourly nightly utc gmt cet est ist am pm edge perimeter file files folder folders web mail email user users number vendor vendors third party side version versions attempts attempt multi multi-factor two-factor single in-place known good gold golden full strict mode any write only cold warm lan wan core level way unknown open unsigned resistant phishing-resistant conditional impossible constrained language directory remotely app apps application applications list lists allow-list block-list jump box public later newer older record records call calls order page pages site copied twice called itself`,
);
/** Whoever reads these is told what somebody thinks, or of whom. */
const telling = hashSet(
  "who whose whom nor whether until unless ours should would might must if because reading enforceable liable liability suspended pay paid salary wage wages",
);
/** Who did it. */
const subjects = hashSet("we i they");
/** Before what is only thought or said. */
const asking = hashSet(
  "that unless if whether because how why what when until before after or nor deny admit think thinks believe believes show say says",
);
/** Before what was done. */
const leading = hashSet(
  "and have has had since now then also already but was were is are been being with plus",
);
/** Before things with which it was done. */
const leadingThings = hashSet("and the a an with by via through plus for");
const phraseWordsMax = 24;

/** Where a token of the trade ends that begins at a word. */
type TokenEnd = (at: number) => number | undefined;

/** What a run of words holds so far. */
interface Phrase {
  deeds: number;
  things: number;
  /** Deeds and things that are of nothing but machines. */
  sure: number;
  /** Words that stand in reports of attacks less than elsewhere. */
  loose: number;
  /** The last word that tells something, and what lies behind it. */
  last: number;
  end: number;
}

/**
 * Behind a run of words in which nothing but deeds, things of machines, tokens of the trade and little words
 * stand. `isWhole`: it counts only if it is all that stands between two marks.
 */
export function phraseEnd(
  reading: Reading,
  at: number,
  isWhole: boolean,
  tokenEnd: TokenEnd,
): number | undefined {
  const { hashes, marks, count } = reading.words;
  const isBegin = at === 0 || isBreak(marks, at);
  const before = valueBefore(hashes, at);
  const isDone = isBegin || isDoneBehind(before, hashes[at] ?? 0);
  if (!isDone && (isWhole || !isThingBehind(before, hashes[at] ?? 0))) return undefined;
  if (isWhole && !isBegin) return undefined;
  const phrase: Phrase = { deeds: 0, things: 0, sure: 0, loose: 0, last: -1, end: 0 };
  const next = readPhrase(reading, at, phrase, isWhole ? undefined : tokenEnd);
  const isAll = isBegin && (next >= count || isBreak(marks, next));
  if (isWhole && !isAll) return undefined;
  const { deeds: done, things: of, sure, loose, last } = phrase;
  const least = isAll && !isWhole ? 1 : 2;
  const tells = isDone
    ? of > 0 && done + of >= least
    : of > 1 && done === 0 && isBreak(marks, last + 1);
  if (!tells || last === at || loose >= done + of) return undefined;
  return sure > 0 || (done > 0 && of > 1) ? phrase.end : undefined;
}

/** On to the first word that is not of it. */
function readPhrase(reading: Reading, at: number, phrase: Phrase, tokenEnd?: TokenEnd): number {
  const { words, coveredWords } = reading;
  const { hashes, shapes, marks, starts, ends, count } = words;
  const end = Math.min(count, at + phraseWordsMax);
  for (let next = at; next < end; next += 1) {
    if (next > at && isBreak(marks, next) && !isJoint(reading, next)) return next;
    const hash = hashes[next] ?? 0;
    if (telling.has(hash)) return next;
    const isValue = tokenEnd !== undefined && coveredWords[next] === 1;
    const token = isValue ? ends[next] : isPlain(words, next) ? undefined : tokenEnd?.(next);
    const isSureDeed = deeds.has(hash);
    const isSureThing = token !== undefined || things.has(hash);
    if (isSureThing || otherThings.has(hash)) phrase.things += 1;
    else if (isSureDeed || otherDeeds.has(hash)) phrase.deeds += 1;
    else if (!isBeside(reading, next, phrase)) return next;
    else if (
      ((words.bits[next] ?? 0) & littleBit) !== 0 &&
      !beside.has(hash) &&
      (shapes[next] ?? 0) !== digitAny
    )
      continue;
    if (isSureDeed || isSureThing) phrase.sure += 1;
    phrase.end = token ?? ends[next] ?? 0;
    while (next + 1 < count && (starts[next + 1] ?? 0) < phrase.end) next += 1;
    phrase.last = next;
  }
  return end;
}

/** A little word in small letters is no token. */
function isPlain({ bits, shapes }: Words, at: number): boolean {
  return ((bits[at] ?? 0) & littleBit) !== 0 && (shapes[at] ?? 0) === (lowerAny | letterAny);
}

/** A number that is no amount of goods or money, or a word that tells nothing of its own. */
function isBeside({ passage, words }: Reading, at: number, phrase: Phrase): boolean {
  const bits = words.bits[at] ?? 0;
  if (((words.shapes[at] ?? 0) & digitAny) !== 0)
    return (amountAt(passage, words, at) & (isMoney | isShare | isVolume)) === 0;
  if (beside.has(words.hashes[at] ?? 0) || (bits & littleBit) !== 0) return true;
  const leaning = leaningOf(bits);
  if (leaning === leaningMost) phrase.loose += 1;
  return leaning !== undefined;
}

/** A blank and the sign before a token: "extension .akira", "contact @leaks", `by "notchy"`. */
function isJoint({ passage: { codes }, words: { starts, ends } }: Reading, at: number): boolean {
  const start = starts[at] ?? 0;
  if (start - (ends[at - 1] ?? 0) !== 2 || codes[start - 2] !== blank) return false;
  return signs[codes[start - 1] ?? 0] === 1;
}

const blank = 32;
const signs = marksOfChars('./@+$\u20ac\u00a3"\u201c\\');

function isBreak(marks: Uint8Array, at: number): boolean {
  return ((marks[at] ?? 0) & markBreak) !== 0;
}

/** "and closed", "we cut", but not "whether we cut". */
function isDoneBehind(before: number, hash: number): boolean {
  if (subjects.has(hash)) return !asking.has(before);
  return leading.has(before) && (deeds.has(hash) || otherDeeds.has(hash));
}

/** "with number matching". */
function isThingBehind(before: number, hash: number): boolean {
  return leadingThings.has(before) && (things.has(hash) || otherThings.has(hash));
}

/** How far it leans from reports of attacks to business and private lives, where it may stand beside; else undefined. */
function leaningOf(bits: number): number | undefined {
  if ((bits & attackBit) !== 0) return 0;
  const leaning = (bits >>> leaningShift) & leaningMask;
  const tells = (bits & (cueBit | unitBit | peopleBit | secrecyBit)) !== 0;
  return leaning > 0 && leaning <= leaningMost && !tells ? leaning : undefined;
}

const leaningMost = leaningMiddle + 1;
