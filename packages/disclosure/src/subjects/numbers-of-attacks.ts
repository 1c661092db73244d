/** Numbers that reports of attacks are full of: sums that are asked, how long and how big, versions. */

import { hashOf, hashSet } from "../text/word-hash.ts";
import { countBit, tradeBit } from "../text/word-table.ts";
import { isNumeric, lowerAny, valueBefore, type Words } from "../text/words.ts";
import { times } from "./context-words.ts";
import { isUnknownName } from "./telling-words.ts";

const asking = hashSet("asks asked asking ask wants wanted want demand demands demanded pay");
const wordsToSum = 3;

/** "asks 1.4 million dollars", "did not pay the US$1.4 million". */
export function isAsked({ hashes }: Words, at: number): boolean {
  for (let back = 1; back <= wordsToSum; back += 1) {
    if (asking.has(valueBefore(hashes, at, back))) return true;
  }
  return false;
}

const demands = hashSet(
  "ransom ransoms extort extorted extortion demand demands demanded demanding decryptor decryptors xmr monero btc bitcoin usdt tether",
);
const offered = hashSet(
  "offer offers offered offering sells sell selling sold auction auctions auctioned asks asking listed posted advertised advertises resold buyout lowered raised doubled halved opened",
);
/** Who offers what was stolen, and where. */
export const sellers = hashSet(
  "user users broker brokers seller sellers affiliate affiliates actor actors attacker attackers intruder intruders gang gangs note forum forums darknet alias escrow shell webshell xss exploit breachforums raidforums leakbase darkforums",
);
/** Behind a sum: what only criminals are paid in, or by whom. */
const coins = hashSet("btc bitcoin bitcoins xmr monero usdt tether escrow");
const askers = hashSet("they he she it note caller callers scammer scammers crooks thieves");
const noun = hashSet("ask asks");
const articles = hashSet("the their his her first last final opening");
/** "has not paid the 350,000", "they publish it unless 300,000 are paid". */
const refusing = hashSet("not nothing never unless refuse refused refuses refusing without");
const paying = hashSet("pay pays paid paying");
const wordsToPaying = 6;
/** What is not paid to criminals. */
const bills = hashSet(
  "invoice invoices bill bills rent rents fee fees instalment instalments installment installments loan loans tuition tax taxes salary salaries wage wages bonus supplier suppliers customer customers",
);
/** "Please release the 48 million to Brightline today": an order that is forged. */
const ordering = hashSet("please kindly");
const ordered = hashSet("release wire transfer remit pay");

/**
 * What criminals ask for: "the ransom opened at 2 million", "0.9 BTC", "offers the shell for 1,100 dollars on XSS".
 * Between the words from `first` to before `last`, in which a sum stands.
 */
export function isDemand({ hashes, bits }: Words, first: number, last: number): boolean {
  if (isRefused(hashes, first, last)) return true;
  let isAskedFor = false;
  let isOffered = false;
  let isOfSeller = false;
  let isNamed = false;
  for (let at = first; at < last; at += 1) {
    const hash = hashes[at] ?? 0;
    if (demands.has(hash)) return true;
    isAskedFor ||= asking.has(hash);
    isOffered ||= offered.has(hash);
    isOfSeller ||= sellers.has(hash);
    isNamed ||= ((bits[at] ?? 0) & tradeBit) !== 0;
  }
  return (isOfSeller && (isOffered || isAskedFor)) || (isNamed && isAskedFor);
}

const wordsToNumber = 3;

/** "They want 400,000", "the ask was 18 million", "please wire the 48 million". */
export function isAskedOutright({ hashes, shapes }: Words, first: number, last: number): boolean {
  for (let at = first; at + 2 < last; at += 1) {
    if (!isAsking(hashes[at] ?? 0, hashes[at + 1] ?? 0)) continue;
    for (let next = at + 2; next < Math.min(last, at + 2 + wordsToNumber); next += 1)
      if (isNumeric(shapes[next] ?? 0)) return true;
  }
  return false;
}

function isAsking(hash: number, next: number): boolean {
  if (askers.has(hash)) return asking.has(next) && !paying.has(next);
  if (articles.has(hash)) return noun.has(next);
  return ordering.has(hash) && ordered.has(next);
}

function isRefused(hashes: Uint32Array, first: number, last: number): boolean {
  let refusal = -Infinity;
  let isFound = false;
  for (let at = first; at < last; at += 1) {
    const hash = hashes[at] ?? 0;
    if (bills.has(hash)) return false;
    if (refusing.has(hash)) refusal = at;
    const before = at - wordsToPaying;
    if (paying.has(hash) && (refusal >= before || refusing.has(hashes[at + 1] ?? 0)))
      isFound = true;
  }
  return isFound;
}

const ransoms = hashSet("ransom ransoms extortion");
const moving = hashSet("down up fell rose sank dropped lowered raised cut reduced");
const sides = hashSet("from to");
const wordsToRansom = 3;

/** "Ransom stands at 3.2 million, down from 5": one cue in it is of its own sum. */
export function isMovedRansom({ hashes }: Words, first: number, last: number): boolean {
  let isRansom = false;
  for (let at = first; at + 1 < last; at += 1) {
    const hash = hashes[at] ?? 0;
    isRansom ||= at - first < wordsToRansom && ransoms.has(hash);
    if (isRansom && moving.has(hash) && sides.has(hashes[at + 1] ?? 0)) return true;
  }
  return false;
}

/** "40 BTC": what stands behind the number. */
export function isCoin({ hashes }: Words, behind: number): boolean {
  return coins.has(hashes[behind] ?? 0);
}

/** "11 minutes", "318 GB": what stands behind the number. */
export function isSpan({ hashes, bits, starts, ends, count }: Words, behind: number): boolean {
  if (behind >= count || ((bits[behind] ?? 0) & countBit) === 0) return false;
  return (starts[behind] ?? 0) - (ends[behind - 1] ?? 0) <= 1 && times.has(hashes[behind] ?? 0);
}

const us = hashOf("us");

/** "US$900,000" is nobody's by that. */
export function isCountry({ hashes, shapes }: Words, at: number): boolean {
  return hashes[at] === us && ((shapes[at] ?? 0) & lowerAny) === 0;
}

const dot = 46;
const launching = hashSet(
  "started starts start ran runs run launched used uses installed opened dropped with",
);
const wordsToLaunch = 5;
/** "the kiosk client 7.2". */
const ofVersions = hashSet(
  "client version agent firmware build release server plugin driver app tool kernel openssl library",
);

/** "WinSCP 6.1", "client 7.2", "8.5.2". */
export function isVersion(codes: Uint16Array, words: Words, at: number, length: number): boolean {
  const { bits, hashes, ends } = words;
  let dots = 0;
  for (let next = at; next + 1 < at + length; next += 1) {
    if (codes[ends[next] ?? 0] !== dot) return false;
    dots += 1;
  }
  if (dots > 1) return true;
  if (dots !== 1) return false;
  if ((valueBefore(bits, at) & tradeBit) !== 0 || ofVersions.has(valueBefore(hashes, at)))
    return true;
  return isTool(words, at);
}

/** "started HxD and Recuva 1.53". */
function isTool({ hashes, bits, shapes }: Words, at: number): boolean {
  if (at === 0 || !isUnknownName(bits[at - 1] ?? 0, shapes[at - 1] ?? 0)) return false;
  for (let back = 2; back <= wordsToLaunch; back += 1) {
    if (launching.has(valueBefore(hashes, at, back))) return true;
  }
  return false;
}
