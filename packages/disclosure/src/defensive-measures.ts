/**
 * What is no defensive measure: it destroys, disables or reaches into systems of others. The law's term
 * excludes it (6 USC 650(8)(B)), and a peer that copied it would commit an offence. Deny on suspicion:
 * the author writes it another way, or leaves it out.
 */

import { boundedPattern } from "./text/bounded-pattern.ts";

export interface MeasureVerdict {
  readonly rule: string;
  /** One sentence for the author. */
  readonly why: string;
}

interface Rule extends MeasureVerdict {
  readonly pattern: RegExp;
}

const words = (source: string): RegExp => boundedPattern(source, "i");

const theirs = String.raw`(?:(?:the |their |his |its )?(?:attackers?|adversar(?:y|ies)|actors?|intruders?|hackers?|criminals?|operators?|gangs?|senders?|perpetrators?|offenders?|opponents?|threat actors?)(?:['’]s?)?|their|(?:the )?(?:c2|c&c|cnc|command(?:[- ]and[- ]control)?|botnet|malicious|hostile|offending|scanning|remote|source|phishing|drop|exfiltration|staging))`;
/** Of the same noun: no word that begins another one. */
const between = String.raw`(?: (?!(?:from|in|on|of|at|to|with|by|and|our|own|all|every)\b)[a-z0-9-]{1,20}){0,2}`;
const system = String.raw`(?:servers?|hosts?|machines?|systems?|infrastructure|networks?|boxe?s?|panels?|accounts?|devices?|computers?|sites?|domains?|controllers?|backends?|databases?|storage|drops?|repositor(?:y|ies)|mailbox(?:es)?|ip(?:s| address(?:es)?)?|address(?:es)?|bots?|botnets?)`;
const target = String.raw`(?:${theirs}${between} ${system}|(?:the )?c2s?\b|(?:the )?botnets?\b|(?:the |their )?(?:attackers?|hackers?|intruders?|adversar(?:y|ies)|gangs?)\b)`;

const rules: readonly Rule[] = [
  {
    rule: "counter-attack",
    why: "It attacks in return. A defensive measure acts on own systems only.",
    pattern: words(
      String.raw`\b(?:hack(?:ed|ing|s)?[- ]?back|counter[- ]?(?:attack|hack|strike|exploit)(?:s|ed|ing)?|strike[sd]? back|striking back|retaliat(?:e|es|ed|ing|ion)|offensive (?:action|response|operation)|active defen[cs]e against)\b`,
    ),
  },
  {
    rule: "denial-of-service",
    why: "It floods or knocks out a system of others.",
    pattern: words(
      String.raw`\b(?:d?dos(?:ed|ing)?|flood(?:ed|ing|s)?|overload(?:ed|ing|s)?|syn[- ]flood(?:ed|ing)?|packet[- ]bomb(?:ed|ing)?|hammer(?:ed|ing)?|saturat(?:e|ed|ing)|knock(?:s|ed|ing)?|stress[- ]test(?:ed|ing)?) (?:against |of |at |on )?${target}`,
    ),
  },
  {
    rule: "destruction",
    why: "It destroys or changes what is on a system of others.",
    pattern: words(
      String.raw`\b(?:wip(?:e|es|ed|ing)|delet(?:e|es|ed|ing)|destroy(?:s|ed|ing)?|eras(?:e|es|ed|ing)|encrypt(?:s|ed|ing)?|format(?:s|ted|ting)?|corrupt(?:s|ed|ing)?|brick(?:s|ed|ing)?|defac(?:e|es|ed|ing)|crash(?:es|ed|ing)?|disabl(?:e|es|ed|ing)|shut(?:s|ting)? down|[dt]ook down|take(?:s|n)? down|taking down|sabotag(?:e|es|ed|ing)|kill(?:s|ed|ing)?|poison(?:s|ed|ing)?|overwr(?:ite|ites|ote|itten|iting)|purg(?:e|es|ed|ing)|neutrali[sz](?:e|es|ed|ing))(?: (?:all|any|the|of|data|files?|logs?|disks?|drives?|everything|backups?|on|from|at|in|content|contents)){0,5}(?:(?: [a-z-]{1,20}){0,5} (?:on|at|in|of))? ${target}`,
    ),
  },
  {
    rule: "intrusion",
    why: "It enters a system of others, for which nobody has given leave.",
    pattern: words(
      String.raw`\b(?:hack(?:s|ed|ing)?(?: into)?|break(?:s|ing)? into|g[eo]t(?:s|ting)? (?:into|inside|access to|in to)|broke into|breach(?:es|ed|ing)?|exploit(?:s|ed|ing)?|compromis(?:e|es|ed|ing)|infiltrat(?:e|es|ed|ing)|intrud(?:e|es|ed|ing) (?:in|into|on)|penetrat(?:e|es|ed|ing)|log(?:s|ged|ging)? (?:in|on)(?:to| to)?|sign(?:s|ed|ing)? in(?:to| to)|access(?:es|ed|ing)?|brute[- ]?forc(?:e|es|ed|ing)|guess(?:es|ed|ing)? (?:the )?passwords? (?:of|for|on)|connect(?:s|ed|ing)? (?:back )?to|take over|took over|taking over|hijack(?:s|ed|ing)?|root(?:s|ed|ing)?|sql[- ]?inject(?:s|ed|ing|ion)?(?: into| against| on)?|implant(?:s|ed|ing)?(?: [a-z]{1,20}){0,3} (?:on|in|into)|plant(?:s|ed|ing)?(?: [a-z]{1,20}){0,3} (?:on|in|into)|deploy(?:s|ed|ing)?(?: [a-z]{1,20}){0,3} (?:on|to|onto)|install(?:s|ed|ing)?(?: [a-z]{1,20}){0,3} on|us(?:e|es|ed|ing) (?:the |their )?(?:stolen |leaked |found |hard-?coded )?(?:credentials|password|keys?) (?:to (?:enter|log|access|get)|on|against)) (?:the )?${target}`,
    ),
  },
  {
    rule: "intrusion",
    why: "It exploits a weakness. A defensive measure closes one.",
    pattern: words(
      String.raw`\bby (?:exploiting|hacking|breaching|brute[- ]?forcing|breaking into|compromising)\b|\b(?:scan(?:ned|ning)?|prob(?:e|ed|ing)) and exploit(?:ed|ing)?\b`,
    ),
  },
  {
    rule: "third-party",
    why: "It changes systems of other victims, who have not agreed.",
    pattern: words(
      String.raw`\b(?:uninstall(?:s|ed|ing)?|remov(?:e|es|ed|ing)|clean(?:s|ed|ing)?|delet(?:e|es|ed|ing)|patch(?:es|ed|ing)?|disinfect(?:s|ed|ing)?)(?: [a-z-]{1,20}){0,4} (?:from|on|of|at|in) (?:the )?(?:other|another|foreign|third)[- ](?:victims?|compan(?:y|ies)|organi[sz]ations?|members?|firms?|networks?|systems?|machines?|part(?:y|ies))`,
    ),
  },
  {
    rule: "retrieval",
    why: "It takes data from a system of others, even data that was stolen.",
    pattern: words(
      String.raw`\b(?:retriev(?:e|es|ed|ing)|recover(?:s|ed|ing)?|steal(?:s|ing)?|stole|download(?:s|ed|ing)?|dump(?:s|ed|ing)?|exfiltrat(?:e|es|ed|ing)|cop(?:y|ies|ied|ying)|pull(?:s|ed|ing)?)(?: [a-z-]{1,20}){0,4} (?:from|of|off) ${target}`,
    ),
  },
  {
    rule: "payload",
    why: "It sends something harmful to somebody else.",
    pattern: words(
      String.raw`\b(?:zip|logic|fork|decompression)[- ]bomb(?:s|ed|ing)?\b|\b(?:send(?:s|ing)?|sent|serve[sd]?|serving|feed(?:s|ing)?|fed|upload(?:s|ed|ing)?|push(?:es|ed|ing)?)(?: [a-z-]{1,20}){0,3} (?:malware|virus|wiper|worm|exploit|ransomware|trojan|reverse shell|kill command|uninstall command)s?(?: [a-z-]{1,20}){0,2} (?:to|at|on|into) (?:the )?(?:${target}|them\b|him\b)|\b(?:send(?:s|ing)?|sent|g[ai]ve|feed|fed|slip(?:s|ped)?) (?:the |${target} |them )(?:[a-z-]{1,20} ){0,3}(?:poisoned|malicious|weaponi[sz]ed|infected|trojani[sz]ed|booby-trapped)\b|\b(?:booby[- ]?trap(?:s|ped|ping)?|beacon(?:s|ed|ing)? (?:that|which) (?:wipe|delete|destroy|encrypt|brick)s?)`,
    ),
  },
];

/**
 * Undefined for what may be told to peers: blocking, detection, hardening, own systems, and handing over
 * to providers or the police. The first rule that it breaks otherwise.
 */
export function lintMeasure(text: string): MeasureVerdict | undefined {
  const folded = text.normalize("NFKC").replace(/\s+/g, " ");
  for (const { rule, why, pattern } of rules) {
    for (const match of folded.matchAll(new RegExp(pattern, "gi"))) {
      if (!isForbidden(folded, match.index)) return { rule, why };
    }
  }
  return undefined;
}

/** "Do not connect to the attacker's server" is good advice. */
const negated =
  /(?:\b(?:do not|don[’']t|did not|didn[’']t|never|must not|should not|not to|cannot|without|avoid|refrain from|no|stop|stopped|prevent|prevents|prevented|block|blocked|blocks|deny|denied|denies|detect|detects|detected|alert on|alerts on|alert when|hosts? that|machines? that|users? who|clients? that|process(?:es)? that|rule for|hunt for|look for|watch for)\b)(?: [\p{L}\p{N}-]{1,20}){0,3} ?$/iu;
/** "Did not hesitate to" is none. */
const eager =
  /\b(?:hesitat(?:e|ed|ing|ion)|fail(?:ed|ing)? to|only|just|merely|delay|wait(?:ed|ing)?|regret|mercy|limits?)\b(?: [\p{L}\p{N}-]{1,20}){0,3} ?$/iu;
const lookBackChars = 100;

function isForbidden(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - lookBackChars), at);
  return negated.test(before) && !eager.test(before);
}
