/** What an observable did, as far as the words around it say so. A guess for the reviewer. */

import type { Observation } from "@tocsin/threat/extraction";
import type { Observable } from "@tocsin/wire";
import { boundedPattern } from "../text/bounded-pattern.ts";

type Role = Observable["role"];

const words = (source: string): RegExp => boundedPattern(source, "i");

const cues: readonly (readonly [Role, RegExp])[] = [
  [
    "command-and-control",
    words(
      String.raw`\b(?:c2|c&c|cnc|command[- ]and[- ]control|beacon(?:s|ed|ing)?|call(?:s|ed)? (?:back|home)|callback|check(?:s|ed)?[- ]in|controller|implant server|team ?server)\b`,
    ),
  ],
  [
    "exfiltration",
    words(
      String.raw`\b(?:exfil(?:trat(?:e|ed|ion|ing))?|upload(?:ed|ing|s)?|staged to|stolen data|data left|sent data|sent away|sent [0-9.]{1,6} ?[kmgt]b)\b`,
    ),
  ],
  [
    "scanning",
    words(
      String.raw`\b(?:scan(?:s|ned|ning)?|prob(?:e|es|ed|ing)|brute[- ]?forc(?:e|ed|ing)|spray(?:s|ed|ing)?|enumerat(?:e|ed|ing)|login attempts?|credential stuffing)\b`,
    ),
  ],
  [
    "phishing",
    words(
      String.raw`\b(?:phish(?:es|ed|ing)?|spear-?phish(?:ing)?|lure|credential (?:page|harvest)|fake (?:login|portal|page)|spoof(?:s|ed|ing)?|sender|sent from|from:|reply-to|impersonat(?:es|ed|ing))\b`,
    ),
  ],
  [
    "delivery",
    words(
      String.raw`\b(?:download(?:s|ed|ing)?|deliver(?:s|ed|y)?|drop(?:s|ped)? from|hosted (?:at|on)|fetch(?:es|ed)|redirect(?:s|ed)?|payload (?:url|host|at)|stage(?:r| ?[12])|served from)\b`,
    ),
  ],
  [
    "tool",
    words(
      String.raw`\b(?:tool|utility|scanner|tunnel|psexec|mimikatz|rclone|anydesk|remote (?:access|management))\b`,
    ),
  ],
  [
    "payload",
    words(
      String.raw`\b(?:payload|malware|sample|dropper|loader|implant|backdoor|ransomware|trojan|dll|executable|attachment|script|binary|hash)\b`,
    ),
  ],
];

const files = new Set([
  "md5",
  "sha1",
  "sha256",
  "sha384",
  "sha512",
  "ssdeep",
  "tlsh",
  "imphash",
  "file-name",
  "windows-path",
  "unc-path",
  "unix-path",
  "registry-key",
  "mutex",
  "service",
  "named-pipe",
  "app-package",
]);

/** `heading`: over the list in which it stands. */
export function guessRole(observation: Observation, heading = ""): Role {
  const isFile = files.has(observation.type);
  for (const words of [observation.context, heading]) {
    for (const [role, pattern] of cues) {
      const fits = isFile === (role === "payload" || role === "tool");
      if (fits && pattern.test(words)) return role;
    }
  }
  if (observation.type === "email") return "phishing";
  return isFile && /^(?:md5|sha|ssdeep|tlsh|imphash)/.test(observation.type)
    ? "payload"
    : "unknown";
}

/** Where the text says that it did something, a well-known name is no bystander. */
export function isAccused(observation: Observation, heading = ""): boolean {
  return guessRole(observation, heading) !== "unknown" && observation.type !== "email";
}
