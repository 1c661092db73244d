/** Keys, tokens and passwords: told by their form, or by the word before them. */

import { type Detection, type Detector, detectPattern } from "../detector.ts";
import type { Passage } from "../text/passage.ts";
import { boundedPattern } from "../text/bounded-pattern.ts";

const keyBlock = /-----BEGIN [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----/g;
const keyBlockEnd = /-----END [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----/g;
const keyBlockCharsMax = 16_384;

const forms: readonly (readonly [RegExp, string])[] = [
  [boundedPattern(String.raw`\b(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{16}\b`), "A cloud access key."],
  [boundedPattern(String.raw`\bgh[pousr]_[A-Za-z0-9]{36,100}`), "A code host's token."],
  [boundedPattern(String.raw`\bgithub_pat_[A-Za-z0-9_]{22,100}`), "A code host's token."],
  [boundedPattern(String.raw`\bglpat-[A-Za-z0-9_-]{20,64}`), "A code host's token."],
  [boundedPattern(String.raw`\bxox[abeoprs]-[A-Za-z0-9-]{10,120}`), "A chat service's token."],
  [boundedPattern(String.raw`\bAIza[A-Za-z0-9_-]{35}`), "A cloud API key."],
  [boundedPattern(String.raw`\b[sr]k_live_[A-Za-z0-9]{16,100}`), "A payment service's key."],
  [
    boundedPattern(String.raw`\bSG\.[A-Za-z0-9_-]{16,32}\.[A-Za-z0-9_-]{16,64}`),
    "A mail service's key.",
  ],
  [
    boundedPattern(
      String.raw`\beyJ[A-Za-z0-9_-]{8,120}[A-Za-z0-9_-]{0,128}\.[A-Za-z0-9_-]{4,128}[A-Za-z0-9_-]{0,128}(?:\.[A-Za-z0-9_-]{0,128})?`,
    ),
    "A signed token (JWT).",
  ],
  [
    boundedPattern(String.raw`\bhooks\.slack\.com\/services\/([A-Za-z0-9\/]{20,80})`),
    "A chat service's hook.",
  ],
  [
    boundedPattern(
      String.raw`\b[a-z][a-z0-9+.-]{1,15}:\/\/[^\s\/:@]{1,64}:([^\s\/@]{1,64})@`,
      "gi",
    ),
    "A password in an address.",
  ],
  [
    boundedPattern(
      String.raw`\b(?:Authorization|Proxy-Authorization|X-Api-Key|X-Auth-Token)["']?: ?["']?(?:Bearer|Basic|Token|Digest)? ?([^\s"',]{6,128})`,
      "gi",
    ),
    "Credentials in a request.",
  ],
  [boundedPattern(String.raw`\bBearer ([A-Za-z0-9._~+\/-]{16,128})`, "g"), "A bearer token."],
  [
    boundedPattern(
      String.raw`\b(?:password|passwd|passwort|pwd|passphrase|pass|secret|client[_-]?secret|api[_-]?key|apikey|access[_-]?key|auth[_-]?token|private[_-]?key|community string|pin)["']?(?: ?(?:is|was|are|:=|=>|=|:) ?|:)["'\x60]?([^\s"'\x60,;]{4,128})`,
      "gi",
    ),
    "A value that is called a secret.",
  ],
  [
    boundedPattern(
      String.raw`(?<=[\w.-]{2,32}\\{1,2}[\w.$-]{2,32}["']?[:/]["']?)([^\s"'/\\:][^\s"']{4,48}[^\s"'.,;])`,
    ),
    "What stands behind an account.",
  ],
  [
    boundedPattern(
      String.raw`(?:\/|-{1,2})(?:p|pass|password)[ :=]["']?([^\s"'\/-][^\s"']{3,64})`,
      "gi",
    ),
    "A password on a command line.",
  ],
];

/** What stands behind "password is" in ordinary sentences. */
const ordinary = new Set(
  "not was the reset changed expired required used being spray spraying policy manager hash hashes never only been also still weak shared stored known reused protected".split(
    " ",
  ),
);

export const secrets: Detector = {
  name: "secrets",
  version: 1,
  detect({ passage }) {
    const found = forms.flatMap(([pattern, why]) =>
      detectPattern(
        passage,
        pattern,
        { kind: "secret", why, needsReview: false },
        (match) => !ordinary.has((match[1] ?? "").toLowerCase().replace(/[.,]$/, "")),
      ),
    );
    return [...found, ...keyBlocks(passage)];
  },
};

/** From the first line of a key to its last, or as far as a key can be long where that is missing. */
function keyBlocks(passage: Passage): Detection[] {
  const ends = Array.from(passage.text.matchAll(keyBlockEnd), (it) => it.index + it[0].length);
  const blocks: Detection[] = [];
  let next = 0;
  let covered = 0;
  for (const { index: start } of passage.text.matchAll(keyBlock)) {
    if (start < covered) continue;
    while ((ends[next] ?? Infinity) < start) next += 1;
    covered = Math.min(ends[next] ?? Infinity, start + keyBlockCharsMax, passage.text.length);
    const span = passage.spanOf(start, covered);
    blocks.push({ ...span, kind: "secret", why: "A private key.", needsReview: false });
  }
  return blocks;
}
