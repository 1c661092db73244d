/** Names that attackers took: nobody is called so, and whoever searches for them needs them. */

import { letterPattern } from "@tocsin/kernel/letter-pattern";
import type { Reading } from "../detector.ts";
import { phrases } from "../text/phrases.ts";
import { hashSet } from "../text/word-hash.ts";
import type { Run } from "./name-context.ts";

const title = String.raw`(?:(?:Dr|Mr|Mrs|Ms|Ing|Prof|Chef|Inspector|Colonel|Captain|Officer|Agent|Sergeant|Detective|Doctor|Sister|Father|Herr|Frau|Madame|Monsieur|Senhor|Se\u00f1or)\.? )?`;
const somebody = "man/woman/bloke/guy/caller/someone/somebody/stranger/voice/person";
const role =
  "recruiter/courier/clerk/buyer/employee/technician/engineer/inspector/doctor/lawyer/banker/agent/officer/supplier/vendor/auditor/consultant/seller";
const taken = phrases(`
  used/using the name/alias/persona/identity, under the name/alias, going/goes/went by
  posed/poses/posing as [one], pass/passes/passed/passing himself/herself/themself/themselves off as
  pretended/pretends/pretending to be [a/one], claimed/claims/claiming to be
  impersonated/impersonates/impersonating, spoofed
  calling/called/named/naming/introduced/introducing/presented/presenting himself/herself/themself/themselves [as]
  fake/bogus/made-up/invented/fictitious/nonexistent [\\w+] ${role} [named/called]
  fake recruiter/profile/name/persona, persona, alias, scammer, attacker named
  ${somebody} [who] said/says [that] he/she/they/it was/were/is
  ${somebody} [who] told us [that] he/she/they/it was/were/is
  said/says/told/claims/claimed [us] [that] his/her/their name was/is
  nennt/nannte sich, se fait appeler, se hace llamar, se hacia llamar, si fa chiamare, se apresentou como, noemt/noemde zich, kallar/kallade sig, kalder/kaldte sig, calls/called himself/herself/itself/themselves
  gave/giving/gives his/her/their/the/a name as/of`);
const persona = new RegExp(String.raw`\b${taken}(?: the)?[\s"':(,]{1,4}${title}$`, "i");
/** In quotes behind one of these: what a mail or a document says of itself, or a caller of himself. */
const shown = new RegExp(
  String.raw`\b${phrases(`
  ransom/extortion/threatening/blackmail/scam/phishing/fake/bogus [\\w+] [\\w+] bears/bore/carries/carried/has/gives/gave/shows/showed/goes/went the/under [\\w+] [name/signature] [of]
  ransom/extortion/threatening/blackmail/scam/phishing/fake/bogus note/letter/mail/message/demand/sms [is/was/are] signed [off] [by/as/with]
  their/gang's/crew's/attackers'/extorters' negotiator, negotiator/extorter/extortionist/affiliate signs/signed [off] [as/with]
  spoofed/forged sender
  linkedin/facebook/instagram/xing/recruiter profile [of/named/called]
  pretends/pretended/pretending to come from
  demand/threat/blackmail/extortion came/comes/was/is from/by [a] [certain], phish/lure/scam bears/carries/carried/uses/used the name
  display/sender name, last saved/modified by, author [field] [is/says]
  recruiter's/caller's/scammer's/sender's/impostor's name [is/was]
  whatsapp/sms/text/telegram/signal/viber sender, handle [is/was]
  ${somebody} [who] [was] called/named
  call/calls/caller/voicemail/sms/message/mail/invite from/by
  ${somebody}/clerk/agent/officer/technician/engineer/inspector/recruiter/courier/contractor/consultant/broker/impostor/guest/caller/visitor/buyer
  posted/listed/leaked/uploaded/sold/offered/signed by, account of, letter/note/mail/message by, said [he/she/it] [was/is]
  bogus/fake/false [\\w+] from/by/sender/caller/account`)},?:? ["'\u201c\u00ab]${title}$`,
  "i",
);
const personaCharsMax = 64;
/** One of these, and nothing else, ends what `persona` says. */
const personaEnds = hashSet(
  "sich appeler llamar chiamare como zich sig itself name alias persona identity as be himself herself themself himselves herselves themselves by recruiter profile scammer named called spoofed off one certain signed under signature with signs negotiator extorter extortionist affiliate come to the was were is of sender says field author from handle caller account dr mr mrs ms ing prof chef inspector colonel captain officer agent sergeant detective doctor sister father courier clerk buyer employee technician engineer banker lawyer supplier vendor auditor consultant seller negotiator contractor consultant broker impostor guest visitor inspector said man woman bloke guy someone somebody stranger voice person a an herr frau madame monsieur senhor senor",
);
/** "of our payroll", ", our CFO", ", head of treasury": somebody real is meant. */
const oursBehind =
  /^["\u201d]?,? (?:of|from|in|at) (?:our|ours)\b|^["\u201d]?, (?:our\b|(?:the |a )?(?:[a-z]{2,12} )?(?:cfo|ceo|coo|cio|cto|ciso|head of|heads\b|chief|director|treasurer|controller|chair(?:man|woman|person)?|president|managing))/i;
const behindCharsMax = 56;

/** "Daniel from Fraud", in quotes: how somebody introduces himself. */
const introduced = letterPattern(
  String.raw`^ (?:from|in|of|at|with) (?:(?:the )?\p{Lu}|the \p{Ll})[^"\u201d\n]{1,40}["\u201d]`,
);
/** "Fraud" of it. */
const introducedBy = letterPattern(
  String.raw`["\u201c]\p{L}[\p{L}'-]{1,20}(?: \p{Lu}[\p{L}'-]{1,20})? (?:from|in|of|at|with) (?:the )?$`,
);
/** `"Viktor Hale" on LinkedIn is fake`. */
const exposed =
  /^(?:, [^"\u201d\n.]{2,40})?["\u201d][^.\n]{0,32}\b(?:fake|bogus|invented|made up|does not exist|no such person|an? persona|an? alias)\b/i;
/** `From: "Despacho" <x@y>`: how a sender calls himself. */
const senderBefore = /\bFrom: ["\u201c]$/;
const senderBehind = /^["\u201d] ?<([^<>\s@]{1,64}@[^<>\s]{3,80})>/;

/** A name that the attacker took; with the title before it, or without. */
export function isPersona({ passage, words, identity }: Reading, { first, last }: Run): boolean {
  const start = words.starts[first] ?? 0;
  const end = words.ends[last - 1] ?? 0;
  const isEnd = first > 0 && personaEnds.has(words.hashes[first - 1] ?? 0);
  const isQuoted = passage.codes[start - 1] === quote;
  if (!isEnd && !isQuoted && passage.codes[end] !== quote) return false;
  const before = passage.text.slice(Math.max(0, start - personaCharsMax), start);
  const behind = passage.text.slice(end, end + behindCharsMax);
  if (isQuoted) {
    if (introduced.test(behind) || exposed.test(behind)) return true;
    const sender = senderBefore.test(before) ? senderBehind.exec(behind)?.[1] : undefined;
    if (sender !== undefined && !identity.ownsMail(sender)) return true;
  }
  if (passage.codes[end] === quote && (introducedBy.test(before) || exposed.test(behind)))
    return true;
  return isEnd && (persona.test(before) || shown.test(before)) && !oursBehind.test(behind);
}

const quote = 34;
