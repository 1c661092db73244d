/** Titles, heads of tables and lists of hosts: they say of what follows, not what attackers did. */

import type { Word } from "./words.ts";

const headWordsMax = 8;

const headWords: ReadonlySet<string> = new Set(
  (
    "a an and as at by for from in of on or our the their to used with all also any below following list lists see seen " +
    "table appendix annex section page figure reference references note notes summary overview introduction conclusion " +
    "background details detail technical analysis report reports timeline contact version versions update updates date " +
    "dates time first last name names description descriptions comment comments type types value values size number id " +
    "file files filename filenames path paths folder folders directory directories hash hashes sha md key keys registry " +
    "ip ips ipv address addresses port ports url urls uri domain domains host hosts hostname hostnames server servers " +
    "email emails mail subject sender network networks endpoint indicator indicators ioc iocs compromise observable " +
    "observables artifact artifacts tool tools malware software product products vendor vendors signature signatures " +
    "rule rules yara sigma snort account accounts user users username usernames service services task tasks process " +
    "processes command commands script scripts library libraries dll exe technique techniques tactic tactics procedure " +
    "procedures ttp ttps mitre att ck attack vulnerability vulnerabilities cve cves group groups actor actors campaign " +
    "victim victims sector sectors recommendation recommendations mitigation mitigations detection detections status " +
    "initial access execution persistence privilege escalation defense defence evasion credential credentials discovery " +
    "lateral movement collection exfiltration command control c impact reconnaissance resource development " +
    "payload payloads dropper droppers loader encryption algorithm known logged potential exfil takeaways vulnerable " +
    "second third hosting provider providers country asn location configuration architecture protective controls"
  ).split(" "),
);
const numbered = /^(?:ta)?\d+$/;
const signs: ReadonlySet<string> = new Set(["<number>", "<address>", "<hash>", "<url>"]);

/** No word besides those of titles, disguised hosts and plain values. */
export function isHead(words: readonly Word[], text: string): boolean {
  if (words.length > headWordsMax) return false;
  return words.every(
    (word) =>
      headWords.has(word.text) ||
      signs.has(word.text) ||
      numbered.test(word.text) ||
      isInHost(text, word),
  );
}

/** Part of `sharepoint-portal[.]example`: what a host is called is no deed. */
function isInHost(text: string, { start, end }: Word): boolean {
  if (!text.includes("[.]")) return false;
  const from = text.lastIndexOf(" ", start) + 1;
  const to = text.indexOf(" ", end);
  return text.slice(from, to < 0 ? text.length : to).includes("[.]");
}
