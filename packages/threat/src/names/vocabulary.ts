/**
 * Every word that means something to the scanner, behind one hash look-up: names of malware, tools
 * and actors, schemes of URLs, words that announce a value ("mutex", "serial"), and words that tell
 * what the text is about ("domain", "file").
 */

import { letterPattern } from "@tocsin/kernel/letter-pattern";
import { foldHash } from "../extraction/char-classes.ts";
import { foldName } from "../observables/canonical-labels.ts";
import { once } from "../once.ts";
import { type Alias, type ThreatName, threatNames } from "./threat-names.ts";

/** What a word means to the scanner; a word may mean several things. */
export const sense = {
  scheme: 1,
  networkTopic: 1 << 1,
  fileTopic: 1 << 2,
  attackTopic: 1 << 3,
  threatCue: 1 << 4,
  versionCue: 1 << 5,
  tokenCue: 1 << 6,
  imphashLabel: 1 << 7,
  ja3Label: 1 << 8,
  hashLabel: 1 << 9,
  serialLabel: 1 << 10,
  mutexLabel: 1 << 11,
  serviceLabel: 1 << 12,
  agentLabel: 1 << 13,
  signerLabel: 1 << 14,
  registrantLabel: 1 << 15,
  subjectLabel: 1 << 16,
  hive: 1 << 17,
  yaraStart: 1 << 18,
  sigmaStart: 1 << 19,
  idsStart: 1 << 20,
  phoneLabel: 1 << 21,
  cpePrefix: 1 << 22,
  arnPrefix: 1 << 23,
  cashPrefix: 1 << 24,
  idPrefix: 1 << 25,
  mozilla: 1 << 26,
  productCue: 1 << 27,
  pipeLabel: 1 << 28,
  nameTopic: 1 << 29,
  serviceCreated: 1 << 30,
} as const;

type SenseName = keyof typeof sense;

const senses: Readonly<Record<SenseName, string>> = {
  scheme:
    "http https hxxp hxxps htxp htxps hxtp hxtps ttp https hp hps fxp ftp ftps sftp tftp meow meows tcp udp ssh telnet ldap ldaps smb rtsp ws wss irc dns xxp xxps gopher rdp socks socks4 socks5 vnc",
  networkTopic:
    "domain domains fqdn fqdns host hosts hostname hostnames c2 c2s cnc cc server servers dns url urls link links network resolves resolved resolving ip ips address addresses website websites site sites subdomain subdomains redirector beacon beacons",
  nameTopic:
    "domain domains fqdn fqdns hostname hostnames subdomain subdomains nameserver nameservers dns resolve resolves resolved resolving registered",
  fileTopic:
    "file files filename filenames script scripts sample samples dropped drops attachment attachments archive archives folder path paths executable dll payload source repository readme run runs python module library document",
  attackTopic: "mitre attack technique techniques ttp ttps tactic tactics attck",
  threatCue:
    "c2 ransomware malware trojan trojans backdoor backdoors rat rats stealer stealers infostealer infostealers loader loaders dropper droppers downloader downloaders worm worms botnet botnets bot bots implant implants rootkit bootkit spyware wiper miner framework frameworks toolkit tool tools utility beacon beacons group groups gang actor actors team apt operators operator affiliates affiliate family variant variants campaign hackers hacker threat adversary virus payload cluster intrusion locker encryptor banker keylogger webshell",
  versionCue:
    "version versions ver release releases build builds firmware v upgrade upgraded patch patched revision rev update updated section sections sect chapter clause appendix abschnitt abschn kapitel ziffer absatz oid fileversion productversion softwareversion osversion appversion clientversion agentversion assemblyversion engineversion firmwareversion dbversion pluginversion affects fixed",
  tokenCue:
    "commit commits token session sessionid nonce etag uuid guid apikey secret password csrf trace traceid requestid correlationid salt cookie revision key keys iv rc4 aes ntlm nthash lmhash csrftoken xsrftoken accesstoken refreshtoken authtoken sessiontoken sessionkey apitoken authkey secretkey privatekey accesskey clientsecret clientid deviceid userid tenantid spanid messageid transactionid ifnonematch phpsessid jsessionid csrfmiddlewaretoken parent tree merge blob",
  imphashLabel: "imphash imphashes importhash",
  ja3Label: "ja3 ja3s",
  hashLabel: "md5 sha1 sha256 sha512 hash hashes sha thumbprint fingerprint checksum digest",
  serialLabel: "serial serialnumber serialno certserial",
  mutexLabel: "mutex mutexes mutant mutexname",
  serviceLabel: "service servicename",
  serviceCreated: "binpath",
  agentLabel: "useragent useragents ua agent",
  signerLabel: "signer signers signed publisher issued",
  registrantLabel: "registrant registrants registered",
  subjectLabel: "subject",
  hive: "hklm hkcu hkcr hku hkcc hkeylocalmachine hkeycurrentuser hkeyclassesroot hkeyusers hkeycurrentconfig",
  yaraStart: "rule",
  sigmaStart: "title",
  idsStart: "alert drop reject pass sdrop log block",
  pipeLabel: "pipe pipes pipename namedpipe",
  phoneLabel: "phone tel telephone call mobile sms whatsapp",
  cpePrefix: "cpe",
  arnPrefix: "arn",
  cashPrefix: "bitcoincash",
  idPrefix: "cve cwe asn as",
  mozilla: "mozilla",
  productCue:
    "java openssl openssh php apache nginx python perl ruby node chrome chromium firefox safari edge flash acrobat kernel linux windows android ios macos office exchange tomcat mysql postgresql log4j struts wordpress drupal jdk jre asa ftd reader teamviewer anydesk citrix netscaler esxi vcenter vsphere vmware fortios junos sharepoint confluence jira gitlab jenkins screenconnect moveit goanywhere papercut coldfusion weblogic websphere jboss joomla magento outlook winrar putty filezilla winscp virtualbox docker kubernetes ubuntu debian thunderbird opera dc",
};

export interface Spelling {
  readonly threat: ThreatName;
  readonly alias: Alias;
}

export interface WordEntry {
  readonly folded: string;
  /** That of `foldHash`. */
  readonly hash: number;
  /** Bits of `sense`. */
  senses: number;
  spelling: Spelling | undefined;
  /** A longer name may follow. */
  isPrefix: boolean;
}

const tableSize = 1 << 14;
const sketchBits = 16;

/** Built once; afterwards only read. */
export interface Vocabulary {
  /** False for most words that are not in it; `sketch` is that of `sketchOf`. */
  mayHold(sketch: number): boolean;
  /** The entry of this hash; the caller compares the folded word where it matters. */
  find(hash: number): WordEntry | undefined;
}

function buildVocabulary(): Vocabulary {
  const words = new Map<string, WordEntry>();
  const entryOf = (folded: string): WordEntry => {
    let entry = words.get(folded);
    if (entry === undefined) {
      const hash = foldHash(folded, 0, folded.length);
      entry = { folded, hash, senses: 0, spelling: undefined, isPrefix: false };
      words.set(folded, entry);
    }
    return entry;
  };
  for (const name of senseNames) {
    for (const word of senses[name].split(" ")) entryOf(word).senses |= sense[name];
  }
  for (const threat of threatNames())
    for (const alias of threat.aliases) addName(entryOf, threat, alias);
  return hashed([...words.values()]);
}

const senseNames = Object.keys(senses).filter((name): name is SenseName => name in senses);

function addName(entryOf: (folded: string) => WordEntry, threat: ThreatName, alias: Alias): void {
  if (oneWord.test(alias.text)) {
    entryOf(alias.text.toLowerCase()).spelling ??= { threat, alias };
    return;
  }
  const parts = partsOf(alias.text);
  let folded = "";
  let left = parts.length;
  for (const part of parts) {
    folded += part;
    left -= 1;
    if (left > 0) entryOf(folded).isPrefix = true;
    else entryOf(folded).spelling ??= { threat, alias };
  }
  const [head = "", kind = ""] = parts;
  if (parts.length === 2 && head.length >= headCharsMin && groupWords.has(kind)) {
    addHead(entryOf(head), threat, alias);
  }
}

const headCharsMin = 6;
const groupWords = new Set(["group", "team", "gang"]);

/** A town, a god, a moon, a wood. */
const otherThings = new Set(["Beijing", "Poseidon", "Callisto", "Elderwood"]);

/** "Gamaredon Group" is called "Gamaredon" too; a head that is an English word needs a cue beside it. */
function addHead(entry: WordEntry, threat: ThreatName, alias: Alias): void {
  const text = alias.text.split(" ")[0] ?? "";
  if (alias.care === "cue-word" || text === "") return;
  const isSure = alias.care === "any-case" && !otherThings.has(text);
  const care = isSure ? "exact-case" : "cue-word";
  entry.spelling ??= { threat, alias: { text, care } };
}

/** As `partsOf` finds without looking for more. */
const oneWord = /^(?:[A-Z]?[a-z0-9]+|[A-Z0-9]+)$/;
const ascii = /^[ -~]*$/;
/** Where a word begins inside another, and what stands between words; the second pair takes twice as long. */
const asciiBreaks = [/(?<=[a-z])(?=[A-Z])/g, /[^A-Za-z0-9_-]+/] as const;
const breaks = [
  letterPattern(String.raw`(?<=\p{Ll})(?=\p{Lu})`, "g"),
  letterPattern(String.raw`[^\p{L}\p{N}_-]+`),
] as const;

/** Nearly all names: parts between blanks, with hyphens that do not count. */
const plain = /^[A-Za-z0-9 -]*$/;

/** "CozyBear" is written "Cozy Bear" too. */
function partsOf(name: string): string[] {
  if (plain.test(name)) {
    const parts = name.replace(asciiBreaks[0], " ").toLowerCase().replaceAll("-", "").split(" ");
    return parts.includes("") ? parts.filter((part) => part !== "") : parts;
  }
  const [inside, between] = ascii.test(name) ? asciiBreaks : breaks;
  return name
    .replace(inside, " ")
    .split(between)
    .map(foldName)
    .filter((part) => part !== "");
}

/** Three letters of a word and its length, in `sketchBits`: no hash of the whole is needed to rule most words out. */
export function sketchOf(first: number, middle: number, last: number, length: number): number {
  const letters = ((first | 32) << 14) ^ ((middle | 32) << 7) ^ (last | 32);
  return Math.imul(letters ^ (length << 21), 0x9e3779b1) >>> (32 - sketchBits);
}

function hashed(entries: readonly WordEntry[]): Vocabulary {
  const slots = new Int32Array(tableSize);
  const hashes = new Int32Array(tableSize);
  const sketches = new Uint8Array(1 << (sketchBits - 3));
  let count = 0;
  for (const { folded, hash } of entries) {
    const { length } = folded;
    const middle = folded.charCodeAt(length >> 1);
    const sketch = sketchOf(folded.charCodeAt(0), middle, folded.charCodeAt(length - 1), length);
    sketches[sketch >> 3] = (sketches[sketch >> 3] ?? 0) | (1 << (sketch & 7));
    let slot = hash & (tableSize - 1);
    while (slots[slot] !== 0) slot = (slot + 1) & (tableSize - 1);
    slots[slot] = count += 1;
    hashes[slot] = hash;
  }
  return {
    mayHold: (sketch) => ((sketches[sketch >> 3] ?? 0) & (1 << (sketch & 7))) !== 0,
    find(hash) {
      let slot = hash & (tableSize - 1);
      for (;;) {
        const index = slots[slot] ?? 0;
        if (index === 0) return undefined;
        if (hashes[slot] === hash) return entries[index - 1];
        slot = (slot + 1) & (tableSize - 1);
      }
    },
  };
}

export const vocabulary = once(buildVocabulary);
