/**
 * What competitors must not tell each other, also not while they defend themselves: prices and costs,
 * customers, purchasing, future plans, strategy, output. DOJ/FTC 2014 policy statement; CISA 2015
 * §104(e), §108(e).
 */

import { boundedPattern } from "../text/bounded-pattern.ts";
import { lexicalDetector, type LexicalRule } from "./lexical-rule.ts";

const amount = String.raw`(?:[$€£¥]|\b(?:USD|EUR|GBP|CHF|JPY)\b) ?\d|\d(?:[\d.,' ]{0,14}) ?(?:USD|EUR|GBP|CHF|dollars?|euros?|pounds?|cents?|million|billion|[kKmM]\b|%|percent)`;

function rule(
  kind: LexicalRule["kind"],
  why: string,
  words: string,
  context?: string,
  except?: string,
): LexicalRule {
  return {
    kind,
    why,
    words: boundedPattern(words, "i"),
    ...(context === undefined ? {} : { context: boundedPattern(context, "i") }),
    ...(except === undefined ? {} : { except: boundedPattern(except, "i") }),
    needsReview: true,
  };
}

const extortion = String.raw`\b(?:ransom|extort|demand|btc|bitcoin|monero|decrypt(?:or|ion key)|wire fraud|fraudulent)`;

const rules: readonly LexicalRule[] = [
  rule(
    "competitive-price",
    "A price or discount with an amount.",
    String.raw`\b(?:pric(?:e|es|ed|ing)|list price|rate card|tariff|discount|rebate|surcharge|quot(?:e|ed|es) (?:at|to)|sell(?:s|ing)? (?:at|for)|per (?:unit|seat|ton|tonne|barrel|kilo|hour|transaction))\b`,
    amount,
    extortion,
  ),
  rule(
    "competitive-cost",
    "A cost or margin with an amount.",
    String.raw`\b(?:cost (?:of|base|per|price)|unit cost|own cost|costs us|margin|markup|mark-up|overhead|ebitda|gross profit|break-even|wage bill|labor cost)\b`,
    amount,
    extortion,
  ),
  rule(
    "purchasing",
    "Purchasing terms or the choice of a supplier.",
    String.raw`\b(?:bid(?:s|der|ders|ding)?|tender|rfp|rfq|procurement|purchase order|supplier|vendor|contract (?:value|price|renewal)|negotiat|quote|quotation|lowest offer|framework agreement|volume commitment|rebate)\b`,
    String.raw`${amount}|\b(?:lowest|winning|renew|terms|offer|award|switch(?:ing)? (?:to|from)|two|three|four|five) `,
    String.raw`${extortion}|\b(?:vendor (?:portal|advisory|patch)|supplier portal)\b`,
  ),
  rule(
    "customer-list",
    "Customers, or how many of them.",
    String.raw`\b(?:our|top|largest|key|biggest|major|named) (?:\d{1,3} )?(?:customers?|clients?|accounts|buyers|members|policyholders|tenants)\b|\bcustomer list\b|\bclient list\b|\bbook of business\b`,
    undefined,
    String.raw`\bcustomer(?:s)? should\b`,
  ),
  rule(
    "product-roadmap",
    "A future product or its date.",
    String.raw`\b(?:roadmap|unannounced|pre-?launch|launch(?:es|ing)? (?:in|on|planned|next)|to be launched|next generation|upcoming (?:product|release|model)|pipeline product|planned release|go-live of|phase [23] trial|prototype|not yet public)\b`,
  ),
  rule(
    "strategy-marketing",
    "Strategy, marketing or a deal.",
    String.raw`\b(?:market(?:ing)? (?:plan|strategy|campaign|share|entry|push)|go-to-market|strategic plan|acqui(?:re|sition) (?:of|target|talks)|merger|takeover|due diligence|expan(?:d|sion) (?:into|plan)|undercut|win back|target segment|promotion campaign|pricing strategy|exit (?:the|from) market|board (?:plan|paper|deck))\b`,
    undefined,
    String.raw`\b(?:threat actor|adversary|their) strategy\b`,
  ),
  rule(
    "output-volume",
    "Output, capacity or sales volume with a number.",
    String.raw`\b(?:output|throughput|production|capacity|utili[sz]ation|shipments?|units sold|sales volume|order book|backlog|inventory level|heats? a day|tons? (?:a|per) |tonnes? (?:a|per) |barrels? (?:a|per) |megawatts?|admissions|occupancy|passengers)\b`,
    String.raw`\d`,
    String.raw`\b(?:production (?:server|system|environment|domain|database)|log|packets?|bandwidth|bytes|gbps|mbps)\b`,
  ),
  rule(
    "output-volume",
    "Revenue or turnover.",
    String.raw`\b(?:revenue|turnover|net income|quarterly (?:result|earning)s?|sales figures|earnings)\b`,
    String.raw`\d`,
    String.raw`\b(?:turnover of staff)\b`,
  ),
];

export const competitive = lexicalDetector("competitive", 1, rules);
