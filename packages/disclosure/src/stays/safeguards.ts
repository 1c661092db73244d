/** Phrases that every report has, whatever its company: limits and copies, orders to tools, evidence that is handed on. */

import type { Reading } from "../detector.ts";
import { hashOf } from "../text/word-hash.ts";
import { matchEnd } from "./written-tokens.ts";

/** "30 a minute", "5 per user". */
const each = String.raw`\d[\d,.]{0,7} (?:[a-z]{3,10} )?(?:an? |per |each |every )(?:second|sec|minute|min|hour|day|ip|user|session|card|account|device)\b`;
/** By the first word of each, in small letters. */
const phrases: readonly (readonly [string, RegExp])[] = [
  [
    "rate",
    new RegExp(
      String.raw`^[Rr]ate[- ]limit(?:s|ed|ing)?\b(?: (?:of|to|at|is|now)){0,2}(?: ${each})?`,
    ),
  ],
  [
    "throttled throttle limit limited cap capped",
    new RegExp(String.raw`^[A-Za-z]+(?: (?:of|to|at)) ${each}`),
  ],
  [
    "offline offsite immutable cold",
    /^[A-Za-z]+ (?:backups?|copies|snapshots?|tapes?)\b(?: (?:tested|verified|kept|checked|intact|restored))?/,
  ],
  ["backup", /^[Bb]ackup imut[a\u00e1]ve(?:l|is)\b/],
  [
    "sha",
    /^(?:SHA|sha)-?(?:1|256|512)\b(?: (?:checked|verified|compared|matched))(?: before and after)?/,
  ],
  [
    "signed",
    /^[Ss]igned (?:manifests?|updates?|packages?|binaries|firmware|commits|images|drivers?|scripts|releases)\b/,
  ],
  ["modbus", /^Modbus (?:function|fc|register|coil)s?(?: code)? \d{1,5}\b/],
  ["win", /^Win ?\+ ?[A-Z]\b/],
  [
    "ioc iocs",
    /^IOCs?(?: (?:list|sheet|file|table|set|bundle|feed)s?)?\b(?: (?:in|of) (?:the )?(?:annex|appendix) [A-Z\d]\b)?(?: (?:in full|may be shared|can be shared|may go out)\b(?: with [A-Z]{2,4}-?CERT\b)?)?/,
  ],
  ["pcap pcaps", /^pcaps?\b(?: of \d{1,2} [A-Z][a-z]+)?/],
  ["sim", /^SIM swap(?:s|ped|ping)?\b/],
  ["number", /^[Nn]umber matching\b(?: (?:enforced|on))?/],
  ["wevtutil", /^wevtutil (?:cl|sl|clear-log)\b/],
  ["vssadmin", /^vssadmin (?:delete|list|resize) shadows?\b(?: \/\w+){0,3}/],
  ["reg", /^reg (?:add|save|delete|query|export)\b/],
  ["esxcli", /^esxcli vm process (?:kill|list)\b/],
  ["net", /^net (?:user|group|localgroup|view|use|share|accounts)\b(?: \/\w+)?/],
  ["bcdedit", /^bcdedit \/set\b/],
  ["schtasks", /^schtasks \/\w+/],
  ["nltest", /^nltest \/\w+/],
  ["curl", /^curl (?:-{1,2}[\w-]+ ){0,4}(?:https?:\/\/)?[\w.[\]]+\/\S{0,40}(?: \| (?:ba|z)?sh\b)?/],
  ["rclone", /^rclone(?:\.exe)? (?:copy|sync|config|move)\b(?: -{1,2}[\w-]+(?: \d\w{0,5})?){0,4}/],
  [
    "may",
    /^may (?:go|be (?:sent|shared|given|passed|handed))(?: over| on)? (?:to|with) (?:the )?(?:police|[A-Z]{2,4}-?CERT|CERT|CSIRT|ISAC|public|sector|peers|press|regulator)\b/,
  ],
  ["hash hashes indicators", /^[A-Za-z]+/],
  ["tor", /^Tor (?:chats?|sites?|pages?|portal|browser|exits?|nodes?|address|network|links?)\b/],
  // Standards that everybody knows.
  ["iec", /^IEC \d{4,5}(?:-\d){0,3}\b/],
  ["iso", /^ISO(?:\/IEC)? \d{4,5}(?:-\d|:\d{4})?\b/],
  [
    "nist",
    /^NIST (?:CSF|SP|IR|AI RMF)(?: \d{3}-\d{1,3})?(?: (?:Rev\.? ?|v)?\d(?:\.\d)?(?![\d%]))?(?![\w-])/,
  ],
  ["pci", /^PCI[ -]DSS(?: v?\d(?:\.\d){0,2})?(?![\w-])/],
  ["hits", /^hits?(?:: | ?= ?)\d[\d,.]*(?!\d)/],
  ["s3", /^S3 buckets?\b/],
  ["iis", /^IIS (?:logs?|servers?|worker|module)\b/],
];
const byWord = new Map(
  phrases.flatMap(([words, pattern]) =>
    words.split(" ").map((it) => [hashOf(it), pattern] as const),
  ),
);
const charsMax = 96;

/** Behind the phrase that begins with this word. */
export function safeguardEnd(
  { passage: { text }, words }: Reading,
  at: number,
): number | undefined {
  const pattern = byWord.get(words.hashes[at] ?? 0);
  return pattern === undefined
    ? undefined
    : matchEnd(text, words.starts[at] ?? 0, pattern, charsMax);
}
