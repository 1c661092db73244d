/** Accounts that attackers made, under which they post, or that came with a product: they name nobody of ours. */

import type { Span } from "../../text/passage.ts";

const madeBefore =
  /\b(?:new|added|creat(?:e|es|ed|ing)|rogue|backdoor|fake|made|attackers?|attacker's|intruder's|their own|built-in|default) (?:an? |the |new )?(?:local |hidden |rogue |domain |sql |vpn )?(?:admin(?:istrator)? )?(?:users?|accounts?|admins?|administrators?|logins?)?(?:(?: |(?<= ))(?:named|called|was|is|were|as))?[ :="'(\x60]{0,3}$/i;
const madeBehind =
  /^["')\x60]{0,2},? \(?(?:was |were )?(?:made|created|added|planted|set up) (?:by (?:them|him|the (?:attacker|intruder|actor|thief|group|gang|stranger|crook)s?)|from|at|on|in|and)\b|^["')\x60]{0,2},? (?:an? |the )?(?:new |rogue |local |hidden |second )?(?:account|user|login) (?:that |which )?(?:the |an? )?(?:attacker|intruder|actor|thief|gang|stranger|crook|they|he)s? (?:had )?(?:made|created|added|planted|set up)\b/i;
const madeCharsMax = 56;
/** What exploits of devices leave behind, wherever they are told of. */
const knownBad =
  /^(?:fortigate-tech-support|fortinet-tech-support|forticloud-(?:tech|sync)|fgt_\w{1,20}|cisco_(?:tac_admin|support|sys_manager)|cloudadmin\d{0,2}|WDAGUtilityAccount\d?|super_admin|(?:pg|mysql|mongo)_?(?:dump|dumpall|restore))$/i;
/** The name under which someone sells or posts. */
const postedBefore =
  /\b(?:(?:breach|raid|dark|crack|null)?forums?|xss|exploit|ramp|leakbase|pasted|dark ?web|darknet|thread|market|board|seller|vendor(?! (?:accounts?|login|user|vpn|access|support)\b)|buyer|posts?|posted|poster|telegram|channel|reputation|auction|shop|jabber|xmpp|tox|github|discord|wallet)\b[^.\n]{0,40}$/i;

/** "(CVE-2024-1709, user 'cloudadmin')": what an exploit leaves behind. */
const exploitedBefore =
  /\bCVE-\d{4}-\d{4,7},? \(?(?:with )?(?:user|account|login) ["'(\x60]?$|\b(?:known )?(?:bad|malicious|suspicious) (?:users?|accounts?|logins?):? ["'(\x60]?$/i;
const vendorBehind =
  /^["')\x60]{0,2},? (?:is|was) (?:the (?:vendor|maker|attacker|intruder|actor)'s|(?:a |the )?(?:factory|vendor) default|built in)\b/i;

/** "The buyer came in over Citrix as rmoss": whose account was used, and not the name of who used it. */
const cameInAs = /\b(?:came|got|logged|signed|went) (?:in|on)\b[^.\n]{0,40} as ["'(\x60]?$/i;

/** An account that the attacker made, or that came with the product. */
export function isMade(text: string, { start, end }: Span): boolean {
  return (
    knownBad.test(text.slice(start, end)) ||
    madeBefore.test(text.slice(Math.max(0, start - madeCharsMax), start)) ||
    isPosted(text.slice(Math.max(0, start - madeCharsMax), start)) ||
    exploitedBefore.test(text.slice(Math.max(0, start - madeCharsMax), start)) ||
    madeBehind.test(text.slice(end, end + madeCharsMax)) ||
    vendorBehind.test(text.slice(end, end + madeCharsMax))
  );
}

function isPosted(before: string): boolean {
  return postedBefore.test(before) && !cameInAs.test(before);
}
