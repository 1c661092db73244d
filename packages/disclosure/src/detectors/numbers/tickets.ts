/** Numbers of tickets and internal records: they lead whoever knows them back to us. */

import {
  type Detection,
  type Detector,
  detectInLines,
  detectPattern,
  type Reading,
} from "../../detector.ts";
import { passageWindow } from "../../text/passage.ts";
import { hashOf } from "../../text/word-hash.ts";
import { ticketBit } from "../../text/word-table.ts";
import { digitAny, lowerAny } from "../../text/words.ts";
import { boundedPattern } from "../../text/bounded-pattern.ts";

const numbered = boundedPattern(
  String.raw`\b(?:INC|CHG|TKT|RITM|REQ|TASK|PRB|SIR|SCTASK|CASE|IR)[-_ #]{0,2}\d{4,12}\b`,
);
const tracked = boundedPattern(
  String.raw`(?<![\w.\/-])#?(?:[A-Z]-)?(?!CVE-|SA-|CERTFR-|VDE-|SEVD-|SNYK-|CISA-|PSIRT-|CC-|SB-|NTAP-|cisco-|TNS-|WSA-|QSA-|SUSE-|MFSA|WID-|TAV-|CWE-|MS\d|KB|RFC-|ISO-|SHA-|UTF-|NIST-|CAPEC-|AA\d|TA\d|APT|FIN|UNC|TEMP|DEV-|TG-|GOLD|BRONZE|WIN-|ICSA-|ICSMA-|SSA-|SSB-|VMSA-|JSA|FG-|DSA-|DLA-|USN-|RHSA-|ELSA-|GLSA-|APSB|ADV|TALOS-|CNVD-|CNNVD-|JVN|BDU|NCSC-|PSIRT-|HPESB|TRA-|XSA-|PSA-|CERT-|ESET-|TLP-|PAP-|NIS-|EAL-|AES-|RSA-|MD-|TCP-|UDP-|IEEE-|EN-|DIN-|PM-|PT-|COVID-|Q\d|H\d|UTC-|GMT-|ASN-|AS-|VU-|EDB-|ZDI-|GHSA|TR-|RS-|FIPS-|SOC-|CRC-|BASE-|BIP-|ERC-|EIP-|ETSI-|ITU-|ANSI-|OWASP-|OAT-|WSTG-|ASVS-|MASVS-|SP-|PCR-|LTE-|IPV|DES-|SSL-|TLS-|WPA-|PEP-|RAID-|USB-|DDR-|COM-|VLAN-|PORT-|IEC-|BASE|CL0P|UAC-|STORM-|ATK-|ITG-|SILENT|DEFCON-|TTY-|CIS-|PLC-|HMI-|RTU-)[A-Z]{2,8}(?:-[A-Z]{1,6})?-(?:\d{2,3}-\d{3,6}|\d{2,6}(?:\/\d{2,4})?)(?![\w-]|\.\d)`,
);
/** "IR-2025-044": the year is that of a record where the letters say so. */
const yearly = boundedPattern(
  String.raw`(?<![\w./-])(?!FG-|NCSC-|CISA-|SA-)(?:[A-Z]{2,6}-)?(?:IR|INC|SEC|FRD|FRAUD|CASE|SIR|CHG|REQ|PRB|TKT|SR|CR|OPS|SOC|CSIRT|LEG|LIT|HR|IT|DFIR|PIR|RCA|NC|CAPA|DSR|SAR|GDPR|WO|PO)-\d{2,4}-\d{2,6}(?![\w-]|\.\d)`,
);
/** "CL/22/0931" behind a word for records. */
const referred = boundedPattern(
  String.raw`(?<![\w-])(?:[Rr]ef(?:erence)?|REF|[Mm]atter|MATTER|[Cc]laim|[Cc]ontract|[Oo]rder|PO|SR|RFC|[Dd]ossier|[Dd]ocket|[Vv]organg|[Aa]ktenzeichen|Az|[Ss]ag|[Zz]aak|[Aa]rende|[Cc]aso|[Ee]xpediente|[Pp]ratica|[Bb]oletim|[Dd]enuncia|[Aa]nzeige|[Ww]niosek|[Ss]prawa|[Zz]gloszenie|[Tt]agebuch|[Dd]iarienummer|[Ss]pis|[Tt]icket|[Cc]ase|[Ff]ile (?:no|ref|number)|[Cc]rime (?:no|number)|[Pp]olice (?:report|record|log|number))(?:nr|snr)?\.?(?: (?:no|nr|number|id))?\.?["']? ?[:#]? ?["']?(#?(?:[A-Z]{1,4} (?=\d{3,6}[-/]\d))?(?=(?:[A-Z/#.-]{0,8}\d){3})[A-Z0-9]{1,12}(?:[/-][A-Z0-9]{1,8}){0,4}(?:-[a-z]\d?)?)(?![\w-]|\.\d)`,
);
/** "HG/LIT/0092" of a name of ours. */
const slashed = boundedPattern(
  String.raw`(?<![\w./-])([A-Z]{2,8})\/(?:[A-Z0-9]{2,8}\/){0,2}\d{2,6}(?:\/\d{1,6})?(?:-[a-z0-9]{1,3})?(?![\w/-])`,
);
/** "ROE-IT 20418" of ours. */
const spaced = /[A-Z]{2,8}-[A-Z]{2,5} \d{4,7}(?![\w:]|\.\d)/y;
const called = boundedPattern(
  String.raw`\b(?:ticket|case|change|incident|request)(?: (?:no|number|nr|id))?\.? ?:? ?(?:# )?(#?(?:\d{4}-\d{2,6}|\d{4}\/\d{3,6}|\d{5,12}))\b`,
  "gi",
);

/** "PRN-2025-0966", "CCU/2025/0318": so are records written, and advisories, and rules of scanners. */
const dated = boundedPattern(
  String.raw`(?<![\w./-])(?!CVE|CERT|VDE|SEVD|SNYK|CISA|ICSM?A|PSIRT|SUSE|WID|NCSC|CN[NV]?VD|JVN|BDU|TALOS|ZDI|GHSA|EUVD|OSV|RUSTSEC|PYSEC|GO-|MAL|SVD|ASB|ESB|ZSL|KLCERT|AVD|TRA|PT-|DSA|DLA|RHSA|HP|INTEL|ABB|NTAP|AA-|TA-|UNC|APT|FIN|CWE|ISO|IEC|NIST|RFC|KB|MS-|SIG|YARA|RULE|ET-|GPL)[A-Z]{2,6}(?:-(?:19|20)\d{2}-\d{2,6}|\/\d{2,4}\/\d{2,6})(?![\w/-]|\.\d)`,
);
const recordNear =
  /\b(?:case|tickets?|incident|ref|reference|matter|claim|complaint|file (?:no|nr|number|ref)|docket|police|crime|insurer|insurance|regulator|questions?|inquiries|contact|closed|opened|reopened|filed|logged|registered|recorded|tracked|tracking|quote|quoting|vorfall|vorgang|akte|aktenzeichen|fall|meldung|dossier|plainte|caso|expediente|denuncia|chamado|protocolo|boletim|pratica|sag|anmeldelse|arende|zaak|melding|sprawa|zgloszenie|pripad|tapaus)\b/i;
const adviceNear =
  /\b(?:advisor(?:y|ies)|bulletin|rules?|yara|sigma|snort|suricata|signature|model|firmware|patch|vulnerabilit\w{1,3}|exploit|CVE|hotfix)\b/i;
const nearRecordChars = 56;
const underCharsMax = 20;

/** "asked under SOC-2231", "ticket CERT-8120": so called it is ours, whatever else begins so. */
const under =
  /\b(?:under|ticket|tickets|case|reference|ref|logged as|filed as|tracked as)[:.]? ["'(#]?$/i;
const calledSo = /(?:SOC|CERT|CSIRT|SEC|PSIRT)-\d{3,6}(?![\w-]|\.\d)/y;

/** A word for records stands in its line, and none for what vendors publish. */
function isOfRecords({ passage: { text } }: Reading, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - nearRecordChars), start);
  const behind = text.slice(end, end + nearRecordChars);
  const line = `${before.slice(before.lastIndexOf("\n") + 1)} ${/^[^\n]*/.exec(behind)?.[0] ?? ""}`;
  return (recordNear.test(line) || under.test(before)) && !adviceNear.test(line);
}

export const tickets: Detector = {
  name: "tickets",
  version: 7,
  detect(reading) {
    const why = "The number of an internal record.";
    return [
      ...detectInLines(reading, ticketBit, (window) => [
        ...detectPattern(window, numbered, { kind: "ticket-id", why, needsReview: false }),
        ...detectPattern(window, called, { kind: "ticket-id", why, needsReview: false }),
        ...detectPattern(window, referred, { kind: "ticket-id", why, needsReview: true }),
      ]),
      ...trackedIn(reading, why),
    ].filter((it) => !reading.isExplained(it) && !isOfKit(reading, it));
  },
};

const numberDigitsMin = 4;
const trackedDigitsMin = 2;
const slash = 47;
const recordChars = 36;

function areDigits(codes: Uint16Array, from: number, count: number): boolean {
  if (from < 0) return false;
  for (let at = from; at < from + count; at += 1) {
    const code = codes[at] ?? 0;
    if (code < 48 || code > 57) return false;
  }
  return true;
}

const kitBefore =
  /\b(?:kit|malware|family|group|actor|loader|build|variant|model|firmware|controller) ["'(]?$/i;
const kitCharsMax = 14;

/** "panel kit BNKR-16": a name of the attacker's things, or a type of machine. */
function isOfKit({ passage }: Reading, { start }: Detection): boolean {
  return kitBefore.test(passage.original.slice(Math.max(0, start - kitCharsMax), start));
}

const hyphen = 45;

/** Two digits behind a hyphen or a slash, without which nothing is a record. */
function holdsNumber(codes: Uint16Array, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    const code = codes[at];
    if ((code === hyphen || code === slash) && areDigits(codes, at + 1, 2)) return true;
  }
  return false;
}

/** A record of a year, or of ours, that begins with this word. */
function record(reading: Reading, at: number, why: string, found: Detection[]): void {
  const { passage, words, identity } = reading;
  const start = words.starts[at] ?? 0;
  const head = words.hashes[at] ?? 0;
  if (identity.namePrefixes.has(head) || identity.hostPrefixes.has(head)) {
    spaced.lastIndex = start;
    const length = spaced.exec(passage.text)?.[0].length ?? 0;
    const span = passage.spanOf(start, start + length);
    if (length > 0) found.push({ ...span, kind: "ticket-id", why, needsReview: true });
  }
  if (!holdsNumber(passage.codes, words.ends[at] ?? start, start + recordChars)) return;
  const window = passageWindow(passage, Math.max(0, start - 1), start + recordChars);
  const about = { kind: "ticket-id", why, needsReview: true } as const;
  for (const pattern of [yearly, tracked]) {
    // What begins later is cut by the window, and comes with its own first word.
    for (const one of detectPattern(window, pattern, about, ({ index }) => index <= 1))
      found.push(one);
  }
  calledSo.lastIndex = start;
  const ours = calledSo.exec(passage.text)?.[0].length ?? 0;
  if (ours > 0 && under.test(passage.text.slice(Math.max(0, start - underCharsMax), start)))
    found.push({ ...passage.spanOf(start, start + ours), ...about });
  dated.lastIndex = 0;
  const written = dated.exec(window.text);
  if (written !== null) {
    const from = window.spanOf(written.index, written.index + written[0].length);
    const isOurs = identity.namePrefixes.has(head) || identity.hostPrefixes.has(head);
    if (isOurs || isOfRecords(reading, start, start + written[0].length))
      found.push({ ...from, ...about });
  }
  slashed.lastIndex = 0;
  const match = slashed.exec(window.text);
  const prefix = hashOf((match?.[1] ?? "").toLowerCase());
  if (match === null) return;
  if (!identity.namePrefixes.has(prefix) && !identity.hostPrefixes.has(prefix)) return;
  found.push({ ...window.spanOf(match.index, match.index + match[0].length), ...about });
}

/** "CVE-2024-1234": the most of what is written so in reports. */
const vulnerability = hashOf("cve");

/** "INC0012345": its first letter, its length and its last digits are those of one. */
function mayBeNumbered(codes: Uint16Array, start: number, end: number): boolean {
  if (end - start > numberedCharsMax || !numberedFirsts.has(codes[start] ?? 0)) return false;
  return areDigits(codes, end - numberDigitsMin, numberDigitsMin);
}

const numberedCharsMax = 18;
const numberedFirsts = new Set(Array.from("ICTRPS", (char) => char.charCodeAt(0)));

/** Capitals, a hyphen and a number. */
function trackedIn(reading: Reading, why: string): Detection[] {
  const { passage, words, places } = reading;
  const found: Detection[] = [];
  const { codes } = passage;
  for (const at of places.capitals) {
    const shape = words.shapes[at] ?? 0;
    if ((shape & lowerAny) !== 0) continue;
    if ((shape & digitAny) !== 0) {
      if (!mayBeNumbered(codes, words.starts[at] ?? 0, words.ends[at] ?? 0)) continue;
      const window = passageWindow(
        passage,
        Math.max(0, (words.starts[at] ?? 0) - 1),
        (words.ends[at] ?? 0) + 1,
      );
      for (const one of detectPattern(window, numbered, {
        kind: "ticket-id",
        why,
        needsReview: false,
      }))
        found.push(one);
      continue;
    }
    if (words.hashes[at] === vulnerability) continue;
    const end = words.ends[at] ?? 0;
    if (codes[end] === slash || codes[end] === hyphen) record(reading, at, why, found);
    if (codes[end] !== hyphen || !areDigits(codes, end + 1, trackedDigitsMin)) continue;
    const from = Math.max(0, (words.starts[at] ?? 0) - 1);
    const window = passageWindow(passage, from, (words.ends[at + 1] ?? end) + 2);
    for (const one of detectPattern(window, tracked, { kind: "ticket-id", why, needsReview: true }))
      found.push(one);
  }
  return found;
}
