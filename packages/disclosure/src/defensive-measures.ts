/**
 * What is no defensive measure: it destroys, disables or reaches into systems of others. The law's term
 * excludes it (6 USC 650(8)(B)), and a peer that copied it would commit an offence. Deny on suspicion:
 * the author writes it another way, or leaves it out.
 */

import {
  bystanderAfter,
  type Clause,
  clausesOf,
  isDescribed,
  isGoverned,
  isLawful,
  targetAfter,
  targetsIn,
} from "./measures/targets.ts";
import { findsWayIn, isSuffered } from "./measures/ways-in.ts";
import {
  contacting,
  destroying,
  entering,
  flooding,
  floodProtection,
  harmful,
  leftBehind,
  noise,
  partsOfVerbs,
  placing,
  repairing,
  sending,
  taking,
  takingDown,
  volume,
  type Words,
} from "./measures/words.ts";

export interface MeasureVerdict {
  readonly rule: string;
  /** One sentence for the author. */
  readonly why: string;
}

interface Rule extends MeasureVerdict {
  /** Whether the word at a place of the clause begins what is forbidden. */
  readonly breaks: (clause: Clause, at: number) => boolean;
}

const nothing: Words = new Set();
const all = ["system", "shared", "person", "address"] as const;
const behindVerb: Words = new Set(["for", "from", "with", "to", "against"]);
const behindEntry: Words = new Set(["for", "from", "with", "to"]);
const behindTaking: Words = new Set(["for", "with", "to"]);

const rules: readonly Rule[] = [
  {
    rule: "counter-attack",
    why: "It attacks in return. A defensive measure acts on own systems only.",
    breaks: counters,
  },
  {
    rule: "intrusion",
    why: "It exploits a weakness. A defensive measure closes one.",
    breaks: exploitsAsMeans,
  },
  {
    rule: "denial-of-service",
    why: "It floods or knocks out a system of others.",
    breaks: floods,
  },
  {
    rule: "payload",
    why: "It sends something harmful to somebody else.",
    breaks: sendsHarm,
  },
  {
    rule: "destruction",
    why: "It destroys or changes what is on a system of others. If a provider or the police did it, say so.",
    breaks: destroys,
  },
  {
    rule: "third-party",
    why: "It changes systems of others, who have not agreed.",
    breaks: changesBystanders,
  },
  {
    rule: "retrieval",
    why: "It takes data from a system of others, even data that was stolen.",
    breaks: takes,
  },
  {
    rule: "intrusion",
    why: "It enters a system of others, for which nobody has given leave.",
    breaks: enters,
  },
];

/**
 * Undefined for what may be told to peers: blocking, detection, hardening, own systems, and handing over
 * to providers or the police. The first rule that it breaks otherwise.
 */
export function lintMeasure(text: string): MeasureVerdict | undefined {
  const clauses = clausesOf(text);
  for (const { rule, why, breaks } of rules) {
    for (const clause of clauses) {
      const isBroken = clause.some((_, at) => breaks(clause, at) && !isGoverned(clause, at));
      if (isBroken) return { rule, why };
    }
  }
  return undefined;
}

function word(clause: Clause, at: number): string {
  return clause[at] ?? "";
}

function phrase(clause: Clause, from: number, count: number): string {
  return clause.slice(Math.max(0, from), from + count).join(" ");
}

const returns =
  /^(?:(?:hack|strike|struck|attack|phish|exploit|hit)(?:ed|ing|s)? (?:(?:them|him|it|the [a-z]+) )?back\b(?! ?up)|(?:striking|hitting) back|return(?:ed|ing)? fire|counter ?(?:attack|hack|strike|exploit|offensive)|retaliat|offensive (?:action|response|operation)|active defen[cs]e against|reveng)/;

function counters(clause: Clause, at: number): boolean {
  if (returns.test(phrase(clause, at, 4))) return true;
  const attacks = /^attack(?:s|ed|ing)? (?:the|their|his|these|those)$/;
  if (!attacks.test(phrase(clause, at, 2))) return false;
  return targetAfter(clause, at, { cut: behindEntry, kinds: all }) !== undefined;
}

const means = /^(?:exploiting|hacking|breaching|brute|breaking|compromising|abusing)$/;

function exploitsAsMeans(clause: Clause, at: number): boolean {
  const next = word(clause, at + 1);
  if (word(clause, at) === "by" && means.test(next)) {
    if (isSuffered(clause, at)) return false;
    return next !== "abusing" || targetsIn(clause, ["system", "person"]).length > 0;
  }
  if (/^(?:scann?|prob)(?:e|ed|ing)? and exploit/.test(phrase(clause, at, 3))) return true;
  if (!/^(?:us(?:e|ed|ing)|via|through|abus(?:e|ed|ing)|with)$/.test(word(clause, at)))
    return false;
  const weakness = clause.findIndex(
    (it, place) => place > at && place < at + 6 && weaknesses.test(it),
  );
  return (
    weakness >= 0 &&
    targetAfter(clause, weakness, { cut: behindEntry, kinds: ["system"] }) !== undefined
  );
}

const weaknesses = /^(?:injection|vulnerability|flaw|bug|hole|weakness|backdoor|cve)$/;

function floods(clause: Clause, at: number): boolean {
  if (flooding.has(word(clause, at))) {
    if (floodProtection.has(word(clause, at + 1))) return false;
    const cut = new Set(["for", "from", "by"]);
    if (targetAfter(clause, at, { cut, kinds: all }) !== undefined) return true;
  }
  if (sending.has(word(clause, at))) {
    const rest = clause.slice(at, at + 14);
    const isMuch = rest.some((it) => volume.has(it)) && rest.some((it) => noise.has(it));
    if (isMuch && anyTarget(clause)) return true;
  }
  return wearsOut(clause, at) && anyTarget(clause);
}

/** "until it dies" */
function wearsOut(clause: Clause, at: number): boolean {
  return (
    word(clause, at) === "until" &&
    /^until (?:[a-z]+ ){1,4}(?:dies|died|fell|falls|crash|crashes|crashed|collapse[sd]?|goes down|went down|runs out|breaks|broke)\b/.test(
      phrase(clause, at, 7),
    )
  );
}

function anyTarget(clause: Clause): boolean {
  return targetsIn(clause, ["system", "person", "address"]).length > 0;
}

function destroys(clause: Clause, at: number): boolean {
  const verb = word(clause, at);
  const parts = partsOfVerbs.find(([verbs]) => verbs.has(verb));
  if (parts !== undefined) return takesDown(clause, at, parts[1]);
  if (!destroying.has(verb) || (verb.startsWith("br") && word(clause, at + 1) === "into"))
    return false;
  const isAboutTraces = clause.slice(at + 1, at + 5).some((it) => leftBehind.has(it));
  const behind = isAboutTraces ? behindVerb : behindDestroying;
  const target = targetAfter(clause, at, { cut: behind, kinds: ["system", "person"] });
  if (target !== undefined) {
    const isShutOut = target.kind === "person" && word(clause, target.end) === "out";
    return !isShutOut && !(takingDown.has(verb) && isLawful(clause));
  }
  return isDoneTo(clause, at) || isOutOfTheirOwn(clause, at);
}

const behindDestroying: Words = new Set(["for", "with", "to", "against"]);

/** The object stands before the particle or behind it. */
function takesDown(clause: Clause, at: number, particles: Words): boolean {
  const target = targetAfter(clause, at, { cut: behindVerb, kinds: ["system"] });
  const end = target === undefined ? at + 1 : target.end;
  const hasParticle =
    clause.slice(at + 1, at + 3).some((it) => particles.has(it)) ||
    (target !== undefined && clause.slice(end, end + 3).some((it) => particles.has(it)));
  if (!hasParticle || isLawful(clause)) return false;
  return target !== undefined || isDoneTo(clause, at);
}

const beings = new Set(["was", "were", "is", "are", "been", "be", "got", "gets", "being"]);

/** "their box was wiped by our team" */
function isDoneTo(clause: Clause, verb: number): boolean {
  const isPassive = clause.slice(Math.max(0, verb - 3), verb).some((it) => beings.has(it));
  if (!isPassive || !/(?:ed|en|own|ut|oke)$/.test(word(clause, verb))) return false;
  const done = targetsIn(clause.slice(0, verb), ["system"]);
  if (done.length === 0) return false;
  const isOurs = /\bby (?:us|our)\b/.test(phrase(clause, verb, 6));
  return isOurs || !(takingDown.has(word(clause, verb)) || isLawful(clause));
}

/** "lock them out of their own server" */
function isOutOfTheirOwn(clause: Clause, at: number): boolean {
  return /^out of (?:their|his|her) /.test(phrase(clause, at, 4));
}

function enters(clause: Clause, at: number): boolean {
  const verb = word(clause, at);
  if (/^(?:lock|locked|locking|locks)$/.test(verb)) {
    return /\bout of (?:their|his|her)\b/.test(phrase(clause, at, 7));
  }
  if (usesCredentials(clause, at) || firesAt(clause, at) || takesOver(clause, at)) return true;
  if (findsWayIn(clause, at)) return true;
  if (entering.has(verb)) return entersByForce(clause, at);
  if (placing.has(verb)) {
    return (
      targetAfter(clause, at, {
        cut: new Set(["for", "from", "with"]),
        kinds: ["system", "shared"],
      }) !== undefined
    );
  }
  if (/^(?:scan|scans|scanned|probes?d?|nmap|fuzz(?:ed)?)$/.test(verb)) return touches(clause, at);
  return contacting.has(verb) && contacts(clause, at);
}

function entersByForce(clause: Clause, at: number): boolean {
  const verb = word(clause, at);
  if (verb.startsWith("br") && verb !== "breach" && !/^br(?:each|ute)/.test(verb)) {
    if (word(clause, at + 1) !== "into") return false;
  }
  const target = targetAfter(clause, at, { cut: behindEntry, kinds: all });
  return target !== undefined || isDoneTo(clause, at);
}

function contacts(clause: Clause, at: number): boolean {
  const next = word(clause, at + 1);
  const verb = word(clause, at);
  if (
    /^(?:log|sign)/.test(verb) &&
    !/^log(?:on|in)$/.test(verb) &&
    !["in", "on", "into", "onto"].includes(next)
  )
    return false;
  if (
    /^(?:get|gets|got|getting|gain|obtain)/.test(verb) &&
    !/\b(?:into|inside|in to|access|shell|foothold)\b/.test(phrase(clause, at + 1, 5))
  )
    return false;
  if (/^access$/.test(verb) && ["to", "from", "for"].includes(next)) return false;
  if (isDescribed(clause, at)) return false;
  const target = targetAfter(clause, at, {
    cut: new Set(["for", "from", "with"]),
    kinds: ["system", "shared", "address"],
  });
  return target !== undefined;
}

function touches(clause: Clause, at: number): boolean {
  if (isDescribed(clause, at)) return false;
  return targetAfter(clause, at, { cut: behindEntry, kinds: ["system"] }) !== undefined;
}

/** "used the leaked password on their panel" */
function usesCredentials(clause: Clause, at: number): boolean {
  if (
    !/^(?:us(?:e|es|ed|ing)|tr(?:y|ied|ying)|guess(?:ed|ing)?|replay(?:ed|ing)?)$/.test(
      word(clause, at),
    )
  )
    return false;
  const has =
    /\b(?:credentials?|passwords?|logins?|admin\/admin|keys?|tokens?|cookies?|protocol|api|channel)\b/;
  if (!has.test(phrase(clause, at, 8))) return false;
  return targetAfter(clause, at, { cut: nothing, kinds: ["system"] }) !== undefined;
}

/** "ran the exploit against the scanner" */
function firesAt(clause: Clause, at: number): boolean {
  if (
    !/^(?:exploits?|metasploit|sqlmap|payloads?|attacks?|scripts?|hydra|stressers?|booters?)$/.test(
      word(clause, at),
    )
  )
    return false;
  const near = phrase(clause, at + 1, 4);
  if (!/^(?:back )?(?:at|against) (?:the |whoever |their )?/.test(near)) return false;
  return (
    /\b(?:scanner|whoever)\b/.test(near) ||
    targetAfter(clause, at, { cut: nothing, kinds: all }) !== undefined
  );
}

/** "took control of the panel" */
function takesOver(clause: Clause, at: number): boolean {
  if (
    !/^(?:take|takes|took|taken|taking|assum(?:e|ed|ing)|gain(?:ed|ing)?) (?:over|control|command|possession)\b/.test(
      phrase(clause, at, 2),
    )
  )
    return false;
  return targetAfter(clause, at, { cut: behindEntry, kinds: ["system", "shared"] }) !== undefined;
}

function changesBystanders(clause: Clause, at: number): boolean {
  const verb = word(clause, at);
  if (!repairing.has(verb) && !entering.has(verb) && !destroying.has(verb)) return false;
  return bystanderAfter(clause, at);
}

function takes(clause: Clause, at: number): boolean {
  if (!taking.has(word(clause, at))) return false;
  const from = clause.findIndex(
    (it, place) => place > at && place < at + 8 && ["from", "of", "off"].includes(it),
  );
  if (from < 0 || isDescribed(clause, at)) return false;
  const between = clause.slice(at, from);
  if (between.includes(",") || between.some((it) => ["to", "for", "and"].includes(it)))
    return false;
  return (
    targetAfter(clause, from, { cut: behindTaking, kinds: ["system", "shared"] }) !== undefined
  );
}

const bombs = /^(?:zip|logic|fork|decompression) bomb/;
const commands = /^(?:kill switch|(?:kill|uninstall|stop|shutdown) command|self destruct)/;
const decoys = /^(?:decoy|honey|honeypots?|honeydoc|bait|canary|beacons?)$/;

function sendsHarm(clause: Clause, at: number): boolean {
  if (/^(?:trick|lur|bait|fool)(?:e?s|ed|ing|e)?$/.test(word(clause, at))) return lures(clause, at);
  if (bombs.test(phrase(clause, at, 2)) || word(clause, at).startsWith("boobytrap")) return true;
  if (/^[a-z]+ us (?:a )?(?:root )?shell\b/.test(phrase(clause, at, 4))) return true;
  if (commands.test(phrase(clause, at, 2))) return commandsMachines(clause, at);
  if (decoys.test(word(clause, at))) return strikesBack(clause, at);
  const verb = word(clause, at);
  if (!sending.has(verb) && !placing.has(verb)) return false;
  const before = clause.slice(Math.max(0, at - 4), at);
  const isSpoilt = before.some((it) => /^(?:malformed|poison|weapon|trojani)/.test(it));
  if (isSpoilt && anyTarget(clause)) return true;
  const near = clause.slice(at + 1, at + 12);
  const isAnswer = near.slice(0, 2).includes("back") || /^(?:repl|answer)/.test(verb);
  if (isAnswer && near.some((it) => destroying.has(it))) return true;
  const isHarmful = near.some((it) => harmful.has(it));
  if (!isHarmful) return false;
  if (near.some((it) => ["out", "loose"].includes(it)) && !near.includes("find")) return true;
  if (
    /\b(?:to|at|on|into|onto) (?:them|him|her)\b|^[a-z]+ (?:them|him) /.test(phrase(clause, at, 9))
  )
    return true;
  return targetAfter(clause, at, { cut: new Set(["from", "by"]), kinds: all }) !== undefined;
}

/** "tricked the operator into opening" */
function lures(clause: Clause, at: number): boolean {
  const target = targetAfter(clause, at, { cut: behindVerb, kinds: ["person"] });
  return target !== undefined && word(clause, target.end) === "into";
}

/** Of machines that are somebody else's. */
function commandsMachines(clause: Clause, at: number): boolean {
  const isSent = clause
    .slice(Math.max(0, at - 4), at)
    .some((it) => sending.has(it) || /^(?:issu|trigger|us|activat)/.test(it));
  return isSent && /\b(?:bots?|c2|botnet|panel|victims?|infected)\b/.test(clause.join(" "));
}

/** A decoy may tell; it may not harm whoever takes it. */
function strikesBack(clause: Clause, at: number): boolean {
  const rest = clause.slice(at + 1, at + 9);
  if (rest.some((it) => destroying.has(it) || harmful.has(it) || it.startsWith("infect")))
    return true;
  const before = clause.slice(Math.max(0, at - 6), at);
  if (before.some((it) => placing.has(it)) && before.some((it) => harmful.has(it))) return true;
  return rest.some((it) => /^(?:run|execute|install)s?$/.test(it)) && anyTarget(clause);
}
