/** Names that attackers took: nobody is called so, and whoever searches for them needs them. */

import { letterPattern } from "@tocsin/kernel/letter-pattern";
import type { Reading } from "../../detector.ts";
import { phrases } from "../../text/phrases.ts";
import { hashSet } from "../../text/word-hash.ts";
import { unitBefore } from "../../text/words.ts";
import type { Run } from "./name-context.ts";

const title = String.raw`(?:(?:Dr|Mr|Mrs|Ms|Ing|Prof|Fr|Rev|Pastor|Imam|Rabbi|Nurse|Major|General|Chef|Inspector|Colonel|Captain|Officer|Agent|Sergeant|Detective|Doctor|Sister|Father|Herr|Frau|Madame|Monsieur|Senhor|Se\u00f1or)\.? )?`;
const somebody = "man/woman/bloke/guy/caller/someone/somebody/stranger/voice/person";
const role =
  "recruiter/courier/clerk/buyer/employee/technician/engineer/inspector/doctor/lawyer/banker/agent/officer/supplier/vendor/auditor/consultant/seller";
const taken = phrases(`
  used/using the name/alias/persona/identity, under the name/alias, going/goes/went by
  posed/poses/posing as [one], pass/passes/passed/passing himself/herself/themself/themselves off as
  pretended/pretends/pretending to be [a/one], claimed/claims/claiming to be
  impersonated/impersonates/impersonating, spoofed
  calling/called/named/naming/introduced/introducing/presented/presenting himself/herself/themself/themselves [as]
  fake/bogus/phony/false/pretended/pretending/supposed/purported/self-styled/would-be/made-up/invented/fictitious/nonexistent [\\w+] ${role} [named/called/is/was]
  fake recruiter/profile/name/persona, persona, alias, scammer, attacker named
  actor/gang/crew/group/thief/seller/caller/impostor/extorter/affiliate/negotiator/phisher/scammer/fraudster/swindler/attacker/intruder/blackmailer signs/signed [off] as
  ${somebody} [who] said/says [that] he/she/they/it was/were/is
  ${somebody} [who] told us [that] he/she/they/it was/were/is
  said/says/told/claims/claimed [us] [that] his/her/their name was/is
  nennt/nannte sich, se fait appeler, se hace llamar, se hacia llamar, si fa chiamare, se apresentou como, noemt/noemde zich, kallar/kallade sig, kalder/kaldte sig, call/calls/called/calling himself/herself/itself/themselves/themself
  gave/giving/gives his/her/their/the/a name as/of`);
const persona = new RegExp(String.raw`\b${taken}(?: the)?[\s"':(,]{1,4}${title}$`, "i");
/** In quotes behind one of these: what a mail or a document says of itself, or a caller of himself. */
const shown = new RegExp(
  String.raw`\b${phrases(`
  ransom/extortion/threatening/blackmail/scam/phishing/fake/bogus [\\w+] [\\w+] bears/bore/carries/carried/has/gives/gave/shows/showed/goes/went the/under [\\w+] [name/signature] [of]
  he/she/they/who sign/signs [off] [as/with], actors/thieves/extorters/attackers/hackers/crooks/scammers sign/signed [off] [as/with]
  chamava-se/chama-se, se llamaba/llama, se apresenta/apresentou como, si chiamava/chiama, si presentava/presenta come, s'appelait/appelle, se faisait/fait appeler, hiess/hie\u00df/hei\u00dft, nannte/nennt sich, hette, nazywal/nazywa\u0142 si\u0119, podal/poda\u0142 si\u0119 za
  recruiter's/scammer's/attacker's/impostor's/thief's/caller's profile/alias/handle/persona/nickname [is/was]
  ransom/extortion/threatening/blackmail/scam/phishing/fake/bogus note/letter/mail/message/demand/sms [is/was/are] signed [off] [by/as/with]
  their/gang's/crew's/attackers'/extorters' negotiator, negotiator/extorter/extortionist/affiliate signs/signed [off] [as/with]
  spoofed/forged sender
  linkedin/facebook/instagram/xing/recruiter profile [of/named/called]
  pretends/pretended/pretending to come from
  demand/threat/blackmail/extortion came/comes/was/is from/by [a] [certain], phish/lure/scam bears/carries/carried/uses/used the name
  display/sender name [was/is/read/reads/said/says/of], last saved/modified by, author [field] [is/says]
  recruiter's/caller's/scammer's/sender's/impostor's name [is/was]
  whatsapp/sms/text/telegram/signal/viber sender, handle [is/was]
  ${somebody} [who] [was] called/named
  call/calls/caller/voicemail/sms/message/mail/invite from/by
  ${somebody}/clerk/agent/officer/technician/engineer/inspector/recruiter/courier/contractor/consultant/broker/impostor/guest/caller/visitor/buyer
  persona/alias/identity/handle/moniker/contact [used] [is/was]
  guy/man/actor/gang/crew/group/thief/seller/caller/impostor/fraudster signs/signed/used/uses [off] [as/with]
  they/crooks/scammers/fraudsters/thieves/attackers/callers phone/ring/call/mail/write/text/pose [him/her/us/them/clerks/drivers/users/staff/people/customers] as
  phoned/phones/phoning/called/calls/rang/rings/ringing/wrote/writes/mailed/mails/texted/texts/answered/answers/signs [him/her/us/them/clerks/drivers/users/staff/people/customers] as, mailed/sent/phoned/written by, absender/absendername/sendername/expediteur/mittente/remitente/remetente [is/war/ist], name given, gave name, kit named/name/called
  posted/listed/leaked/uploaded/sold/offered/signed by, account of, letter/note/mail/message by, said [he/she/it] [was/is]
  bogus/fake/false [\\w+] from/by/sender/caller/account`)},?:? ["'\u201c\u00ab]${title}$`,
  "i",
);
const personaCharsMax = 64;
/** One of these, and nothing else, ends what `persona` says. */
const personaEnds = hashSet(
  "persona used given mailed sent phones phoning calls rings ringing writes mails texts answers answered wrote rang absender absendername sendername expediteur mittente remitente remetente ist war written opened identity handle moniker contact name kit uses off sich appeler llamar chiamare como zich sig itself name alias persona identity as be himself herself themself himselves herselves themselves by recruiter profile scammer named called spoofed off one certain signed under signature with signs negotiator extorter extortionist affiliate come to the was were is of sender says field author from handle caller account dr mr mrs ms ing prof chef inspector colonel captain officer agent sergeant detective doctor sister father courier clerk buyer employee technician engineer banker lawyer supplier vendor auditor consultant seller negotiator contractor consultant broker impostor guest visitor inspector said man woman bloke guy someone somebody stranger voice person a an herr frau madame monsieur senhor senor fr rev pastor imam rabbi nurse major general",
);
/** "of our payroll", ", our CFO", ", head of treasury": somebody real is meant. */
const oursBehind =
  /^["\u201d]?,? (?:of|from|in|at) (?:our|ours)\b|^["\u201d]?, (?:our\b|(?:the |a )?(?:[a-z]{2,12} )?(?:cfo|ceo|coo|cio|cto|ciso|head of|heads\b|chief|director|treasurer|controller|chair(?:man|woman|person)?|president|managing))/i;
const behindCharsMax = 56;

/** "Daniel from Fraud", in quotes: how somebody introduces himself. */
const introduced = letterPattern(
  String.raw`^(?: (?:sir|madam|bhai|ji|uncle|auntie))? (?:from|in|of|at|with) (?:(?:the )?\p{Lu}|the \p{Ll}|(?:head office|support|accounts|billing|security|customer care|your bank|telco|delivery))[^"\u201d\n]{0,40}["\u201d]`,
);
/** "Fraud" of it. */
const introducedBy = letterPattern(
  String.raw`["\u201c]\p{L}[\p{L}'-]{1,20}(?: \p{Lu}[\p{L}'-]{1,20})? (?:from|in|of|at|with) (?:the )?$`,
);
/** `"Viktor Hale" on LinkedIn is fake`. */
const exposed =
  /^(?:, [^"\u201d\n.]{2,40})?["\u201d][^.\n]{0,32}\b(?:fake|bogus|invented|made up|does not exist|no such person|an? persona|an? alias)\b/i;
/** `"Hi, this is Brandon from IT`: how callers begin. */
const greetingBefore =
  /["\u201c](?:hi|hello|hey|good (?:morning|day|afternoon|evening))[,!.]? (?:there, )?(?:this is|it's|it is|my name is|i am|i'm) $/i;
const greetingBehind =
  /^,? (?:from|at|with|of|calling from) (?:the |your )?(?:IT|I\.T\.|tech|technical|computer|support|help ?desk|service|Microsoft|Windows|Amazon|Apple|Google|PayPal|bank|fraud|billing|security|head office|accounts|customer|delivery|tax|card)\b/i;
/** `From: "Despacho" <x@y>`: how a sender calls himself. */
const senderBefore = /\bFrom: ["\u201c]$/;
const senderBehind = /^["\u201d] ?<([^<>\s@]{1,64}@[^<>\s]{3,80})>/;

/** Before what somebody calls himself in quotes: where a mail comes from, whose account it is. */
const quotedLead =
  /\b(?:(?:mail|e-mail|letter|message|note|invoice|text|voicemail|fax|referral|demand) from|(?:give|gave|gives|giving|left|leaves) only|(?:mule|drop|new|bank|wallet|their|his|her|this) (?:account|acct|iban|wallet) (?:of|in the name of|held by|under)|(?:in the name of|beneficiary|payee|account holder|account name|hired on|signed)) ?:?$/i;
/** Behind the quote: who writes from elsewhere, does what callers do, or is said to be nobody. */
const foreignMail = /^,? ?[<(]?([^<>\s@"]{1,64}@[^<>\s"),]{3,80})/;
const doings =
  /^,? (?:(?:had|made|got|told|asked|talked|walked|guided) (?:me|him|her|us|them|the (?:clerk|desk|user|operator|night|guard))\b|(?:sent|mailed|sends|mails|attached|shared|uploaded|offered|brought)\b[^."\n]{0,32}[\w-]\.(?:iso|img|vhdx?|lnk|exe|scr|jse?|vbs|hta|one|apk|msi|url|bat|cmd|docm|xlsm)\b)/;
const accountLead =
  /(?:account|acct|iban|wallet|name|beneficiary|payee|holder|only|on) ?(?:of|held by|under)? ?:?$/i;
const quotedCharsMax = 64;

/** "The caller says "Leonardo do suporte": a name and nothing else, or where he says that he sits. */
const saidBefore =
  /\b(?:callers?|voice|man|woman|stranger|scammer|impostor|fraudster|homem|mulher|hombre|mujer|homme|femme|Anrufer(?:in)?|Mann|Frau|uomo|donna) (?:who )?(?:says?|said|diz|disse|dice|dijo|dit|sagte?|dichiara|zegt) ["\u201c]$/;
const saidBehind =
  /^(?:["\u201d]| (?:from|of|at|in|do|da|dos|de|del|della|dal|dalla|du|van|von|vom|aus|z|od|fra) )/;

/** Inside quotes that say so before or behind them: `the mail from "Captain Faisal" <faisal@fake.example>`. */
function isQuotedImpostor(
  { passage: { text }, identity }: Reading,
  start: number,
  end: number,
): boolean {
  const head = text.slice(Math.max(0, start - quotedCharsMax), start);
  const open = Math.max(head.lastIndexOf('"'), head.lastIndexOf("\u201c"));
  const rest = text.slice(end, end + quotedCharsMax);
  const close = rest.search(/["\u201d\n]/);
  if (open < 0 || close < 0 || rest[close] === "\n" || head.includes("\n", open)) return false;
  const from = start - head.length + open;
  const lead = text.slice(Math.max(0, from - quotedCharsMax), from).trimEnd();
  const tail = text.slice(end + close + 1, end + close + 1 + behindCharsMax + quotedCharsMax);
  if (shown.test(text.slice(Math.max(0, from - personaCharsMax), from + 1))) {
    return !oursBehind.test(text.slice(end + close, end + close + behindCharsMax));
  }
  if (doings.test(tail) || exposedBehind.test(tail) || reachedBehind.test(tail)) return true;
  if (!quotedLead.test(lead)) return false;
  if (accountLead.test(lead)) return true;
  const sender = foreignMail.exec(tail)?.[1];
  return sender !== undefined && !identity.ownsMail(sender);
}

/** `"Mr. Soul" on Telegram`. */
const reachedBehind =
  /^,? (?:on|over|via|by|of|at) (?:Telegram|Signal|WhatsApp|Session|qTox|Tox|Jabber|XMPP|Wickr|Threema|Viber|Discord|the (?:leak|extortion|ransom|negotiation) (?:site|chat|portal|blog))\b/i;
const exposedBehind =
  /^,? (?:(?:which|who|that) (?:does|do|did) not exist|[^.\n]{0,24}\b(?:is|are|was) (?:fake|bogus|invented|made up|nobody))\b/;

/** A name that the attacker took; with the title before it, or without. */
export function isPersona(reading: Reading, { first, last }: Run): boolean {
  const { passage, words, identity } = reading;
  const start = words.starts[first] ?? 0;
  const end = words.ends[last - 1] ?? 0;
  const isEnd = first > 0 && personaEnds.has(words.hashes[first - 1] ?? 0);
  const isQuoted = isQuote(unitBefore(passage.codes, start));
  const isClosed = isQuote(passage.codes[end]);
  if (
    unreal.has(words.hashes[last] ?? 0) &&
    isUnreal.test(passage.text.slice(end, end + behindCharsMax))
  )
    return true;
  if (!isEnd && !isQuoted && !isClosed) return false;
  if ((isQuoted || isClosed) && isQuotedImpostor(reading, start, end)) return true;
  const before = passage.text.slice(Math.max(0, start - personaCharsMax), start);
  const behind = passage.text.slice(end, end + behindCharsMax);
  if (isQuoted) {
    if (saidBehind.test(behind) && saidBefore.test(before)) return true;
    if (introduced.test(behind) || exposed.test(behind)) return true;
    const sender = senderBefore.test(before) ? senderBehind.exec(behind)?.[1] : undefined;
    if (sender !== undefined && !identity.ownsMail(sender)) return true;
  }
  if (isClosed && (introducedBy.test(before) || exposed.test(behind))) return true;
  if (isEnd && greetingBefore.test(before) && greetingBehind.test(behind)) return true;
  if (!isEnd) return false;
  const isTaken = persona.test(before) || (anyQuote.test(before) && shown.test(before));
  return isTaken && !oursBehind.test(behind);
}

const unreal = hashSet("does do did is was who");
/** "Frida Larsen does not exist." */
const isUnreal =
  /^,? (?:(?:who )?(?:does|did) not exist|(?:who )?(?:doesn't|didn't|never) exist|(?:is|was) (?:invented|made up|fictitious|a fake|an invention|an alias|a persona|no real person|not a real person|nobody we know))\b/;

const quote = 34;
/** With one of these ends what `shown` says, but for a title. */
const anyQuote = /["'\u201c\u00ab]/;

function isQuote(code = 0): boolean {
  return code === quote || code === 0x201c || code === 0x201d;
}
