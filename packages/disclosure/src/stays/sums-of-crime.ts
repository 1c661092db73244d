/** What criminals ask for and offer in a held sentence: "ask for 250 euro in vouchers", "$3,500 escrow". */

import type { Reading } from "../detector.ts";
import { digitAny, isDigit, lowerAny, unitBefore, upperFirst } from "../text/words.ts";

const sum =
  /^(?:(?:[A-Z]{2,3}\$?|[A-Z]{1,2}\$) ?)?[$\u20ac\u00a3\u00a5\u20b9\u20a6\u20a9\u20ab\u20b1]? ?\d(?:\d{0,2}(?: \d{3}){1,3}(?!\d)|[\d.,']{0,14})(?:(?<![.,'])|(?=\s))(?: ?(?:(?:k|m|mn|[Mm]io|[Mm]rd|bn|lakh|crore|million|thousand)\b|(?:[Mm]io|[Mm]rd)\.(?= )))?(?: (?:dollars?|euros?|pounds?|rand|rupees|naira|pesos|reais|bitcoins?|BTC|XMR|USDT|ETH|[A-Z]{3})\b|[\u20ac$\u00a3])?/;
const sumCharsMax = 48;
const aroundCharsMax = 96;

/** Only criminals ask so. */
const asked = new RegExp(
  String.raw`\b(?:they|he|she|it|voice|man|woman|caller|gang|crew|group|actors?|attackers?|criminals?|note|thief|thieves|hackers?|scammers?|extorters?|affiliate|page|mail|letter) (?:\w+ ){0,2}(?:ask|asks|asked|asking|demand|demands|demanded|demanding)\b[^.;\n\d]{0,24}$|\b(?:they|gang|crew|note|affiliate) (?:have |then |now )?(?:opened|started|began|went down|came down|settled|closed) (?:at|with|to|for|on) $|\b(?:ransom|extortion|ransom demand|opening ask|blitz|buy-?out|escrow)(?: (?:demand|note|sum|price|bid|of|is|was|at|to|now|set|stands?|opened|rose|fell|went)){0,4}[:,]? $|\b(?:okup|wykup|l(?:oe|\u00f6)segeld|ran\u00e7on|rancon|rescate|riscatto|resgate|losgeld|fidye|v\u00fdkupn\u00e9|vykupne|l\u00f8sesum|l\u00f6sensumma|lunnaat|v\u00e1lts\u00e1gd\u00edj)(?: (?:von|de|di|do|je|is|es|est|ist|to|czyli))?[:,]? $|\b(?:payment|price|sum|amount|money) (?:asked|demanded|wanted)(?: for)?:? $|(?:^|[.;\n(] ?)demand(?:ed)?: $|\b(?:want|wants|wanted|wanting|ask|asks|asked|asking|demand|demands|demanded|demanding|claim|claims|claiming)(?: for)? (?:an?|the) (?:\w+ ){0,2}(?:fee|charge|duty|deposit|toll|fine)(?: of)? $|\b(?:onion|tox|chat|leak site|blog)\b[\])]?,? $|\d ?[GT]B\b[^.;\n]{0,16}, $|\b(?:gift|steam|google play|itunes|apple) cards?[^.;\n\d]{0,12}$|\b(?:subscription|antivirus|membership|licen[cs]e) (?:has been |was |is )?(?:renewed|charged|billed)[^.;\n\d]{0,12}$`,
  "i",
);
/** So business asks, too: only beside what only crime has. */
const mayBeAsked =
  /\b(?:(?:demand(?:s|ed|ing)?|ask(?:s|ed|ing)?|want(?:s|ed)?|figure of|sum of|price(?: on (?:their|its|the) (?:page|site|blog|post))?|set at|opened at|start(?:ing)?(?: bid| price)?|buy-?out|blitz(?: price)?|bids?(?: of)?|offer(?:ed|s)?(?: at| of)?|counter-?offer|costs?|fee|auction with|sold|pide|piden|exigen?|exige|fordert|fordern|verlangt|verlangen|forderung|demandee?|demande|exigent|reclame(?:nt)?|vraagt|vragen|eist|krever|kraver|chiede|chiedono|pede|pedem|exigem|zada|pozaduje)(?: for| at| is| was| of|:)?|(?:negotiated|talked|brought|came|went|fell|dropped|rose|down|up|halved)[^.;\n]{0,24} (?:from|to)|from [$\u20ac\u00a3]?[\d.,]{1,12} ?[a-z]{0,8} to) ?(?:the |about |around |some |up to |a |de |um )?$/i;
const ofCrime =
  /\b(?:countdown|ransom\w*|gang|leak(?:ed)? (?:site|page|post|blog)|decrypt\w{0,5}|extort\w{0,7}|blackmail\w{0,4}|monero|bitcoins?|btc|xmr|affiliates?|threat actors?|attackers?|intruders?|crew|forums?|not paid|unpaid|in silence|price of silence|timer|proof pack|initial access|rdp access|access for sale|buyout|losegeld\w{0,10}|rancon|rescate|riscatto|resgate|losgeld|okup|vykupne|fidye|darknet|breachforums|exploit|xss|ramp)\b|\b(?:akira|lockbit\w{0,4}|rhysida|qilin|play|medusa|blackcat|alphv|clop|cl0p|hunters|ransomhub|royal|blacksuit|bianlian|8base|cactus|inc|lynx|safepay|dragonforce|black ?basta|conti|revil|hive|everest|snatch|medusalocker|phobos|stormous|killsec|interlock|fog|termite|embargo|sarcoma|nova|anubis|warlock|gentlemen|devman)(?![a-z])/i;
/** With one of these in the same stretch it is what is asked for on a forum. */
const forSale =
  /\b(?:for sale|escrow|auction|forum|broker|stealer|darknet|dark web|access broker|seller|BreachForums|RAMP|XSS|Exploit\.in|Exploit|LeakBase|DarkForums|Telegram)\b|\bby (?:user )?["\u201c]\w+["\u201d]/;
const priced =
  /\b(?:price|priced at|start|step|start price|asking|offered at|offers it at|listed at|sold at|offered for|sells? it for|selling for|for) ?:? $/i;
const behindSum =
  /^,?(?: (?:in|of|as|by|worth of))?(?: \w+)? (?:vouchers?|gift cards?|steam cards|monero|bitcoins?|crypto|tether|escrow|blitz)\b/i;
/** What a bogus parcel, toll or tax is said to cost, in a text or on a page. */
const unpaid =
  /\b(?:unpaid|overdue|outstanding|held|missed|pending|due|redelivery)\b[^.;\n\d]{0,24}$/i;
const ofSmish = /\b(?:texts?|sms|smish\w*|parcels?|tolls?|phish\w*|lures?|fake|bogus|scam\w*)\b/i;
/** Wired to those who cheat. */
const wired = /\b(?:wired|transferred|released|paid|sent|lost)(?: [\w']+){0,3} $/i;
const toThief =
  /^ (?:to|into|on) (?:a|an|the|his|their|that|this)(?: \w+){0,2} (?:mule\w*|thie(?:f|ves)|crooks?|wallet|fraudsters?|scammers?|impostors?)\b/i;
/** For each of something: nobody asks so who extorts. */
const rateBehind = /^ ?(?:\/|an? |per |each\b|the (?:ton|unit|seat|piece))/i;

/** Behind the sum that begins at this word. */
export function sumEnd({ passage, words }: Reading, at: number): number | undefined {
  const { text, codes } = passage;
  const start = words.starts[at] ?? 0;
  const shape = words.shapes[at] ?? 0;
  const isNumber = (shape & digitAny) !== 0 && isDigit(codes[start]);
  const isCode =
    (shape & (upperFirst | lowerAny | digitAny)) === upperFirst &&
    (words.ends[at] ?? 0) - start <= 3;
  if (!isNumber && !isCode) return undefined;
  // "NZ$ 900,000" begins with its country.
  const found = sum.exec(text.slice(start, start + sumCharsMax));
  if (found === null) return undefined;
  const written = found[0];
  const isMoney =
    isCode || isSign(unitBefore(codes, start)) || /[A-Za-z$\u20ac\u00a3]/.test(written);
  const end = start + written.length;
  const behind = text.slice(end, end + aroundCharsMax);
  if (!isMoney || rateBehind.test(behind)) return undefined;
  const from = isSign(unitBefore(codes, start)) ? start - 1 : start;
  const before = text.slice(Math.max(0, from - aroundCharsMax), from);
  const paidIn = behindSum.exec(behind);
  if (paidIn !== null) return end + paidIn[0].length;
  if (asked.test(before) || (wired.test(before) && toThief.test(behind))) return end;
  if (unpaid.test(before) && ofSmish.test(before + behind)) return end;
  if (mayBeAsked.test(before) && ofCrime.test(before + written + behind)) return end;
  return priced.test(before) && forSale.test(before + behind) ? end : undefined;
}

export function isSign(code: number): boolean {
  return code === 36 || code === 0x20ac || code === 0xa3 || (code >= 0x20a0 && code <= 0x20bf);
}
